/** One-time tokens: once, in time, for one purpose, not to be guessed; and no answer tells who is known. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "#embedded/auth/limits.ts";
import { type AuthServer, freshEmail, PASSWORD, SITE_URL, startAuthServer } from "./auth-server.ts";
import { createConfirmed, lastMailTo, tokenOf } from "./mailbox.ts";

const HOUR_MS = 3_600_000;

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer({ autoconfirm: false });
});
afterAll(() => server.stop());

function post(path: string, body: unknown) {
  return server.send("POST", path, { body });
}

describe("one-time tokens", () => {
  test("ten at once who hold a link: one gets in", async () => {
    const email = await createConfirmed(server);
    await post("/recover", { email });
    const token_hash = tokenOf(await lastMailTo(server, email));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post("/verify", { type: "recovery", token_hash })),
    );
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array<number>(9).fill(403)]);
  });

  test("a recovery link is void after an hour, a confirmation after a day", async () => {
    const known = await createConfirmed(server);
    await post("/recover", { email: known });
    const fresh = freshEmail();
    await post("/signup", { email: fresh, password: PASSWORD });
    const recovery = tokenOf(await lastMailTo(server, known));
    const confirmation = tokenOf(await lastMailTo(server, fresh));
    server.clock.advance(HOUR_MS);
    expect((await post("/verify", { type: "recovery", token_hash: recovery })).status).toBe(403);
    server.clock.advance(22 * HOUR_MS);
    const other = freshEmail();
    await post("/signup", { email: other, password: PASSWORD });
    server.clock.advance(HOUR_MS);
    expect((await post("/verify", { type: "signup", token_hash: confirmation })).status).toBe(403);
    const inTime = tokenOf(await lastMailTo(server, other));
    expect((await post("/verify", { type: "signup", token_hash: inTime })).status).toBe(200);
  });

  test("a link of one kind does not open what another kind opens", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD });
    const token_hash = tokenOf(await lastMailTo(server, email));
    for (const type of ["recovery", "email_change", "sms", "constructor", ""]) {
      const { status } = await post("/verify", { type, token_hash });
      expect([400, 403], type).toContain(status);
    }
    expect((await post("/verify", { type: "signup", token_hash })).status).toBe(200);
  });

  test("a code cannot be guessed: after ten wrong ones the right one is refused too, and the link still works", async () => {
    const email = await createConfirmed(server);
    await post("/recover", { email });
    const mail = await lastMailTo(server, email);
    const wrong = mail.code === "000000" ? "000001" : "000000";
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await post("/verify", { type: "recovery", email, token: wrong })).status).toBe(403);
    }
    expect((await post("/verify", { type: "recovery", email, token: mail.code })).status).toBe(403);
    expect((await post("/verify", { type: "recovery", token_hash: tokenOf(mail) })).status).toBe(200);
  });

  test("a new password makes links void that were asked for before", async () => {
    const email = await createConfirmed(server);
    const client = server.newClient();
    await client.signInWithPassword({ email, password: PASSWORD });
    await post("/recover", { email });
    await client.updateUser({ password: "another horse battery" });
    const token_hash = tokenOf(await lastMailTo(server, email));
    expect((await post("/verify", { type: "recovery", token_hash })).status).toBe(403);
  });

  test("a HEAD request, as link scanners send it, does not use up a link", async () => {
    const email = await createConfirmed(server);
    const { data } = await server.newAdmin().generateLink({ type: "magiclink", email });
    await fetch(data.properties?.action_link ?? "", { method: "HEAD", redirect: "manual" });
    const token_hash = data.properties?.hashed_token ?? "";
    expect((await post("/verify", { type: "magiclink", token_hash })).status).toBe(200);
  });

  test("a link leads back to the site only", async () => {
    const email = await createConfirmed(server);
    for (const redirectTo of ["https://evil.example/app", "//evil.example", `${SITE_URL}.evil.example/`]) {
      const { data } = await server
        .newAdmin()
        .generateLink({ type: "magiclink", email, options: { redirectTo } });
      expect(data.properties?.redirect_to).toBe(SITE_URL);
    }
    const { data } = await server.newAdmin().generateLink({ type: "magiclink", email });
    const link = new URL(data.properties?.action_link ?? "");
    link.searchParams.set("redirect_to", "https://evil.example/");
    const response = await fetch(link, { redirect: "manual" });
    expect(new URL(response.headers.get("location") ?? "").origin).toBe(SITE_URL);
  });
});

describe("what nobody can find out", () => {
  test("a known and an unknown address take the same time to sign in with a wrong password", async () => {
    const known = await createConfirmed(server);
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 9; round += 1) {
      for (const [kind, email] of [["known", known] as const, ["unknown", freshEmail()] as const]) {
        const startedAt = performance.now();
        expect((await post("/token?grant_type=password", { email, password: "wrong password" })).status).toBe(
          400,
        );
        times[kind].push(performance.now() - startedAt);
      }
    }
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[4] ?? 0;
    const ratio = median(times.unknown) / median(times.known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  test("recovery and sign-up answer no sooner for an unknown address than for a known one may take", async () => {
    const known = await createConfirmed(server);
    for (const email of [known, freshEmail()]) {
      let startedAt = performance.now();
      await post("/recover", { email });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(249);
      startedAt = performance.now();
      await post("/signup", { email, password: PASSWORD });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(499);
    }
  });

  test("the limit of one mail a minute counts for unknown addresses as well", async () => {
    const known = await createConfirmed(server);
    await server.restart({ limits: DEFAULT_LIMITS });
    for (const email of [known, freshEmail()]) {
      expect((await post("/recover", { email })).status).toBe(200);
      const second = await post("/recover", { email });
      expect(second.status).toBe(429);
      expect(second.body).toMatchObject({ error_code: "over_email_send_rate_limit" });
      expect(second.body.msg).toMatch(/you can only request this after \d+ seconds\.$/);
    }
    server.clock.advance(61_000);
    expect((await post("/recover", { email: known })).status).toBe(200);
    await server.restart({ limits: {} });
  });
});
