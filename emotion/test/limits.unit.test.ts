/** No text can make the engine slow: time grows with the length, not with its square. */
import { expect, test } from "vitest";
import { createEngine } from "../analyse.ts";
import { readWeights } from "../model/load-node.ts";

const engine = createEngine(readWeights());
const LENGTH = 50_000;
/** Generous: the slowest takes a tenth of it on an idle machine. */
const LIMIT_MS = 1_500;

const HARD: Readonly<Record<string, string>> = {
  "one endless word": "a".repeat(LENGTH),
  "one endless word of changing letters": "happysad".repeat(LENGTH / 8),
  "only spaces": " ".repeat(LENGTH),
  "only line ends": "\n".repeat(LENGTH),
  "only stops": "?!.".repeat(LENGTH / 3),
  "stops apart": ". ".repeat(LENGTH / 2),
  "only apostrophes": "'".repeat(LENGTH),
  "negations without end": "not ".repeat(LENGTH / 4),
  "buts without end": "sad but ".repeat(LENGTH / 8),
  hashes: "#".repeat(LENGTH),
  "one endless hashtag": `#${"SoHappy".repeat(LENGTH / 7)}`,
  "placeholders that never close": "[NAME".repeat(LENGTH / 5),
  mentions: "@".repeat(LENGTH),
  "links that never end": "http://".repeat(LENGTH / 7),
  emoji: "😢".repeat(LENGTH),
  "emoji joined without end": `👩${"\u200d👩".repeat(LENGTH / 2)}`,
  "modifiers alone": "\ufe0f\u200d".repeat(LENGTH / 2),
  "lone surrogates": "\ud83d ".repeat(LENGTH / 2),
  "combining marks": `e${"\u0301".repeat(LENGTH)}`,
  "one sentence of many words": "I was sad and tired ".repeat(LENGTH / 20),
  "many short sentences": "I cried. ".repeat(LENGTH / 9),
  emoticons: ":(".repeat(LENGTH / 2),
  "rare ideographs": "\u{20000}".repeat(LENGTH),
};

test.each(Object.keys(HARD))("%s: 50,000 of them are read in time", (name) => {
  const text = HARD[name] ?? "";
  const startedAt = performance.now();
  const explanation = engine.explain(text);
  engine.detectLanguage(text);
  expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS);
  const sum = explanation?.scores.reduce((total, score) => total + score, 0) ?? 1;
  expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
});

test("what a long text left behind does not change the next one", () => {
  const before = engine.read("I miss her so much.");
  engine.read("I was happy. ".repeat(4_000));
  expect(engine.read("I miss her so much.")).toEqual(before);
});
