/** What Echo hears while a person writes: in the same request, kept with the entry, and never in its way. */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, startJournal } from "#test/features/journal.ts";
import { startTestApp } from "#test/setup/app.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

const JOYFUL = "I am so happy and grateful today, the garden party was wonderful and everybody laughed.";
const SAD = "I miss my grandmother so much. I cried all evening and feel lonely and sad.";
const GERMAN = "Heute war ich mit meinem Bruder am See, und danach haben wir zusammen gekocht.";
const HEAVY = "I want to die. I can't see any reason to live anymore.";

async function write(text: string, more: Record<string, unknown> = {}): Promise<CreatedEntry> {
  const answer = await journal.alice.post<CreatedEntry>("/entries", { text, ...more });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe("an entry that is understood", () => {
  test("has seven scores that sum to one, the highest as its label, and a sentence that answers", async () => {
    const { entry, one_liner: oneLiner } = await write(JOYFUL);
    expect(entry.emotions?.map(({ label }) => label)).toEqual([...EMOTION_LABELS]);
    const scores = entry.emotions?.map(({ score }) => score) ?? [];
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
    expect(entry.top_emotion).toEqual({ label: "joy", score: Math.max(...scores) });
    expect(entry.emotion_source).toBe("model");
    expect(entry.sentiment).toBeGreaterThan(0.2);
    expect(oneLiner).toMatch(/\S/);
    expect(oneLiner).not.toContain("!");
    expect(entry.one_liner).toBe(oneLiner);
    const read = await journal.alice.get<Entry>(`/entries/${entry.id}`);
    expect(read.body).toEqual(entry);
  });

  test("sounds otherwise when it is sad", async () => {
    const { entry } = await write(SAD);
    expect(entry.top_emotion?.label).toBe("sadness");
    expect(entry.sentiment).toBeLessThan(-0.2);
  });

  test("is found by what it feels like, page by page", async () => {
    const carol = await journal.app.signUp("carol");
    const send = (body: unknown) => carol.bearer.send({ method: "POST", url: "/entries", body });
    for (let count = 0; count < 3; count += 1) {
      await send({ text: `${JOYFUL} ${count}` });
      await send({ text: `${SAD} ${count}` });
    }
    const list = async (query: string) =>
      (await carol.bearer.send({ method: "GET", url: `/entries?${query}` })).json<EntryPage>();
    const first = await list("emotion=joy&limit=2");
    const second = await list(`emotion=joy&limit=2&cursor=${encodeURIComponent(first.next_cursor ?? "")}`);
    const found = [...first.items, ...second.items];
    expect(found.map(({ top_emotion: top }) => top?.label)).toEqual(["joy", "joy", "joy"]);
    expect(second.next_cursor).toBeNull();
    expect((await list("emotion=disgust")).items).toEqual([]);
    // A cursor belongs to its filter.
    const foreign = await carol.bearer.send({
      method: "GET",
      url: `/entries?emotion=sadness&cursor=${encodeURIComponent(first.next_cursor ?? "")}`,
    });
    expect(foreign.statusCode).toBe(400);
  });
});

describe("an entry that is not understood", () => {
  test("has null, never neutral, and is answered all the same", async () => {
    const { entry, one_liner: oneLiner } = await write(GERMAN);
    expect(entry).toMatchObject({ emotions: null, top_emotion: null, emotion_source: null, sentiment: null });
    expect(oneLiner).toMatch(/\S/);
  });
});

describe("the sentence that answers", () => {
  test("is the same when the same entry is sent again, with and without a key", async () => {
    const id = randomUUID();
    const first = await write(JOYFUL, { id });
    const again = await journal.alice.post<CreatedEntry>("/entries", { text: JOYFUL, id });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first);
    const headers = { "idempotency-key": randomUUID() };
    const keyed = await journal.alice.post<CreatedEntry>("/entries", { text: SAD }, headers);
    const replayed = await journal.alice.post<CreatedEntry>("/entries", { text: SAD }, headers);
    expect(replayed.status).toBe(201);
    expect(replayed.body).toEqual(keyed.body);
  });

  test("does not come twice within thirty entries of one person, whatever they write", async () => {
    const dora = await journal.app.signUp("dora");
    const said: string[] = [];
    for (let count = 0; count < 70; count += 1) {
      const answer = await dora.bearer.send({ method: "POST", url: "/entries", body: { text: SAD } });
      const { one_liner: oneLiner } = answer.json<CreatedEntry>();
      expect(said.slice(-30)).not.toContain(oneLiner);
      said.push(oneLiner ?? "");
    }
    expect(new Set(said).size).toBeGreaterThan(30);
  });

  test("stays with a corrected typo and changes with the feeling", async () => {
    const { entry } = await write(SAD);
    const url = `/entries/${entry.id}`;
    const mended = await journal.alice.patch<Entry>(url, { text: `${SAD} ` });
    expect(mended.body.one_liner).toBe(entry.one_liner);
    const turned = await journal.alice.patch<Entry>(url, { text: JOYFUL });
    expect(turned.body.top_emotion?.label).toBe("joy");
    expect(turned.body.one_liner).toMatch(/\S/);
    expect(turned.body.one_liner).not.toBe(entry.one_liner);
    const tagged = await journal.alice.patch<Entry>(url, { tags: ["garden"] });
    expect(tagged.body).toMatchObject({
      emotions: turned.body.emotions,
      one_liner: turned.body.one_liner,
      version: 4,
    });
  });
});

