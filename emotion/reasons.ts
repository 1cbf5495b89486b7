/**
 * Names the words behind each label that a text has: the tokens that raised the label above the average of all
 * labels, each with its share of what spoke for it.
 */
import { LABELS } from "./labels.ts";
import type { Analysis, Reason } from "./reading.ts";
import { EMOJI, WORD } from "./tokens.ts";
import { LABEL_COUNT } from "./weights.ts";

/** A label needs this score to have reasons named. */
const NAMED_FROM = 0.12;
const MOST_REASONS_EACH = 5;
/** Words with a smaller share say nothing by themselves. */
const SMALLEST_SHARE = 0.05;

/** The reasons of an explained analysis, strongest first within each label, labels by score. */
export function reasonsOf(text: string, analysis: Analysis): Reason[] {
  const { scores } = analysis;
  return LABELS.map((label, index) => ({ label, index, score: scores[index] ?? 0 }))
    .filter(({ score, label }) => score >= NAMED_FROM && label !== "neutral")
    .toSorted((left, right) => right.score - left.score)
    .flatMap(({ index }) => reasonsFor(index, text, analysis));
}

function reasonsFor(label: number, text: string, analysis: Analysis): Reason[] {
  const { tokens, starts, weights, contributions } = analysis;
  if (contributions === undefined) return [];
  const found: Array<{ token: number; amount: number }> = [];
  let sum = 0;
  for (let sentence = 0; sentence + 1 < starts.length; sentence += 1) {
    for (let token = starts[sentence] ?? 0; token < (starts[sentence + 1] ?? 0); token += 1) {
      if (tokens.kind[token] !== WORD && tokens.kind[token] !== EMOJI) continue;
      const amount = (weights[sentence] ?? 0) * liftOf(contributions, token, label);
      if (amount <= 0) continue;
      sum += amount;
      found.push({ token, amount });
    }
  }
  return found
    .toSorted((left, right) => right.amount - left.amount)
    .slice(0, MOST_REASONS_EACH)
    .filter(({ amount }) => amount >= SMALLEST_SHARE * sum)
    .map(({ token, amount }) => {
      const start = tokens.start[token] ?? 0;
      const end = tokens.end[token] ?? 0;
      const weight = Math.round((amount / sum) * 10_000) / 10_000;
      return { label: LABELS[label] ?? "neutral", text: text.slice(start, end), start, end, weight };
    });
}

/** How much a token raises a label above the average of all labels. */
function liftOf(contributions: Float64Array, token: number, label: number): number {
  let mean = 0;
  for (let other = 0; other < LABEL_COUNT; other += 1)
    mean += contributions[token * LABEL_COUNT + other] ?? 0;
  return (contributions[token * LABEL_COUNT + label] ?? 0) - mean / LABEL_COUNT;
}
