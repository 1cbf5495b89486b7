/** What the tables themselves keep, whoever writes and however: limits, times, versions, owners. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENTRY_LIMITS, ENTRY_SOURCES } from "@echo/contract/entries.ts";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { constraintOf, sqlStateOf } from "#db/errors.ts";
import { type Db, statement } from "#db/scope.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { asAuthAdmin, createPerson, openDb, query } from "./people.ts";

interface EntryRow {
  readonly id: string;
  readonly text: string;
  readonly tags: string[];
  readonly mood: number | null;
  readonly written_at: string;
  readonly local_date: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
  readonly deleted_at: string | null;
}

const INSERT = statement<EntryRow>(
  "test.entries.insert",
  `insert into public.entries (id, text, tags, mood, source, word_count, written_at, timezone, create_digest)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`,
);
const UPDATE_TEXT = statement<EntryRow>(
  "test.entries.text",
  "update public.entries set text = $2 where id = $1 returning *",
);
const FIND = statement<EntryRow>("test.entries.find", "select * from public.entries where id = $1");
const VERSIONS = statement<{
  version: number;
  text: string;
  tags: string[];
  mood: number | null;
  local_date: string;
}>(
  "test.entries.versions",
  "select version, text, tags, mood, local_date from public.entry_versions where entry_id = $1 order by version",
);

let database: TestDatabase;
let db: Db;
let alice: Actor;
let bob: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database);
  [alice, bob] = await Promise.all([createPerson(database), createPerson(database)]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Given {
  readonly id?: string;
  readonly text?: string;
  readonly tags?: readonly (string | null)[];
  readonly mood?: number | null;
  readonly source?: string;
  readonly wordCount?: number;
  readonly writtenAt?: string;
  readonly timezone?: string;
  readonly digest?: Buffer | null;
}

async function insert(given: Given = {}, actor: Actor = alice): Promise<EntryRow> {
  const { id = newId(), text = "a walk", tags = [], mood = null, source = "web", wordCount = 2 } = given;
  const { writtenAt = "2026-03-01T12:00:00Z", timezone = "UTC", digest = null } = given;
  const values = [id, text, tags, mood, source, wordCount, writtenAt, timezone, digest];
  const [row] = await db.asUserOnce(actor, (tx) => tx.query(INSERT, values));
  if (row === undefined) throw new Error("The insert returned no row.");
  return row;
}

/** The constraint, or the SQLSTATE, that refuses it. */
async function refusalOf(given: Given): Promise<string | undefined> {
  return insert(given).then(
    () => undefined,
    (error: unknown) => constraintOf(error) ?? sqlStateOf(error),
  );
}

