/** The supervisor with a real server: durable, private, on loopback, back by itself when it is killed. */
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client, type QueryResultRow } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLog, silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { type EmbeddedPostgres, startPostgres } from "#embedded/postgres.ts";
import { isAlive, readPostmaster, signalProcess } from "#embedded/postmaster.ts";
import { withClient } from "#embedded/schema.ts";
import { IS_ROOT, makeScratchFolder, type ScratchFolder, waitUntil } from "#test/setup/postgres-process.ts";

const password = new Secret("a password with ' and \\ and ü");
const lines: string[] = [];
const log = createLog("debug", (line) => lines.push(line));

let scratch: ScratchFolder;
let postgres: EmbeddedPostgres;

const superuserUrl = () => postgres.url("supabase_admin", password);

beforeAll(async () => {
  scratch = makeScratchFolder();
  postgres = await startPostgres({ dataDir: scratch.dataDir, log, superuserPassword: password });
});

afterAll(async () => {
  await postgres.stop();
  await scratch.remove();
});

async function query<T extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  return await withClient(superuserUrl(), async (client) => (await client.query<T>(sql, values)).rows);
}

describe("a running server", () => {
  it("acknowledges nothing that is not on disk, and answers loopback only", async () => {
    const rows = await query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1) order by name",
      [
        [
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "data_checksums",
          "listen_addresses",
          "unix_socket_directories",
          "TimeZone",
          "password_encryption",
          "log_statement",
          "log_parameter_max_length_on_error",
        ],
      ],
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      TimeZone: "UTC",
      data_checksums: "on",
      fsync: "on",
      full_page_writes: "on",
      listen_addresses: "127.0.0.1",
      log_parameter_max_length_on_error: "0",
      log_statement: "none",
      password_encryption: "scram-sha-256",
      synchronous_commit: "on",
      unix_socket_directories: "",
    });
  });

  it("lets nobody in without the password", async () => {
    const client = new Client({
      connectionString: postgres.url("supabase_admin", new Secret("no")).reveal(),
    });
    await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
  });

  it("keeps its folders to one account that is not root", () => {
    for (const path of [scratch.dataDir, join(scratch.dataDir, "postgres"), scratch.clusterDirectory]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
      expect(statSync(path).uid === 0).toBe(false);
    }
    expect(IS_ROOT || statSync(scratch.clusterDirectory).uid === process.getuid?.()).toBe(true);
  });

  it("writes nothing into its log that people wrote", async () => {
    await query("create table tried (text text check (length(text) < 5), number int)");
    await expect(query("insert into tried values ('a hidden word')")).rejects.toMatchObject({
      code: "23514",
    });
    await expect(query("insert into tried (text) values ($1)", ["a hidden word"])).rejects.toThrow();
    await expect(query("select $1::int", ["a hidden word"])).rejects.toThrow();
    await expect(query("select 'a hidden word' from nowhere")).rejects.toThrow();
    const text = readFileSync(join(scratch.dataDir, "postgres", "postgres.log"), "utf8");
    expect(text).toContain("ready to accept connections");
    expect(text).not.toContain("hidden");
  });
});

describe("a killed server", () => {
  it("comes back by itself on the same port with every committed row", async () => {
    await query("create table kept (id int)");
    await query("insert into kept values (1), (2)");
    const { pid, port } = postgres;
    signalProcess(pid, "SIGKILL");
    await waitUntil(() => postgres.pid !== pid);
    expect(postgres.port).toBe(port);
    expect(await query("select id from kept order by id")).toEqual([{ id: 1 }, { id: 2 }]);
    expect(lines.some((line) => line.includes("embedded.postgres.restarted"))).toBe(true);
  });

  it("comes back again and again, with open connections", async () => {
    for (let round = 0; round < 3; round += 1) {
      const client = new Client({ connectionString: superuserUrl().reveal() });
      client.on("error", () => {});
      await client.connect();
      const { pid } = postgres;
      signalProcess(pid, "SIGKILL");
      await waitUntil(() => postgres.pid !== pid);
      await client.end().catch(() => {});
      expect(await query("select count(*)::int as count from kept")).toEqual([{ count: 2 }]);
    }
  });
});

describe("stopping and starting again", () => {
  it("is quick, and finds the rows again", async () => {
    const { pid } = postgres;
    const stopBegan = performance.now();
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(performance.now() - stopBegan).toBeLessThan(5_000);
    expect(isAlive(pid)).toBe(false);
    postgres = await startPostgres({ dataDir: scratch.dataDir, log, superuserPassword: password });
    expect(postgres.isNew).toBe(false);
    expect(await query("select count(*)::int as count from kept")).toEqual([{ count: 2 }]);
  });

  it("does not wait for a client that sits in a transaction", async () => {
    const client = new Client({ connectionString: superuserUrl().reveal() });
    client.on("error", () => {});
    await client.connect();
    await client.query("begin");
    await client.query("insert into kept values (3)");
    await postgres.stop();
    postgres = await startPostgres({ dataDir: scratch.dataDir, log, superuserPassword: password });
    expect(await query("select count(*)::int as count from kept")).toEqual([{ count: 2 }]);
  });

  it("leaves no server behind when it is stopped in the middle of a restart", async () => {
    const { pid } = postgres;
    signalProcess(pid, "SIGKILL");
    await waitUntil(() => !isAlive(pid));
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
    const left = readPostmaster(scratch.clusterDirectory);
    expect(left !== null && isAlive(left.pid)).toBe(false);
    postgres = await startPostgres({ dataDir: scratch.dataDir, log, superuserPassword: password });
  });

  it("takes the next free port when the wanted one is taken", async () => {
    await postgres.stop();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    postgres = await startPostgres({
      dataDir: scratch.dataDir,
      log: silentLog,
      superuserPassword: password,
      port: taken,
    });
    other.close();
    expect(postgres.port).toBeGreaterThan(taken);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe.runIf(IS_ROOT)("a root Echo", () => {
  it("reaches a data folder below a private home", async () => {
    const home = makeScratchFolder();
    mkdirSync(join(home.path, "home"), { mode: 0o700 });
    const dataDir = join(home.path, "home", "journal");
    const below = await startPostgres({
      dataDir,
      log: silentLog,
      superuserPassword: password,
      isDurable: false,
    });
    try {
      expect(statSync(join(home.path, "home")).mode & 0o777).toBe(0o700);
      expect(statSync(join(home.path, "home")).uid).toBe(0);
      expect(statSync(dataDir).uid).not.toBe(0);
    } finally {
      await below.stop();
      await home.remove();
    }
  });
});
