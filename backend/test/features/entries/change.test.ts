/** Changing, throwing away and bringing back: nothing is overwritten in silence, and no wording is lost. */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry, EntryPage, EntryVersion, TrashPage } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

interface VersionPage {
  readonly items: EntryVersion[];
  readonly next_cursor: string | null;
}

async function write(body: Record<string, unknown> = {}): Promise<Entry> {
  const answer = await journal.alice.post<CreatedEntry>("/entries", { text: "first", ...body });
  expect(answer.status).toBe(201);
  return answer.body.entry;
}

const versionsOf = async (id: string, query = "") =>
  (await journal.alice.get<VersionPage>(`/entries/${id}/versions${query}`)).body;

describe("PATCH /entries/{id}", () => {
  test("changes what is given, keeps the rest, counts the version and keeps what was there", async () => {
    const { alice } = journal;
    const entry = await write({ tags: ["a"], mood: 2, written_at: "2026-03-01T23:30:00Z" });
    const changed = await alice.patch<Entry>(`/entries/${entry.id}`, { text: "second", mood: null });
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).toBe('"2"');
    const { emotions, top_emotion, sentiment, one_liner } = changed.body;
    expect(changed.body).toEqual({
      ...entry,
      emotions,
      top_emotion,
      sentiment,
      one_liner,
      text: "second",
      mood: null,
      word_count: 1,
      version: 2,
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(changed.body.updated_at > entry.updated_at).toBe(true);
    expect((await versionsOf(entry.id)).items).toEqual([
      {
        version: 1,
        text: "first",
        tags: ["a"],
        mood: 2,
        written_at: entry.written_at,
        timezone: "UTC",
        local_date: "2026-03-01",
        replaced_at: changed.body.updated_at,
      },
    ]);
  });

  test("finds the day anew when the time or the zone moves", async () => {
    const entry = await write({ written_at: "2026-03-01T23:30:00Z" });
    const url = `/entries/${entry.id}`;
    const moved = await journal.alice.patch<Entry>(url, { timezone: "Europe/Berlin" });
    expect(moved.body).toMatchObject({ local_date: "2026-03-02", written_at: entry.written_at });
    const earlier = await journal.alice.patch<Entry>(url, { written_at: "2026-02-28T22:59:59Z" });
    expect(earlier.body).toMatchObject({ local_date: "2026-02-28", timezone: "Europe/Berlin" });
  });

  test("that changes nothing makes no version", async () => {
    const entry = await write({ tags: ["a", "b"], mood: 3 });
    const same = await journal.alice.patch<Entry>(`/entries/${entry.id}`, {
      text: "first",
      tags: [" a", "b", "a"],
      mood: 3,
      written_at: entry.written_at,
    });
    expect(same.status).toBe(200);
    expect(same.body).toEqual(entry);
    expect((await versionsOf(entry.id)).items).toEqual([]);
  });

  test.each(['"1"', "1", 'W/"1"', "*"])("with If-Match %s goes on from version 1", async (ifMatch) => {
    const entry = await write();
    const headers = { "if-match": ifMatch };
    const changed = await journal.alice.patch<Entry>(`/entries/${entry.id}`, { text: "second" }, headers);
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
  });

  test.each(['"2"', '"0"', '"x"', '""'])(
    "with If-Match %s on version 1 is a 412 and changes nothing",
    async (ifMatch) => {
      const entry = await write();
      const headers = { "if-match": ifMatch };
      const refused = await journal.alice.patch(`/entries/${entry.id}`, { text: "second" }, headers);
      expect([refused.status, refused.body.type]).toEqual([412, "/problems/stale-version"]);
      expect((await journal.alice.get<Entry>(`/entries/${entry.id}`)).body).toEqual(entry);
    },
  );

  test("with an If-Match that is none is refused by its place", async () => {
    const entry = await write();
    const refused = await journal.alice.patch(`/entries/${entry.id}`, { text: "x" }, { "if-match": '"1' });
    expect([refused.status, pointersIn(refused.body)]).toEqual([422, ["/headers/if-match"]]);
  });

  test("by many at once on one version lets one through; without a version none is lost", async () => {
    const { alice } = journal;
    const entry = await write();
    const url = `/entries/${entry.id}`;
    const guarded = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        alice.patch(url, { text: `guarded ${index}` }, { "if-match": '"1"' }),
      ),
    );
    expect(guarded.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(guarded.filter((answer) => answer.status === 412)).toHaveLength(9);

    const texts = Array.from({ length: 10 }, (_, index) => `open ${index}`);
    const open = await Promise.all(texts.map((text) => alice.patch<Entry>(url, { text })));
    expect(open.map((answer) => answer.status)).toEqual(texts.map(() => 200));
    const { body } = await alice.get<Entry>(url);
    expect(body.version).toBe(12);
    const kept = (await versionsOf(entry.id, "?limit=100")).items;
    expect(kept.map((version) => version.version)).toEqual(
      Array.from({ length: 11 }, (_, index) => 11 - index),
    );
    expect([...kept.map((version) => version.text), body.text]).toEqual(expect.arrayContaining(texts));
  });

  test.each([
    [{}, ""],
    [{ text: "  " }, "/text"],
    [{ text: "a\u0000" }, "/text"],
    [{ text: "\ud800" }, "/text"],
    [{ tags: null }, "/tags"],
    [{ mood: 9 }, "/mood"],
    [{ timezone: "Mars/Olympus" }, "/timezone"],
    [{ written_at: "1800-01-01T00:00:00Z" }, "/written_at"],
    [{ id: randomUUID() }, "/id"],
    [{ source: "web" }, "/source"],
    [{ user_id: randomUUID() }, "/user_id"],
    [{ version: 3 }, "/version"],
  ])("refuses %j", async (body, pointer) => {
    const entry = await write();
    const refused = await journal.alice.patch(`/entries/${entry.id}`, body);
    expect([refused.status, pointersIn(refused.body)]).toEqual([422, [pointer]]);
  });
});

