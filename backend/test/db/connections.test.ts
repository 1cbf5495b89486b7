/**
 * What becomes of a statement whose connection breaks under it: repeated where that is known to be harmless,
 * reported as uncertain where nobody can tell, and never done twice.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { Problem } from "#core/problem.ts";
import { Secret } from "#core/secret.ts";
import { type Db, type DbOptions, statement, type UserTx } from "#db/scope.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { createPerson, openDb, query } from "./people.ts";

const INSERT = statement<{ id: string }>(
  "test.connections.insert",
  "insert into public.entries (id, text) values ($1, $2) returning id",
);
const SLEEP = statement<object>("test.connections.sleep", "select pg_sleep($1)");
const BACKEND = statement<{ pid: number }>("test.connections.backend", "select pg_backend_pid() as pid");
const WHO = statement<{ role: string; claims: string }>(
  "test.connections.who",
  "select current_user::text as role, current_setting('request.jwt.claims', true) as claims",
);

let database: TestDatabase;
let alice: Actor;
const opened: Db[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  alice = await createPerson(database);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
});
afterAll(() => database.drop());

function open(options: Partial<DbOptions> = {}): Db {
  const db = openDb(database, options);
  opened.push(db);
  return db;
}

const insert = (tx: UserTx, id: string, text = "x") => tx.query(INSERT, [id, text]);

async function isStored(id: string): Promise<boolean> {
  const rows = await query(database.ownerUrl, "select from public.entries where id = $1", [id]);
  return rows.length === 1;
}

describe("when connections break", () => {
  let proxy: FaultProxy;
  beforeAll(async () => {
    proxy = await startFaultProxy(database.apiUrl);
  });
  afterEach(() => proxy.heal());
  afterAll(() => proxy.close());

  const openProxied = (options: Partial<DbOptions> = {}) =>
    open({ connectionString: new Secret(proxy.urlFor(database.apiUrl)), ...options });

  async function killBackend(pid: number): Promise<void> {
    await query(database.superuserUrl, "select pg_terminate_backend($1)", [pid]);
  }

  it("a pool whose every connection was killed goes on by itself", async () => {
    const db = open({ poolSize: 4 });
    const pids = await Promise.all(
      Array.from({ length: 4 }, () =>
        db.asUser(alice, async (tx) => {
          const [row] = await tx.query(BACKEND, []);
          await tx.query(SLEEP, [0.1]);
          return row?.pid ?? 0;
        }),
      ),
    );
    expect(new Set(pids).size).toBe(4);
    await Promise.all(pids.map(killBackend));
    const results = await Promise.all(
      Array.from({ length: 8 }, () => db.asUserOnce(alice, (tx) => tx.query(WHO, []))),
    );
    expect(results.flat()).toHaveLength(8);
    await db.ping(1000);
  });

  it("a transaction whose backend is killed before COMMIT runs once more and is stored once", async () => {
    const db = open();
    const id = newId();
    let runs = 0;
    await db.asUser(alice, async (tx) => {
      runs++;
      const [row] = await tx.query(BACKEND, []);
      await insert(tx, id);
      if (runs === 1) await killBackend(row?.pid ?? 0);
      await tx.query(WHO, []);
    });
    expect(runs).toBe(2);
    expect(await isStored(id)).toBe(true);
  });

  it("a read whose answer was lost is asked again", async () => {
    const db = openProxied({ poolSize: 1 });
    await db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    proxy.cutOn(alice.userId, "after");
    const read = db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    setTimeout(() => proxy.heal(), 20);
    expect(await read).toHaveLength(1);
  });

  it.each(["before", "after"] as const)(
    "a write that is cut %s it reached the server is reported as uncertain and safe to repeat",
    async (moment) => {
      const db = openProxied();
      const id = newId();
      proxy.cutOn(id, moment);
      const outcome = await db.asUserOnce(alice, (tx) => insert(tx, id)).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(Problem);
      expect(outcome).toMatchObject({
        problem: "unavailable",
        message: expect.stringContaining("safe to send"),
      });
      expect(await isStored(id)).toBe(moment === "after");
    },
  );

  it.each(["before", "after"] as const)(
    "a COMMIT that is cut %s it reached the server is reported as uncertain, and is not repeated",
    async (moment) => {
      const db = openProxied();
      const id = newId();
      let runs = 0;
      proxy.cutOn("echo.commit", moment);
      const outcome = await db
        .asUser(alice, async (tx) => {
          runs++;
          await insert(tx, id);
        })
        .catch((error: unknown) => error);
      expect(outcome).toMatchObject({
        problem: "unavailable",
        message: expect.stringContaining("not certain"),
      });
      expect(runs).toBe(1);
      expect(await isStored(id)).toBe(moment === "after");
    },
  );

  it("a server that says nothing is given up after the limit, and the next request finds it healed", async () => {
    const db = openProxied({ statementTimeoutMs: 200, poolSize: 1, connectTimeoutMs: 300 });
    await db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    proxy.freeze();
    const read = db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    await expect(read).rejects.toMatchObject({ problem: "timed_out" });
    const write = db.asUserOnce(alice, (tx) => insert(tx, newId()));
    await expect(write).rejects.toMatchObject({ problem: "unavailable" });
    await expect(db.ping(100)).rejects.toMatchObject({ problem: "timed_out", status: 503 });
    proxy.heal();
    expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toHaveLength(1);
    await db.ping(1000);
  });
});
