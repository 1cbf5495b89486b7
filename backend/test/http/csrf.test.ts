/**
 * A page of another site cannot change anything with the cookies of a person who is signed in: tried on
 * every route of the OpenAPI document that changes something and knows people by cookie.
 */
import { createSecretKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mintCsrfToken } from "#http/csrf.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";
import { documentedRoutes, type DocumentedRoute, urlOf } from "./routes.ts";

let echo: TestApp;
let guarded: readonly DocumentedRoute[];
let open: readonly DocumentedRoute[];
beforeAll(async () => {
  echo = await startTestApp();
  const routes = documentedRoutes(echo.app).filter((route) => route.changesSomething);
  guarded = routes.filter((route) => route.isPrivate || route.isOptional);
  open = routes.filter((route) => !route.isPrivate && !route.isOptional);
});
afterAll(() => echo.stop());

/** What a browser that is signed in as alice would send, changed by the attack. */
function headersOf(changes: Record<string, string | undefined>): Record<string, string> {
  const headers: Record<string, string | undefined> = { ...echo.alice.browser.headers(), ...changes };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function expectForbidden(
  routes: readonly DocumentedRoute[],
  changes: Record<string, string | undefined>,
): Promise<void> {
  expect(routes.length).toBeGreaterThan(0);
  for (const route of routes) {
    const answer = await echo.nobody.send({
      method: route.method,
      url: urlOf(route),
      headers: { ...headersOf(changes), ...(route.hasBody ? { "content-type": "application/json" } : {}) },
      // Not even JSON: the refusal comes before the body is read.
      ...(route.hasBody ? { body: "{" } : {}),
    });
    expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 403]);
    expect(answer.json<{ type: string }>().type).toBe("/problems/csrf-failed");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }
}

const writes = async (headers: Record<string, string>) =>
  (await echo.nobody.send({ method: "POST", url: "/entries", headers, body: { text: "a" } })).statusCode;

describe("the token", () => {
  test("C1: is needed", () => expectForbidden(guarded, { "x-csrf-token": undefined }));

  test("C2: does not become right by being in a cookie as well", async () => {
    const pair = "aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const cookie = `echo_session=${echo.alice.browser.cookies.get("echo_session")}; csrf_token=${pair}`;
    await expectForbidden(guarded, { "x-csrf-token": pair, cookie });
  });

  test("C3: of another person, or of an earlier login of the same person, is refused", async () => {
    const ofBob = echo.bob.browser.cookies.get("csrf_token");
    const ofHerOtherLogin = mintCsrfToken(echo.deps.keys.csrf, echo.alice.sessionId);
    await expectForbidden(guarded, { "x-csrf-token": ofBob });
    await expectForbidden(guarded, { "x-csrf-token": ofHerOtherLogin });
  });

  test("C4: cut, lengthened, changed in one bit, or made with another key is refused", async () => {
    const good = echo.alice.browser.cookies.get("csrf_token") ?? "";
    const last = good.at(-2) === "A" ? "B" : "A";
    const sessionId = sessionIdOfBrowser();
    const attempts = [
      good.slice(0, -1),
      `${good}A`,
      `${good.slice(0, -2)}${last}${good.at(-1)}`,
      "a".repeat(10_000),
      mintCsrfToken(createSecretKey(Buffer.alloc(32, 1)), sessionId),
      mintCsrfToken(echo.deps.keys.cursor, sessionId),
    ];
    for (const token of attempts) await expectForbidden(guarded.slice(0, 2), { "x-csrf-token": token });
  });

  test("of this login opens the route", async () => {
    expect(await writes(headersOf({}))).toBe(201);
    expect(
      await writes(headersOf({ "x-csrf-token": mintCsrfToken(echo.deps.keys.csrf, sessionIdOfBrowser()) })),
    ).toBe(201);
  });
});

function sessionIdOfBrowser(): string {
  const token = echo.alice.browser.cookies.get("echo_session") ?? "";
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
  return (JSON.parse(payload) as { session_id: string }).session_id;
}