describe("DELETE, trash and restore", () => {
  test("an entry goes to the trash and comes back as it was", async () => {
    const { alice, bob } = journal;
    const entry = await write({ tags: ["kept"] });
    const url = `/entries/${entry.id}`;
    expect((await alice.delete(url, { "if-match": '"7"' })).status).toBe(412);
    const gone = await alice.delete(url);
    expect([gone.status, gone.body]).toEqual([204, {}]);
    for (const [method, status] of [
      [() => alice.get(url), 404],
      [() => alice.patch(url, { text: "x" }), 404],
      [() => alice.delete(url), 404],
      [() => alice.get(`${url}/versions`), 404],
      [() => bob.post(`${url}/restore`), 404],
    ] as const) {
      expect((await method()).status).toBe(status);
    }
    expect((await alice.get<EntryPage>("/entries?tag=kept")).body.items).toEqual([]);
    const { items } = (await alice.get<TrashPage>("/entries/trash")).body;
    expect(items[0]).toEqual({
      ...entry,
      updated_at: expect.any(String),
      deleted_at: expect.stringMatching(/Z$/),
    });
    expect((await bob.get<TrashPage>("/entries/trash")).body.items).toEqual([]);

    const back = await alice.post<Entry>(`${url}/restore`);
    expect([back.status, back.headers.etag]).toEqual([200, '"1"']);
    expect(back.body).toEqual({ ...entry, updated_at: expect.any(String) });
    expect((await alice.post<Entry>(`${url}/restore`)).body).toEqual(back.body);
    expect((await alice.get<TrashPage>("/entries/trash")).body.items.map((item) => item.id)).not.toContain(
      entry.id,
    );
  });

  test("the trash pages through everything, last thrown away first", async () => {
    const { alice } = journal;
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const entry = await write({ text: `rubbish ${index}` });
      await alice.delete(`/entries/${entry.id}`);
      ids.unshift(entry.id);
    }
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const at: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page: TrashPage = (await alice.get<TrashPage>(`/entries/trash?limit=3${at}`)).body;
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    }
    expect(seen.slice(0, 7)).toEqual(ids);
  });

  test("what is in the trash is still in the database, whatever happens to the login", async () => {
    const entry = await write({ text: "not lost" });
    await journal.alice.delete(`/entries/${entry.id}`);
    const stored = await journal.owner.query("select text from public.entries where id = $1", [entry.id]);
    expect(stored.rows).toEqual([{ text: "not lost" }]);
  });
});

describe("versions", () => {
  test("are paged newest first, each wording once", async () => {
    const entry = await write({ text: "v1" });
    for (let version = 2; version <= 8; version += 1) {
      await journal.alice.patch(`/entries/${entry.id}`, { text: `v${version}` });
    }
    const first = await versionsOf(entry.id, "?limit=3");
    expect(first.items.map((item) => item.text)).toEqual(["v7", "v6", "v5"]);
    const second = await versionsOf(entry.id, `?limit=100&cursor=${first.next_cursor}`);
    expect(second.items.map((item) => item.text)).toEqual(["v4", "v3", "v2", "v1"]);
    expect(second.next_cursor).toBeNull();
  });
});

describe("somebody else's entry", () => {
  test("answers bob like one that does not exist, on every route, byte for byte but the request id", async () => {
    const { bob } = journal;
    const entry = await write();
    const none = randomUUID();
    const requests = (id: string) => [
      bob.get(`/entries/${id}`),
      bob.patch(`/entries/${id}`, { text: "mine now" }),
      bob.patch(`/entries/${id}`, { text: "mine now" }, { "if-match": '"1"' }),
      bob.delete(`/entries/${id}`),
      bob.post(`/entries/${id}/restore`),
      bob.get(`/entries/${id}/versions`),
    ];
    const foreign = await Promise.all(requests(entry.id));
    const missing = await Promise.all(requests(none));
    for (const [index, answer] of foreign.entries()) {
      expect(answer.status).toBe(404);
      expect({ ...answer.body, request_id: "" }).toEqual({ ...missing[index]?.body, request_id: "" });
    }
    expect((await journal.alice.get<Entry>(`/entries/${entry.id}`)).body).toEqual(entry);
  });

  test.each(["not-a-uuid", "11111111-1111-4111-8111-11111111111G", "%00", "..%2f..", "1"])(
    "an id like %s is no id",
    async (id) => {
      const answer = await journal.alice.get(`/entries/${id}`);
      expect([404, 422]).toContain(answer.status);
      expect((await journal.bob.get(`/entries/${id}`)).status).toBe(answer.status);
    },
  );
});
