/**
 * No token but a good one opens anything: every kind of bad token, on every private route that the OpenAPI
 * document lists, by Bearer and by cookie, gets the same 401.
 */
import { generateKeyPairSync } from "node:crypto";
import { type CryptoKey, exportSPKI, importJWK } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "#test/setup/app.ts";
import { documentedRoutes, type DocumentedRoute, urlOf } from "./routes.ts";
import { assemble, type Forge, forgerFor } from "./tokens.ts";

let echo: TestApp;
let forge: Forge;
let routes: readonly DocumentedRoute[];
beforeAll(async () => {
  echo = await startTestApp();
  forge = await forgerFor(echo);
  routes = documentedRoutes(echo.app).filter((route) => route.isPrivate);
});
afterAll(() => echo.stop());

type Flavour = "bearer" | "cookie";

function ask(route: DocumentedRoute, flavour: Flavour, token: string) {
  const headers: Record<string, string> =
    flavour === "bearer"
      ? { authorization: `Bearer ${token}` }
      : { cookie: `echo_session=${token}`, origin: echo.publicUrl, "x-csrf-token": "x" };
  return echo.nobody.send({
    method: route.method,
    url: urlOf(route),
    headers,
    ...(route.hasBody ? { body: {} } : {}),
  });
}

/** Every private route, by Bearer and by cookie, answers 401 in the very same words. */
async function expectRefusedEverywhere(token: string): Promise<void> {
  const bodies = new Set<string>();
  for (const route of routes) {
    for (const flavour of ["bearer", "cookie"] as const) {
      const answer = await ask(route, flavour, token);
      expect([route.operationId, flavour, answer.statusCode]).toEqual([route.operationId, flavour, 401]);
      expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
      const { request_id: _id, ...body } = answer.json<Record<string, unknown>>();
      bodies.add(JSON.stringify(body));
    }
  }
  expect(bodies.size).toBe(1);
}

/** One reading and one writing route, by Bearer. */
async function expectAccepted(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const read = await echo.nobody.send({ method: "GET", url: "/entries", headers });
  const written = await echo.nobody.send({ method: "POST", url: "/entries", headers, body: { text: "a" } });
  expect([read.statusCode, written.statusCode]).toEqual([200, 201]);
}

const nowS = () => Math.floor(Date.now() / 1000);

test("the OpenAPI document lists the private routes", () => {
  expect(routes.length).toBeGreaterThanOrEqual(13);
});

test("J1: nobody is let in without a token", async () => {
  for (const route of routes) {
    const answer = await echo.nobody.send({ method: route.method, url: urlOf(route) });
    expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 401]);
  }
});

describe("J2: what is no token", () => {
  test.each([
    ["Basic", "Basic YTpi"],
    ["an empty Bearer", "Bearer "],
    ["two tokens", "Bearer a.b.c d.e.f"],
    ["9 kB", `Bearer ${"a".repeat(9000)}.a.a`],
    ["a Bearer of nothing but dots", "Bearer .."],
  ])("%s is refused, whatever the cookie says", async (_name, authorization) => {
    const headers = { ...echo.alice.browser.headers(), authorization };
    const answer = await echo.nobody.send({ method: "GET", url: "/entries", headers });
    expect(answer.statusCode).toBe(401);
  });

  test("an invalid Bearer token never falls back to a good cookie", async () => {
    for (const route of routes) {
      const headers = { ...echo.alice.browser.headers(), authorization: "Bearer a.b.c" };
      const answer = await echo.nobody.send({ method: route.method, url: urlOf(route), headers });
      expect([route.operationId, answer.statusCode]).toEqual([route.operationId, 401]);
    }
  });

  test("two session cookies are refused, never the first taken in silence", async () => {
    const good = echo.alice.browser.cookies.get("echo_session");
    const cookie = `echo_session=${good}; echo_session=${good}`;
    const answer = await echo.nobody.send({ method: "GET", url: "/entries", headers: { cookie } });
    expect(answer.statusCode).toBe(401);
  });
});

