/**
 * Search: the literal text, in any script, whatever its case, width or accents, and never in anybody else's journal.
 * Alice's journal is so short that it is read; bob's words lie so far back that the index has to find them.
 */
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, startJournal, type Writer } from "#test/features/journal.ts";

const TEXTS = {
  japanese: "東京で猫と遊んだ。とても楽しい一日。",
  chinese: "今天在北京看见一只猫。",
  korean: "오늘은 비가 왔다",
  hebrew: "היה לי יום ארוך, אבל טוב",
  arabic: "كان يوما طويلا",
  thai: "วันนี้ฝนตกทั้งวัน",
  emoji: "With 👩‍👩‍👧‍👦 at the lake 🏳️‍🌈",
  accents: "Crème brûlée in the Café",
  decomposed: "a cafe\u0301 of old",
  width: "ＡＢＣ full width ｶﾅ",
  percent: "50%_\\ off, a & b (twice) [sic] 'quoted' \"double\" $1 ^.*+?",
  german: "Straße und ÄRGER",
  plain: "strasse, cafe, istanbul, isik",
  turkish: "İstanbul'da IŞIK ve ılık",
  greek: "Ο λόγος ΤΕΛΟΣ",
  polish: "Łódź, øre, Æsir",
  cyrillic: "Ёлка и чай",
  kana: "ガラスのかばん",
  vowels: "שָׁלוֹם לְךָ",
  harakat: "كِتَابٌ جديد، أبـــي",
  quotes: "I didn’t say “never”",
  vietnamese: "một ngày đẹp",
} as const;

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
  for (const text of Object.values(TEXTS)) await journal.alice.post("/entries", { text });
  for (const text of Object.values(TEXTS)) {
    await journal.bob.post("/entries", { text: `bob ${text}`, written_at: "2020-01-01T12:00:00Z" });
  }
  await journal.owner.query(
    `insert into public.entries (user_id, text, written_at)
    select $1, case when n % 40 = 0 then 'seldom, often' else 'often' end, timestamptz '2024-01-01' + n * interval '1 day'
    from generate_series(1, 250) n`,
    [journal.bob.id],
  );
});
afterAll(() => journal.stop());

