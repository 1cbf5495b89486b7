/** Who gets in and as what: forged and misused tokens, roles that cannot be given, imported passwords. */
import { hash } from "@node-rs/bcrypt";
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AuthServer,
  createAdminApi,
  createAuthClient,
  freshEmail,
  startAuthServer,
} from "./auth-server.ts";

const PASSWORD = "correct horse battery";

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.stop());

function newClient() {
  return createAuthClient(server.authUrl, server.settings.publishableKey);
}

function newAdmin() {
  return createAdminApi(server.authUrl, server.settings.secretKey.reveal());
}

async function signUp() {
  const email = freshEmail();
  const client = newClient();
  const { data } = await client.signUp({ email, password: PASSWORD });
  if (data.session === null) throw new Error("Sign-up gave no session.");
  const claims = (await client.getClaims()).data?.claims;
  return { client, email, session: data.session, claims: claims as unknown as JWTPayload };
}

async function getUserWith(token: string) {
  const response = await fetch(`${server.authUrl}/user`, {
    headers: { apikey: server.settings.publishableKey, authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function adminCall(method: string, path: string, body: unknown) {
  const key = server.settings.secretKey.reveal();
  const response = await fetch(`${server.authUrl}${path}`, {
    method,
    headers: { apikey: key, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function signingJwk(): JWK & { kid: string } {
  return JSON.parse(server.settings.signingKey.reveal()) as JWK & { kid: string };
}

async function signWithServerKey(payload: JWTPayload, header: Record<string, unknown> = {}) {
  const jwk = signingJwk();
  return await new SignJWT(payload)
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: jwk.kid, ...header })
    .sign(await importJWK(jwk, "ES256"));
}

describe("a token that the server did not make", () => {
  test("the server's own claims, signed by the server's own key, are let in", async () => {
    const { claims } = await signUp();
    expect((await getUserWith(await signWithServerKey(claims))).status).toBe(200);
  });

  test("unsigned, signed with the public key as a secret, or by another key, it is refused", async () => {
    const { claims } = await signUp();
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const { kty, crv, x, y, kid } = signingJwk();
    const publicJwk = { kty, crv, x, y, kid };
    const stranger = await generateKeyPair("ES256", { extractable: true });
    const strangerJwk = await exportJWK(stranger.privateKey);
    const forged = [
      `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`,
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", kid: publicJwk.kid })
        .sign(Buffer.from(JSON.stringify(publicJwk))),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: publicJwk.kid })
        .sign(stranger.privateKey),
      await new SignJWT(claims)
        .setProtectedHeader({
          alg: "ES256",
          kid: publicJwk.kid,
          jwk: { kty: "EC", crv: "P-256", x: strangerJwk.x ?? "", y: strangerJwk.y ?? "" },
        })
        .sign(stranger.privateKey),
      await signWithServerKey(claims, { kid: "another" }),
    ];
    for (const token of forged) {
      expect(await getUserWith(token)).toMatchObject({ status: 403, body: { error_code: "bad_jwt" } });
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ["has expired", { exp: Math.floor(Date.now() / 1000) - 10 }],
    ["never expires", { exp: undefined }],
    ["comes from another issuer", { iss: "https://evil.example/auth/v1" }],
    ["is for another audience", { aud: "anon" }],
    ["names nobody", { sub: "not-a-uuid" }],
    ["names no login", { session_id: undefined }],
    ["claims the role of the service", { role: "service_role" }],
    ["claims the role of the database", { role: "postgres" }],
    ["claims no role", { role: undefined }],
  ])("one that %s is refused, even with the right signature", async (_name, change) => {
    const { claims } = await signUp();
    const token = await signWithServerKey({ ...claims, ...change });
    expect(await getUserWith(token)).toMatchObject({ status: 403, body: { error_code: "bad_jwt" } });
  });

  test("the login of one person does not vouch for another", async () => {
    const alice = await signUp();
    const bob = await signUp();
    const token = await signWithServerKey({ ...alice.claims, session_id: bob.claims.session_id });
    expect(await getUserWith(token)).toMatchObject({
      status: 403,
      body: { error_code: "session_not_found" },
    });
  });

  test("one with the service's role opens nothing of the admin API", async () => {
    const { claims } = await signUp();
    const token = await signWithServerKey({ ...claims, role: "service_role" });
    const response = await fetch(`${server.authUrl}/admin/users`, {
      headers: { apikey: server.settings.publishableKey, authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(403);
  });
});

describe("keys", () => {
  test("the legacy forms are worth as much as the new ones", async () => {
    const admin = createAdminApi(server.authUrl, server.settings.serviceRoleKey.reveal());
    expect((await admin.listUsers()).error).toBeNull();
    const client = createAuthClient(server.authUrl, server.settings.anonKey);
    expect((await client.signUp({ email: freshEmail(), password: PASSWORD })).error).toBeNull();
  });

  test("the secret key alone, without a Bearer token, opens the admin API; the publishable one never does", async () => {
    const withKey = (apikey: string) => fetch(`${server.authUrl}/admin/users`, { headers: { apikey } });
    expect((await withKey(server.settings.secretKey.reveal())).status).toBe(200);
    expect((await withKey(server.settings.publishableKey)).status).toBe(403);
    expect((await withKey(server.settings.anonKey)).status).toBe(403);
  });

  test("the secret key is refused from a browser", async () => {
    const response = await fetch(`${server.authUrl}/admin/users`, {
      headers: { apikey: server.settings.secretKey.reveal(), "user-agent": "Mozilla/5.0 (X11; Linux)" },
    });
    expect(response.status).toBe(401);
  });

  test("no key is a person", async () => {
    const { publishableKey, anonKey, serviceRoleKey, secretKey } = server.settings;
    for (const key of [publishableKey, anonKey, serviceRoleKey.reveal(), secretKey.reveal()]) {
      expect(await getUserWith(key)).toMatchObject({ status: 403, body: { error_code: "bad_jwt" } });
    }
  });
});

describe("roles", () => {
  const FORBIDDEN = [
    "service_role",
    "supabase_admin",
    "postgres",
    "anon",
    "authenticator",
    "ADMIN",
    " admin",
    "echo_admin",
  ];

  test.each(FORBIDDEN)("nobody can be given the role %j", async (role) => {
    const email = freshEmail();
    const created = await adminCall("POST", "/admin/users", { email, password: PASSWORD, role });
    expect(created).toMatchObject({ status: 400, body: { error_code: "validation_failed" } });
    const { session } = await signUp();
    const changed = await adminCall("PUT", `/admin/users/${session.user.id}`, { role });
    expect(changed.status).toBe(400);
    const { rows } = await server.database.query("select role from auth.users where id = $1", [
      session.user.id,
    ]);
    expect(rows).toEqual([{ role: "authenticated" }]);
  });

  test("a row that says service_role all the same gives an ordinary token", async () => {
    const { email, session } = await signUp();
    await server.database.query("update auth.users set role = 'service_role' where id = $1", [
      session.user.id,
    ]);
    const client = newClient();
    await client.signInWithPassword({ email, password: PASSWORD });
    expect((await client.getClaims()).data?.claims.role).toBe("authenticated");
  });

  test("a role in the metadata that people write themselves means nothing", async () => {
    const { client } = await signUp();
    await client.updateUser({ data: { role: "admin" } });
    await client.refreshSession();
    expect((await client.getClaims()).data?.claims.role).toBe("authenticated");
  });

  test("a role that is taken back is gone with the next refresh", async () => {
    const { client, session } = await signUp();
    await newAdmin().updateUserById(session.user.id, { role: "admin" });
    await client.refreshSession();
    expect((await client.getClaims()).data?.claims.role).toBe("admin");
    await newAdmin().updateUserById(session.user.id, { role: "authenticated" });
    await client.refreshSession();
    expect((await client.getClaims()).data?.claims.role).toBe("authenticated");
  });
});

describe("passwords", () => {
  test("a hash from a hosted project signs in", async () => {
    const email = freshEmail();
    const password_hash = await hash(PASSWORD, { cost: 6, version: "2b" });
    const { error } = await newAdmin().createUser({ email, password_hash, email_confirm: true });
    expect(error).toBeNull();
    expect((await newClient().signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("a hash that is none, or that would hold a core for minutes, is refused", async () => {
    const costly = (await hash(PASSWORD, { cost: 4 })).replace("$04$", "$20$");
    for (const password_hash of ["plain text", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA", costly]) {
      const { error } = await newAdmin().createUser({ email: freshEmail(), password_hash });
      expect(error).toMatchObject({ status: 400, code: "validation_failed" });
    }
  });

  test("72 bytes are all read, and what is longer never passes for them", async () => {
    const email = freshEmail();
    const longest = "é".repeat(36);
    expect((await newClient().signUp({ email, password: longest })).error).toBeNull();
    expect((await newClient().signInWithPassword({ email, password: longest })).error).toBeNull();
    const longer = await newClient().signInWithPassword({ email, password: `${longest}x` });
    expect(longer.error).toMatchObject({ code: "invalid_credentials" });
    const shorter = await newClient().signInWithPassword({ email, password: longest.slice(1) });
    expect(shorter.error).toMatchObject({ code: "invalid_credentials" });
  });

  test("ten characters are enough in any script, and nine are not", async () => {
    const enough = await newClient().signUp({ email: freshEmail(), password: "家族家族家族家族家族" });
    expect(enough.error).toBeNull();
    const emoji = await newClient().signUp({ email: freshEmail(), password: "🙂".repeat(9) });
    expect(emoji.error).toMatchObject({ code: "weak_password" });
  });

  test("whoever names the current password must name the right one", async () => {
    const { session } = await signUp();
    const put = (body: unknown) =>
      fetch(`${server.authUrl}/user`, {
        method: "PUT",
        headers: {
          apikey: server.settings.publishableKey,
          authorization: `Bearer ${session.access_token}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
      });
    const password = "another horse battery";
    const wrong = await put({ password, current_password: "wrong horse battery" });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error_code: "current_password_invalid" });
    expect((await put({ password, current_password: PASSWORD })).status).toBe(200);
  });

  test("a login that starts while the password changes does not survive the change", async () => {
    const { email, session } = await signUp();
    const logins = Array.from({ length: 6 }, () =>
      newClient().signInWithPassword({ email, password: PASSWORD }),
    );
    await newAdmin().updateUserById(session.user.id, { password: "another horse battery" });
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
    const { email, session } = await signUp();
    await newAdmin().deleteUser(session.user.id, true);
    expect(await getUserWith(session.access_token)).toMatchObject({ status: 403 });
    const { rows } = await server.database.query<{ row: string }>(
      "select to_jsonb(u)::text as row from auth.users u where id = $1",
      [session.user.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(email);
    expect((await newClient().signUp({ email, password: PASSWORD })).error).toBeNull();
  });

  test("metadata that no token could carry is refused", async () => {
    const { client } = await signUp();
    const { error } = await client.updateUser({ data: { text: "x".repeat(20_000) } });
    expect(error).toMatchObject({ status: 400, code: "validation_failed" });
  });

  test("an account can be made under an id of one's choice, once", async () => {
    const id = "0b5a5a5e-2a43-4c5b-9b1c-0f8f3f0c7a11";
    const made = await newAdmin().createUser({ id, email: freshEmail(), password: PASSWORD });
    expect(made.data.user?.id).toBe(id);
    const again = await newAdmin().createUser({ id, email: freshEmail(), password: PASSWORD });
    expect(again.error?.status).toBe(422);
  });

  test("the audit log names the deed and the person by id, and no address of theirs", async () => {
    const { email, session } = await signUp();
    const { rows } = await server.database.query<{ payload: Record<string, unknown> }>(
      "select payload from auth.audit_log_entries where payload ->> 'user_id' = $1 order by created_at, payload ->> 'action' desc",
      [session.user.id],
    );
    expect(rows.map((row) => row.payload.action)).toEqual(["user_signedup", "login"]);
    expect(JSON.stringify(rows)).not.toContain(email);
  });
});
