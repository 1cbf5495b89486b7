/** Which sentences are quoted. What the engine hears is made up here; the real one is in the test over HTTP. */
import type { Explanation } from "@echo/emotion/analyse.ts";
import { expect, test } from "vitest";
import { type HeardCandidate, outstandingSentences } from "#features/summary/sentences.ts";

/** An entry of these sentences, each with how bright (or dark) it is. */
function heard(
  id: string,
  sentences: ReadonlyArray<readonly [string, number]>,
  { sentiment = 1, isWhole = true, day = "2026-11-23" } = {},
): HeardCandidate {
  const text = sentences.map(([sentence]) => sentence).join(" ");
  const explanation: Explanation = {
    language: "en",
    scores: [0, 0, 0, 1, 0, 0, 0],
    top: "joy",
    topScore: 1,
    isSure: true,
    mixed: null,
    sentiment,
    reasons: [],
    sentences: sentences.map(([sentence, strength]) => ({
      start: text.indexOf(sentence),
      end: text.indexOf(sentence) + sentence.length,
      scores: [0, 0, 0, Math.max(0, strength), 1 - Math.abs(strength), Math.max(0, -strength), 0],
      top: strength > 0 ? "joy" : "sadness",
    })),
  };
  return {
    candidate: { id, local_date: day, sentiment, text, is_whole: isWhole },
    explanation,
  };
}

const textsOf = (candidates: readonly HeardCandidate[]) =>
  outstandingSentences(candidates).map(({ text }) => text);

test("the strongest sentence of an entry is quoted, word for word", () => {
  const entry = heard("a", [
    ["I went to the shop.", 0],
    ["The whole afternoon in the garden was pure joy!", 0.9],
    ["Dinner was nice enough.", 0.4],
  ]);
  expect(outstandingSentences([entry])).toEqual([
    { entry_id: "a", local_date: "2026-11-23", text: "The whole afternoon in the garden was pure joy!" },
  ]);
});

test("bright and dark take turns, and what is given is in the order of days", () => {
  const entries = [
    heard("a", [["The first bright sentence.", 0.9]], { day: "2026-11-27" }),
    heard("b", [["The second bright sentence.", 0.8]], { day: "2026-11-23" }),
    heard("c", [["The third bright sentence.", 0.7]], { day: "2026-11-24" }),
    heard("d", [["The only dark sentence.", -0.5]], { day: "2026-11-25", sentiment: -1 }),
  ];
  expect(textsOf(entries)).toEqual([
    "The second bright sentence.",
    "The only dark sentence.",
    "The first bright sentence.",
  ]);
});

test("a sentence that contradicts what the entry as a whole is, or says little, is not quoted", () => {
  expect(textsOf([heard("a", [["It was a sad and empty day.", -0.9]])])).toEqual([]);
  expect(textsOf([heard("a", [["It was a day like others.", 0.1]])])).toEqual([]);
  expect(textsOf([heard("a", [["Yay.", 0.9]])])).toEqual([]);
  expect(textsOf([heard("a", [["A joy ".repeat(60), 0.9]])])).toEqual([]);
});

test("the same words are quoted once, and a sentence that was cut off never", () => {
  const twice = [
    heard("a", [["Such a good day it was.", 0.9]]),
    heard("b", [["Such a good day it was.", 0.9]]),
  ];
  expect(textsOf(twice)).toEqual(["Such a good day it was."]);
  const cut = heard(
    "a",
    [
      ["A good beginning.", 0.4],
      ["And then the most wonderful", 0.95],
    ],
    { isWhole: false },
  );
  expect(textsOf([cut])).toEqual(["A good beginning."]);
});

test("an entry that the engine cannot read is quoted by its first sentence, after those that were read", () => {
  const unread: HeardCandidate = {
    candidate: {
      id: "u",
      local_date: "2026-11-23",
      sentiment: 1,
      text: "今日はとても楽しい一日でした。明日も晴れるといい。",
      is_whole: true,
    },
    explanation: null,
  };
  expect(textsOf([unread])).toEqual(["今日はとても楽しい一日でした。"]);
  expect(textsOf([])).toEqual([]);
});
