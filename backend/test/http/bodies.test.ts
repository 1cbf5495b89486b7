/**
 * Bodies are read strictly, on every route of the OpenAPI document that takes one: nothing is coerced,
 * repaired, dropped or decompressed, and what is refused is never repeated in the answer.
 */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "#test/setup/app.ts";
import { documentedRoutes, type DocumentedRoute, urlOf } from "./routes.ts";

let echo: TestApp;
let routes: readonly DocumentedRoute[];
beforeAll(async () => {
  echo = await startTestApp({ environment: { REQUEST_BODY_LIMIT_BYTES: "20000" } });
  routes = documentedRoutes(echo.app).filter((route) => route.hasBody);
});
afterAll(() => echo.stop());

function send(route: DocumentedRoute, body: string | Buffer, headers: Record<string, string> = {}) {
  return echo.alice.bearer.send({ method: route.method, url: urlOf(route), body, headers });
}

async function expectEverywhere(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<void> {
  for (const route of routes) {
    const answer = await send(route, body, headers);
    expect([route.operationId, answer.statusCode]).toEqual([route.operationId, status]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-store");
  }
}

test("the OpenAPI document lists the routes with a body", () => {
  expect(routes.map((route) => route.operationId)).toContain("entries.create");
  expect(routes.length).toBeGreaterThanOrEqual(10);
});

test("B1: a body over the limit is 413", () =>
  expectEverywhere(413, JSON.stringify({ text: "a".repeat(20_001) })));

test.each(["gzip", "br", "deflate", "zstd"])(
  "B3: a body that says %s is 415, and is not unpacked",
  (encoding) => expectEverywhere(415, gzipSync('{"text":"a"}'), { "content-encoding": encoding }),
);

test.each([
  ["B6: __proto__", '{"__proto__":{"isAdmin":true}}'],
  ["B6: __proto__ further down", '{"tags":[{"__proto__":1}]}'],
  ["B6: constructor.prototype", '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ["B7: a field given twice", '{"text":"a","text":"b"}'],
  ["B7: a field given twice under different spellings", '{"text":"a","te\\u0078t":"b"}'],
  ["B8: 100,000 levels", "[".repeat(10_000)],
  ["B8: 33 levels", `${'{"a":'.repeat(33)}1${"}".repeat(33)}`],
  ["B11: trailing garbage", '{"text":"a"} x'],
  ["B11: NaN", '{"mood":NaN}'],
  ["B11: a number without end", '{"mood":1e400}'],
  ["B11: a comment", '{"text":"a"/**/}'],
  ["B11: half a document", '{"text":'],
  ["B11: a control character", '{"text":"a\u0001"}'],
])("%s is 400", (_name, body) => expectEverywhere(400, body));

test("B6: nothing sticks to Object.prototype", () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test.each([
  ["a byte-order mark", Buffer.from('\uFEFF{"text":"a"}')],
  ["UTF-16", Buffer.from('{"text":"a"}', "utf16le")],
  ["a lone continuation byte", Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0x80, 0x22, 0x7d])],
  ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ["an overlong form", Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
])("B11, B12: %s is 400", (_name, body) => expectEverywhere(400, body));

test("B11: an empty body is 400 where one is needed", async () => {
  for (const route of routes.filter((known) => known.needsBody)) {
    for (const headers of [{ "content-type": "application/json" }, {}]) {
      const answer = await echo.alice.bearer.send({ method: route.method, url: urlOf(route), headers });
      expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 400]);
    }
  }
});

test.each([
  "application/json; charset=utf-16",
  "application/json; charset=latin1",
  "application/json; x=y",
  "*/*",
])("B13: the content type %s is 415", (type) => expectEverywhere(415, "{}", { "content-type": type }));

test.each(["application/json; charset=utf-8", "APPLICATION/JSON", 'application/json;charset="UTF-8"'])(
  "B13: the content type %s is read",
  async (type) => {
    const answer = await echo.alice.bearer.send({
      method: "POST",
      url: "/entries",
      body: '{"text":"a"}',
      headers: { "content-type": type },
    });
    expect(answer.statusCode).toBe(201);
  },
);

describe("B9, B10: fields", () => {
  test("that are unknown are refused with their place, on every route", async () => {
    for (const name of ["user_id", "created_at", "role", "isAdmin"]) {
      for (const route of routes) {
        const answer = await send(route, JSON.stringify({ [name]: "x" }));
        expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 422]);
      }
    }
    const answer = await echo.alice.bearer.send({
      method: "POST",
      url: "/entries",
      body: { text: "a", user_id: echo.bob.id },
    });
    expect(answer.json<{ errors: unknown }>().errors).toEqual([
      { pointer: "/user_id", detail: "is not known here" },
    ]);
  });

  test.each([[5], [["a"]], [null], [true], [{}], [""]])(
    "text %j is refused, never turned into text",
    async (text) => {
      const answer = await echo.alice.bearer.send({ method: "POST", url: "/entries", body: { text } });
      expect(answer.statusCode).toBe(422);
      expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).toBe("/text");
    },
  );

  test.each([["3"], [1.5], [0], [6], [true], [[3]]])("mood %j is refused", async (mood) => {
    const answer = await echo.alice.bearer.send({
      method: "POST",
      url: "/entries",
      body: { text: "a", mood },
    });
    expect(answer.statusCode).toBe(422);
  });

  test.each([["[]"], ["null"], ['"text"'], ["1"]])("the body %s is refused with 422", (body) =>
    expectEverywhere(422, body),
  );
});

