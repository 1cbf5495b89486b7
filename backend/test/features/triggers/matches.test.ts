/**
 * Which entries speak of a trigger: found when either comes to be what it is, in every script, also when both
 * come at once, and at next to no cost for who has no triggers.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import pg from "pg";
import type { Actor } from "#core/actor.ts";
import { type Db, statement } from "#db/scope.ts";
import { createPerson, openDb, query } from "#test/db/people.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

const MATCHED = statement<{ name: string }>(
  "test.triggers.matched",
  "select name from echo.matched_triggers($1)",
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

const asOwner = <Row extends object = object>(text: string, values: readonly unknown[] = []) =>
  query<Row>(database.ownerUrl, text, values);

async function addTrigger(actor: Actor, name: string, words: readonly string[]): Promise<void> {
  await asOwner("insert into public.triggers (user_id, name, words) values ($1, $2, $3)", [
    actor.userId,
    name,
    words,
  ]);
}

async function addEntry(actor: Actor, text: string): Promise<void> {
  await asOwner("insert into public.entries (user_id, text) values ($1, $2)", [actor.userId, text]);
}

/** Names of triggers with the texts that speak of them, those in the trash left out. */
async function matches(actor: Actor): Promise<string[]> {
  const rows = await asOwner<{ line: string }>(
    `select t.name || ': ' || e.text as line
     from public.trigger_matches m
     join public.triggers t on t.user_id = m.user_id and t.id = m.trigger_id
     join public.entries e on e.user_id = m.user_id and e.id = m.entry_id and e.deleted_at is null
     where m.user_id = $1 order by 1`,
    [actor.userId],
  );
  return rows.map(({ line }) => line);
}

describe("a text speaks of a trigger", () => {
  test.each([
    ["boss", "My BOSS!", "whatever the case"],
    ["boss", "boss-level", "beside a hyphen"],
    ["boss", "boss", "as the whole text"],
    ["cafe", "In the Café.", "without the accent that is written"],
    ["Café", "in the cafe", "with an accent that is not written"],
    ["straße", "IN DER STRASSE", "with ß and ss"],
    ["ＷＯＲＫ", "work", "whatever the width"],
    ["don’t", "I don't", "whatever the quotes"],
    ["mom", "mom's cake", "before an apostrophe"],
    ["night shift", "a Night-shift", "as a phrase over a hyphen"],
    ["night shift", "night\nshift", "as a phrase over a line end"],
    ["仕事", "今日は仕事でした", "inside Japanese"],
    ["工作", "我的工作很忙", "inside Chinese"],
    ["งาน", "ไปทำงานแล้ว", "inside Thai"],
    ["ວຽກ", "ເຮັດວຽກຫຼາຍ", "inside Lao"],
    ["ការងារ", "ធ្វើការងារ", "inside Khmer"],
    ["အလုပ်", "ကျွန်တော်အလုပ်လုပ်", "inside Burmese"],
    ["회사", "회사에서 일했다", "before the particle of a Korean word"],
    ["python", "我用Python写", "between characters of another script"],
    ["работа", "Моя работа.", "in Cyrillic"],
    ["λόγος", "Ο ΛΟΓΟΣ", "in Greek, with the final sigma"],
    ["שבת", "שַׁבָּת שלום", "in Hebrew, with and without points"],
    ["عمل", "في عملٍ", "in Arabic, with and without signs"],
    ["काम", "मेरा काम है", "in Devanagari"],
    ["🍷", "wine🍷night", "by a picture"],
    ["100", "at 100%", "by a number"],
  ])("%s in %j: %s", async (word, text) => {
    const actor = await createPerson(database);
    await addEntry(actor, text);
    await addTrigger(actor, "T", [word]);
    await addEntry(actor, `${text} `);
    expect(await matches(actor)).toHaveLength(2);
    expect(await db.asUserOnce(actor, (tx) => tx.query(MATCHED, [text]))).toEqual([{ name: "T" }]);
  });

  test.each([
    ["boss", "bossy emboss bos"],
    ["night shift", "nightshift, shift of the night"],
    ["работа", "работать"],
    ["회사", "우리회사"],
    ["काम", "कामना"],
    ["100", "1000"],
    ["仕事", "仕方"],
    ["%", "50 %"],
    ["a_b", "axb"],
  ])("%s not in %j", async (word, text) => {
    const actor = await createPerson(database);
    await addEntry(actor, text);
    await addTrigger(actor, "T", [word, "zzz"]).catch(() => addTrigger(actor, "T", ["zzz"]));
    expect(await matches(actor)).toEqual([]);
  });
});

