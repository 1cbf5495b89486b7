/**
 * What becomes of a statement whose connection breaks under it: repeated where that is known to be harmless,
 * reported as uncertain where nobody can tell, and never done twice.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { Problem } from "#core/problem.ts";
import { Secret } from "#core/secret.ts";
import { type DbOptions, statement } from "#db/scope.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { query } from "./people.ts";
import { insertEntry, isStored, useScopes } from "./scope-fixture.ts";

const SLEEP = statement<object>("test.connections.sleep", "select pg_sleep($1)");
const BACKEND = statement<{ pid: number }>("test.connections.backend", "select pg_backend_pid() as pid");
const WHO = statement<{ role: string; claims: string }>(
  "test.connections.who",
  "select current_user::text as role, current_setting('request.jwt.claims', true) as claims",
);

const scopes = useScopes();
const { open } = scopes;
let database: TestDatabase;
let alice: Actor;
beforeAll(() => {
  ({ database, alice } = scopes);
});

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
      await insertEntry(tx, id);
      if (runs === 1) await killBackend(row?.pid ?? 0);
      await tx.query(WHO, []);
    });
    expect(runs).toBe(2);
    expect(await isStored(database, id)).toBe(true);
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
      const outcome = await db
        .asUserOnce(alice, (tx) => insertEntry(tx, id))
        .catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(Problem);
      expect(outcome).toMatchObject({
        problem: "unavailable",
        message: expect.stringContaining("safe to send"),
      });
      expect(await isStored(database, id)).toBe(moment === "after");
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
          await insertEntry(tx, id);
        })
        .catch((error: unknown) => error);
      expect(outcome).toMatchObject({
        problem: "unavailable",
        message: expect.stringContaining("not certain"),
      });
      expect(runs).toBe(1);
      expect(await isStored(database, id)).toBe(moment === "after");
    },
  );

  it("a server that says nothing is given up after the limit, and the next request finds it healed", async () => {
    const db = openProxied({ statementTimeoutMs: 200, poolSize: 1, connectTimeoutMs: 300 });
    await db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    proxy.freeze();
    const read = db.asUserOnce(alice, (tx) => tx.query(WHO, []));
    await expect(read).rejects.toMatchObject({ problem: "timed_out" });
    const write = db.asUserOnce(alice, (tx) => insertEntry(tx, newId()));
    await expect(write).rejects.toMatchObject({ problem: "unavailable" });
    await expect(db.ping(100)).rejects.toMatchObject({ problem: "timed_out", status: 503 });
    proxy.heal();
    expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toHaveLength(1);
    await db.ping(1000);
  });
});