describe("limits of an entry equal the contract's", () => {
  const family = "👨‍👩‍👧‍👦";
  it.each<[string, Given]>([
    ["the longest text", { text: "x".repeat(ENTRY_LIMITS.textLength) }],
    ["the longest text of four-byte characters", { text: "😀".repeat(ENTRY_LIMITS.textLength) }],
    ["one character", { text: "a" }],
    ["one emoji", { text: family }],
    [
      "most tags, each as long as may be",
      {
        tags: Array.from(
          { length: ENTRY_LIMITS.tagCount },
          (_, n) => `${n}${"é".repeat(ENTRY_LIMITS.tagLength - 1)}`,
        ),
      },
    ],
    ["the lowest mood", { mood: ENTRY_LIMITS.moodLowest }],
    ["the highest mood", { mood: ENTRY_LIMITS.moodHighest }],
    ["the year 1900", { writtenAt: "1900-01-01T00:00:00Z" }],
    ["a digest of 32 bytes", { digest: Buffer.alloc(32) }],
    ...ENTRY_SOURCES.map((source): [string, Given] => [`source ${source}`, { source }]),
  ])("%s is stored", async (_name, given) => {
    expect(await refusalOf(given)).toBeUndefined();
  });

  it.each<[string, Given, string]>([
    ["an empty text", { text: "" }, "entries_text_length"],
    ["a text that is one too long", { text: "x".repeat(ENTRY_LIMITS.textLength + 1) }, "entries_text_length"],
    ["spaces of every kind", { text: " \t\r\n\u00a0\u2003\u3000\u2028\ufeff" }, "entries_text_not_blank"],
    [
      "one tag too many",
      { tags: Array.from({ length: ENTRY_LIMITS.tagCount + 1 }, (_, n) => `t${n}`) },
      "entries_tags_valid",
    ],
    ["a tag that is one too long", { tags: ["x".repeat(ENTRY_LIMITS.tagLength + 1)] }, "entries_tags_valid"],
    ["an empty tag", { tags: [""] }, "entries_tags_valid"],
    ["a tag with blanks around it", { tags: [" work"] }, "entries_tags_valid"],
    ["a tag that is null", { tags: [null] }, "entries_tags_valid"],
    ["the same tag twice", { tags: ["work", "work"] }, "entries_tags_valid"],
    ["a mood too low", { mood: ENTRY_LIMITS.moodLowest - 1 }, "entries_mood_range"],
    ["a mood too high", { mood: ENTRY_LIMITS.moodHighest + 1 }, "entries_mood_range"],
    ["an unknown source", { source: "fax" }, "entries_source_known"],
    ["a negative word count", { wordCount: -1 }, "entries_word_count_range"],
    ["an instant before 1900", { writtenAt: "1899-12-31T23:59:59Z" }, "entries_written_at_range"],
    ["an instant that never ends", { writtenAt: "infinity" }, "entries_written_at_range"],
    ["an unknown zone", { timezone: "Mars/Olympus" }, "22023"],
    ["a path for a zone", { timezone: "../../etc/passwd" }, "22023"],
    ["a zone with an odd name", { timezone: "<x>+3" }, "entries_timezone_shape"],
    ["a NUL in the text", { text: "a\u0000b" }, "22021"],
    ["a digest of another length", { digest: Buffer.alloc(31) }, "entries_create_digest_length"],
  ])("%s is refused", async (_name, given, refusal) => {
    expect(await refusalOf(given)).toBe(refusal);
  });

  it("text comes back byte for byte, whatever the script", async () => {
    const text = `日本語 שלום e\u0301 é ${family} \u202e rtl \u200b <b>&amp;</b> ' " \\ %s\r\n\ttail `;
    const { id } = await insert({ text });
    const [row] = await db.asUserOnce(alice, (tx) => tx.query(FIND, [id]));
    expect(row?.text).toBe(text);
  });

  it("tags come back as they were, with quotes, commas and braces", async () => {
    const tags = ['a"b', "a,b", "{x}", "back\\slash", "null", "東京"];
    expect((await insert({ tags })).tags).toEqual(tags);
  });
});

