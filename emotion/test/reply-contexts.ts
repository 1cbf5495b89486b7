/** Contexts for the tests of replies: the barest one, one with a label, and every combination of facts. */
import { LABELS, type Label } from "../labels.ts";
import type { ReplyContext } from "../reply/choose.ts";

/** Nothing is known but an id, an hour and a length. */
export const BARE: ReplyContext = {
  seed: "0198c0de-0000-7000-8000-000000000001",
  top: null,
  topScore: 0,
  isSure: false,
  mixed: null,
  mood: null,
  tags: [],
  localHour: 13,
  isBackdated: false,
  wordCount: 40,
  recentTops: [],
  trigger: null,
  copingAction: null,
};

export const HARD: readonly Label[] = ["sadness", "anger", "fear", "disgust"];

/** A sure reading, with `more` known. */
export function heard(top: Label, more: Partial<ReplyContext> = {}): ReplyContext {
  return { ...BARE, top, topScore: 0.6, isSure: true, ...more };
}

/** Every combination of what may be known of an entry, pairs included. */
export function* contexts(): Generator<ReplyContext> {
  const pairs = LABELS.flatMap((first, index) =>
    LABELS.slice(index + 1).map((second) => [first, second] as const),
  );
  const tagSets = [[], ["work"], ["Anxious", "Family"], ["my own word"]];
  for (const top of [null, ...LABELS]) {
    const mixtures = [
      null,
      ...pairs.filter(([a, b]) => (a === top || b === top) && a !== "neutral" && b !== "neutral"),
    ];
    for (const mixed of top === "neutral" ? [null] : mixtures) {
      for (const mood of [null, 1, 3, 5]) {
        for (const localHour of [2, 9, 14, 20]) {
          for (const tags of tagSets) {
            for (const isSure of top === null ? [false] : [true, false]) {
              const rest = { isBackdated: localHour === 14, wordCount: localHour === 2 ? 3 : 300 };
              yield { ...BARE, ...rest, top, topScore: localHour / 24, isSure, mixed, mood, localHour, tags };
            }
          }
        }
      }
    }
  }
}
