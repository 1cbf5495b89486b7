/** A database connection that dies in the middle of a transaction costs that request, never the process. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { createPool } from "#db/pool.ts";
import { createEmbeddedPool } from "#embedded/pool.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

const DIE = "select pg_terminate_backend(pg_backend_pid())";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("the embedded servers' pool outlives a connection that is killed in use", async () => {
  const pool = createEmbeddedPool(new Secret(database.storageAdminUrl), "test", silentLog);
  const client = await pool.connect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  await expect(client.query(DIE)).rejects.toThrow();
  await ended;
  client.release(true);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test("the API's pool outlives a connection that is killed in use", async () => {
  const pool = createPool({
    connectionString: new Secret(database.apiUrl),
    log: silentLog,
    poolSize: 1,
    acquireTimeoutMs: 2_000,
    connectTimeoutMs: 2_000,
    queueLimit: 4,
  });
  const client = await pool.acquire();
  const ended = new Promise((resolve) => client.once("end", resolve));
  await expect(client.query(DIE)).rejects.toThrow();
  await ended;
  pool.release(client, true);
  const next = await pool.acquire();
  expect((await next.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  pool.release(next, false);
  await pool.close();
});