describe("matches follow", () => {
  test("new and changed entries, new and changed triggers, and removals", async () => {
    const actor = await createPerson(database);
    await addEntry(actor, "rain");
    await addTrigger(actor, "Weather", ["rain", "snow"]);
    await addTrigger(actor, "Home", ["sofa"]);
    await addEntry(actor, "snow and sofa");
    expect(await matches(actor)).toEqual(["Home: snow and sofa", "Weather: rain", "Weather: snow and sofa"]);
    await asOwner("update public.entries set text = 'sofa' where user_id = $1 and text = 'rain'", [
      actor.userId,
    ]);
    expect(await matches(actor)).toEqual(["Home: snow and sofa", "Home: sofa", "Weather: snow and sofa"]);
    await asOwner("update public.triggers set words = '{chair}' where user_id = $1 and name = 'Home'", [
      actor.userId,
    ]);
    expect(await matches(actor)).toEqual(["Weather: snow and sofa"]);
    await asOwner("update public.triggers set name = 'Sky' where user_id = $1 and name = 'Weather'", [
      actor.userId,
    ]);
    expect(await matches(actor)).toEqual(["Sky: snow and sofa"]);
    await asOwner("delete from public.triggers where user_id = $1 and name = 'Sky'", [actor.userId]);
    expect(await matches(actor)).toEqual([]);
  });

  test("the trash: what lies there does not count, and counts again once it is back", async () => {
    const actor = await createPerson(database);
    await addTrigger(actor, "T", ["rain"]);
    await addEntry(actor, "rain");
    await asOwner("update public.entries set deleted_at = now() where user_id = $1", [actor.userId]);
    expect(await matches(actor)).toEqual([]);
    await asOwner("update public.entries set deleted_at = null where user_id = $1", [actor.userId]);
    expect(await matches(actor)).toEqual(["T: rain"]);
  });

  test("nobody else: bob's entries and triggers have nothing to do with alice's", async () => {
    const [alice, bob] = [await createPerson(database), await createPerson(database)];
    await addEntry(bob, "rain");
    await addTrigger(alice, "T", ["rain"]);
    await addEntry(bob, "rain again");
    expect(await matches(alice)).toEqual([]);
    expect(await matches(bob)).toEqual([]);
    expect(await db.asUserOnce(bob, (tx) => tx.query(MATCHED, ["rain"]))).toEqual([]);
  });

  test("alice may not write matches, patterns or versions herself", async () => {
    const alice = await createPerson(database);
    await addTrigger(alice, "T", ["rain"]);
    for (const [index, text] of [
      "insert into public.trigger_matches (user_id, entry_id, trigger_id) select user_id, id, id from public.triggers",
      "delete from public.trigger_matches",
      "update public.triggers set patterns = '{}'",
      "update public.triggers set version = 7",
    ].entries()) {
      const forbidden = statement(`test.triggers.forbidden_${index}`, text);
      await expect(db.asUserOnce(alice, (tx) => tx.query(forbidden, []))).rejects.toMatchObject({
        problem: "forbidden",
      });
    }
  });
});

test.each(["the entry first", "the trigger first"])(
  "an entry and a trigger that are written at once find each other: %s",
  async (order) => {
    const actor = await createPerson(database);
    const [one, two] = [
      new pg.Client({ connectionString: database.ownerUrl }),
      new pg.Client({ connectionString: database.ownerUrl }),
    ];
    await Promise.all([one.connect(), two.connect()]);
    const entry = "insert into public.entries (user_id, text) values ($1, 'rain')";
    const trigger = "insert into public.triggers (user_id, name, words) values ($1, 'T', '{rain}')";
    const [first, second] = order === "the entry first" ? [entry, trigger] : [trigger, entry];
    await one.query("begin");
    await one.query(first, [actor.userId]);
    const waiting = two.query(second, [actor.userId]);
    await one.query("select");
    await one.query("commit");
    await waiting;
    await Promise.all([one.end(), two.end()]);
    expect(await matches(actor)).toEqual(["T: rain"]);
  },
);

describe("10,000 entries", () => {
  const TEXT = `'On day ' || n || ' I went to work and ' || (array['my boss said it didn’t matter',
    'we talked about the Büro', 'nothing much happened', 'I slept badly again'])[1 + n % 4] || '. ' ||
    repeat('Later we walked along the river and I felt a bit better because the day was calm. ', 4)`;

  test("a trigger is found in them well within the time limit of a statement", async () => {
    const actor = await createPerson(database);
    await asOwner(
      `insert into public.entries (user_id, text) select $1, ${TEXT} from generate_series(1, 10000) n`,
      [actor.userId],
    );
    const insert = statement(
      "test.triggers.insert_timed",
      "insert into public.triggers (user_id, name, words) values ($1, $2, $3)",
    );
    for (const [name, words, count] of [
      ["Boss", ["boss", "night shift", "büro"], 5000],
      ["Nothing", ["zwiebel"], 0],
    ] as const) {
      const times: number[] = [];
      for (let round = 1; round <= 3; round += 1) {
        const startedAt = performance.now();
        await db.asUserOnce(actor, (tx) => tx.query(insert, [actor.userId, `${name} ${round}`, words]));
        times.push(performance.now() - startedAt);
      }
      // The best of them says what it costs: under a second on a quiet machine. The login's limit is five.
      const bestMs = Math.min(...times);
      console.log(`a trigger in ${count} of 10,000 entries: ${Math.round(bestMs)} ms`);
      expect(bestMs).toBeLessThan(4000);
      expect((await matches(actor)).filter((line) => line.startsWith(`${name} 1`))).toHaveLength(count);
    }
  }, 60_000);

  test("who has no triggers waits for nothing when entries come in", async () => {
    const [actor, other] = [await createPerson(database), await createPerson(database)];
    const insert = (person: Actor) =>
      asOwner(
        `insert into public.entries (user_id, text) select $1, ${TEXT} from generate_series(1, 2000) n`,
        [person.userId],
      );
    const timed = async (person: Actor) => {
      const startedAt = performance.now();
      await insert(person);
      return performance.now() - startedAt;
    };
    const bestOf = async (person: Actor) =>
      Math.min(await timed(person), await timed(person), await timed(person));
    await timed(actor);
    const withTrigger = await bestOf(actor);
    await asOwner("alter table public.entries disable trigger match_entry");
    const withoutTrigger = await bestOf(other);
    await asOwner("alter table public.entries enable trigger match_entry");
    const eachUs = ((withTrigger - withoutTrigger) / 2000) * 1000;
    console.log(`matching costs a person without triggers ${eachUs.toFixed(0)} microseconds an entry`);
    expect(eachUs).toBeLessThan(200);
  }, 60_000);
});
