/** The writer has the last word: corrections hold everywhere, survive every later look, and can be taken back. */
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

const SAD = "I miss my grandmother so much. I cried all evening and feel lonely and sad.";
const JOYFUL = "I am so happy and grateful today, the garden party was wonderful and everybody laughed.";
const GERMAN = "Heute war ich mit meinem Bruder am See, und danach haben wir zusammen gekocht.";

async function write(text: string): Promise<Entry> {
  const answer = await journal.alice.post<CreatedEntry>("/entries", { text });
  expect(answer.status).toBe(201);
  return answer.body.entry;
}

describe("PUT and DELETE /entries/{id}/emotion", () => {
  test("a correction is the whole emotion of the entry, until it is taken back", async () => {
    const { alice } = journal;
    const entry = await write(SAD);
    const url = `/entries/${entry.id}/emotion`;
    const corrected = await alice.put<Entry>(url, { label: "joy" });
    expect(corrected.status).toBe(200);
    expect(corrected.body).toEqual({
      ...entry,
      emotions: entry.emotions?.map(({ label }) => ({ label, score: label === "joy" ? 1 : 0 })),
      top_emotion: { label: "joy", score: 1 },
      emotion_source: "user",
      sentiment: 1,
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(corrected.body.version).toBe(1);
    expect((await alice.get<Entry>(`/entries/${entry.id}`)).body).toEqual(corrected.body);
    const found = await alice.get<EntryPage>("/entries?emotion=joy");
    expect(found.body.items.map(({ id }) => id)).toContain(entry.id);
    const back = await alice.delete<Entry>(url);
    expect(back.status).toBe(200);
    expect(back.body).toEqual({ ...entry, updated_at: expect.stringMatching(/Z$/) });
    // Once more changes nothing.
    expect((await alice.delete<Entry>(url)).body.emotion_source).toBe("model");
  });

  test("a correction outlives a changed text, the trash, and an If-Match of before", async () => {
    const { alice } = journal;
    const entry = await write(SAD);
    await alice.put(`/entries/${entry.id}/emotion`, { label: "anger" });
    const changed = await alice.patch<Entry>(`/entries/${entry.id}`, { text: JOYFUL }, { "if-match": '"1"' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ emotion_source: "user", top_emotion: { label: "anger", score: 1 } });
    await alice.delete(`/entries/${entry.id}`);
    expect((await alice.put(`/entries/${entry.id}/emotion`, { label: "joy" })).status).toBe(404);
    const restored = await alice.post<Entry>(`/entries/${entry.id}/restore`);
    expect(restored.body.top_emotion?.label).toBe("anger");
    const back = await alice.delete<Entry>(`/entries/${entry.id}/emotion`);
    expect(back.body.top_emotion?.label).toBe("joy");
  });

  test("the writer knows what the engine does not understand", async () => {
    const entry = await write(GERMAN);
    const corrected = await journal.alice.put<Entry>(`/entries/${entry.id}/emotion`, { label: "fear" });
    expect(corrected.body).toMatchObject({
      sentiment: -1,
      top_emotion: { label: "fear" },
      emotion_source: "user",
    });
    const back = await journal.alice.delete<Entry>(`/entries/${entry.id}/emotion`);
    expect(back.body).toMatchObject({
      emotions: null,
      top_emotion: null,
      emotion_source: null,
      sentiment: null,
    });
  });

  test("bob can neither see, set nor take back what alice's entry feels like", async () => {
    const { alice, bob } = journal;
    const entry = await write(SAD);
    const url = `/entries/${entry.id}/emotion`;
    const nothing = await bob.get("/entries/00000000-0000-4000-8000-000000000000/emotion");
    expect(nothing.status).toBe(404);
    for (const answer of [await bob.get(url), await bob.put(url, { label: "joy" }), await bob.delete(url)]) {
      expect(answer.status).toBe(404);
      expect({ ...answer.body, request_id: "" }).toEqual({ ...nothing.body, request_id: "" });
    }
    expect((await alice.get<Entry>(`/entries/${entry.id}`)).body).toEqual(entry);
  });

  test("other labels and other fields are refused", async () => {
    const entry = await write(SAD);
    const url = `/entries/${entry.id}/emotion`;
    for (const body of [
      { label: "calm" },
      { label: "Joy" },
      { label: null },
      {},
      { label: "joy", score: 1 },
    ]) {
      const answer = await journal.alice.put(url, body);
      expect(answer.status).toBe(422);
      expect(pointersIn(answer.body)?.length).toBeGreaterThan(0);
    }
  });
});

describe("GET /entries/{id}/emotion", () => {
  test("names the words behind the labels, where they stand in the text", async () => {
    const entry = await write(JOYFUL);
    const { body } = await journal.alice.get<EntryEmotion>(`/entries/${entry.id}/emotion`);
    expect(body).toMatchObject({ label: "joy", source: "model", coping: null, support: null });
    expect(body.model.emotions).toEqual(entry.emotions);
    const joyful = body.model.reasons.filter(({ label }) => label === "joy");
    expect(joyful.map(({ text }) => text.toLowerCase())).toContain("happy");
    for (const { text, start, end } of body.model.reasons) expect(JOYFUL.slice(start, end)).toBe(text);
  });

  test("tells what the model hears beside what the writer says", async () => {
    const entry = await write(SAD);
    await journal.alice.put(`/entries/${entry.id}/emotion`, { label: "neutral" });
    const { body } = await journal.alice.get<EntryEmotion>(`/entries/${entry.id}/emotion`);
    expect(body).toMatchObject({ label: "neutral", source: "user", model: { top: { label: "sadness" } } });
  });

  test("names two feelings that are near each other", async () => {
    const entry = await write(
      "I am grateful for every minute with you and heartbroken that you are leaving.",
    );
    const { body } = await journal.alice.get<EntryEmotion>(`/entries/${entry.id}/emotion`);
    expect(body.model.mixed?.toSorted()).toEqual(["joy", "sadness"]);
  });

  test("offers help again where the text asks for it", async () => {
    const entry = await write("I want to die. I can't see any reason to live anymore.");
    const { body } = await journal.alice.get<EntryEmotion>(`/entries/${entry.id}/emotion`);
    expect(body.support?.resources.length).toBeGreaterThan(0);
  });
});
