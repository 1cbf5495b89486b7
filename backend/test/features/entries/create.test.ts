/** Writing entries: every word comes back as it was written, once, on the right day, and to its writer only. */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import type { Profile } from "@echo/contract/profile.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal, type Writer } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

describe("POST /entries", () => {
  test("answers 201 with the entry, its place and its version, and bob cannot read it", async () => {
    const { alice, bob } = journal;
    const created = await alice.post<CreatedEntry>("/entries", {
      text: "First words",
      tags: [" a "],
      mood: 4,
    });
    const { entry } = created.body;
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/entries/${entry.id}`);
    expect(created.headers.etag).toBe('"1"');
    expect(created.headers["idempotency-replayed"]).toBeUndefined();
    expect(created.body).toEqual({
      entry: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        text: "First words",
        tags: ["a"],
        mood: 4,
        source: "api",
        emotions: expect.any(Array),
        top_emotion: { label: expect.any(String), score: expect.any(Number) },
        emotion_source: "model",
        sentiment: expect.any(Number),
        one_liner: created.body.one_liner,
        word_count: 2,
        written_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
        timezone: "UTC",
        local_date: new Date().toISOString().slice(0, 10),
        created_at: expect.stringMatching(/Z$/),
        updated_at: entry.created_at,
        version: 1,
      },
      one_liner: expect.stringMatching(/\S/),
      coping: null,
      support: null,
    });
    expect((await alice.get<Entry>(`/entries/${entry.id}`)).body).toEqual(entry);
    expect((await bob.get(`/entries/${entry.id}`)).status).toBe(404);
  });

  test("takes the source from how the request was signed in, unless it is given", async () => {
    const { alice, aliceInBrowser } = journal;
    const sourceOf = async (writer: Writer, body: object) =>
      (await writer.post<CreatedEntry>("/entries", { text: "a", ...body })).body.entry.source;
    expect(await sourceOf(alice, {})).toBe("api");
    expect(await sourceOf(aliceInBrowser, {})).toBe("web");
    expect(await sourceOf(aliceInBrowser, { source: "mobile" })).toBe("mobile");
    expect(await sourceOf(alice, { source: "import" })).toBe("import");
  });

  test.each([
    ["Japanese and Chinese", "今日は猫と遊んだ。今天天气很好。"],
    ["Hebrew with points and Arabic", "שָׁלוֹם עוֹלָם \u200fمرحبا"],
    ["composed and decomposed accents", "caf\u00e9 cafe\u0301 \u1e9b\u0323 ﬁ Å"],
    ["families and flags", "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽"],
    ["bidi controls", "\u202eevil\u202c \u2066x\u2069 \u200e"],
    ["stacked marks", `Z${"\u0351\u036b\u0343".repeat(30)}`],
    ["blanks and line ends at its edges", " \r\n\tone\r\n\u00a0two \n"],
    ["controls that text may hold", "a\u0001b\u0007c\u001bd\u007f"],
    ["what looks like code", "'; drop table entries; -- {{7*7}} ${jndi:ldap://x} =cmd|' /C' <script>"],
    ["a byte-order mark and a replacement character", "\ufeffa\ufffd"],
    ["backslashes, braces and quotes", '\\ \\u0041 {"a":"b"} {a,b} "\\""'],
  ])("keeps %s to the byte", async (_name, text) => {
    const { alice } = journal;
    const { entry } = (await alice.post<CreatedEntry>("/entries", { text })).body;
    const read = (await alice.get<Entry>(`/entries/${entry.id}`)).body;
    const listed = (await alice.get<EntryPage>("/entries?limit=1")).body.items[0];
    const changed = (await alice.patch<Entry>(`/entries/${entry.id}`, { text: `${text}${text}` })).body;
    for (const copy of [entry, read, listed])
      expect(Buffer.from(copy?.text ?? "")).toEqual(Buffer.from(text));
    expect(changed.text).toBe(`${text}${text}`);
  });

  test("keeps tags in one form, and to the byte from then on", async () => {
    const tags = ["cafe\u0301", " 猫 ", 'a"b\\c', "{x,y}", "NULL", "", "👩‍👩‍👧‍👦"].filter(
      (tag) => tag !== "",
    );
    const { entry } = (await journal.alice.post<CreatedEntry>("/entries", { text: "a", tags })).body;
    expect(entry.tags).toEqual(["caf\u00e9", "猫", 'a"b\\c', "{x,y}", "NULL", "👩‍👩‍👧‍👦"]);
  });

  test("takes 50,000 characters of four bytes each, and not one more", async () => {
    const { alice } = journal;
    const longest = "😀".repeat(50_000);
    const created = await alice.post<CreatedEntry>("/entries", { text: longest });
    expect(created.status).toBe(201);
    expect(created.body.entry.text).toBe(longest);
    const refused = await alice.post("/entries", { text: `${longest}a` });
    expect(refused.status).toBe(422);
    expect(pointersIn(refused.body)).toEqual(["/text"]);
  });

  test.each([
    [{}, "/text"],
    [{ text: "" }, "/text"],
    [{ text: " \n\u3000\u200b" }, "/text"],
    [{ text: 5 }, "/text"],
    [{ text: null }, "/text"],
    [{ text: ["a"] }, "/text"],
    [{ text: "a", tags: ["ok", "  "] }, "/tags/1"],
    [{ text: "a", tags: "ok" }, "/tags"],
    [{ text: "a", tags: ["x".repeat(33)] }, "/tags/0"],
    [{ text: "a", tags: Array.from({ length: 11 }, (_, index) => `t${index}`) }, "/tags"],
    [{ text: "a", mood: 0 }, "/mood"],
    [{ text: "a", mood: 6 }, "/mood"],
    [{ text: "a", mood: 2.5 }, "/mood"],
    [{ text: "a", mood: "3" }, "/mood"],
    [{ text: "a", source: "fax" }, "/source"],
    [{ text: "a", id: "not-a-uuid" }, "/id"],
    [{ text: "a", id: "11111111-1111-4111-8111-11111111111A" }, "/id"],
    [{ text: "a", timezone: "../../etc/passwd" }, "/timezone"],
    [{ text: "a", timezone: "Etc/GMT+99" }, "/timezone"],
    [{ text: "a", timezone: "+01:00" }, "/timezone"],
    [{ text: "a", written_at: "yesterday" }, "/written_at"],
    [{ text: "a", written_at: "2026-03-01" }, "/written_at"],
    [{ text: "a", written_at: "1899-12-31T23:59:59Z" }, "/written_at"],
    [{ text: "a", written_at: "294277-01-01T00:00:00Z" }, "/written_at"],
    [{ text: "a", written_at: new Date(Date.now() + 25 * 3_600_000).toISOString() }, "/written_at"],
    [{ text: "a", user_id: "11111111-1111-4111-8111-111111111111" }, "/user_id"],
    [{ text: "a", created_at: "2026-03-01T00:00:00Z" }, "/created_at"],
    [{ text: "a", version: 7 }, "/version"],
  ])("refuses %j by its place", async (body, pointer) => {
    const refused = await journal.alice.post("/entries", body);
    expect(refused.status).toBe(422);
    expect(refused.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(pointersIn(refused.body)).toEqual([pointer]);
  });

  test("refuses a query", async () => {
    expect((await journal.alice.post("/entries?draft=1", { text: "a" })).status).toBe(422);
  });
});

describe("a client-made id", () => {
  test("makes repeating safe: the same content is the same entry, as it is now", async () => {
    const { alice } = journal;
    const body = {
      id: randomUUID(),
      text: "Once",
      tags: ["x"],
      mood: 2,
      written_at: "2026-01-01T10:00:00.123456Z",
    };
    expect((await alice.post("/entries", body)).status).toBe(201);
    await alice.patch(`/entries/${body.id}`, { text: "Twice" });
    const repeated = await alice.post<CreatedEntry>("/entries", {
      ...body,
      written_at: "2026-01-01T11:00:00.123456+01:00",
    });
    expect(repeated.status).toBe(200);
    expect(repeated.headers.etag).toBe('"2"');
    expect(repeated.body.entry).toMatchObject({ id: body.id, text: "Twice", version: 2 });
    expect((await alice.get<EntryPage>("/entries?q=Twice")).body.items).toHaveLength(1);
  });

  test("is refused with 409 for other content, and the first stays as it is", async () => {
    const { alice } = journal;
    const id = randomUUID();
    await alice.post("/entries", { id, text: "Mine" });
    for (const other of [{ text: "Other" }, { text: "Mine", mood: 1 }, { text: "Mine", tags: ["y"] }]) {
      const refused = await alice.post("/entries", { id, ...other });
      expect(refused.status).toBe(409);
      expect(refused.body.detail).not.toContain("Mine");
    }
    expect((await alice.get<Entry>(`/entries/${id}`)).body).toMatchObject({ text: "Mine", version: 1 });
  });

  test("does not bring an entry back from the trash", async () => {
    const { alice } = journal;
    const body = { id: randomUUID(), text: "Gone" };
    await alice.post("/entries", body);
    await alice.delete(`/entries/${body.id}`);
    expect((await alice.post("/entries", body)).status).toBe(200);
    expect((await alice.get(`/entries/${body.id}`)).status).toBe(404);
  });

  test("tells bob nothing: he may use alice's id for an entry of his own", async () => {
    const { alice, bob } = journal;
    const id = randomUUID();
    await alice.post("/entries", { id, text: "Alice's" });
    expect((await bob.post("/entries", { id, text: "Bob's" })).status).toBe(201);
    expect((await bob.post("/entries", { id, text: "Alice's" })).status).toBe(409);
    expect((await alice.get<Entry>(`/entries/${id}`)).body.text).toBe("Alice's");
    expect((await bob.get<Entry>(`/entries/${id}`)).body.text).toBe("Bob's");
  });

  test("sent a hundred times at once makes one entry, and each answer shows it", async () => {
    const { alice, owner } = journal;
    const body = { id: randomUUID(), text: "All at once" };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => alice.post<CreatedEntry>("/entries", body)),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(99);
    for (const answer of answers) expect(answer.body.entry.id).toBe(body.id);
    const stored = await owner.query("select from public.entries where id = $1", [body.id]);
    expect(stored.rowCount).toBe(1);
  });
});

describe("the day of an entry", () => {
  const dayOf = async (written_at: string, timezone?: string) => {
    const body = { text: "a", written_at, ...(timezone === undefined ? {} : { timezone }) };
    const { entry } = (await journal.alice.post<CreatedEntry>("/entries", body)).body;
    return entry.local_date;
  };

  test.each([
    ["2026-03-28T22:59:59.999999Z", "Europe/Berlin", "2026-03-28"],
    ["2026-03-28T23:00:00Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T21:59:59.999999Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"],
    ["2025-10-25T22:00:00Z", "Europe/Berlin", "2025-10-26"],
    ["2025-10-26T22:59:59Z", "Europe/Berlin", "2025-10-26"],
    ["2026-03-08T04:59:59Z", "America/New_York", "2026-03-07"],
    ["2026-03-09T03:59:59Z", "America/New_York", "2026-03-08"],
    ["2026-01-01T10:00:00Z", "Pacific/Kiritimati", "2026-01-02"],
    ["2026-01-01T10:00:00Z", "Pacific/Niue", "2025-12-31"],
    ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"],
    ["2026-01-01T18:14:59Z", "Asia/Kathmandu", "2026-01-01"],
    ["2026-01-01T18:15:00Z", "Asia/Kathmandu", "2026-01-02"],
    ["2026-01-01T00:30:00+02:00", "UTC", "2025-12-31"],
  ])("%s in %s is %s", async (instant, zone, day) => {
    expect(await dayOf(instant, zone)).toBe(day);
  });

  test("is found in the zone of the profile where the request names none", async () => {
    const { alice } = journal;
    await alice.patch<Profile>("/profile", { timezone: "Asia/Tokyo" });
    expect(await dayOf("2026-01-01T15:00:00Z")).toBe("2026-01-02");
    expect(await dayOf("2026-01-01T15:00:00Z", "UTC")).toBe("2026-01-01");
    const { entry } = (await journal.bob.post<CreatedEntry>("/entries", { text: "a" })).body;
    expect(entry.timezone).toBe("UTC");
    await alice.patch<Profile>("/profile", { timezone: "UTC" });
  });

  test("can be found in every zone that a browser may name", async () => {
    const zones = Intl.supportedValuesOf("timeZone");
    expect(zones.length).toBeGreaterThan(400);
    const statuses = new Map<string, number>();
    for (const timezone of [...zones, "Asia/Kolkata", "Europe/Kyiv", "America/Nuuk", "Pacific/Kanton"]) {
      statuses.set(timezone, (await journal.bob.post("/entries", { text: "a", timezone })).status);
    }
    expect([...statuses].filter(([, status]) => status !== 201)).toEqual([]);
  });

  test("goes with an instant that comes back to the microsecond", async () => {
    const { alice } = journal;
    for (const written_at of [
      "1900-01-01T00:00:00Z",
      "2026-02-03T04:05:06.789Z",
      "2026-02-03T04:05:06.120Z",
      "2026-02-03T04:05:06.123456Z",
    ]) {
      const { entry } = (await alice.post<CreatedEntry>("/entries", { text: "a", written_at })).body;
      expect(entry.written_at).toBe(written_at);
    }
  });
});
