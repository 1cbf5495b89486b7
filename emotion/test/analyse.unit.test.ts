/** What every reading keeps: sums, offsets, determinism, and silence where the language is not understood. */
import { expect, test } from "vitest";
import { createEngine } from "../analyse.ts";
import { LABELS } from "../labels.ts";
import { readWeights } from "../model/load-node.ts";

const engine = createEngine(readWeights());

const TEXTS = [
  "I am so happy today",
  "My grandmother died in spring. I still set the table for two 😢",
  "Oh my god!",
  "The meeting moved to three.",
  "I was scared, but then he called and everything was fine.",
  "😡😡",
];

test("scores are shares in the order of the labels and sum to exactly one", () => {
  for (const text of TEXTS) {
    const reading = engine.read(text);
    expect(reading?.scores, text).toHaveLength(LABELS.length);
    const sum = (reading?.scores ?? []).reduce((total, score) => total + score, 0);
    expect(Math.abs(sum - 1), text).toBeLessThan(1e-9);
    expect(
      reading?.scores.every(
        (score) => score >= 0 && Math.abs(score * 10_000 - Math.round(score * 10_000)) < 1e-6,
      ),
    ).toBe(true);
  }
});

test("the same text always gets the same reading, also from a second engine and after other texts", () => {
  const first = TEXTS.map((text) => JSON.stringify(engine.explain(text)));
  const other = createEngine(readWeights());
  const again = TEXTS.toReversed()
    .map((text) => JSON.stringify(other.explain(text)))
    .toReversed();
  expect(again).toEqual(first);
});

test("reasons and sentences point into the text", () => {
  for (const text of TEXTS) {
    const explanation = engine.explain(text);
    for (const { text: word, start, end, weight } of explanation?.reasons ?? []) {
      expect(text.slice(start, end)).toBe(word);
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
    for (const { start, end } of explanation?.sentences ?? []) expect(end).toBeGreaterThan(start);
  }
});

test("reading and explaining agree", () => {
  for (const text of TEXTS) {
    const {
      reasons: _reasons,
      sentences: _sentences,
      ...reading
    } = engine.explain(text) ?? { reasons: [], sentences: [] };
    expect(engine.read(text)).toEqual(reading);
  }
});

test("a language that it does not understand gets null, never neutral", () => {
  for (const text of [
    "Ich bin traurig",
    "Je suis très triste",
    "estoy cansado",
    "今日はとても疲れた",
    "أنا حزين جدا",
    "",
  ]) {
    expect(engine.read(text), text).toBeNull();
  }
  expect(engine.detectLanguage("Ich bin traurig")).toBe("de");
  expect(engine.detectLanguage("今日はとても疲れた")).toBe("ja");
});
