/** Headers of every answer: security, caching, CORS, hosts, request ids, and what a 404 and a 405 look like. */
import helmet from "@fastify/helmet";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "#core/secret.ts";
import { securityHeaders } from "#http/headers.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp({
    environment: {
      ALLOWED_ORIGINS: "http://127.0.0.1:8000,https://app.example",
      TRUSTED_HOSTS: "127.0.0.1,*.example.org",
    },
  });
});
afterAll(() => echo.stop());

const ORIGIN = "https://app.example";

/** One answer of each kind: fine, not signed in, nothing there, wrong method, malformed, invalid. */
async function answers(headers: Record<string, string> = {}) {
  const { alice, nobody } = echo;
  return Promise.all([
    alice.bearer.send({ method: "GET", url: "/profile", headers }),
    nobody.send({ method: "GET", url: "/profile", headers }),
    nobody.send({ method: "GET", url: "/nothing", headers }),
    nobody.send({ method: "PUT", url: "/profile", headers }),
    alice.bearer.send({ method: "POST", url: "/entries", body: "{", headers }),
    alice.bearer.send({ method: "POST", url: "/entries", body: {}, headers }),
    nobody.send({ method: "GET", url: "/entries/%ff", headers }),
  ]);
}

test("every answer has the security headers, and nothing private is cached", async () => {
  const expected = securityHeaders(echo.deps.settings);
  const all = await answers();
  expect(all.map((answer) => answer.statusCode)).toEqual([200, 401, 404, 405, 400, 422, 400]);
  for (const answer of all) {
    expect(answer.headers).toMatchObject(expected);
    expect(answer.headers["x-request-id"]).toMatch(/^[\w-]{8,64}$/);
    expect(answer.headers["x-powered-by"]).toBeUndefined();
    expect(answer.headers["server"]).toBeUndefined();
  }
});

test("every refusal is a problem with its request id, and a stranger learns nothing more", async () => {
  for (const answer of (await answers()).slice(1)) {
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    const body = answer.json<Record<string, unknown>>();
    expect(Object.keys(body).filter((key) => key !== "errors")).toEqual([
      "type",
      "title",
      "status",
      "detail",
      "request_id",
    ]);
    expect(body["request_id"]).toBe(answer.headers["x-request-id"]);
    expect(body["status"]).toBe(answer.statusCode);
  }
});