describe("signatures", () => {
  test("J3: alg none is refused", async () => {
    const [, payload = ""] = (await forge(echo.alice)).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as object;
    await expectRefusedEverywhere(assemble({ alg: "none", typ: "JWT" }, claims));
    await expectRefusedEverywhere(assemble({ alg: "none", typ: "JWT" }, claims, "AA"));
  });

  test("J4: HS256 signed with the public key is refused", async () => {
    const { d: _private, ...jwk } = JSON.parse(echo.secrets.signingKey.reveal()) as Record<string, string>;
    const pem = await exportSPKI((await importJWK({ ...jwk, key_ops: ["verify"] }, "ES256")) as CryptoKey);
    for (const key of [JSON.stringify(jwk), pem]) {
      await expectRefusedEverywhere(
        await forge(echo.alice, { header: { alg: "HS256" }, key: new TextEncoder().encode(key) }),
      );
    }
  });

  test("J5: HS256 signed with the project's old secret is refused where it is not in the list", async () => {
    const key = new TextEncoder().encode(echo.secrets.jwtSecret.reveal());
    await expectRefusedEverywhere(await forge(echo.alice, { header: { alg: "HS256" }, key }));
  });

  test("J17: a changed payload is refused", async () => {
    const [header, , signature = ""] = (await forge(echo.alice)).split(".");
    const [, payload] = (await forge(echo.bob)).split(".");
    await expectRefusedEverywhere(`${header}.${payload}.${signature}`);
  });

  test("J18, J19: a key that is not published is refused, wherever the header points", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = privateKey.toCryptoKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
    const jwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
    for (const header of [
      { kid: "unknown" },
      {},
      { jku: "http://127.0.0.1:1/jwks.json" },
      { x5u: "http://127.0.0.1:1/cert.pem" },
      { jwk },
    ]) {
      await expectRefusedEverywhere(await forge(echo.alice, { key, header }));
    }
  });

  test("J19: a critical header that nobody understands is refused", async () => {
    const [header = "", payload, signature] = (await forge(echo.alice)).split(".");
    const parsed = JSON.parse(Buffer.from(header, "base64url").toString("utf8")) as object;
    const critical = Buffer.from(JSON.stringify({ ...parsed, crit: ["x"], x: 1 })).toString("base64url");
    await expectRefusedEverywhere(`${critical}.${payload}.${signature}`);
  });
});

