/** Which action Echo offers after a hard entry: one of the person's own, by what helped, the same for the same entry. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#core/actor.ts";
import { type Db, statement } from "#db/scope.ts";
import { createPerson, openDb, query } from "#test/db/people.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

const SUGGEST = statement<{ action: string | null }>(
  "test.coping.suggest",
  "select echo.coping_suggestion($1, $2::uuid) as action",
);

/** Fixed, so that a failure can be repeated. */
const seeds = Array.from(
  { length: 400 },
  (_unused, index) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`,
);

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const suggest = async (actor: Actor, feeling: string, seed: string) =>
  (await db.asUserOnce(actor, (tx) => tx.query(SUGGEST, [feeling, seed])))[0]?.action ?? null;

/** How often each action is offered over all seeds. */
async function offers(actor: Actor, feeling: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const seed of seeds) {
    const action = (await suggest(actor, feeling, seed)) ?? "nothing";
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return counts;
}

async function withKit(actions: readonly string[]): Promise<Actor> {
  const actor = await createPerson(database);
  await query(database.ownerUrl, "insert into public.coping_kits (user_id, actions) values ($1, $2)", [
    actor.userId,
    actions,
  ]);
  return actor;
}

async function tried(actor: Actor, action: string, feeling: string, outcomes: readonly boolean[]) {
  for (const helped of outcomes) {
    const id = randomUUID();
    await query(
      database.ownerUrl,
      "insert into public.entries (user_id, id, text, emotion_user) values ($1, $2, 'Hard.', $3)",
      [actor.userId, id, feeling],
    );
    await query(
      database.ownerUrl,
      "insert into public.coping_outcomes (user_id, entry_id, action, helped) values ($1, $2, $3, $4)",
      [actor.userId, id, action, helped],
    );
  }
}

describe("echo.coping_suggestion", () => {
  test("is nothing without a kit, with an empty one, and for bob where only alice has one", async () => {
    const [bob, empty] = [await createPerson(database), await withKit([])];
    const alice = await withKit(["Walk"]);
    for (const seed of seeds.slice(0, 20)) {
      expect(await suggest(bob, "sadness", seed)).toBeNull();
      expect(await suggest(empty, "sadness", seed)).toBeNull();
      expect(await suggest(alice, "sadness", seed)).toBe("Walk");
    }
  });

  test("offers all actions about equally often before anything is known", async () => {
    const counts = await offers(await withKit(["Walk", "Sleep", "Sing"]), "sadness");
    expect([...counts.keys()].toSorted()).toEqual(["Sing", "Sleep", "Walk"]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(seeds.length / 5);
  });

  test("is the same for the same entry, as often as it is asked", async () => {
    const actor = await withKit(["Walk", "Sleep", "Sing"]);
    for (const seed of seeds.slice(0, 20)) {
      expect(await suggest(actor, "fear", seed)).toBe(await suggest(actor, "fear", seed));
    }
  });

  test("mostly offers what helped before, and now and then another one", async () => {
    const actor = await withKit(["Walk", "Sleep", "Sing"]);
    await tried(actor, "Sleep", "sadness", [true, true, true]);
    await tried(actor, "Walk", "sadness", [false, false]);
    const counts = await offers(actor, "sadness");
    expect(counts.get("Sleep")).toBeGreaterThan(seeds.length * 0.8);
    expect(counts.get("Walk")).toBeGreaterThan(0);
    expect(counts.get("Sing")).toBeGreaterThan(0);
  });

  test("counts what helped after the same feeling double", async () => {
    const actor = await withKit(["Walk", "Sleep"]);
    await tried(actor, "Walk", "sadness", [true, true]);
    await tried(actor, "Sleep", "fear", [true, true]);
    const [sad, afraid] = [await offers(actor, "sadness"), await offers(actor, "fear")];
    expect(sad.get("Walk")).toBeGreaterThan(seeds.length * 0.8);
    expect(afraid.get("Sleep")).toBeGreaterThan(seeds.length * 0.8);
  });

  test("forgets outcomes of entries in the trash, and bob's outcomes teach alice nothing", async () => {
    const [alice, bob] = [await withKit(["Walk", "Sleep"]), await withKit(["Walk", "Sleep"])];
    await tried(bob, "Walk", "sadness", [true, true, true]);
    await tried(alice, "Sleep", "sadness", [true]);
    expect((await offers(alice, "sadness")).get("Sleep")).toBeGreaterThan(seeds.length * 0.8);
    await query(database.ownerUrl, "update public.entries set deleted_at = now() where user_id = $1", [
      alice.userId,
    ]);
    const counts = await offers(alice, "sadness");
    expect(counts.get("Walk")).toBeGreaterThan(seeds.length * 0.3);
    expect(counts.get("Sleep")).toBeGreaterThan(seeds.length * 0.3);
  });

  test("answers in a moment after a thousand outcomes", async () => {
    const actor = await withKit(["Walk", "Sleep", "Sing"]);
    await query(
      database.ownerUrl,
      `insert into public.entries (user_id, text, emotion_user)
       select $1, 'Hard.', 'sadness' from generate_series(1, 1000)`,
      [actor.userId],
    );
    await query(
      database.ownerUrl,
      `insert into public.coping_outcomes (user_id, entry_id, action, helped)
       select user_id, id, (array['Walk', 'Sleep', 'Sing'])[1 + row_number() over () % 3], true
       from public.entries where user_id = $1`,
      [actor.userId],
    );
    // As the database does by itself after a while.
    await query(database.ownerUrl, "analyze public.entries, public.coping_outcomes");
    await suggest(actor, "sadness", seeds[1] ?? "");
    const times: number[] = [];
    for (const seed of seeds.slice(0, 20)) {
      const startedAt = performance.now();
      await suggest(actor, "sadness", seed);
      times.push(performance.now() - startedAt);
    }
    const eachMs = times.toSorted((left, right) => left - right)[10] ?? 0;
    console.log(`coping_suggestion after 1,000 outcomes: ${eachMs.toFixed(1)} ms`);
    expect(eachMs).toBeLessThan(20);
  });
});
