/** Signing up, in and out with a browser: which cookies there are, what they open, and when they are gone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, TEST_PASSWORD } from "#test/setup/app.ts";

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp();
});
afterAll(() => echo.stop());

interface Answer {
  readonly user: { readonly id: string };
  readonly type: string;
  readonly request_id: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_at: string;
  readonly csrf_token: string;
}

const json = (response: { body: string }) => JSON.parse(response.body) as Answer;

describe("POST /auth/signup", () => {
  test("answers 201 with the person and signs the browser in", async () => {
    const browser = echo.newBrowser();
    const email = "new@example.org";
    const answer = await browser.send({
      method: "POST",
      url: "/auth/signup",
      body: { email, password: TEST_PASSWORD, full_name: " Ada " },
    });
    expect(answer.statusCode).toBe(201);
    expect(json(answer)).toEqual({
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email,
        role: "authenticated",
        email_confirmed_at: expect.stringMatching(/Z$/),
        created_at: expect.stringMatching(/Z$/),
      },
    });
    const profile = await browser.send({ method: "GET", url: "/profile" });
    expect(json(profile)).toMatchObject({ email, full_name: "Ada" });
  });

  test("answers 409 for an address that has an account, and leaves the caller signed out", async () => {
    const browser = echo.newBrowser();
    const body = { email: echo.alice.email, password: "another password" };
    const answer = await browser.send({ method: "POST", url: "/auth/signup", body });
    expect(answer.statusCode).toBe(409);
    expect(browser.cookies.size).toBe(0);
  });
});

describe("POST /auth/login", () => {
  test("sets HttpOnly cookies without a domain, the refresh token for /auth only", async () => {
    const answer = await echo.newBrowser().send({
      method: "POST",
      url: "/auth/login",
      body: { email: echo.alice.email, password: TEST_PASSWORD },
    });
    expect(answer.statusCode).toBe(200);
    expect(json(answer).user.id).toBe(echo.alice.id);
    const cookies = (answer.headers["set-cookie"] as string[]).map((cookie) => cookie.replace(/=[^;]+/, "="));
    expect(cookies).toEqual([
      "echo_session=; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict",
      "echo_refresh=; Path=/auth; Max-Age=2592000; HttpOnly; SameSite=Strict",
      "csrf_token=; Path=/; Max-Age=2592000; SameSite=Strict",
    ]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("answers an unknown address and a wrong password in the same words", async () => {
    const [unknown, wrong] = await Promise.all(
      [
        { email: "nobody.here@example.org", password: TEST_PASSWORD },
        { email: echo.alice.email, password: "not the password" },
      ].map((body) => echo.nobody.send({ method: "POST", url: "/auth/login", body })),
    );
    expect(unknown?.statusCode).toBe(401);
    const { request_id: _one, ...first } = json(unknown as { body: string });
    const { request_id: _two, ...second } = json(wrong as { body: string });
    expect(first).toEqual(second);
    expect(first.type).toBe("/problems/invalid-credentials");
    expect(unknown?.headers["set-cookie"]).toBeUndefined();
  });

  test("makes a new login while signed in and ends the one before", async () => {
    const person = await echo.signUp("again");
    const before = new Map(person.browser.cookies);
    const body = { email: person.email, password: TEST_PASSWORD };
    expect((await person.browser.send({ method: "POST", url: "/auth/login", body })).statusCode).toBe(200);
    expect((await person.browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
    const old = echo.newBrowser();
    for (const [name, value] of before) old.cookies.set(name, value);
    expect((await old.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect((await old.send({ method: "POST", url: "/auth/refresh" })).statusCode).toBe(401);
  });
});

describe("POST /auth/refresh", () => {
  test("renews the cookies of the same login", async () => {
    const { browser } = await echo.signUp("renew");
    const before = browser.cookies.get("echo_refresh");
    const answer = await browser.send({ method: "POST", url: "/auth/refresh" });
    expect(answer.statusCode).toBe(200);
    expect(browser.cookies.get("echo_refresh")).not.toBe(before);
    expect((await browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
  });

  test("answers 401 and clears every cookie when the refresh token is refused", async () => {
    const browser = echo.newBrowser();
    browser.cookies.set("echo_refresh", "not-a-token");
    const answer = await browser.send({ method: "POST", url: "/auth/refresh" });
    expect(answer.statusCode).toBe(401);
    const cookies = answer.headers["set-cookie"] as string[];
    expect(cookies).toHaveLength(3);
    for (const cookie of cookies) expect(cookie).toMatch(/^[a-z_]+=; .*Max-Age=0/);
  });

  test("answers 20 at a time with 200 or 409 and keeps one login alive", async () => {
    const { browser } = await echo.signUp("many");
    const headers = browser.headers();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => echo.nobody.send({ method: "POST", url: "/auth/refresh", headers })),
    );
    expect(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 409)).toBe(true);
    const cookies = answers.find(({ statusCode }) => statusCode === 200)?.cookies ?? [];
    for (const { name, value } of cookies) browser.cookies.set(name, value);
    expect((await browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
  });
});

describe("POST /auth/logout", () => {
  test("answers 204, clears the cookies, and the access token is worth nothing at once", async () => {
    const { browser } = await echo.signUp("leave");
    const kept = browser.headers();
    const answer = await browser.send({ method: "POST", url: "/auth/logout", body: {} });
    expect(answer.statusCode).toBe(204);
    expect(answer.body).toBe("");
    expect(browser.cookies.size).toBe(0);
    expect((await echo.nobody.send({ method: "GET", url: "/profile", headers: kept })).statusCode).toBe(401);
    const renewed = await echo.nobody.send({ method: "POST", url: "/auth/refresh", headers: kept });
    expect(renewed.statusCode).toBe(401);
  });

  test("answers 204 for a browser that is not signed in, and without a body", async () => {
    const answer = await echo.newBrowser().send({ method: "POST", url: "/auth/logout" });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["set-cookie"]).toHaveLength(3);
  });

  test("ends the login by the refresh token where the access token is gone", async () => {
    const { browser } = await echo.signUp("expired");
    browser.cookies.delete("echo_session");
    const refresh = browser.cookies.get("echo_refresh") ?? "";
    expect((await browser.send({ method: "POST", url: "/auth/logout" })).statusCode).toBe(204);
    browser.cookies.set("echo_refresh", refresh);
    expect((await browser.send({ method: "POST", url: "/auth/refresh" })).statusCode).toBe(401);
  });

  test("with scope global ends every login of the person, and none of anybody else", async () => {
    const person = await echo.signUp("everywhere");
    const body = { scope: "global" };
    expect((await person.bearer.send({ method: "POST", url: "/auth/logout", body })).statusCode).toBe(204);
    expect((await person.bearer.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect((await person.browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect((await echo.bob.browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
  });

  test("refuses a browser without its CSRF token and leaves it signed in", async () => {
    const { browser } = await echo.signUp("forged");
    const { "x-csrf-token": _token, ...headers } = browser.headers() as Record<string, string>;
    expect((await echo.nobody.send({ method: "POST", url: "/auth/logout", headers })).statusCode).toBe(403);
    expect((await browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
  });
});

describe("POST /auth/token", () => {
  test("gives tokens by password and by refresh token, and no cookies", async () => {
    const { email, id } = echo.alice;
    const byPassword = await echo.nobody.send({
      method: "POST",
      url: "/auth/token",
      body: { grant_type: "password", email, password: TEST_PASSWORD },
    });
    expect(byPassword.statusCode).toBe(200);
    expect(json(byPassword)).toMatchObject({ token_type: "bearer", expires_in: 3600, user: { id } });
    const byRefresh = await echo.nobody.send({
      method: "POST",
      url: "/auth/token",
      body: { grant_type: "refresh_token", refresh_token: json(byPassword).refresh_token },
    });
    expect(byRefresh.statusCode).toBe(200);
    expect(byRefresh.headers["set-cookie"]).toBeUndefined();
    const profile = await echo.nobody.send({
      method: "GET",
      url: "/profile",
      headers: { authorization: `Bearer ${json(byRefresh).access_token}` },
    });
    expect(profile.statusCode).toBe(200);
  });

  test("answers 401 to a wrong password and to a refresh token that nobody gave", async () => {
    const bodies = [
      { grant_type: "password", email: echo.alice.email, password: "wrong password" },
      { grant_type: "refresh_token", refresh_token: "abcdefghijkl" },
    ];
    for (const body of bodies) {
      expect((await echo.nobody.send({ method: "POST", url: "/auth/token", body })).statusCode).toBe(401);
    }
  });
});

describe("GET /auth/session and /auth/csrf", () => {
  test("say who is signed in and until when, by cookie and by Bearer", async () => {
    for (const client of [echo.alice.browser, echo.alice.bearer]) {
      const answer = await client.send({ method: "GET", url: "/auth/session" });
      expect(answer.statusCode).toBe(200);
      const { user, expires_at } = json(answer);
      expect(user).toMatchObject({ id: echo.alice.id, email: echo.alice.email });
      expect(new Date(expires_at).getTime()).toBeGreaterThan(Date.now());
    }
    expect((await echo.nobody.send({ method: "GET", url: "/auth/session" })).statusCode).toBe(401);
  });

  test("give a CSRF token that opens what changes something, with a readable copy of it", async () => {
    const { browser } = echo.bob;
    const answer = await browser.send({ method: "GET", url: "/auth/csrf" });
    const token = json(answer).csrf_token;
    expect(answer.cookies).toMatchObject([{ name: "csrf_token", value: token, sameSite: "Strict" }]);
    const written = await browser.send({ method: "POST", url: "/entries", body: { text: "by cookie" } });
    expect(written.statusCode).toBe(201);
    expect((await echo.nobody.send({ method: "GET", url: "/auth/csrf" })).statusCode).toBe(401);
  });
});