test("the policy allows neither inline nor foreign code, and no frame", () => {
  const policy = securityHeaders({ contentSecurityPolicy: undefined, isHttps: false })[
    "content-security-policy"
  ];
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test("CONTENT_SECURITY_POLICY replaces the policy as a whole, and HSTS comes with https only", () => {
  const own = securityHeaders({ contentSecurityPolicy: "default-src 'none'", isHttps: true });
  expect(own["content-security-policy"]).toBe("default-src 'none'");
  expect(own["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  expect(echo.deps.settings.isHttps).toBe(false);
  expect(securityHeaders(echo.deps.settings)["strict-transport-security"]).toBeUndefined();
});

test("the table has whatever helmet would set, at least as strict", async () => {
  const reference = Fastify();
  await reference.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true, preload: false },
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
  reference.get("/", () => "");
  const { headers } = await reference.inject("/");
  await reference.close();
  const own = securityHeaders({ contentSecurityPolicy: undefined, isHttps: true });
  const names = Object.keys(headers).filter((name) => !/^(content-|date|connection)/.test(name));
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect([name, own[name]]).toEqual([name, headers[name]]);
});

describe("X-Request-ID", () => {
  test("is kept where it is harmless", async () => {
    for (const answer of await answers({ "x-request-id": "my-request_42" })) {
      expect(answer.headers["x-request-id"]).toBe("my-request_42");
    }
  });

  test.each([
    "short",
    "a".repeat(65),
    "with blank",
    "a\tb-c-d-e-f",
    "ünïcode-id",
    "[31mred-red",
    "<script>alert(1)",
  ])("L2: %j is replaced", async (inbound) => {
    const answer = await echo.nobody.send({
      method: "GET",
      url: "/healthz",
      headers: { "x-request-id": inbound },
    });
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("C14: CORS", () => {
  test("a listed origin is named in every answer, refusals included", async () => {
    for (const answer of (await answers({ origin: ORIGIN })).slice(0, 6)) {
      expect(answer.headers["access-control-allow-origin"]).toBe(ORIGIN);
      expect(answer.headers["access-control-allow-credentials"]).toBe("true");
      expect(answer.headers["vary"]).toContain("Origin");
    }
  });

  test.each(["https://evil.example", "null", "https://app.example.evil.com", "http://app.example", "*", ""])(
    "the origin %j gets no CORS header",
    async (origin) => {
      for (const answer of await answers({ origin })) {
        expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
        expect(answer.headers["vary"]).toContain("Origin");
      }
    },
  );

  test("a preflight names the methods and headers that Echo uses, without a login", async () => {
    const answer = await echo.nobody.send({
      method: "OPTIONS",
      url: "/entries",
      headers: { origin: ORIGIN, "access-control-request-method": "POST" },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, HEAD, POST, PATCH, PUT, DELETE",
    });
    const allowed = String(answer.headers["access-control-allow-headers"]);
    for (const name of ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "X-CSRF-Token"]) {
      expect(allowed).toContain(name);
    }
  });

  test("a preflight of another origin is not answered as one", async () => {
    const answer = await echo.nobody.send({
      method: "OPTIONS",
      url: "/entries",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("C17, C18: hosts and proxies", () => {
  const statusFor = async (headers: Record<string, string>) =>
    (await echo.nobody.send({ method: "GET", url: "/healthz", headers })).statusCode;

  test.each(["127.0.0.1", "127.0.0.1:9999", "a.example.org", "A.Example.ORG", "a.b.example.org:443"])(
    "%s is served",
    async (host) => expect(await statusFor({ host })).toBe(200),
  );

  test.each([
    "evil.example",
    "example.org",
    "evilexample.org",
    "127.0.0.1.evil.example",
    "127.0.0.1:80:80",
    "127.0.0.1@evil.example",
    "127.0.0.1/x",
    ".example.org",
    "a..example.org:x",
  ])("%s is refused", async (host) => expect(await statusFor({ host })).toBe(400));

  test("nobody is believed about hosts and addresses who is no trusted proxy", async () => {
    echo.logLines.length = 0;
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-for": "6.6.6.6",
      forwarded: "for=6.6.6.6",
    };
    expect(await statusFor(headers)).toBe(200);
    expect(echo.logLines.join("")).toContain('"client":"127.0.0.1"');
    expect(echo.logLines.join("")).not.toContain("6.6.6.6");
  });

  test("a trusted proxy is believed about both", async () => {
    const behind = await startTestApp({ environment: { TRUSTED_PROXIES: "127.0.0.0/8" } });
    try {
      behind.logLines.length = 0;
      const ask = (headers: Record<string, string>) =>
        behind.nobody.send({ method: "GET", url: "/healthz", headers });
      expect((await ask({ "x-forwarded-for": "203.0.113.7" })).statusCode).toBe(200);
      expect(behind.logLines.join("")).toContain('"client":"203.0.113.7"');
      expect((await ask({ "x-forwarded-host": "evil.example" })).statusCode).toBe(400);
    } finally {
      await behind.stop();
    }
  });
});

describe("addresses", () => {
  test("what does not exist is 404, what does exist with another method is 405 with Allow", async () => {
    const nothing = await echo.nobody.send({ method: "DELETE", url: "/nothing" });
    expect(nothing.statusCode).toBe(404);
    const id = "00000000-0000-4000-8000-000000000000";
    const wrong = await echo.nobody.send({ method: "PUT", url: `/entries/${id}?x=1` });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers["allow"]).toBe("DELETE, GET, HEAD, PATCH");
  });

  test("HEAD is guarded like GET and has no body", async () => {
    expect((await echo.nobody.send({ method: "HEAD", url: "/entries" })).statusCode).toBe(401);
    const answer = await echo.alice.bearer.send({ method: "HEAD", url: "/entries" });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe("");
  });
});

describe("cookies on https", () => {
  test("C16: carry the prefixes and Secure", async () => {
    const secure = await startTestApp({
      environment: { PUBLIC_URL: "https://echo.example", TRUSTED_HOSTS: "127.0.0.1" },
    });
    try {
      const answer = await secure.newBrowser().send({
        method: "POST",
        url: "/auth/login",
        body: { email: secure.alice.email, password: secure.alice.password },
      });
      const cookies = (answer.headers["set-cookie"] as string[]).map((cookie) =>
        cookie.replace(/=[^;]+/, "="),
      );
      expect(cookies).toEqual([
        "__Host-echo_session=; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure",
        "__Secure-echo_refresh=; Path=/auth; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure",
        "csrf_token=; Path=/; Max-Age=2592000; SameSite=Strict; Secure",
      ]);
      const plain = { cookie: `echo_session=${secure.alice.accessToken}` };
      const tossed = await secure.nobody.send({ method: "GET", url: "/profile", headers: plain });
      expect(tossed.statusCode).toBe(401);
      const browser = await secure.alice.browser.send({ method: "GET", url: "/profile" });
      expect(browser.statusCode).toBe(200);
      expect(browser.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    } finally {
      await secure.stop();
    }
  });
});

test("a secret in the settings is printed nowhere", () => {
  expect(String(new Secret("s"))).toBe("[secret]");
  expect(JSON.stringify(echo.deps.connection)).not.toContain(echo.secrets.secretKey.reveal());
});