const search = async (writer: Writer, q: string) => {
  const answer = await writer.get<EntryPage>(`/entries?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map((item) => item.text).toSorted();
};

describe("finds", () => {
  test.each<[string, (keyof typeof TEXTS)[]]>([
    ["東京", ["japanese"]],
    ["猫", ["japanese", "chinese"]],
    ["楽", ["japanese"]],
    ["北京看见", ["chinese"]],
    ["비가", ["korean"]],
    ["ארוך", ["hebrew"]],
    ["طويل", ["arabic"]],
    ["ฝนตก", ["thai"]],
    ["👩‍👩‍👧‍👦", ["emoji"]],
    ["LAKE", ["emoji"]],
    ["crème", ["accents"]],
    ["creme BRULEE", ["accents"]],
    ["CAFÉ", ["accents", "decomposed", "plain"]],
    ["cafe\u0301", ["accents", "decomposed", "plain"]],
    ["cafe", ["accents", "decomposed", "plain"]],
    ["abc", ["width"]],
    ["カナ", ["width"]],
    ["50%_\\", ["percent"]],
    ["%", ["percent"]],
    ["_", ["percent"]],
    ["\\", ["percent"]],
    ["a & b", ["percent"]],
    ["(twice)", ["percent"]],
    ["[sic]", ["percent"]],
    ["'quoted'", ["percent"]],
    ['"double"', ["percent"]],
    ["^.*+?", ["percent"]],
    ["ärger", ["german"]],
    ["arger", ["german"]],
    ["traß", ["german", "plain"]],
    ["STRASSE", ["german", "plain"]],
    ["STRAẞE", ["german", "plain"]],
    ["istanbul", ["plain", "turkish"]],
    ["İSTANBUL", ["plain", "turkish"]],
    ["ışık", ["plain", "turkish"]],
    ["isik", ["plain", "turkish"]],
    ["ILIK", ["turkish"]],
    ["λογοσ", ["greek"]],
    ["ΛΌΓΟΣ", ["greek"]],
    ["τέλος", ["greek"]],
    ["lodz", ["polish"]],
    ["ØRE", ["polish"]],
    ["aesir", ["polish"]],
    ["елка", ["cyrillic"]],
    ["ЧАЙ", ["cyrillic"]],
    ["ｶﾞﾗｽ", ["kana"]],
    ["ガ", ["kana"]],
    ["か", ["kana"]],
    ["שלום", ["vowels"]],
    ["שָׁלוֹם", ["vowels"]],
    ["كتاب", ["harakat"]],
    ["كِتَابٌ", ["harakat"]],
    ["أبي", ["harakat"]],
    ["didn't", ["quotes"]],
    ["didn’t", ["quotes"]],
    ['"never"', ["quotes"]],
    ["mot ngay dep", ["vietnamese"]],
    ["đẹp", ["vietnamese"]],
    ["ul", ["width", "accents", "plain", "turkish"]],
  ])("%s", async (q, keys) => {
    expect(await search(journal.alice, q)).toEqual(keys.map((key) => TEXTS[key]).toSorted());
    expect(await search(journal.bob, q)).toEqual(keys.map((key) => `bob ${TEXTS[key]}`).toSorted());
  });
});

describe("does not find", () => {
  test.each([
    "50_",
    "5%off",
    "東北",
    "猫猫",
    "no such words",
    "a | b",
    "twice)(",
    // Marks that make another letter.
    "カ゚",
    "カラス",
    "がばん",
    "かはん",
    "ابي",
    // Questions of which nothing is left.
    "\u0301",
    "\u200b",
  ])("%s", async (q) => {
    expect(await search(journal.alice, q)).toEqual([]);
  });

  test("what lies in the trash, until it is back", async () => {
    const { alice } = journal;
    const { entry } = (await alice.post<CreatedEntry>("/entries", { text: "a rare zephyr" })).body;
    expect(await search(alice, "zephyr")).toHaveLength(1);
    await alice.delete(`/entries/${entry.id}`);
    expect(await search(alice, "zephyr")).toEqual([]);
    await alice.post(`/entries/${entry.id}/restore`);
    expect(await search(alice, "zephyr")).toHaveLength(1);
  });

  test("what an entry no longer says", async () => {
    const { alice } = journal;
    const { entry } = (await alice.post<CreatedEntry>("/entries", { text: "an old quasar" })).body;
    await alice.patch(`/entries/${entry.id}`, { text: "a new pulsar" });
    expect(await search(alice, "quasar")).toEqual([]);
    expect(await search(alice, "pulsar")).toHaveLength(1);
  });
});

describe("pages of a search", () => {
  test.each([
    ["often", 250],
    ["seldom", 6],
    ["bob", Object.keys(TEXTS).length],
  ])("for %s hold each of the %i entries once, newest first", async (q, count) => {
    const found: Entry[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? "" : `&cursor=${cursor}`;
      const { body } = await journal.bob.get<EntryPage>(`/entries?q=${q}&limit=4${next}`);
      found.push(...body.items);
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(new Set(found.map((entry) => entry.id)).size).toBe(count);
    expect(found).toHaveLength(count);
    expect(found.map((entry) => entry.written_at)).toEqual(
      found.map((entry) => entry.written_at).toSorted((left, right) => (left < right ? 1 : -1)),
    );
    expect(await search(journal.alice, q)).toEqual([]);
  });

  test("keep to the other filters, near and far", async () => {
    const far = await journal.bob.get<EntryPage>("/entries?q=often&from=2024-01-05&to=2024-01-07");
    expect(far.body.items.map((entry) => entry.local_date)).toEqual([
      "2024-01-07",
      "2024-01-06",
      "2024-01-05",
    ]);
    const beyond = await journal.bob.get<EntryPage>("/entries?q=often&to=2023-12-31");
    expect(beyond.body.items).toEqual([]);
  });
});