describe("claims", () => {
  test("J6: a token is good for 3 seconds after its end, and not for 31", async () => {
    await expectAccepted(await forge(echo.alice, { claims: { iat: nowS() - 600, exp: nowS() - 3 } }));
    await expectRefusedEverywhere(
      await forge(echo.alice, { claims: { iat: nowS() - 600, exp: nowS() - 31 } }),
    );
  });

  test.each([
    ["J7: not valid for another hour", () => ({ nbf: nowS() + 3600 })],
    ["J8: made ten minutes from now", () => ({ iat: nowS() + 600, exp: nowS() + 1200 })],
    ["J9: valid for ever", () => ({ exp: 1e300 })],
    ["J9: valid for longer than a week", () => ({ exp: nowS() + 7 * 86_400 + 60 })],
    ["J9: over before it was made", () => ({ iat: nowS(), exp: nowS() - 1 })],
    ["J10: an end that is text", () => ({ exp: String(nowS() + 600) })],
    ["J10: a beginning that is text", () => ({ iat: String(nowS()) })],
    ["J11: for anonymous visitors", () => ({ aud: "anon" })],
    ["J11: for several audiences", () => ({ aud: ["authenticated", "other"] })],
    ["J12: of another project", () => ({ iss: "https://other.supabase.co/auth/v1" })],
    ["J12: of an address that ends alike", () => ({ iss: `https://evil/${echo.gateway.url}/auth/v1` })],
    ["J12: of the same address with a slash", () => ({ iss: `${echo.gateway.url}/auth/v1/` })],
    ["J13: of nobody", () => ({ sub: "" })],
    ["J13: of no uuid", () => ({ sub: "not-a-uuid" })],
    ["J13: of a uuid in braces", () => ({ sub: `{${echo.alice.id}}` })],
    ["J13: of a list", () => ({ sub: [echo.alice.id] })],
    ["J13: of an object", () => ({ sub: { id: echo.alice.id } })],
    ["J15: with the role service_role", () => ({ role: "service_role" })],
    ["J15: with the role supabase_admin", () => ({ role: "supabase_admin" })],
    ["J15: with the role postgres", () => ({ role: "postgres" })],
    ["J15: with the role authenticator", () => ({ role: "authenticator" })],
    ["J15: with a role and more", () => ({ role: "authenticated; drop" })],
    ["J15: with a list of roles", () => ({ role: ["authenticated"] })],
    ["a login that is no uuid", () => ({ session_id: "x" })],
  ])("%s is refused", async (_name, claims) => {
    await expectRefusedEverywhere(await forge(echo.alice, { claims: claims() }));
  });

  test.each(["aud", "iss", "sub", "exp", "iat", "role", "session_id"])(
    "a token without %s is refused",
    async (name) => {
      await expectRefusedEverywhere(await forge(echo.alice, { without: [name] }));
    },
  );

  test("J14: the keys of the project are no tokens of a person", async () => {
    for (const key of [
      echo.secrets.anonKey,
      echo.secrets.serviceRoleKey.reveal(),
      echo.secrets.secretKey.reveal(),
      echo.secrets.publishableKey,
    ]) {
      await expectRefusedEverywhere(key);
    }
  });

  test("J20: a CSRF token and a refresh token are no access tokens", async () => {
    await expectRefusedEverywhere(echo.alice.refreshToken);
    await expectRefusedEverywhere(echo.alice.browser.cookies.get("csrf_token") ?? "");
  });

  test("J23: an anonymous login gets 403 everywhere", async () => {
    const token = await forge(echo.alice, { claims: { is_anonymous: true } });
    for (const route of routes) {
      expect((await ask(route, "bearer", token)).statusCode).toBe(403);
    }
  });
});

describe("J21: logins that have ended", () => {
  test("a token of a session that is not there is refused everywhere", async () => {
    const claims = { session_id: "00000000-0000-4000-8000-000000000000" };
    await expectRefusedEverywhere(await forge(echo.alice, { claims }));
  });

  test("a token that names another person's session is refused everywhere", async () => {
    await expectRefusedEverywhere(await forge(echo.alice, { claims: { session_id: echo.bob.sessionId } }));
  });

  test("a logout at Supabase itself ends the token within a minute, and at once for a new password", async () => {
    let now = Date.now();
    const other = await startTestApp({ clock: { now: () => new Date(now) } });
    try {
      const { alice } = other;
      const status = async () => (await alice.bearer.send({ method: "GET", url: "/entries" })).statusCode;
      const change = async () =>
        (
          await alice.bearer.send({
            method: "POST",
            url: "/auth/password/change",
            body: { current_password: alice.password, new_password: "a brand new password" },
          })
        ).statusCode;
      expect(await status()).toBe(200);
      await other.deps.identity.logout("127.0.0.1", alice.accessToken, "local");
      expect(await change()).toBe(401);
      now += 61_000;
      expect(await status()).toBe(401);
    } finally {
      await other.stop();
    }
  });
});

test("J25: the text of a token is no key: variants of it are known or refused, never mixed up", async () => {
  const token = await forge(echo.alice);
  for (const variant of [`${token} `, `${token}=`, ` ${token}`]) {
    const answer = await echo.nobody.send({
      method: "GET",
      url: "/profile",
      headers: { authorization: `Bearer ${variant}` },
    });
    if (answer.statusCode === 200) expect(answer.json<{ id: string }>().id).toBe(echo.alice.id);
    else expect(answer.statusCode).toBe(401);
  }
});