describe("a text that asks for help", () => {
  test("is answered with help instead of a cheerful line, each time it is sent, and nothing of it is stored", async () => {
    const id = randomUUID();
    const first = await write(HEAVY, { id });
    expect(first.support?.resources.length).toBeGreaterThan(0);
    expect(first.one_liner).toBe(first.support?.message);
    expect(first.coping).toBeNull();
    // What is stored looks like any sad entry.
    expect(first.entry.one_liner).toMatch(/\S/);
    expect(first.entry.one_liner).not.toBe(first.support?.message);
    const again = await journal.alice.post<CreatedEntry>("/entries", { text: HEAVY, id });
    expect(again.body).toEqual(first);
    const { rows } = await journal.owner.query<{ row: string; one_liner_key: string }>(
      "select to_jsonb(e) - 'text' - 'terms' as row, one_liner_key from public.entries e where id = $1",
      [id],
    );
    expect(JSON.stringify(rows)).not.toMatch(/crisis|support|suicid/i);
    expect(rows[0]?.one_liner_key).toMatch(/^(sadness|unsure)-/);
    expect(journal.app.logLines.join("\n")).not.toMatch(/crisis|support|reason to live/i);
  });

  test("gets help in the country of the writer", async () => {
    const erika = await journal.app.signUp("erika");
    await erika.bearer.send({ method: "PATCH", url: "/profile", body: { locale: "en-GB" } });
    const answer = await erika.bearer.send({ method: "POST", url: "/entries", body: { text: HEAVY } });
    expect(JSON.stringify(answer.json<CreatedEntry>().support)).toContain("116 123");
  });

  test("keeps no cheerful sentence when an entry becomes one", async () => {
    const { entry } = await write(JOYFUL);
    await journal.alice.patch<Entry>(`/entries/${entry.id}`, { text: HEAVY });
    const { rows } = await journal.owner.query<{ one_liner_key: string; coping_action: string | null }>(
      "select one_liner_key, coping_action from public.entries where id = $1",
      [entry.id],
    );
    expect(rows[0]?.one_liner_key).toMatch(/^(sadness|unsure)-/);
    expect(rows[0]?.coping_action).toBeNull();
  });
});

describe("a changed text", () => {
  test("is answered by what the entry has besides: mood, tags, time and zone", async () => {
    await journal.bob.put("/coping/kit", { actions: ["Breathe"] });
    const body = { text: JOYFUL, mood: 5, tags: ["work"], written_at: "2026-03-01T02:00:00Z" };
    const { entry } = (await journal.bob.post<CreatedEntry>("/entries", body)).body;
    const offered = async () =>
      (
        await journal.owner.query<{ coping_action: string | null }>(
          "select coping_action from public.entries where id = $1",
          [entry.id],
        )
      ).rows[0]?.coping_action;
    await journal.bob.patch(`/entries/${entry.id}`, { text: SAD });
    // A good mood decides first, as when it is written anew.
    expect(await offered()).toBeNull();
    await journal.bob.patch(`/entries/${entry.id}`, { text: `${SAD} Again.`, mood: 1 });
    expect(await offered()).toBe("Breathe");
    await journal.bob.patch(`/entries/${entry.id}`, { text: JOYFUL, mood: 5 });
    expect(await offered()).toBeNull();
  });
});

describe("after a hard entry", () => {
  test("one action of the kit is offered, the same one when the entry is sent again", async () => {
    const actions = ["Walk around the block", "Call Ana", "Make tea"];
    expect((await journal.bob.put("/coping/kit", { actions })).status).toBe(200);
    const id = randomUUID();
    const first = await journal.bob.post<CreatedEntry>("/entries", { text: SAD, id, mood: 1 });
    expect(actions).toContain(first.body.coping);
    const again = await journal.bob.post<CreatedEntry>("/entries", { text: SAD, id, mood: 1 });
    expect(again.body).toEqual(first.body);
    const easy = await journal.bob.post<CreatedEntry>("/entries", { text: JOYFUL, mood: 5 });
    expect(easy.body.coping).toBeNull();
  });

  test("nothing is offered to who has no kit", async () => {
    expect((await write(SAD, { mood: 1 })).coping).toBeNull();
  });
});

describe("an engine that fails", () => {
  test("never fails the write: null, one line in the log, and no word of the text in it", async () => {
    const failing = await startTestApp({
      replace: (deps) => ({
        emotion: {
          ...deps.emotion,
          hear: () =>
            Promise.resolve({
              engine: null,
              reading: null,
              crisis: null,
              isAgainstOneself: false,
              terms: [],
            }),
          reply: () => null,
        },
      }),
    });
    try {
      const answer = await failing.alice.bearer.send({
        method: "POST",
        url: "/entries",
        body: { text: SAD },
      });
      expect(answer.statusCode).toBe(201);
      expect(answer.json<CreatedEntry>()).toMatchObject({
        one_liner: null,
        coping: null,
        support: null,
        entry: { text: SAD, emotions: null, top_emotion: null, emotion_source: null, sentiment: null },
      });
    } finally {
      await failing.stop();
    }
  });
});
