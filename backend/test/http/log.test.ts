/**
 * The log: one line for every request, with exactly the promised fields, and never a word that somebody
 * wrote, a secret, or an address, whatever goes wrong.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Type } from "typebox";
import type { Feature } from "#features/feature.ts";
import { features } from "#features/index.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

/** Routes that fail as badly as a library can: with what the person wrote in message and detail. */
const faulty: Feature = {
  name: "faulty",
  schemas: [],
  routes: (app) => {
    const schema = { body: Type.Object({ text: Type.String() }) };
    app.post("/faulty", { schema }, (request) => {
      throw Object.assign(new Error(`cannot store ${request.body.text}`), { detail: request.body.text });
    });
    app.post("/faulty-later", { schema }, async (request) => {
      await Promise.resolve();
      throw new TypeError(request.body.text);
    });
  },
};

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp({ features: [...features, faulty] });
});
afterAll(() => echo.stop());
beforeEach(() => {
  echo.logLines.length = 0;
});

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [name: string]: unknown;
}

const lines = (): Line[] => echo.logLines.map((line) => JSON.parse(line) as Line);
const completed = () => lines().filter((line) => line.msg === "request.completed");

test("a request ends in one line with the template of its route, without its query", async () => {
  const answer = await echo.alice.bearer.send({ method: "GET", url: "/entries?limit=5&q=secret" });
  await expect.poll(completed).toHaveLength(1);
  expect(Object.keys(completed()[0] ?? {})).toEqual([
    "level",
    "time",
    "msg",
    "request_id",
    "method",
    "route",
    "status_code",
    "duration_ms",
    "client",
    "user_id",
  ]);
  expect(completed()[0]).toMatchObject({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    request_id: answer.headers["x-request-id"],
    method: "GET",
    route: "/entries",
    status_code: 200,
    duration_ms: expect.any(Number),
    client: "127.0.0.1",
    user_id: echo.alice.id,
  });
});

test("ids in addresses are not logged, and what no route serves has no route", async () => {
  const id = "11111111-2222-4333-8444-555555555555";
  await echo.alice.bearer.send({ method: "GET", url: `/entries/${id}` });
  await echo.nobody.send({ method: "GET", url: "/nothing/secret-path" });
  await echo.nobody.send({ method: "GET", url: "/entries/%ff" });
  await expect.poll(completed).toHaveLength(3);
  expect(completed().map((line) => [line["route"], line["status_code"], line["user_id"]])).toEqual([
    ["/entries/:id", 404, echo.alice.id],
    [null, 404, null],
    [null, 400, null],
  ]);
  expect(echo.logLines.join("")).not.toMatch(/11111111|secret-path/);
});

test("L3: line breaks and control characters in headers make no second line", async () => {
  await echo.nobody.send({
    method: "GET",
    url: "/healthz",
    headers: { "user-agent": "a\tb", "x-request-id": '"}\u001b[31m' },
  });
  await expect.poll(completed).toHaveLength(1);
  for (const line of echo.logLines) expect(line.trimEnd()).not.toMatch(/\p{Cc}/u);
});

describe("a failure", () => {
  test.each(["/faulty", "/faulty-later"])(
    "of %s is 500 in one sentence, with name and place in the log",
    async (url) => {
      const answer = await echo.alice.bearer.send({ method: "POST", url, body: { text: "canary-fault" } });
      expect(answer.statusCode).toBe(500);
      expect(answer.json()).toEqual({
        type: "/problems/internal-error",
        title: "Something went wrong",
        status: 500,
        detail: expect.stringMatching(/^[A-Z].*\.$/),
        request_id: answer.headers["x-request-id"],
      });
      const line = lines().find((known) => known.msg === "request.failed");
      expect(line).toMatchObject({
        level: "error",
        route: url,
        error: expect.stringMatching(/Error$/),
        stack: expect.stringContaining("log.test.ts"),
        request_id: answer.headers["x-request-id"],
      });
      expect(echo.logLines.join("")).not.toContain("canary");
    },
  );
});

test("L1: no word, tag, password, token, cookie, key or address reaches the log", async () => {
  const canary = "canary-91c2";
  const password = `${canary}-password`;
  const email = `${canary}@example.org`;
  const browser = echo.newBrowser();
  const calls = [
    ["POST", "/auth/signup", { email, password, full_name: canary }],
    ["POST", "/auth/login", { email, password: `${canary}-wrong` }],
    ["POST", "/auth/login", { email, password }],
    ["POST", "/auth/token", { grant_type: "refresh_token", refresh_token: canary }],
    ["POST", "/auth/refresh", undefined],
    ["GET", "/auth/session", undefined],
    ["POST", "/entries", { text: canary, tags: [canary] }],
    ["POST", "/entries", { text: canary, mood: canary }],
    ["POST", "/entries", { [canary]: canary }],
    ["POST", "/entries", `{"text":"${canary}`],
    ["POST", "/entries", { text: canary, timezone: canary }],
    ["POST", "/faulty", { text: canary }],
    ["GET", `/entries?q=${canary}&tag=${canary}`, undefined],
    ["GET", `/entries?cursor=${canary}`, undefined],
    ["GET", `/${canary}`, undefined],
    ["PATCH", "/profile", { full_name: canary }],
    ["POST", "/auth/password/forgot", { email }],
    ["POST", "/auth/password/reset", { token_hash: canary, password }],
    ["POST", "/auth/password/change", { current_password: canary, new_password: password }],
    ["POST", "/auth/logout", {}],
  ] as const;
  const secrets = new Set<string>();
  const statuses: number[] = [];
  for (const [method, url, body] of calls) {
    const answer = await browser.send({ method, url, ...(body === undefined ? {} : { body }) });
    statuses.push(answer.statusCode);
    for (const value of browser.cookies.values()) secrets.add(value);
  }
  expect(statuses).toEqual([
    201, 401, 200, 401, 200, 200, 201, 422, 422, 400, 422, 500, 200, 400, 404, 200, 202, 422, 422, 204,
  ]);
  await expect.poll(() => completed().length).toBe(calls.length);
  const log = echo.logLines.join("");
  expect(log).not.toContain(canary);
  for (const secret of [...secrets, echo.secrets.secretKey.reveal(), echo.secrets.appKey.reveal()]) {
    expect(log).not.toContain(secret);
  }
});
