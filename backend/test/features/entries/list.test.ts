/** The timeline: pages without gaps or doubles, filters that mean what they say, cursors of one's own only. */
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal, type Writer } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

async function write(writer: Writer, body: Record<string, unknown>): Promise<Entry> {
  const answer = await writer.post<CreatedEntry>("/entries", { text: "a", ...body });
  expect(answer.status).toBe(201);
  return answer.body.entry;
}

/** Walks through all pages; `between` runs after each of them. */
async function walk(
  writer: Writer,
  query: string,
  between: (page: number) => Promise<void> = async () => {},
) {
  const texts: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 50; page += 1) {
    const at: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await writer.get<EntryPage>(`/entries?${query}${at}`);
    expect(answer.status).toBe(200);
    texts.push(...answer.body.items.map((item) => item.text));
    cursor = answer.body.next_cursor;
    if (cursor === null) return texts;
    await between(page);
  }
  throw new Error("The list does not end.");
}

const textsOf = async (writer: Writer, query: string) =>
  (await writer.get<EntryPage>(`/entries?${query}`)).body.items.map((item) => item.text);

describe("pages", () => {
  const tag = "paging";
  beforeAll(async () => {
    // Many share one instant, so that only the id can tell them apart.
    for (let index = 0; index < 45; index += 1) {
      const written_at = index < 30 ? "2026-01-05T10:00:00Z" : `2026-01-06T10:00:${index}Z`;
      await write(journal.alice, { text: `page ${index}`, tags: [tag], written_at });
    }
    await write(journal.bob, { text: "bob's", tags: [tag] });
  });

  test.each([1, 7, 20, 44, 45, 100])("of %i entries hold everything once, newest first", async (limit) => {
    const texts = await walk(journal.alice, `tag=${tag}&limit=${limit}`);
    expect(texts).toHaveLength(45);
    expect(new Set(texts).size).toBe(45);
    expect(texts[0]).toBe("page 44");
    expect(texts.slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, index) => `page ${44 - index}`));
  });

  test("have twenty entries where no limit is given, and say whether there are more", async () => {
    const first = (await journal.alice.get<EntryPage>(`/entries?tag=${tag}`)).body;
    expect(first.items).toHaveLength(20);
    expect(first.next_cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect((await journal.bob.get<EntryPage>(`/entries?tag=${tag}`)).body.next_cursor).toBeNull();
  });

  test("stay whole while new entries are written between them", async () => {
    const own = "moving";
    for (let index = 0; index < 12; index += 1)
      await write(journal.alice, { text: `old ${index}`, tags: [own] });
    const texts = await walk(journal.alice, `tag=${own}&limit=5`, async (page) => {
      await write(journal.alice, { text: `new ${page}`, tags: [own] });
    });
    expect(texts.filter((text) => text.startsWith("old")).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `old ${index}`).toSorted(),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  test.each(["0", "-1", "101", "1.5", "abc", "1e9", "%20", "99999999999999999999"])(
    "a limit of %s is refused by its place",
    async (limit) => {
      const refused = await journal.alice.get(`/entries?limit=${limit}`);
      expect(refused.status).toBe(422);
      expect(pointersIn(refused.body)).toEqual(["/query/limit"]);
    },
  );

  test.each(["offset=5", "sort=text", "user_id=1", "limit=5&limit=6", "__proto__=1"])(
    "?%s is refused",
    async (query) => {
      expect((await journal.alice.get(`/entries?${query}`)).status).toBe(422);
    },
  );
});

describe("very long entries", () => {
  test("make shorter pages, and still each is there once", async () => {
    const { bob } = journal;
    const tags = ["long"];
    const texts = Array.from({ length: 14 }, (_, index) => `${index} ${"\u{1f600}".repeat(49_990)}`);
    for (const text of texts) await write(bob, { text, tags });
    const first = (await bob.get<EntryPage>("/entries?tag=long&limit=100")).body;
    expect(first.items.length).toBeGreaterThan(8);
    expect(first.items.length).toBeLessThan(13);
    expect(first.next_cursor).not.toBeNull();
    const walked = await walk(bob, "tag=long&limit=100");
    expect(walked.toSorted()).toEqual(texts.toSorted());
    expect(await walk(bob, "tag=long&limit=3")).toEqual(walked);
  });
});

describe("a cursor", () => {
  test("of another person, another list, other filters, or a changed one is refused with 400", async () => {
    const { alice, bob } = journal;
    const { next_cursor } = (await alice.get<EntryPage>("/entries?tag=paging&limit=2")).body;
    const cursor = next_cursor ?? "";
    const flipped = `${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`;
    expect((await alice.get(`/entries?tag=paging&limit=9&cursor=${cursor}`)).status).toBe(200);
    for (const [writer, url] of [
      [bob, `/entries?tag=paging&limit=2&cursor=${cursor}`],
      [alice, `/entries?limit=2&cursor=${cursor}`],
      [alice, `/entries?tag=other&limit=2&cursor=${cursor}`],
      [alice, `/entries/trash?cursor=${cursor}`],
      [alice, `/entries?tag=paging&limit=2&cursor=${flipped}`],
      [alice, `/entries?tag=paging&limit=2&cursor=${cursor}=`],
      [alice, "/entries?cursor=MjAyNi0wMS0wMQ"],
    ] as const) {
      const refused = await writer.get(url);
      expect([url, refused.status, refused.body.type]).toEqual([url, 400, "/problems/invalid-cursor"]);
    }
  });
});

describe("from and to", () => {
  beforeAll(async () => {
    const tags = ["span"];
    // The same moment lies on two days, after the zone that each was written in.
    await write(journal.alice, {
      text: "tokyo",
      tags,
      written_at: "2026-02-10T20:00:00Z",
      timezone: "Asia/Tokyo",
    });
    await write(journal.alice, {
      text: "berlin",
      tags,
      written_at: "2026-02-10T20:00:00Z",
      timezone: "Europe/Berlin",
    });
    await write(journal.alice, { text: "next", tags, written_at: "2026-02-12T08:00:00Z" });
  });

  test.each([
    ["from=2026-02-10&to=2026-02-10", ["berlin"]],
    ["from=2026-02-11&to=2026-02-11", ["tokyo"]],
    ["from=2026-02-11", ["next", "tokyo"]],
    ["to=2026-02-10", ["berlin"]],
    ["from=2026-02-10T20:00:00Z&to=2026-02-12T08:00:00Z", ["berlin", "tokyo"]],
    ["from=2026-02-10T20:00:00.000001Z", ["next"]],
    ["from=2026-02-10T21:00:00%2B01:00", ["berlin", "next", "tokyo"]],
    ["from=2026-02-12&to=2026-02-12T08:00:00Z", []],
  ])("%s", async (query, expected) => {
    expect((await textsOf(journal.alice, `tag=span&${query}`)).toSorted()).toEqual(expected.toSorted());
    expect(await textsOf(journal.bob, `tag=span&${query}`)).toEqual([]);
  });

  test.each([
    "from=2026-02-11&to=2026-02-10",
    "from=2026-02-11T00:00:00Z&to=2026-02-10T00:00:00Z",
    "from=yesterday",
    "from=2026-02-30",
    "to=2026-13-01",
    "from=2026-02-10T25:00:00Z",
    "from=",
  ])("%s is refused", async (query) => {
    expect((await journal.alice.get(`/entries?${query}`)).status).toBe(422);
  });
});

describe("tag and q together", () => {
  test("both must hold, and neither sees another person's entry", async () => {
    const { alice, bob } = journal;
    await write(alice, { text: "The river at night", tags: ["caf\u00e9"] });
    await write(alice, { text: "The river at noon", tags: ["home"] });
    await write(bob, { text: "The river of bob", tags: ["caf\u00e9"] });
    // The tag is compared in the form in which it is kept.
    const query = `q=river&tag=${encodeURIComponent("cafe\u0301")}`;
    expect(await textsOf(alice, query)).toEqual(["The river at night"]);
    expect(await textsOf(bob, query)).toEqual(["The river of bob"]);
    expect(await textsOf(alice, "q=river&tag=hom")).toEqual([]);
  });

  test.each(["tag=", "tag=%20", `tag=${"x".repeat(33)}`, "q=", `q=${"x".repeat(201)}`, "q=%00", "tag=a%00"])(
    "%s is refused",
    async (query) => {
      expect((await journal.alice.get(`/entries?${query}`)).status).toBe(422);
    },
  );
});
