/** Passwords and accounts: what is imported, limited, changed at once by many, hidden and remembered. */
import { hash } from "@node-rs/bcrypt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AuthServer, freshEmail, PASSWORD, startAuthServer } from "./auth-server.ts";

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.stop());

function getUserWith(token: string) {
  return server.send("GET", "/user", { headers: { authorization: `Bearer ${token}` } });
}

describe("passwords", () => {
  test("a hash from a hosted project signs in", async () => {
    const email = freshEmail();
    const password_hash = await hash(PASSWORD, { cost: 6, version: "2b" });
    const { error } = await server.newAdmin().createUser({ email, password_hash, email_confirm: true });
    expect(error).toBeNull();
    expect((await server.newClient().signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("a hash that is none, or that would hold a core for minutes, is refused", async () => {
    const costly = (await hash(PASSWORD, { cost: 4 })).replace("$04$", "$20$");
    for (const password_hash of ["plain text", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA", costly]) {
      const { error } = await server.newAdmin().createUser({ email: freshEmail(), password_hash });
      expect(error).toMatchObject({ status: 400, code: "validation_failed" });
    }
  });

  test("72 bytes are all read, and what is longer never passes for them", async () => {
    const email = freshEmail();
    const longest = "é".repeat(36);
    expect((await server.newClient().signUp({ email, password: longest })).error).toBeNull();
    expect((await server.newClient().signInWithPassword({ email, password: longest })).error).toBeNull();
    const longer = await server.newClient().signInWithPassword({ email, password: `${longest}x` });
    expect(longer.error).toMatchObject({ code: "invalid_credentials" });
    const shorter = await server.newClient().signInWithPassword({ email, password: longest.slice(1) });
    expect(shorter.error).toMatchObject({ code: "invalid_credentials" });
  });

  test("ten characters are enough in any script, and nine are not", async () => {
    const enough = await server.newClient().signUp({ email: freshEmail(), password: "家族家族家族家族家族" });
    expect(enough.error).toBeNull();
    const emoji = await server.newClient().signUp({ email: freshEmail(), password: "🙂".repeat(9) });
    expect(emoji.error).toMatchObject({ code: "weak_password" });
  });

  test("whoever names the current password must name the right one", async () => {
    const { session } = await server.signUp();
    const headers = { authorization: `Bearer ${session.access_token}` };
    const put = (body: unknown) => server.send("PUT", "/user", { body, headers });
    const password = "another horse battery";
    const wrong = await put({ password, current_password: "wrong horse battery" });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ error_code: "current_password_invalid" });
    expect((await put({ password, current_password: PASSWORD })).status).toBe(200);
  });

  test("a login that starts while the password changes does not survive the change", async () => {
    const { email, session } = await server.signUp();
    const logins = Array.from({ length: 6 }, () =>
      server.newClient().signInWithPassword({ email, password: PASSWORD }),
    );
    await server.newAdmin().updateUserById(session.user.id, { password: "another horse battery" });
    for (const { data } of await Promise.all(logins)) {
      if (data.session === null) continue;
      expect((await getUserWith(data.session.access_token)).status).toBe(403);
    }
    const { rows } = await server.database.query("select id from auth.sessions where user_id = $1", [
      session.user.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe("accounts", () => {
  test("a hidden account keeps its id and nothing that says whose it was", async () => {
    const { email, session } = await server.signUp();
    await server.newAdmin().deleteUser(session.user.id, true);
    expect(await getUserWith(session.access_token)).toMatchObject({ status: 403 });
    const { rows } = await server.database.query<{ row: string }>(
      "select to_jsonb(u)::text as row from auth.users u where id = $1",
      [session.user.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(email);
    expect((await server.newClient().signUp({ email, password: PASSWORD })).error).toBeNull();
  });

  test("an old refresh token that is tried again and again does not keep its interval open", async () => {
    const { session } = await server.signUp();
    const refresh = (token: string) =>
      server.send("POST", "/token?grant_type=refresh_token", { body: { refresh_token: token } });
    const first = await refresh(session.refresh_token);
    await refresh(String(first.body.refresh_token));
    server.clock.advance(6_000);
    expect((await refresh(session.refresh_token)).status).toBe(200);
    server.clock.advance(6_000);
    expect(await refresh(session.refresh_token)).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_already_used" },
    });
  });

  test("everything at once on one account ends in answers, and never in an error of the server", async () => {
    const { email, session } = await server.signUp();
    const send = async (method: string, path: string, body?: unknown, token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return (await server.send(method, path, { body, headers })).status;
    };
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { data } = await server.newAdmin().generateLink({ type: "recovery", email });
      const token_hash = data.properties?.hashed_token;
      const { access_token: token, refresh_token } = session;
      const signIn = () => send("POST", "/token?grant_type=password", { email, password: PASSWORD });
      statuses.push(
        ...(await Promise.all([
          send("POST", "/token?grant_type=refresh_token", { refresh_token }),
          send("POST", "/recover", { email }),
          send("POST", "/verify", { type: "recovery", token_hash }),
          send("POST", "/verify", { type: "recovery", email, token: data.properties?.email_otp }),
          send("PUT", "/user", { data: { round } }, token),
          send("PUT", "/user", { email: freshEmail() }, token),
          send("POST", "/logout?scope=others", undefined, token),
          server
            .newAdmin()
            .updateUserById(session.user.id, { app_metadata: { round } })
            .then(({ error }) => error?.status ?? 200),
          signIn(),
          signIn(),
        ])),
      );
    }
    expect(statuses.filter((status) => status >= 409)).toEqual([]);
    expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(35);
  });

  test("metadata that no token could carry is refused", async () => {
    const { client } = await server.signUp();
    const { error } = await client.updateUser({ data: { text: "x".repeat(20_000) } });
    expect(error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  test("an account can be made under an id of one's choice, once", async () => {
    const id = "0b5a5a5e-2a43-4c5b-9b1c-0f8f3f0c7a11";
    const made = await server.newAdmin().createUser({ id, email: freshEmail(), password: PASSWORD });
    expect(made.data.user?.id).toBe(id);
    const again = await server.newAdmin().createUser({ id, email: freshEmail(), password: PASSWORD });
    expect(again.error?.status).toBe(422);
  });

  test("the audit log names the deed and the person by id, and no address of theirs", async () => {
    const { email, session } = await server.signUp();
    const { rows } = await server.database.query<{ payload: Record<string, unknown> }>(
      "select payload from auth.audit_log_entries where payload ->> 'user_id' = $1 order by created_at, payload ->> 'action' desc",
      [session.user.id],
    );
    expect(rows.map((row) => row.payload.action)).toEqual(["user_signedup", "login"]);
    expect(JSON.stringify(rows)).not.toContain(email);
  });
});
