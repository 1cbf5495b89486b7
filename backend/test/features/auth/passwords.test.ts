/** Passwords: what may be one, who may change it, and which logins end when it changes. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, TEST_PASSWORD } from "#test/setup/app.ts";

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp();
});
afterAll(() => echo.stop());

const post = (url: string, body: unknown) => echo.nobody.send({ method: "POST", url, body });
const login = async (email: string, password: string) =>
  (await post("/auth/login", { email, password })).statusCode;
const errorsOf = (answer: { body: string }) =>
  (JSON.parse(answer.body) as { errors: { pointer: string; detail: string }[] }).errors;

/** The one-time token in the newest mail to an address. */
async function tokenMailedTo(email: string): Promise<string> {
  const names = (await readdir(echo.mailDirectory)).filter((name) => name.endsWith(".eml")).toSorted();
  for (const name of names.toReversed()) {
    const text = await readFile(join(echo.mailDirectory, name), "utf8");
    const token = /token_hash=([\w-]+)/.exec(text)?.[1];
    if (text.includes(email) && token !== undefined) return token;
  }
  throw new Error("There is no such mail.");
}

describe("a new password", () => {
  test.each([
    ["nine characters", "123456789", "/password"],
    ["73 bytes in 37 characters", `a${"é".repeat(36)}`, "/password"],
    ["73 characters", "a".repeat(73), "/password"],
  ])("of %s is refused with its place", async (_name, password, pointer) => {
    const answer = await post("/auth/signup", { email: "short@example.org", password });
    expect(answer.statusCode).toBe(422);
    expect(errorsOf(answer)[0]?.pointer).toBe(pointer);
  });

  test("of 72 bytes counts to the last byte", async () => {
    const password = "é".repeat(36);
    const email = "long@example.org";
    expect((await post("/auth/signup", { email, password })).statusCode).toBe(201);
    expect(await login(email, password)).toBe(200);
    expect(await login(email, `${"é".repeat(35)}e`)).toBe(401);
    expect(await login(email, `${password}x`)).toBe(401);
  });

  test.each(["a\nBcc: x@example.org", " ", "a\u2028b", "a\u0007b", "\u200b", "Ada\u202eadA", "\tAda"])(
    "D8: the name %j is refused, as the profile refuses it",
    async (full_name) => {
      const answer = await post("/auth/signup", {
        email: "name@example.org",
        password: TEST_PASSWORD,
        full_name,
      });
      expect(answer.statusCode).toBe(422);
      expect(errorsOf(answer)[0]?.pointer).toBe("/full_name");
    },
  );

  test.each(["no address", "a@", "@b.example", "a b@example.org", "a@example.org\n"])(
    "the address %j is refused",
    async (email) => {
      expect((await post("/auth/signup", { email, password: TEST_PASSWORD })).statusCode).toBe(422);
    },
  );
});

