/** Who gets in and as what: forged and misused tokens, keys, and roles that cannot be given. */
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AuthServer,
  createAdminApi,
  createAuthClient,
  freshEmail,
  PASSWORD,
  startAuthServer,
} from "./auth-server.ts";

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.stop());

async function signUp() {
  const signedUp = await server.signUp();
  const claims = (await signedUp.client.getClaims()).data?.claims;
  return { ...signedUp, claims: claims as unknown as JWTPayload };
}

function getUserWith(token: string) {
  return server.send("GET", "/user", { headers: { authorization: `Bearer ${token}` } });
}

function adminCall(method: string, path: string, body: unknown) {
  return server.send(method, path, { body, headers: { apikey: server.settings.secretKey.reveal() } });
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
    const client = server.newClient();
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
    await server.newAdmin().updateUserById(session.user.id, { role: "admin" });
    await client.refreshSession();
    expect((await client.getClaims()).data?.claims.role).toBe("admin");
    await server.newAdmin().updateUserById(session.user.id, { role: "authenticated" });
    await client.refreshSession();
    expect((await client.getClaims()).data?.claims.role).toBe("authenticated");
  });
});
