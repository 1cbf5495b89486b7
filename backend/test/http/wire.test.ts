/**
 * What only shows on the wire: requests that two readers could understand differently, that never end, or
 * that are too large for a parser. Each is refused, and the server goes on.
 */
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "#backend/app.ts";
import type { Feature } from "#features/feature.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
let port: number;
let host: string;
beforeAll(async () => {
  echo = await startTestApp({ environment: { REQUEST_BODY_LIMIT_BYTES: "20000" } });
  await echo.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = echo.app.server.address() as AddressInfo);
  host = `127.0.0.1:${port}`;
});
afterAll(() => echo.stop());

const ANSWER_LIMIT_MS = 10_000;

/** Sends bytes and gives everything that came back until the server closed, or said `until`. */
function exchange(request: string | Buffer, until?: RegExp, toPort: number = port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: toPort });
    let answer = "";
    const finish = () => {
      clearTimeout(limit);
      socket.destroy();
      resolve(answer);
    };
    const limit = setTimeout(() => reject(new Error(`No end after: ${answer}`)), ANSWER_LIMIT_MS);
    socket.on("data", (chunk) => {
      answer += chunk.toString("utf8");
      if (until?.test(answer) === true) finish();
    });
    socket.on("error", finish);
    socket.on("close", finish);
    socket.write(request);
  });
}

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers, "Connection: close", "", ""].join("\r\n");

const post = (body: string, ...headers: string[]) =>
  [
    "POST /entries HTTP/1.1",
    `Host: ${host}`,
    `Authorization: Bearer ${echo.alice.accessToken}`,
    "Content-Type: application/json",
    ...headers,
    "",
    body,
  ].join("\r\n");

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

function expectProblem(answer: string, status: number): void {
  expect(statusOf(answer)).toBe(status);
  expect(answer).toMatch(/^content-type: application\/problem\+json/im);
  expect(answer).toMatch(/^x-request-id: [\w-]{8,64}\r$/im);
  expect(answer).toMatch(/^cache-control: no-store\r$/im);
}

describe("C17: hosts", () => {
  test("two Host headers are refused, in either order", async () => {
    expectProblem(await exchange(get("/healthz", "Host: evil.example")), 400);
    const other = `GET /healthz HTTP/1.1\r\nHost: evil.example\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expectProblem(await exchange(other), 400);
    expectProblem(await exchange(get("/healthz", `Host: ${host}`)), 400);
  });

  test("an address in absolute form is refused", async () => {
    expectProblem(await exchange(get(`http://${host}/healthz`)), 400);
    expectProblem(await exchange(get("http://evil.example/healthz")), 400);
  });

  test("no Host, an empty one and an unknown one are refused", async () => {
    expectProblem(await exchange("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
    expectProblem(await exchange("GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"), 400);
    expectProblem(
      await exchange("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
      400,
    );
  });
});

test("J2: two Authorization headers are refused, whichever is good", async () => {
  const good = `Authorization: Bearer ${echo.alice.accessToken}`;
  expect(statusOf(await exchange(get("/profile", good)))).toBe(200);
  expectProblem(await exchange(get("/profile", good, "Authorization: Bearer a.b.c")), 401);
  expectProblem(await exchange(get("/profile", "Authorization: Basic eDp5", good)), 401);
});

describe("B2, B4: how a body is framed", () => {
  test("a chunked body over the limit is cut off with 413", async () => {
    const chunk = `${(10_000).toString(16)}\r\n${"a".repeat(10_000)}\r\n`;
    const answer = await exchange(
      post(`${chunk}${chunk}${chunk}0\r\n\r\n`, "Transfer-Encoding: chunked"),
      /\}$/,
    );
    expectProblem(answer, 413);
  });

  test.each([
    ["both lengths", ["Content-Length: 12", "Transfer-Encoding: chunked"]],
    ["two lengths", ["Content-Length: 12", "Content-Length: 13"]],
    ["an unknown transfer encoding", ["Transfer-Encoding: xchunked"]],
    ["a length that is no number", ["Content-Length: +12"]],
    ["a folded header", ["X-Folded: a\r\n b", "Content-Length: 12"]],
  ])("%s is refused and the connection closed", async (_name, headers) => {
    expectProblem(await exchange(post('{"text":"a"}', ...headers)), 400);
  });

  test("two content types are refused", async () => {
    const body = '{"text":"a"}';
    const headers = ["Content-Type: text/plain", `Content-Length: ${body.length}`, "Connection: close"];
    expectProblem(await exchange(post(body, ...headers)), 400);
  });

  test("F21: a body that breaks off leaves no entry", async () => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => {});
    socket.resume();
    socket.end(post('{"text":"broken off', "Content-Length: 40"));
    await new Promise((resolve) => socket.once("close", resolve));
    const list = await echo.alice.bearer.send({ method: "GET", url: "/entries?q=broken" });
    expect(list.json<{ items: unknown[] }>().items).toEqual([]);
  });
});

