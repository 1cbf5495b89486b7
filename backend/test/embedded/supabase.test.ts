/** The whole embedded Supabase of a data folder: one call starts it, one stops it, and it is itself again later. */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#core/clock.ts";
import { silentLog } from "#core/log.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { readPostmaster } from "#embedded/postmaster.ts";
import { withClient } from "#embedded/schema.ts";
import { type EmbeddedSupabase, startEmbeddedSupabase } from "#embedded/supabase.ts";
import { makeScratchFolder, type ScratchFolder } from "#test/setup/postgres-process.ts";

const PASSWORD = "correct horse battery";

let scratch: ScratchFolder;
let running: EmbeddedSupabase | undefined;

beforeEach(() => {
  scratch = makeScratchFolder();
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await scratch.remove();
});

async function start(port = 0): Promise<EmbeddedSupabase> {
  running = await startEmbeddedSupabase({
    dataDir: scratch.dataDir,
    port,
    publicUrl: "http://127.0.0.1:8000",
    isAuthLimited: true,
    log: silentLog,
    clock: systemClock,
  });
  return running;
}

async function post(supabase: EmbeddedSupabase, path: string, body: unknown): Promise<Response> {
  return await fetch(`${supabase.supabaseUrl}/auth/v1${path}`, {
    method: "POST",
    headers: { apikey: supabase.publishableKey, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
}

describe("an embedded Supabase", () => {
  it("comes up with its schema, its migrations and a login for each purpose", async () => {
    const supabase = await start();
    const logins = await Promise.all(
      [supabase.databaseUrl, supabase.adminDatabaseUrl, supabase.migrationDatabaseUrl].map((url) =>
        withClient(url, async (client) => {
          const { rows } = await client.query(
            "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user",
          );
          return rows[0];
        }),
      ),
    );
    expect(logins).toEqual([
      { rolname: "echo_api", rolsuper: false, rolbypassrls: false },
      { rolname: "echo_admin", rolsuper: false, rolbypassrls: false },
      { rolname: "postgres", rolsuper: false, rolbypassrls: true },
    ]);
    const { rows } = await withClient(supabase.migrationDatabaseUrl, (client) =>
      client.query(
        "select to_regclass('public.entries') is not null as entries, to_regclass('auth.users') is not null as users",
      ),
    );
    expect(rows).toEqual([{ entries: true, users: true }]);
  });

  it("is stopped within ten seconds and started again within two, at the same address, with everybody in it", async () => {
    const first = await start();
    const signedUp = await post(first, "/signup", { email: "ada@example.org", password: PASSWORD });
    expect(signedUp.status).toBe(200);
    const stopBegan = performance.now();
    await first.stop();
    expect(performance.now() - stopBegan).toBeLessThan(10_000);
    expect(readPostmaster(scratch.clusterDirectory)).toBeNull();

    const startBegan = performance.now();
    const second = await start();
    expect(performance.now() - startBegan).toBeLessThan(2_000);
    expect(second.supabaseUrl).toBe(first.supabaseUrl);
    expect(second.appKey.reveal()).toBe(first.appKey.reveal());
    const signedIn = await post(second, "/token?grant_type=password", {
      email: "ada@example.org",
      password: PASSWORD,
    });
    expect(signedIn.status).toBe(200);
  });

  it("takes the next free port when its own is taken", async () => {
    const other = await listen();
    try {
      const supabase = await start(other.port);
      expect(Number(new URL(supabase.supabaseUrl).port)).toBeGreaterThan(other.port);
      expect((await fetch(`${supabase.supabaseUrl}/auth/v1/health`)).headers.get("x-echo-embedded")).toBe(
        "1",
      );
    } finally {
      other.server.close();
    }
  });

  it("that may not start leaves nothing running and the folder free", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(EmbeddedError);
    running = first;
    await first.stop();
    const secretsFile = join(scratch.dataDir, "secrets.json");
    const secrets = readFileSync(secretsFile, "utf8");
    writeFileSync(secretsFile, "{}");
    await expect(start()).rejects.toThrow("secrets.json is damaged");
    expect(readPostmaster(scratch.clusterDirectory)).toBeNull();
    writeFileSync(secretsFile, secrets);
    const again = await start();
    expect(again.appKey.reveal()).toBe(first.appKey.reveal());
  });
});

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}
