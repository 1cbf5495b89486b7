/** The embedded Auth under stress: locks, slow and absent databases, stopping in mid-request, and its log. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { startGateway } from "#embedded/gateway.ts";
import { type AuthServer, freshEmail, PASSWORD, startAuthServer } from "./auth-server.ts";

const lines: string[] = [];
let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer({ log: createLog("debug", (line) => void lines.push(line)) });
});
afterAll(() => server.stop());

function post(path: string, body: unknown) {
  return server.send("POST", path, { body });
}

function signIn(email: string) {
  return post("/token?grant_type=password", { email, password: PASSWORD });
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

describe("faults", () => {
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
    const client = server.newClient();
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