describe("B5: large heads", () => {
  test("headers over 16 kB are 431", async () => {
    expectProblem(await exchange(get("/healthz", `X-Large: ${"a".repeat(20_000)}`)), 431);
  });

  test("an address of 100 kB is 431, and one of 10 kB is nothing", async () => {
    expectProblem(await exchange(get(`/${"a".repeat(100_000)}`)), 431);
    expectProblem(await exchange(get(`/${"a".repeat(10_000)}`)), 404);
  });
});

describe("Expect", () => {
  test.each(["foo", "200-ok"])("%s is refused in words, whatever the method", async (value) => {
    expectProblem(await exchange(get("/healthz", `Expect: ${value}`)), 417);
    const answer = await exchange(post('{"text":"a"}', "Content-Length: 12", `Expect: ${value}`), /\}$/);
    expectProblem(answer, 417);
    expect(answer).toMatch(/^connection: close\r$/im);
  });

  test("100-continue is promised and kept", async () => {
    const answer = await exchange(get("/healthz", "Expect: 100-continue"), /"\}$/);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });
});

describe("B15: methods", () => {
  test.each(["TRACE", "PROPFIND", "PUT"])("%s on a known address is 405 with Allow", async (method) => {
    const answer = await exchange(get("/entries").replace("GET", method));
    expectProblem(answer, 405);
    expect(answer).toMatch(/^allow: GET, HEAD, POST\r$/im);
  });

  test("a method that HTTP does not know is 400", async () => {
    expectProblem(await exchange(get("/entries").replace("GET", "STEAL")), 400);
  });

  test.each(["PATCH", "DELETE"])("%s does not take the trash for an entry of that name", async (method) => {
    const answer = await exchange(get("/entries/trash?limit=1").replace("GET", method));
    expectProblem(answer, 405);
    expect(answer).toMatch(/^allow: GET, HEAD\r$/im);
  });

  test("CONNECT gets no tunnel", async () => {
    const answer = await exchange(`CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect(answer === "" || statusOf(answer) >= 400).toBe(true);
  });
});

test("F11: a request that is under way when Echo stops is answered, and its connection closed", async () => {
  let finish: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let hasBegun: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });
  const slow: Feature = {
    name: "slow",
    schemas: [],
    routes: (app) => {
      app.get("/slow", { config: { access: "public" } }, async () => {
        hasBegun();
        await underWay;
        return { isDone: true };
      });
    },
  };
  const stopping = await createApp(echo.deps, { features: [slow] });
  await stopping.listen({ host: "127.0.0.1", port: 0 });
  const address = stopping.server.address() as AddressInfo;
  const answered = exchange(get("/slow").replace("Connection: close\r\n", ""), undefined, address.port);
  await begun;
  const closed = stopping.close();
  await expect.poll(() => stopping.server.listening).toBe(false);
  finish();
  expect(await answered).toMatch(/^HTTP\/1\.1 200 [^]*connection: close[^]*\{"isDone":true\}$/i);
  await closed;
  expect(await exchange(get("/slow"), undefined, address.port)).toBe("");
});

test("what is not HTTP is refused, and the next request is answered", async () => {
  expectProblem(await exchange("\u0016\u0003\u0001 hello\r\n\r\n"), 400);
  expect(statusOf(await exchange(get("/healthz")))).toBe(200);
});

test("a request that breaks off before its answer ends in one line in the log", async () => {
  echo.logLines.length = 0;
  const socket = connect({ host: "127.0.0.1", port });
  socket.on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(get("/readyz"), () => socket.destroy());
  await closed;
  await expect
    .poll(() => echo.logLines.filter((line) => line.includes("request.completed")), { timeout: 5000 })
    .toHaveLength(1);
  expect(echo.logLines.join("")).toMatch(/"route":"\/readyz","status_code":(499|200)/);
});