describe("the origin", () => {
  test.each([
    "https://evil.example",
    "null",
    "http://127.0.0.1:8000.evil.example",
    "https://127.0.0.1:8000",
    "http://127.0.0.1:8001",
    "http://127.0.0.1",
    "",
  ])("C5: %s is refused before the body is read", async (origin) => {
    await expectForbidden(guarded, { origin });
  });

  test.each(["cross-site", "same-site", "anything"])(
    "C6: Sec-Fetch-Site %s is refused where there is no Origin",
    (site) => expectForbidden(guarded, { origin: undefined, "sec-fetch-site": site }),
  );

  test.each(["same-origin", "none"])("C6: Sec-Fetch-Site %s is enough with a good token", async (site) => {
    expect(await writes(headersOf({ origin: undefined, "sec-fetch-site": site }))).toBe(201);
  });

  test("C7: Referer counts where both are absent, and nothing at all is refused", async () => {
    const neither = { origin: undefined, "sec-fetch-site": undefined };
    expect(await writes(headersOf({ ...neither, referer: `${echo.publicUrl}/app/` }))).toBe(201);
    await expectForbidden(guarded, { ...neither, referer: "https://evil.example/app" });
    await expectForbidden(guarded, { ...neither, referer: "no address" });
    await expectForbidden(guarded, neither);
  });

  test("C12: routes without a login are closed to other sites as well", async () => {
    await expectForbidden(open, { origin: "https://evil.example" });
    await expectForbidden(open, { origin: undefined, "sec-fetch-site": "cross-site" });
    await expectForbidden(open, { origin: undefined, "sec-fetch-site": "same-site" });
  });

  test("C12: routes without a login are open to programs, which send no origin", async () => {
    for (const route of open) {
      const call = { method: route.method, url: urlOf(route), ...(route.hasBody ? { body: {} } : {}) };
      expect((await echo.nobody.send(call)).statusCode).not.toBe(403);
    }
  });
});

describe("Bearer", () => {
  test("C8: needs neither origin nor token", async () => {
    const call = { method: "POST", url: "/entries", body: { text: "a" } } as const;
    expect((await echo.alice.bearer.send(call)).statusCode).toBe(201);
    const elsewhere = { ...call, headers: { origin: "https://app.example" } };
    expect((await echo.alice.bearer.send(elsewhere)).statusCode).toBe(201);
  });

  test("C9: decides where there is a cookie as well", async () => {
    const headers = {
      authorization: `Bearer ${echo.alice.accessToken}`,
      cookie: `echo_session=${echo.bob.browser.cookies.get("echo_session")}`,
    };
    const answer = await echo.nobody.send({ method: "GET", url: "/profile", headers });
    expect(answer.json<{ id: string }>().id).toBe(echo.alice.id);
  });
});

describe("other ways in", () => {
  test("C10: a method in a header or in the query changes nothing", async () => {
    const created = await echo.alice.bearer.send({
      method: "POST",
      url: "/entries",
      body: { text: "stays" },
    });
    const { entry } = created.json<{ entry: { id: string } }>();
    const url = `/entries/${entry.id}`;
    const headers = { "x-http-method-override": "DELETE", "x-method-override": "DELETE" };
    expect((await echo.alice.bearer.send({ method: "GET", url, headers })).statusCode).toBe(200);
    expect((await echo.alice.bearer.send({ method: "GET", url: `${url}?_method=DELETE` })).statusCode).toBe(
      422,
    );
    expect((await echo.alice.bearer.send({ method: "GET", url })).statusCode).toBe(200);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/json",
  ])("C11: a body of type %s is refused with 415", async (type) => {
    const routes = documentedRoutes(echo.app).filter((route) => route.hasBody);
    for (const route of routes) {
      const answer = await echo.alice.bearer.send({
        method: route.method,
        url: urlOf(route),
        headers: { "content-type": type },
        body: '{"text":"a"}',
      });
      expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 415]);
    }
  });
});

describe("C13: long tokens", () => {
  test("a token that is too long for one cookie is kept in several, and read together again", async () => {
    const { email, password } = await echo.signUp("long");
    const { refreshToken } = await echo.deps.identity.signInWithPassword("127.0.0.1", email, password);
    await setFatMetadata(email);
    const browser = echo.newBrowser();
    browser.cookies.set("echo_refresh", refreshToken);
    expect((await browser.send({ method: "POST", url: "/auth/refresh" })).statusCode).toBe(200);
    const names = [...browser.cookies.keys()].filter((name) => name.startsWith("echo_session"));
    expect(names).toEqual(["echo_session", "echo_session.1"]);
    for (const name of names) expect(browser.cookies.get(name)?.length).toBeLessThan(3900);
    expect((await browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
    expect((await browser.send({ method: "POST", url: "/auth/logout" })).statusCode).toBe(204);
    expect(browser.cookies.size).toBe(0);
  });
});

async function setFatMetadata(email: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: echo.database.superuserUrl });
  await client.connect();
  await client.query(
    "update auth.users set raw_user_meta_data = jsonb_build_object('note', $2::text) where email = $1",
    [email, "n".repeat(4000)],
  );
  await client.end();
}