describe("what the database decides itself", () => {
  it("the local day is the day of the writer's zone, and follows when instant or zone change", async () => {
    const entry = await insert({ writtenAt: "2026-03-01T23:30:00Z", timezone: "Asia/Tokyo" });
    expect(entry.local_date).toBe("2026-03-02");
    const move = statement<EntryRow>(
      "test.entries.move",
      "update public.entries set timezone = $2 where id = $1 returning *",
    );
    const [moved] = await db.asUserOnce(alice, (tx) => tx.query(move, [entry.id, "America/New_York"]));
    expect(moved?.local_date).toBe("2026-03-01");
  });

  it("instants keep their microseconds and come as RFC 3339 in UTC", async () => {
    const entry = await insert({ writtenAt: "2026-03-01T13:00:00.123456+01:00" });
    expect(entry.written_at).toBe("2026-03-01T12:00:00.123456Z");
    expect(entry.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });

  it("a statement that names times or the version itself is refused or overruled", async () => {
    const forged = statement(
      "test.entries.forged",
      "insert into public.entries (text, created_at) values ('x', '2001-01-01')",
    );
    await expect(db.asUserOnce(alice, (tx) => tx.query(forged, []))).rejects.toMatchObject({
      problem: "forbidden",
    });
    const [row] = await query<{ created: string; version: number }>(
      database.ownerUrl,
      `insert into public.entries (user_id, text, created_at, version, local_date)
       values ($1, 'x', '2001-01-01', 9, '2001-01-01') returning created_at::date::text as created, version`,
      [alice.userId],
    );
    expect(row?.created).not.toBe("2001-01-01");
    expect(row?.version).toBe(1);
  });

  it("an entry cannot change its owner or id, not even by the owner of the table", async () => {
    const { id } = await insert();
    for (const change of ["user_id = $2", "id = $2"]) {
      await expect(
        query(database.ownerUrl, `update public.entries set ${change} where id = $1`, [id, bob.userId]),
      ).rejects.toMatchObject({ code: "23000" });
    }
  });
});

describe("no way of writing loses a word", () => {
  it("every former content is kept when an entry changes, and the version counts the changes", async () => {
    const { id } = await insert({ text: "one", tags: ["a"], mood: 2, writtenAt: "2026-03-01T12:00:00Z" });
    await db.asUserOnce(alice, (tx) => tx.query(UPDATE_TEXT, [id, "two"]));
    const [third] = await db.asUserOnce(alice, (tx) => tx.query(UPDATE_TEXT, [id, "three"]));
    expect(third).toMatchObject({ text: "three", version: 3 });
    expect(await db.asUserOnce(alice, (tx) => tx.query(VERSIONS, [id]))).toEqual([
      { version: 1, text: "one", tags: ["a"], mood: 2, local_date: "2026-03-01" },
      { version: 2, text: "two", tags: ["a"], mood: 2, local_date: "2026-03-01" },
    ]);
  });

  it("a change made by hand keeps the former content as well", async () => {
    const { id } = await insert({ text: "mine" });
    await query(database.ownerUrl, "update public.entries set text = 'overwritten' where id = $1", [id]);
    const versions = await db.asUserOnce(alice, (tx) => tx.query(VERSIONS, [id]));
    expect(versions.map((version) => version.text)).toEqual(["mine"]);
  });

  it("writing the same again, and the way to the trash and back, are no new version", async () => {
    const { id, updated_at: firstUpdate } = await insert({ text: "same" });
    const [same] = await db.asUserOnce(alice, (tx) => tx.query(UPDATE_TEXT, [id, "same"]));
    expect(same).toMatchObject({ version: 1, updated_at: firstUpdate });
    const trash = statement<EntryRow>(
      "test.entries.trash",
      "update public.entries set deleted_at = $2 where id = $1 returning *",
    );
    const [gone] = await db.asUserOnce(alice, (tx) => tx.query(trash, [id, "2001-01-01T00:00:00Z"]));
    expect(gone?.version).toBe(1);
    expect(gone?.deleted_at?.startsWith("2001")).toBe(false);
    const [back] = await db.asUserOnce(alice, (tx) => tx.query(trash, [id, null]));
    expect(back).toMatchObject({ version: 1, deleted_at: null });
    expect(await db.asUserOnce(alice, (tx) => tx.query(VERSIONS, [id]))).toEqual([]);
  });

  it("nobody deletes an entry or writes a version", async () => {
    const { id } = await insert();
    const attempts = [
      "delete from public.entries where id = $1",
      "delete from public.entry_versions where entry_id = $1",
      "update public.entry_versions set text = '' where entry_id = $1",
      "insert into public.entry_versions (entry_id) values ($1)",
    ];
    for (const [index, text] of attempts.entries()) {
      const attempt = statement(`test.entries.attempt_${index}`, text);
      await expect(db.asUserOnce(alice, (tx) => tx.query(attempt, [id]))).rejects.toMatchObject({
        problem: "forbidden",
      });
    }
  });

  it("entries, versions, keys and profile go when the person goes", async () => {
    const carol = await createPerson(database);
    const { id } = await insert({}, carol);
    await db.asUserOnce(carol, (tx) => tx.query(UPDATE_TEXT, [id, "changed"]));
    await asAuthAdmin(database, "delete from auth.users where id = $1", [carol.userId]);
    const [left] = await query<{ rows: number }>(
      database.ownerUrl,
      `select (select count(*) from public.entries where user_id = $1) + (select count(*) from public.entry_versions where user_id = $1)
         + (select count(*) from public.profiles where user_id = $1)::int as rows`,
      [carol.userId],
    );
    expect(Number(left?.rows)).toBe(0);
  });
});

describe("ids are chosen by devices", () => {
  it("two people may choose the same id, and neither learns of the other", async () => {
    const id = newId();
    await insert({ id, text: "alice's" }, alice);
    await insert({ id, text: "bob's" }, bob);
    const texts = await Promise.all(
      [alice, bob].map((actor) => db.asUserOnce(actor, (tx) => tx.query(FIND, [id]))),
    );
    expect(texts.map((rows) => rows.map((row) => row.text))).toEqual([["alice's"], ["bob's"]]);
  });

  it("one person may choose an id once", async () => {
    const { id } = await insert();
    expect(await refusalOf({ id })).toBe("entries_pkey");
  });
});
