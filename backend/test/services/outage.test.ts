/**
 * Supabase Auth is down: whoever is signed in goes on, whoever wants to sign in is told to wait, nobody is
 * signed out by it, and nothing waits for longer than the limit.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "#core/problem.ts";
import { Secret } from "#core/secret.ts";
import { createIdentity } from "#services/identity.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

type Mode = "refuses" | "500" | "garbage" | "silent" | "no key" | "429";

let server: Server;
let url: string;
let mode: Mode;
let requests: { path: string; headers: Record<string, unknown> }[];
let echo: TestApp;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push({ path: request.url ?? "", headers: request.headers });
    const answer = (status: number, body: string, headers = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    if (mode === "500") answer(500, '{"code":"unexpected_failure","message":"x"}');
    else if (mode === "garbage") answer(200, "<html>");
    else if (mode === "no key") answer(401, '{"message":"Invalid API key"}');
    else if (mode === "429")
      answer(429, '{"code":"over_request_rate_limit","message":"x"}', { "retry-after": "17" });
    else if (mode === "refuses") request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  requests = [];
  const broken = createIdentity({
    url,
    serviceRoleKey: new Secret("service-key"),
    publicUrl: "http://127.0.0.1:8000",
    timeoutMs: 300,
  });
  let isDown = false;
  echo = await startTestApp({
    replace: (deps) => ({
      identity: new Proxy(deps.identity, {
        get: (target, name, receiver) => Reflect.get(isDown ? broken : target, name, receiver),
      }),
    }),
  });
  isDown = true;
});
afterAll(async () => {
  await echo.stop();
  server.closeAllConnections();
  server.close();
});

const MODES: readonly Mode[] = ["refuses", "500", "garbage", "silent", "no key"];

describe.each(MODES)("when Auth %s", (asked) => {
  const during = async (method: "GET" | "POST", path: string, body?: unknown) => {
    mode = asked;
    requests = [];
    const startedAt = performance.now();
    const answer = await echo.alice.browser.send({
      method,
      url: path,
      ...(body === undefined ? {} : { body }),
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    return answer;
  };

  test("login, sign-up and tokens are 503 with Retry-After, after one attempt", async () => {
    const credentials = { email: echo.alice.email, password: echo.alice.password };
    for (const [path, body] of [
      ["/auth/login", credentials],
      ["/auth/signup", credentials],
      ["/auth/token", { grant_type: "refresh_token", refresh_token: "x" }],
      ["/auth/password/forgot", { email: echo.alice.email }],
      ["/auth/password/reset", { token_hash: "x", password: "a brand new password" }],
      ["/auth/confirm", { token_hash: "x", type: "signup" }],
    ] as const) {
      const answer = await during("POST", path, body);
      expect([path, answer.statusCode]).toEqual([path, 503]);
      expect(answer.headers["retry-after"]).toBe("5");
      expect(answer.headers["set-cookie"]).toBeUndefined();
      expect(requests.length).toBe(1);
    }
  });

  test("a refresh is 503 and the cookies stay", async () => {
    const before = new Map(echo.alice.browser.cookies);
    const answer = await during("POST", "/auth/refresh");
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(echo.alice.browser.cookies).toEqual(before);
  });

  test("a page that is loaded anew learns who is signed in, from the token, and may go on writing", async () => {
    const session = await during("GET", "/auth/session");
    expect(session.statusCode).toBe(200);
    expect(session.json()).toEqual({
      user: {
        id: echo.alice.id,
        email: echo.alice.email,
        role: "authenticated",
        email_confirmed_at: null,
        created_at: null,
      },
      expires_at: expect.stringMatching(/Z$/),
    });
    expect((await during("GET", "/auth/csrf")).statusCode).toBe(200);
  });

  test("whoever is signed in reads and writes as before", async () => {
    expect((await during("GET", "/entries")).statusCode).toBe(200);
    expect((await during("POST", "/entries", { text: "still here" })).statusCode).toBe(201);
    expect(requests).toEqual([]);
  });
});

test("R8: a logout clears the cookies with 202, and the token opens nothing here any more", async () => {
  mode = "refuses";
  const kept = echo.bob.browser.headers();
  const answer = await echo.bob.browser.send({ method: "POST", url: "/auth/logout", body: {} });
  expect([answer.statusCode, answer.body]).toEqual([202, '{"status":"accepted"}']);
  expect(echo.bob.browser.cookies.size).toBe(0);
  const after = await echo.nobody.send({ method: "GET", url: "/profile", headers: kept });
  expect(after.statusCode).toBe(401);
});

test("what Auth answers with 429 is passed on with its Retry-After", async () => {
  mode = "429";
  const body = { email: echo.alice.email, password: echo.alice.password };
  const answer = await echo.nobody.send({ method: "POST", url: "/auth/login", body });
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([429, "17"]);
});

test("Auth is told who is asking, by whose key, and nothing about the browser", async () => {
  mode = "500";
  requests = [];
  const body = { email: echo.alice.email, password: echo.alice.password };
  const headers = { "user-agent": "Mozilla/5.0", "x-forwarded-for": "6.6.6.6" };
  await echo.nobody.send({ method: "POST", url: "/auth/login", body, headers });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.headers).toMatchObject({
    apikey: "service-key",
    "x-forwarded-for": "127.0.0.1",
    "sb-forwarded-for": "127.0.0.1",
  });
  expect(String(requests[0]?.headers["user-agent"])).not.toContain("Mozilla");
});

describe("the database does not say whether a login lives", () => {
  test("reading goes on, writing and what is sensitive wait", async () => {
    const app = await startTestApp({
      replace: (deps) => ({
        loginSessions: {
          ...deps.loginSessions,
          peek: () => undefined,
          check: () => Promise.reject(new Problem("unavailable", "Down.")),
        },
      }),
    });
    try {
      const send = async (method: "GET" | "POST", path: string, body?: unknown) =>
        (await app.alice.bearer.send({ method, url: path, ...(body === undefined ? {} : { body }) }))
          .statusCode;
      expect(await send("GET", "/entries")).toBe(200);
      expect(await send("POST", "/entries", { text: "a" })).toBe(503);
      const change = { current_password: app.alice.password, new_password: "a brand new password" };
      expect(await send("POST", "/auth/password/change", change)).toBe(503);
    } finally {
      await app.stop();
    }
  });

  test("nobody is let in where the question itself is broken", async () => {
    const app = await startTestApp({
      replace: (deps) => ({
        loginSessions: {
          ...deps.loginSessions,
          peek: () => undefined,
          check: () => Promise.reject(new Problem("forbidden", "You may not do this.")),
        },
      }),
    });
    try {
      for (const url of ["/entries", "/profile", "/auth/session"]) {
        expect((await app.alice.bearer.send({ method: "GET", url })).statusCode).toBe(500);
      }
    } finally {
      await app.stop();
    }
  });
});
