/** The gateway before the embedded servers: where it listens, what it limits, and what happens under stress. */
import { type AddressInfo, createServer, type Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { startGateway } from "#embedded/gateway.ts";
import { type AuthServer, createAuthClient, freshEmail, startAuthServer } from "./auth-server.ts";

const PASSWORD = "correct horse battery";

let server: AuthServer;
const lines: string[] = [];

beforeAll(async () => {
  server = await startAuthServer({ log: createLog("debug", (line) => void lines.push(line)) });
});
afterAll(() => server.stop());

interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

async function post(path: string, body: unknown, { headers = {}, raw }: PostOptions = {}) {
  const response = await fetch(`${server.authUrl}${path}`, {
    method: "POST",
    headers: { apikey: server.settings.publishableKey, "content-type": "application/json", ...headers },
    body: raw ?? JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** Resolves when a request of the Auth server waits for the lock that the test holds. */
async function waitForBlockedRequest(): Promise<void> {
  for (;;) {
    const { rowCount } = await server.database.query(
      `select from pg_stat_activity where datname = current_database()
        and usename = 'supabase_auth_admin' and wait_event_type = 'Lock'`,
    );
    if (rowCount === 1) return;
    await delay(5);
  }
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

  test("stopping answers what has begun", async () => {
    const gateway = await startGateway(server.settings, 0);
    const holder = await server.database.connect();
    await holder.query("begin; lock table auth.users in share mode");
    const answer = fetch(`${gateway.url}/auth/v1/signup`, {
      method: "POST",
      headers: { apikey: server.settings.publishableKey, "content-type": "application/json" },
      body: JSON.stringify({ email: freshEmail(), password: PASSWORD }),
    });
    await waitForBlockedRequest();
    const stops = [gateway.stop(), gateway.stop()];
    await holder.query("rollback");
    holder.release();
    expect((await answer).status).toBe(200);
    await Promise.all(stops);
    await expect(fetch(`${gateway.url}/auth/v1/health`)).rejects.toThrow("fetch failed");
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

describe("faults", () => {
  test("a locked login and a database that takes too long end in an answer, not in a wait", async () => {
    const locked = await post("/signup", { email: freshEmail(), password: PASSWORD });
    const { user, refresh_token } = locked.body as { user: { id: string }; refresh_token: string };
    await server.database.query(
      `create function auth.dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(60); return new; end';
       create trigger dawdle before insert on auth.identities for each row execute function auth.dawdle()`,
    );
    const holder = await server.database.connect();
    try {
      await holder.query("begin");
      await holder.query("select from auth.sessions where user_id = $1 for update", [user.id]);
      const [conflict, timeout] = await Promise.all([
        post("/token?grant_type=refresh_token", { refresh_token }),
        post("/signup", { email: freshEmail(), password: PASSWORD }),
      ]);
      expect(conflict).toMatchObject({ status: 409, body: { error_code: "conflict" } });
      expect(timeout).toMatchObject({ status: 504, body: { error_code: "request_timeout" } });
    } finally {
      await holder.query("rollback");
      holder.release();
      await server.database.query("drop function auth.dawdle() cascade");
    }
    expect((await post("/token?grant_type=refresh_token", { refresh_token })).status).toBe(200);
  });

  test("a refresh decides on what is stored now, not on what it saw before it had to wait", async () => {
    const { body } = await post("/signup", { email: freshEmail(), password: PASSWORD });
    const { user, refresh_token } = body as { user: { id: string }; refresh_token: string };
    const holder = await server.database.connect();
    await holder.query("begin");
    await holder.query(
      `update auth.sessions set refresh_token_counter = 5, refreshed_at = now() - interval '1 hour'
        where user_id = $1`,
      [user.id],
    );
    const answer = post("/token?grant_type=refresh_token", { refresh_token });
    await waitForBlockedRequest();
    await holder.query("commit");
    holder.release();
    expect(await answer).toMatchObject({ status: 400, body: { error_code: "refresh_token_already_used" } });
  });

  test("connections that the database cuts are replaced", async () => {
    const email = freshEmail();
    await post("/signup", { email, password: PASSWORD });
    await server.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'supabase_auth_admin' and datname = current_database()",
    );
    const deadline = Date.now() + 5_000;
    let status = 0;
    while (status !== 200 && Date.now() < deadline) {
      status = (await signIn(email)).status;
      if (status !== 200) await delay(20);
    }
    expect(status).toBe(200);
  });

  test("a database that is gone is a 500 with an id, a line in the log, and health goes on", async () => {
    const broken = await startGateway(
      {
        ...server.settings,
        authDatabaseUrl: new Secret("postgres://nobody:wrong@127.0.0.1:1/none"),
      },
      0,
    );
    try {
      const headers = { apikey: server.settings.publishableKey, "content-type": "application/json" };
      const body = JSON.stringify({ email: freshEmail(), password: PASSWORD });
      const response = await fetch(`${broken.url}/auth/v1/token?grant_type=password`, {
        method: "POST",
        headers,
        body,
      });
      expect(response.status).toBe(500);
      const answer = (await response.json()) as { error_code: string; error_id: string };
      expect(answer.error_code).toBe("unexpected_failure");
      expect(lines.some((line) => line.includes(answer.error_id) && line.includes("ECONNREFUSED"))).toBe(
        true,
      );
      expect((await fetch(`${broken.url}/auth/v1/health`, { headers })).status).toBe(200);
    } finally {
      await broken.stop();
    }
  });

  test("nothing secret is in the log of all this", async () => {
    const email = freshEmail();
    const client = createAuthClient(server.authUrl, server.settings.publishableKey);
    const { data } = await client.signUp({ email, password: PASSWORD });
    await client.signInWithPassword({ email, password: "wrong horse battery" });
    const log = lines.join("");
    expect(log).toContain("auth.failed");
    const secrets = [
      "horse battery",
      "@example.com",
      data.session?.access_token ?? "missing",
      data.session?.refresh_token ?? "missing",
      server.settings.secretKey.reveal(),
      server.settings.publishableKey,
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });
});
