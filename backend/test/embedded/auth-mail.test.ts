/** Accounts that are confirmed by mail: what arrives in the mail folder, and what its links change. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#core/log.ts";
import { type AuthServer, freshEmail, PASSWORD, SITE_URL, startAuthServer } from "./auth-server.ts";
import { createConfirmed, lastMailTo, mailsTo, tokenOf } from "./mailbox.ts";

const logged: string[] = [];
let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer({
    autoconfirm: false,
    log: createLog("info", (line) => void logged.push(line)),
  });
});
afterAll(() => server.stop());

function post(path: string, body: unknown) {
  return server.send("POST", path, { body });
}

describe("signing up by mail", () => {
  test("nobody is signed in before the mailed link is used, and everybody after", async () => {
    const email = freshEmail();
    const { data, error } = await server.newClient().signUp({ email, password: PASSWORD });
    expect(error).toBeNull();
    expect(data.session).toBeNull();
    expect(data.user?.confirmation_sent_at).toBeDefined();
    const early = await server.newClient().signInWithPassword({ email, password: PASSWORD });
    expect(early.error).toMatchObject({ code: "email_not_confirmed" });

    const mail = await lastMailTo(server, email);
    expect(mail.link?.origin).toBe(SITE_URL);
    expect(mail.link?.pathname).toBe("/app/confirm");
    expect(mail.link?.searchParams.get("type")).toBe("signup");
    const verified = await server.newClient().verifyOtp({ type: "signup", token_hash: tokenOf(mail) });
    expect(verified.data.session?.user.email_confirmed_at).toBeDefined();
    expect(verified.data.user?.identities?.[0]?.identity_data).toMatchObject({ email_verified: true });
    expect((await server.newClient().signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("each mail is one line of the log, with its kind and file and without anybody's address", async () => {
    const email = freshEmail();
    logged.length = 0;
    await server.newClient().signUp({ email, password: PASSWORD });
    const mail = await lastMailTo(server, email);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: "embedded.mail_written", kind: "confirmation", file: mail.file }),
    ]);
    expect(logged.join("")).not.toContain(email.split("@")[0]);
  });

  test("a taken address gets the answer of a fresh one, and its owner a mail that opens nothing", async () => {
    const taken = await createConfirmed(server);
    const before = await server.newAdmin().listUsers();
    const forTaken = await post("/signup", { email: taken, password: PASSWORD, data: { name: "Eve" } });
    const forFresh = await post("/signup", {
      email: freshEmail(),
      password: PASSWORD,
      data: { name: "Eve" },
    });
    expect(forTaken.status).toBe(forFresh.status);
    expect(Object.keys(forTaken.body).toSorted((a, b) => a.localeCompare(b, "en"))).toEqual(
      Object.keys(forFresh.body).toSorted((a, b) => a.localeCompare(b, "en")),
    );
    expect(forTaken.body).toMatchObject({ email: taken, user_metadata: { name: "Eve" }, identities: [] });
    const owner = before.data.users.find((user) => user.email === taken);
    expect(owner?.id).toBeDefined();
    expect(forTaken.body.id).not.toBe(owner?.id);
    const mail = await lastMailTo(server, taken);
    expect(mail.file).toContain("account_exists");
    expect(tokenOf(mail)).toBe("");
    expect(
      (await server.newClient().signInWithPassword({ email: taken, password: PASSWORD })).error,
    ).toBeNull();
  });

  test("signing up again changes nothing about the first time, and shows nothing of it", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD, data: { name: "Ada" } });
    const again = await post("/signup", { email, password: "another horse battery", data: { name: "Eve" } });
    expect(again.body.user_metadata).toEqual({ name: "Eve" });
    await server
      .newClient()
      .verifyOtp({ type: "signup", token_hash: tokenOf(await lastMailTo(server, email)) });
    const { data } = await server.newClient().signInWithPassword({ email, password: PASSWORD });
    expect(data.user?.user_metadata).toEqual({ name: "Ada" });
  });

  test("a confirmation can be asked for again, and makes the earlier link void", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD });
    const first = await lastMailTo(server, email);
    expect(await post("/resend", { type: "signup", email })).toMatchObject({ status: 200, body: {} });
    const second = await lastMailTo(server, email);
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    const used = await server.newClient().verifyOtp({ type: "signup", token_hash: tokenOf(first) });
    expect(used.error).toMatchObject({ code: "otp_expired" });
    expect(
      (await server.newClient().verifyOtp({ type: "signup", token_hash: tokenOf(second) })).error,
    ).toBeNull();
  });

  test("an invited person chooses the first password after using the link", async () => {
    const email = freshEmail();
    const { error } = await server.newAdmin().inviteUserByEmail(email, { data: { full_name: "Ada" } });
    expect(error).toBeNull();
    const client = server.newClient();
    const { data } = await client.verifyOtp({
      type: "invite",
      token_hash: tokenOf(await lastMailTo(server, email)),
    });
    expect(data.user).toMatchObject({ invited_at: expect.any(String), user_metadata: { full_name: "Ada" } });
    expect((await server.newClient().signInWithPassword({ email, password: "" })).error).not.toBeNull();
    expect((await client.updateUser({ password: PASSWORD })).error).toBeNull();
    expect((await server.newClient().signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("a magic link signs in a known person, and makes an account for an unknown one", async () => {
    const known = await createConfirmed(server);
    const unknown = freshEmail();
    for (const email of [known, unknown]) {
      expect((await server.newClient().signInWithOtp({ email })).error).toBeNull();
      const mail = await lastMailTo(server, email);
      const { data } = await server.newClient().verifyOtp({ type: "email", email, token: mail.code ?? "" });
      expect(data.session?.user.email).toBe(email);
    }
    const absent = freshEmail();
    await server.newClient().signInWithOtp({ email: absent, options: { shouldCreateUser: false } });
    expect(await mailsTo(server, absent)).toEqual([]);
  });
});

describe("mail files", () => {
  test("can be read by their owner only, and sort by time", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD });
    server.clock.advance(1_000);
    await post("/resend", { type: "signup", email });
    const mails = await mailsTo(server, email);
    const dates = mails.map((mail) => Date.parse(/^Date: (.+)$/m.exec(mail.text)?.[1] ?? ""));
    expect(dates).toHaveLength(2);
    expect(dates[1]).toBeGreaterThan(dates[0] ?? 0);
    const directory = server.settings.mailDirectory;
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const mail of mails) expect((await stat(join(directory, mail.file))).mode & 0o777).toBe(0o600);
  });

  test("no address can add a header", async () => {
    const { status } = await post("/recover", { email: "a@example.com\r\nBcc: victim@example.com" });
    expect(status).toBe(400);
  });
});

describe("a change of address", () => {
  test("counts when both mailboxes have agreed, in either order, and voids links to the old one", async () => {
    for (const isNewFirst of [true, false]) {
      const email = await createConfirmed(server);
      const newEmail = freshEmail();
      const client = server.newClient();
      await client.signInWithPassword({ email, password: PASSWORD });
      const asked = await client.updateUser({ email: newEmail });
      expect(asked.data.user).toMatchObject({ email, new_email: newEmail });
      await post("/recover", { email });
      const recovery = tokenOf(await lastMailTo(server, email));
      const oldMail = (await mailsTo(server, email)).find((mail) =>
        mail.file.includes("email_change_current"),
      );
      const newMail = await lastMailTo(server, newEmail);
      if (oldMail === undefined) throw new Error("No mail to the old address.");
      const [first, second] = isNewFirst ? [newMail, oldMail] : [oldMail, newMail];
      const half = await post("/verify", { type: "email_change", token_hash: tokenOf(first) });
      expect(half).toMatchObject({ status: 200, body: { msg: expect.any(String), code: "200" } });
      expect((await post("/verify", { type: "email_change", token_hash: tokenOf(first) })).status).toBe(403);
      expect((await client.getUser()).data.user?.email).toBe(email);
      const whole = await post("/verify", { type: "email_change", token_hash: tokenOf(second) });
      expect(whole.body).toMatchObject({ user: { email: newEmail, identities: [{ email: newEmail }] } });
      expect(whole.body.user).not.toHaveProperty("new_email");
      expect(
        (await server.newClient().signInWithPassword({ email: newEmail, password: PASSWORD })).error,
      ).toBeNull();
      expect(
        (await server.newClient().signInWithPassword({ email, password: PASSWORD })).error,
      ).not.toBeNull();
      expect((await post("/verify", { type: "recovery", token_hash: recovery })).status).toBe(403);
    }
  });

  test("that somebody else has completed first is refused", async () => {
    const email = await createConfirmed(server);
    const newEmail = freshEmail();
    const client = server.newClient();
    await client.signInWithPassword({ email, password: PASSWORD });
    await client.updateUser({ email: newEmail });
    await server.newAdmin().createUser({ email: newEmail, password: PASSWORD });
    const old = tokenOf(await lastMailTo(server, email));
    const next = tokenOf(await lastMailTo(server, newEmail));
    await post("/verify", { type: "email_change", token_hash: old });
    const whole = await post("/verify", { type: "email_change", token_hash: next });
    expect(whole).toMatchObject({ status: 422, body: { error_code: "email_exists" } });
  });
});

describe("proving oneself again", () => {
  test("a mailed nonce is checked when it is given, and works once", async () => {
    const email = await createConfirmed(server);
    const client = server.newClient();
    await client.signInWithPassword({ email, password: PASSWORD });
    expect((await client.reauthenticate()).error).toBeNull();
    const nonce = (await lastMailTo(server, email)).code ?? "";
    const wrong = await client.updateUser({ password: "second horse battery", nonce: "none" });
    expect(wrong.error).toMatchObject({ status: 422, code: "reauthentication_not_valid" });
    expect((await client.updateUser({ password: "second horse battery", nonce })).error).toBeNull();
    const again = await client.updateUser({ password: "third horse battery", nonce });
    expect(again.error).toMatchObject({ code: "reauthentication_not_valid" });
  });
});
