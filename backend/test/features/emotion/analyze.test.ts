/** POST /analyze: what a text feels like, and nothing of it is kept. */
import type { TextAnalysis } from "@echo/contract/emotion.ts";
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

const analyze = (text: unknown) => journal.alice.post<TextAnalysis>("/analyze", { text });

test("answers with seven scores, the highest, the sentiment, the language, the reasons and a sentence", async () => {
  const { status, body } = await analyze("I am so angry. They lied to my face, and I am furious about it.");
  expect(status).toBe(200);
  expect(body.emotions?.map(({ label }) => label)).toEqual([...EMOTION_LABELS]);
  expect(body.emotions?.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9);
  expect(body.top).toEqual({
    label: "anger",
    score: Math.max(...(body.emotions ?? []).map(({ score }) => score)),
  });
  expect(body.sentiment).toBeLessThan(0);
  expect(body.language).toBe("en");
  expect(body.reasons.map(({ text }) => text)).toContain("furious");
  expect(body.one_liner).toMatch(/\S/);
  expect(body.support).toBeNull();
});

test("says the same to the same text", async () => {
  const text = "The train was late again and I missed the first act.";
  expect((await analyze(text)).body).toEqual((await analyze(text)).body);
});

test.each([
  "Je suis très triste ce soir, et je ne sais pas pourquoi.",
  "今日は一日中雨で、とても寂しかった。",
  "היום היה לי יום קשה מאוד.",
  "12345 67890",
  "asdfgh qwertz",
])("what it does not understand is null, never neutral: %s", async (text) => {
  const { status, body } = await analyze(text);
  expect(status).toBe(200);
  expect(body).toMatchObject({ emotions: null, top: null, sentiment: null, language: null, mixed: null });
  expect(body.one_liner).toMatch(/\S/);
});

test("offers help where the text asks for it", async () => {
  const { body } = await analyze("I want to kill myself.");
  expect(body.one_liner).toBe(body.support?.message);
});

test("stores nothing", async () => {
  const count = async () =>
    (
      await journal.owner.query<{ rows: string }>(
        `select (select count(*) from public.entries) + (select count(*) from public.entry_versions)
           + (select count(*) from public.idempotency_keys) as rows`,
      )
    ).rows[0]?.rows;
  const before = await count();
  await analyze("A canary sings of nothing that is kept.");
  expect(await count()).toBe(before);
  expect(journal.app.logLines.join("\n")).not.toContain("canary");
});

test.each([[""], [undefined], [7], ["a".repeat(50_001)]])("refuses what is no text: %j", async (text) => {
  const answer = await journal.alice.post("/analyze", { text });
  expect(answer.status).toBe(422);
  expect(pointersIn(answer.body)).toEqual(["/text"]);
});

test("reads the longest text there can be", async () => {
  const { status, body } = await analyze("I was happy. ".repeat(3_846));
  expect(status).toBe(200);
  expect(body.top?.label).toBe("joy");
  expect(body.reasons.length).toBeLessThanOrEqual(24);
});