describe("POST /auth/password/change", () => {
  test("answers 204, ends every other login and keeps this one", async () => {
    const person = await echo.signUp("change");
    const body = { current_password: TEST_PASSWORD, new_password: "a brand new password" };
    const answer = await person.browser.send({ method: "POST", url: "/auth/password/change", body });
    expect(answer.statusCode).toBe(204);
    expect((await person.browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
    expect((await person.bearer.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect(await login(person.email, TEST_PASSWORD)).toBe(401);
    expect(await login(person.email, "a brand new password")).toBe(200);
  });

  test("answers 422 with its place to a wrong current password, and to the same one again", async () => {
    const { bearer, email } = await echo.signUp("same");
    const change = (current_password: string, new_password: string) =>
      bearer.send({ method: "POST", url: "/auth/password/change", body: { current_password, new_password } });
    const wrong = await change("not the password", "a brand new password");
    expect([wrong.statusCode, errorsOf(wrong)[0]?.pointer]).toEqual([422, "/current_password"]);
    const same = await change(TEST_PASSWORD, TEST_PASSWORD);
    expect([same.statusCode, errorsOf(same)[0]?.pointer]).toEqual([422, "/new_password"]);
    const long = await change(TEST_PASSWORD, "é".repeat(40));
    expect([long.statusCode, errorsOf(long)[0]?.pointer]).toEqual([422, "/new_password"]);
    expect(await login(email, TEST_PASSWORD)).toBe(200);
  });

  test("a login that was made to check the current password does not stay", async () => {
    const person = await echo.signUp("trace");
    const sessions = async () => {
      const { Client } = (await import("pg")).default;
      const client = new Client({ connectionString: echo.database.superuserUrl });
      await client.connect();
      const { rowCount } = await client.query("select from auth.sessions where user_id = $1", [person.id]);
      await client.end();
      return rowCount;
    };
    const change = (new_password: string) =>
      person.bearer.send({
        method: "POST",
        url: "/auth/password/change",
        body: { current_password: TEST_PASSWORD, new_password },
      });
    const before = await sessions();
    expect((await change(TEST_PASSWORD)).statusCode).toBe(422);
    expect(await sessions()).toBe(before);
    expect((await change("a brand new password")).statusCode).toBe(204);
    expect(await sessions()).toBe(1);
  });
});

describe("a forgotten password", () => {
  test("answers 202 in the same words whether there is such an account or not", async () => {
    const { email } = await echo.signUp("forgot");
    const known = await post("/auth/password/forgot", { email });
    const again = await post("/auth/password/forgot", { email });
    const unknown = await post("/auth/password/forgot", { email: "nobody.knows@example.org" });
    for (const answer of [known, again, unknown]) {
      expect(answer.statusCode).toBe(202);
      expect(answer.body).toBe('{"status":"accepted","delivery":"folder"}');
    }
  });

  test("is replaced by the link of a mail, once, and every login of the person ends", async () => {
    const person = await echo.signUp("reset");
    await post("/auth/password/forgot", { email: person.email });
    const token_hash = await tokenMailedTo(person.email);
    const body = { token_hash, password: "chosen anew today" };
    expect((await post("/auth/password/reset", body)).statusCode).toBe(204);
    expect((await person.bearer.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect((await person.browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
    expect(await login(person.email, "chosen anew today")).toBe(200);
    const again = await post("/auth/password/reset", body);
    expect([again.statusCode, errorsOf(again)[0]?.pointer]).toEqual([422, "/token_hash"]);
  });

  test("is not replaced by one that may not be a password, and the link stays good", async () => {
    const { email } = await echo.signUp("weak");
    await post("/auth/password/forgot", { email });
    const token_hash = await tokenMailedTo(email);
    expect((await post("/auth/password/reset", { token_hash, password: "é".repeat(40) })).statusCode).toBe(
      422,
    );
    expect((await post("/auth/password/reset", { token_hash, password: "long enough now" })).statusCode).toBe(
      204,
    );
  });

  test("may turn out to be the password that is set", async () => {
    const { email } = await echo.signUp("remembered");
    await post("/auth/password/forgot", { email });
    const token_hash = await tokenMailedTo(email);
    expect((await post("/auth/password/reset", { token_hash, password: TEST_PASSWORD })).statusCode).toBe(
      204,
    );
    expect(await login(email, TEST_PASSWORD)).toBe(200);
  });
});

describe("an address that must be confirmed", () => {
  test("gets 202 at sign-up, 403 at login, and is signed in by the link of the mail", async () => {
    const strict = await startTestAppWithConfirmation();
    try {
      const email = "confirm@example.org";
      const browser = strict.newBrowser();
      const body = { email, password: TEST_PASSWORD };
      const signedUp = await browser.send({ method: "POST", url: "/auth/signup", body });
      expect([signedUp.statusCode, signedUp.body]).toEqual([
        202,
        '{"status":"confirmation_required","delivery":"folder"}',
      ]);
      expect(browser.cookies.size).toBe(0);
      expect((await browser.send({ method: "POST", url: "/auth/login", body })).statusCode).toBe(403);
      const previous = echo;
      echo = strict;
      const token_hash = await tokenMailedTo(email);
      echo = previous;
      const confirm = { token_hash, type: "signup" };
      const confirmed = await browser.send({ method: "POST", url: "/auth/confirm", body: confirm });
      expect(confirmed.statusCode).toBe(200);
      expect((await browser.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
      const again = await browser.send({ method: "POST", url: "/auth/confirm", body: confirm });
      expect(again.statusCode).toBe(422);
    } finally {
      await strict.stop();
    }
  });
});

async function startTestAppWithConfirmation(): Promise<TestApp> {
  return startTestApp({ embedded: { autoconfirm: false } });
}
