/** What the scopes promise: one identity, one transaction, one clear outcome. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { createLog } from "#core/log.ts";
import { Problem } from "#core/problem.ts";
import { Secret } from "#core/secret.ts";
import { checkLogin } from "#db/login.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { createPerson, query } from "./people.ts";
import { INSERT, insertEntry, isStored, useScopes } from "./scope-fixture.ts";

const COUNT = statement<{ count: number }>(
  "test.scope.count",
  "select count(*)::int as count from public.entries where id = $1",
);
const SLEEP = statement<object>("test.scope.sleep", "select pg_sleep($1)");
const WHO = statement<{ role: string; claims: string }>(
  "test.scope.who",
  "select current_user::text as role, current_setting('request.jwt.claims', true) as claims",
);

const scopes = useScopes();
const { open } = scopes;
let database: TestDatabase;
let alice: Actor;
beforeAll(() => {
  ({ database, alice } = scopes);
});

describe("one statement as one person", () => {
  it.each([
    ["prepared", ""],
    ["unprepared, as behind a transaction pooler", "?prepared=false"],
  ])(
    "runs as authenticated with the person's claims, and is committed when it resolves (%s)",
    async (_name, suffix) => {
      const db = open({ connectionString: new Secret(database.apiUrl + suffix), poolSize: 1 });
      for (const _round of [1, 2, 3]) {
        expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toEqual([
          { role: "authenticated", claims: alice.claims },
        ]);
        const id = newId();
        await db.asUserOnce(alice, (tx) => insertEntry(tx, id));
        expect(await isStored(database, id)).toBe(true);
      }
      const prepared = await db.asSystem("test", (tx) =>
        tx.query(
          statement<{ name: string }>("test.scope.prepared", "select name from pg_prepared_statements"),
          [],
        ),
      );
      expect(prepared.some((row) => row.name === "test.scope.insert")).toBe(suffix === "");
    },
  );

  it("refuses a second statement on the same transaction, and any after its end", async () => {
    const db = open();
    let kept: UserTx | undefined;
    await expect(
      db.asUserOnce(alice, async (tx) => {
        kept = tx;
        await tx.query(WHO, []);
        await tx.query(WHO, []);
      }),
    ).rejects.toThrow("takes one statement");
    await expect(kept?.query(WHO, [])).rejects.toThrow("is over");
  });

  it("refuses an actor whose role is not in the closed list, or whose claims name somebody else", async () => {
    const db = open();
    const as = (actor: Actor) => db.asUserOnce(actor, (tx) => tx.query(WHO, []));
    await expect(as({ ...alice, role: "service_role" as "admin" })).rejects.toThrow("role");
    await expect(as({ ...alice, claims: JSON.stringify({ sub: newId() }) })).rejects.toThrow("claims");
    await expect(as({ ...alice, userId: "{}" })).rejects.toThrow("claims");
  });

  it("an actor with the role admin gets nowhere on the login of people", async () => {
    const admin = await createPerson(database, { role: "admin" });
    const attempt = open().asUserOnce(admin, (tx) => tx.query(WHO, []));
    await expect(attempt).rejects.toMatchObject({ problem: "forbidden" });
    const db = open({ connectionString: new Secret(database.adminUrl) });
    expect(await db.asUserOnce(admin, (tx) => tx.query(WHO, []))).toMatchObject([{ role: "admin" }]);
  });

  it("a value that has no form in SQL is refused before anything is sent", async () => {
    const db = open({ poolSize: 1 });
    const attempt = db.asUserOnce(alice, (tx) => tx.query(INSERT, [newId(), { $gt: "" }]));
    await expect(attempt).rejects.toThrow(TypeError);
    expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toHaveLength(1);
  });

  it("goes on after the shape of a table changed under a prepared statement", async () => {
    const db = open({ poolSize: 1 });
    const all = statement<Record<string, unknown>>("test.scope.all", "select * from public.profiles");
    await db.asUserOnce(alice, (tx) => tx.query(all, []));
    await query(database.ownerUrl, "alter table public.profiles add column later text default 'new'");
    const [row] = await db.asUserOnce(alice, (tx) => tx.query(all, []));
    expect(row?.["later"]).toBe("new");
    await query(database.ownerUrl, "alter table public.profiles drop column later");
  });
});

describe("several statements as one person", () => {
  it("are all there after it resolves, and none after anything failed", async () => {
    const db = open();
    const [first, second] = [newId(), newId()];
    await db.asUser(alice, async (tx) => {
      await insertEntry(tx, first);
      await insertEntry(tx, second);
    });
    expect([await isStored(database, first), await isStored(database, second)]).toEqual([true, true]);

    const [third, fourth] = [newId(), newId()];
    const failing = db.asUser(alice, async (tx) => {
      await insertEntry(tx, third);
      await insertEntry(tx, fourth, "");
    });
    await expect(failing).rejects.toMatchObject({ problem: "invalid_input" });
    const thrown = db.asUser(alice, async (tx) => {
      await insertEntry(tx, third);
      throw new Error("changed my mind");
    });
    await expect(thrown).rejects.toThrow("changed my mind");
    expect(await isStored(database, third)).toBe(false);
  });

  it("a failure that the work swallows is not reported as success", async () => {
    const id = newId();
    const swallowed = open().asUser(alice, async (tx) => {
      await insertEntry(tx, id);
      await insertEntry(tx, id, "").catch(() => {});
    });
    await expect(swallowed).rejects.toMatchObject({ problem: "invalid_input" });
    expect(await isStored(database, id)).toBe(false);
  });

  it("two that block each other both succeed in the end", async () => {
    const db = open();
    const ids = [newId(), newId()];
    await db.asUser(alice, async (tx) => {
      for (const id of ids) await insertEntry(tx, id);
    });
    const touch = statement<object>("test.scope.touch", "update public.entries set mood = $2 where id = $1");
    const inOrder = (order: readonly string[], mood: number) =>
      db.asUser(alice, async (tx) => {
        for (const id of order) {
          await tx.query(touch, [id, mood]);
          await tx.query(SLEEP, [0.05]);
        }
      });
    // The deadlock is found after one second, and lock_timeout gives up after one: either way one of them repeats.
    const results = await Promise.allSettled([inOrder(ids, 1), inOrder(ids.toReversed(), 2)]);
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    for (const refusal of refusals) expect(refusal).toMatchObject({ problem: "unavailable" });
    expect(refusals.length).toBeLessThan(2);
  });
});

describe("the login itself", () => {
  it("reads no table without a person", async () => {
    const attempt = open().asSystem("test", (tx) => tx.query(COUNT, [newId()]));
    await expect(attempt).rejects.toMatchObject({ problem: "forbidden" });
  });

  it("is refused in one sentence when it is not bound by row-level security", async () => {
    // The administrators' login is no login for people: it could become admin in the middle of a request.
    const bypassing = [database.ownerUrl, database.superuserUrl, database.storageAdminUrl, database.adminUrl];
    for (const url of bypassing) {
      const db = open({ connectionString: new Secret(url) });
      expect(await checkLogin(db)).toMatchObject({
        isBound: false,
        reason: "unbound",
        message: expect.stringMatching(
          /^Echo refuses to run with the database login "\w+", because .+\.$/,
        ) as string,
      });
    }
    const bound = await checkLogin(open({ connectionString: new Secret(database.apiUrl) }));
    expect(bound).toEqual({ isBound: true });
  });

  it("is not called unbound when the database cannot be reached", async () => {
    const url = new URL(database.apiUrl);
    url.port = "1";
    const verdict = await checkLogin(open({ connectionString: new Secret(url.href) }));
    expect(verdict).toMatchObject({ isBound: false, reason: "unreachable", code: "ECONNREFUSED" });
  });
});

it.each([
  ["a wrong password", (url: URL) => void (url.password = "wrong"), "28P01"],
  ["no such login", (url: URL) => void (url.username = "echo_nobody"), "28P01"],
  ["no such database", (url: URL) => void (url.pathname = "/nowhere"), "3D000"],
])(
  "a login that is refused for %s is told apart from an outage, with its SQLSTATE",
  async (_name, change, code) => {
    const url = new URL(database.apiUrl);
    change(url);
    const verdict = await checkLogin(open({ connectionString: new Secret(url.href) }));
    expect(verdict).toMatchObject({ isBound: false, reason: "refused", code });
    expect(JSON.stringify(verdict)).toContain(`(${code})`);
  },
);

describe("limits", () => {
  it("nobody waits longer than the limit for a connection, and the queue is bounded", async () => {
    const db = open({ poolSize: 1, acquireTimeoutMs: 200, queueLimit: 5 });
    await db.ping(2000);
    const isHeld = Promise.withResolvers<void>();
    const holder = db.asUser(alice, async (tx) => {
      await tx.query(WHO, []);
      isHeld.resolve();
      await tx.query(SLEEP, [1]);
    });
    await isHeld.promise;
    const startedAt = performance.now();
    const waiting = await Promise.allSettled(
      Array.from({ length: 20 }, () => db.asUserOnce(alice, (tx) => tx.query(WHO, []))),
    );
    expect(performance.now() - startedAt).toBeLessThan(900);
    for (const result of waiting) {
      expect(result).toMatchObject({
        status: "rejected",
        reason: { problem: "unavailable", retryAfterS: 1 },
      });
    }
    // The health check has a connection of its own.
    await db.ping(500);
    await holder;
    expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toHaveLength(1);
  });

  it("a slow statement ends with timed_out, and its connection is of use again", async () => {
    const url = new URL(database.apiUrl);
    url.searchParams.set("options", "-c statement_timeout=100ms");
    const db = open({ connectionString: new Secret(url.href), poolSize: 1 });
    const slow = db.asUserOnce(alice, (tx) => tx.query(SLEEP, [5]));
    await expect(slow).rejects.toMatchObject({ problem: "timed_out", status: 503 });
    expect(await db.asUserOnce(alice, (tx) => tx.query(WHO, []))).toHaveLength(1);
  });

  it("what is slow is logged by its name, without values", async () => {
    const lines: string[] = [];
    const db = open({ slowMs: 20, log: createLog("info", (line) => lines.push(line)) });
    await db.asUserOnce(alice, (tx) => tx.query(SLEEP, [0.05]));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: "warn", msg: "db.slow", statement: "test.scope.sleep" },
    ]);
  });
});

it("no message of the server is kept in an error, because it quotes values", async () => {
  const canary = "canary-8f2d";
  const attempt = open().asUserOnce(alice, (tx) => tx.query(INSERT, [canary, "x"]));
  const error: unknown = await attempt.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  const cause = (error as Problem).cause as Error;
  expect([String(error), cause.message, cause.stack, JSON.stringify(cause)].join()).not.toContain(canary);
});