test("a body is refused where none is described, and nothing or an empty object is fine", async () => {
  const without = documentedRoutes(echo.app).filter((route) => route.changesSomething && !route.hasBody);
  expect(without.map((route) => route.operationId)).toContain("entries.restore");
  for (const route of without) {
    const refused = await send(route, '{"text":"a"}');
    expect([route.operationId, refused.statusCode]).toEqual([route.operationId, 422]);
    for (const body of ["{}", ""]) {
      const answer = await send(route, body);
      expect([400, 413, 415, 422]).not.toContain(answer.statusCode);
    }
  }
});

describe("B16, P1: addresses and queries", () => {
  test.each([
    "/entries?limit=0",
    "/entries?limit=-1",
    "/entries?limit=101",
    "/entries?limit=1e2",
    "/entries?limit=1.5",
    "/entries?limit=%2010",
    "/entries?limit=abc",
    "/entries?limit=10&limit=20",
    "/entries?user_id=x",
    "/entries?__proto__=x",
    "/entries?constructor[prototype]=x",
    "/entries?q=a%00b",
    "/profile?x=1",
    "/entries/%00",
    "/entries/%2e%2e%2f",
    "/entries/%0d%0a",
    "/entries/NOT-A-UUID",
    "/entries/00000000-0000-4000-8000-00000000000G",
  ])("%s is 422", async (url) => {
    expect((await echo.alice.bearer.send({ method: "GET", url })).statusCode).toBe(422);
  });

  test.each(["/entries?q=%ff", "/entries?q=%ed%a0%80", "/entries?q=%", "/entries/%ff"])(
    "%s is 400",
    async (url) => {
      expect((await echo.alice.bearer.send({ method: "GET", url })).statusCode).toBe(400);
    },
  );

  test("a number in a query is read as one, and an address that is too long is nothing", async () => {
    expect((await echo.alice.bearer.send({ method: "GET", url: "/entries?limit=1" })).statusCode).toBe(200);
    const long = `/entries/${"a".repeat(101)}`;
    expect((await echo.alice.bearer.send({ method: "GET", url: long })).statusCode).toBe(404);
  });
});

describe("U1, U2: text that cannot be kept", () => {
  test.each([
    ["U+0000", '"a\\u0000b"'],
    ["half a surrogate pair", '"a\\ud83d"'],
    ["the other half", '"\\ude00b"'],
    ["two halves the wrong way round", '"\\ude00\\ud83d"'],
  ])("%s is refused in every place, with the place and without the text", async (_name, text) => {
    const cases = [
      [`{"text":${text}}`, "/text"],
      [`{"text":"a","tags":["ok",${text}]}`, "/tags/1"],
      [`{"text":"a","timezone":${text}}`, "/timezone"],
      [`{"text":"a",${text}:1}`, ""],
    ] as const;
    for (const [body, pointer] of cases) {
      const answer = await echo.alice.bearer.send({ method: "POST", url: "/entries", body });
      expect(answer.statusCode).toBe(422);
      expect(answer.json<{ errors: unknown }>().errors).toMatchObject([{ pointer }]);
    }
  });

  test("whole pairs written as escapes are kept", async () => {
    const answer = await echo.alice.bearer.send({
      method: "POST",
      url: "/entries",
      body: '{"text":"\\ud83d\\ude00 \\u00e9"}',
    });
    expect(answer.json<{ entry: { text: string } }>().entry.text).toBe("😀 é");
  });
});

test("L4: a refusal repeats neither values nor unusual names", async () => {
  const canary = "canary-7d1f words nobody should see";
  for (const route of routes) {
    for (const body of [
      { [canary]: 1 },
      { text: canary, mood: canary },
      { email: canary, password: canary },
      { full_name: [canary] },
    ]) {
      expect((await send(route, JSON.stringify(body))).body).not.toContain("canary");
    }
  }
});
