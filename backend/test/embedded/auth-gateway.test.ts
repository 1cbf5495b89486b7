/** The gateway before the embedded servers: where it listens, what it reads and whom it limits. */
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EmbeddedError } from "#embedded/errors.ts";
import { startGateway } from "#embedded/gateway.ts";
import { type AuthServer, freshEmail, PASSWORD, type SendOptions, startAuthServer } from "./auth-server.ts";

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.stop());

function post(path: string, body: unknown, options: SendOptions = {}) {
  return server.send("POST", path, { body, ...options });
}

function signIn(email: string, headers: Readonly<Record<string, string>> = {}) {
  return post("/token?grant_type=password", { email, password: PASSWORD }, { headers });
}

describe("listening", () => {
  test.each([
    "http://0.0.0.0:54321",
    "http://192.168.1.4:54321",
    "https://echo.example",
    "http://127.0.0.1.evil.example",
    "",
  ])("an address that another machine could reach is refused: %j", async (externalUrl) => {
    const start = startGateway({ ...server.settings, externalUrl }, 0);
    await expect(start).rejects.toThrow("must be a loopback address");
    await expect(start).rejects.toBeInstanceOf(EmbeddedError);
  });

  test("a port that is taken gives one sentence that names it", async () => {
    const holder: Server = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(0, "127.0.0.1", resolve);
    });
    const { port } = holder.address() as AddressInfo;
    const start = startGateway({ ...server.settings, externalUrl: `http://127.0.0.1:${port}` }, port);
    await expect(start).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
    holder.close();
  });

  test("every answer says that it comes from the embedded server, and none may be stored", async () => {
    const health = await fetch(`${server.authUrl}/health`, { headers: { apikey: server.settings.anonKey } });
    expect(health.headers.get("x-echo-embedded")).toBe("1");
    expect(health.headers.get("cache-control")).toBe("no-store");
    const unknown = await fetch(new URL("/rest/v1/entries", server.authUrl));
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get("x-echo-embedded")).toBe("1");
  });

  test("storage answers behind the same door", async () => {
    const url = new URL("/storage/v1/bucket", server.authUrl);
    const asService = await fetch(url, { headers: { apikey: server.settings.secretKey.reveal() } });
    expect(asService.status).toBe(200);
    expect(await asService.json()).toEqual([]);
    const asNobody = await fetch(url, { headers: { authorization: "Bearer garbage" } });
    expect(asNobody.status).toBe(400);
  });
});

describe("bodies", () => {
  test("more than a megabyte is refused, declared or streamed", async () => {
    const big = "x".repeat(1_048_576);
    const declared = await post("/signup", { email: big });
    expect(declared).toMatchObject({ status: 413, body: { error_code: "request_entity_too_large" } });
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`{"email":"${big}`));
        controller.close();
      },
    });
    const response = await fetch(`${server.authUrl}/signup`, {
      method: "POST",
      headers: { apikey: server.settings.publishableKey, "content-type": "application/json" },
      body: stream,
      duplex: "half",
    });
    expect(response.status).toBe(413);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["nested 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["with NUL in it", '{"email":"a\\u0000@example.com"}'],
    ["that is not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["that is a list", "[]"],
    ["with a number for an address", '{"email":5}'],
  ])("a body %s is refused as one", async (_name, raw) => {
    const { status, body } = await post("/signup", undefined, { raw });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_code: "bad_json" });
  });

  test("a form is refused", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await post("/signup", undefined, { headers, raw: "email=a" })).status).toBe(415);
  });
});

describe("limits", () => {
  const limits = { token: [{ count: 3, windowS: 300 }], signup: [{ count: 2, windowS: 300 }] };

  afterEach(() => server.restart({ limits: {} }));

  test("an address that asks too often waits, and is told how long", async () => {
    await server.restart({ limits });
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await signIn(freshEmail())).status).toBe(400);
    const refused = await signIn(freshEmail());
    expect(refused).toMatchObject({ status: 429, body: { error_code: "over_request_rate_limit" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(290);
    server.clock.advance(301_000);
    expect((await signIn(freshEmail())).status).toBe(400);
  });

  test("people behind a program with the secret key are counted one by one", async () => {
    await server.restart({ limits });
    const apikey = server.settings.secretKey.reveal();
    const from = (address: string) => signIn(freshEmail(), { apikey, "x-forwarded-for": address });
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await from("203.0.113.1")).status).toBe(400);
    expect((await from("203.0.113.1")).status).toBe(429);
    expect((await from("6.6.6.6, 203.0.113.1")).status).toBe(429);
    expect((await from("203.0.113.2")).status).toBe(400);
    for (let host = 1; host <= 3; host += 1) expect((await from(`2001:db8::${host}`)).status).toBe(400);
    expect((await from("2001:db8::99")).status).toBe(429);
  });

  test("without the secret key a forwarded address changes nothing", async () => {
    await server.restart({ limits });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await signIn(freshEmail(), { "x-forwarded-for": `203.0.113.${attempt}` });
    }
    const refused = await signIn(freshEmail(), {
      "x-forwarded-for": "203.0.113.77",
      "sb-forwarded-for": "203.0.113.78",
    });
    expect(refused.status).toBe(429);
  });

  test("the address of the person is kept with the login", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD });
    const apikey = server.settings.secretKey.reveal();
    await signIn(email, { apikey, "sb-forwarded-for": "203.0.113.42", "user-agent": "Echo test" });
    const { rows } = await server.database.query(
      `select host(ip) as ip, user_agent from auth.sessions s join auth.users u on u.id = s.user_id
        where u.email = $1 order by s.created_at desc limit 1`,
      [email],
    );
    expect(rows).toEqual([{ ip: "203.0.113.42", user_agent: "Echo test" }]);
  });
});
