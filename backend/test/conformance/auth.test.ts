/**
 * What the official auth-js client may rely on: signing up, in and out, and access tokens.
 * The suite can be pointed at any Supabase: see `auth-target.ts`.
 */
import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { freshEmail } from "#test/embedded/auth-server.ts";
import { PASSWORD, bearer, useTarget } from "./auth-target.ts";

const target = useTarget();
const { call, newClient, signIn, signUp } = target;

describe("signing up and in", () => {
  test("signing up gives a session and a person without secrets", async () => {
    const client = newClient();
    const email = freshEmail().replace("person", "Person");
    const { data, error } = await client.signUp({
      email,
      password: PASSWORD,
      options: { data: { full_name: "Zoë" } },
    });
    expect(error).toBeNull();
    expect(data.session).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect(data.session?.expires_at).toBeGreaterThan(Date.now() / 1000 + 3000);
    expect(data.user).toMatchObject({
      aud: "authenticated",
      role: "authenticated",
      email: email.toLowerCase(),
      phone: "",
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: { full_name: "Zoë" },
      is_anonymous: false,
    });
    expect(data.user?.identities).toHaveLength(1);
    expect(data.user?.identities?.[0]).toMatchObject({ provider: "email", user_id: data.user?.id });
    expect(data.user?.email_confirmed_at).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
    expect(JSON.stringify(data)).not.toContain("$2");
  });

  test("an address that is taken is refused", async () => {
    const { email } = await signUp();
    const { error } = await newClient().signUp({ email: email.toUpperCase(), password: PASSWORD });
    expect(error).toMatchObject({
      status: 422,
      code: "user_already_exists",
      message: "User already registered",
    });
  });

  test("a password that is too short is weak, and one that is too long is invalid", async () => {
    const short = await newClient().signUp({ email: freshEmail(), password: "short" });
    expect(short.error).toMatchObject({ status: 422, code: "weak_password", reasons: ["length"] });
    const long = await newClient().signUp({ email: freshEmail(), password: "x".repeat(73) });
    expect(long.error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  test("something that is not an address is refused", async () => {
    const { error } = await newClient().signUp({ email: "not an address", password: PASSWORD });
    expect(error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  test("the right password signs in, whatever the case of the address", async () => {
    const { email } = await signUp();
    const session = await signIn(email.toUpperCase());
    expect(session.user.email).toBe(email);
    expect(session.user.last_sign_in_at).toBeDefined();
  });

  test("a wrong password, an unknown address and no password get one and the same answer", async () => {
    const { email } = await signUp();
    const attempts = [
      { email, password: "wrong horse battery" },
      { email: freshEmail(), password: PASSWORD },
      { email },
    ];
    for (const body of attempts) {
      const answer = await call("POST", "/token?grant_type=password", { body });
      expect(answer.response.status).toBe(400);
      expect(answer.body).toEqual({
        code: 400,
        error_code: "invalid_credentials",
        msg: "Invalid login credentials",
      });
    }
    const { error } = await newClient().signInWithPassword({ email, password: "wrong horse battery" });
    expect(error).toMatchObject({
      name: "AuthApiError",
      status: 400,
      code: "invalid_credentials",
      message: "Invalid login credentials",
    });
  });

  test("a person who is not confirmed or is banned learns it only with the right password", async () => {
    const email = freshEmail();
    const { data } = await target.admin.createUser({ email, password: PASSWORD });
    const unconfirmed = await newClient().signInWithPassword({ email, password: PASSWORD });
    expect(unconfirmed.error).toMatchObject({ status: 400, code: "email_not_confirmed" });
    await target.admin.updateUserById(data.user?.id ?? "", { email_confirm: true, ban_duration: "24h" });
    const banned = await newClient().signInWithPassword({ email, password: PASSWORD });
    expect(banned.error).toMatchObject({ status: 400, code: "user_banned" });
    await target.admin.updateUserById(data.user?.id ?? "", { ban_duration: "none" });
    await signIn(email);
  });

  test("an unknown grant is refused", async () => {
    const { response, body } = await call("POST", "/token?grant_type=magic", { body: {} });
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error_code: "invalid_credentials", msg: "unsupported_grant_type" });
  });
});

describe("access tokens", () => {
  test("they verify with the published keys and carry the documented claims", async () => {
    const { session, email } = await signUp();
    const keys = createRemoteJWKSet(new URL(`${target.authUrl}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(session.access_token, keys, {
      issuer: target.authUrl,
      audience: "authenticated",
      algorithms: ["ES256", "RS256"],
    });
    expect(protectedHeader).toMatchObject({ typ: "JWT", kid: expect.any(String) });
    expect(payload).toMatchObject({
      sub: session.user.id,
      aud: "authenticated",
      role: "authenticated",
      email,
      phone: "",
      aal: "aal1",
      is_anonymous: false,
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: {},
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      amr: [{ method: "password", timestamp: expect.any(Number) }],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(payload).not.toHaveProperty("nbf");
  });

  test("the client verifies them locally", async () => {
    const { client, session } = await signUp();
    const { data, error } = await client.getClaims();
    expect(error).toBeNull();
    expect(data?.claims.sub).toBe(session.user.id);
  });

  test("the key list is cacheable and holds no private part", async () => {
    const response = await fetch(`${target.authUrl}/.well-known/jwks.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("max-age=600");
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys[0]).toMatchObject({ use: "sig", key_ops: ["verify"], kid: expect.any(String) });
    expect(keys.some((key) => "d" in key || "k" in key)).toBe(false);
  });

  test("getUser gives the person, and refuses a missing, broken or foreign token", async () => {
    const { client, session } = await signUp();
    const { data } = await client.getUser();
    expect(data.user).toMatchObject({ id: session.user.id, email: session.user.email });
    const broken = await newClient().getUser(`${session.access_token.slice(0, -6)}AAAAAA`);
    expect(broken.error).toMatchObject({ status: 403, code: "bad_jwt" });
    const garbage = await newClient().getUser("garbage");
    expect(garbage.error).toMatchObject({ status: 403, code: "bad_jwt" });
    const key = await call("GET", "/user", { headers: { authorization: `Bearer ${target.publishableKey}` } });
    expect(key.response.status).toBe(403);
    expect(key.body).toMatchObject({ error_code: "bad_jwt" });
  });
});

describe("signing out", () => {
  test("local ends this login only", async () => {
    const { client, email, session } = await signUp();
    const other = await signIn(email);
    const { error } = await client.signOut({ scope: "local" });
    expect(error).toBeNull();
    expect((await call("GET", "/user", { headers: bearer(session) })).body).toMatchObject({
      error_code: "session_not_found",
    });
    expect((await call("GET", "/user", { headers: bearer(other) })).response.status).toBe(200);
    const viaClient = await newClient().getUser(session.access_token);
    expect(viaClient.error?.name).toBe("AuthSessionMissingError");
  });

  test("others ends all but this", async () => {
    const { client, email, session } = await signUp();
    const other = await signIn(email);
    await client.signOut({ scope: "others" });
    expect((await call("GET", "/user", { headers: bearer(session) })).response.status).toBe(200);
    const { response, body } = await call("GET", "/user", { headers: bearer(other) });
    expect(response.status).toBe(403);
    expect(body).toMatchObject({ error_code: "session_not_found" });
  });

  test("global ends all, is the default, and answers 204 without a body", async () => {
    const { email, session } = await signUp();
    const other = await signIn(email);
    const { response, body } = await call("POST", "/logout", { headers: bearer(session) });
    expect(response.status).toBe(204);
    expect(body).toBe("");
    for (const ended of [session, other]) {
      expect((await call("GET", "/user", { headers: bearer(ended) })).response.status).toBe(403);
    }
  });

  test("the admin API signs somebody out by their token", async () => {
    const { session } = await signUp();
    expect((await target.admin.signOut(session.access_token, "global")).error).toBeNull();
    expect((await call("GET", "/user", { headers: bearer(session) })).response.status).toBe(403);
  });

  test("an unknown scope is refused", async () => {
    const { session } = await signUp();
    const { response, body } = await call("POST", "/logout?scope=some", { headers: bearer(session) });
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error_code: "validation_failed" });
  });
});
