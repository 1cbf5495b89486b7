/** The metrics of the model card. Scores are seven shares per row; gold labels are index lists of LABELS. */
import { LABEL_COUNT } from "../weights.ts";

export interface Scored {
  /** Seven per row, sum 1. */
  readonly scores: Float64Array;
  readonly gold: ReadonlyArray<readonly number[]>;
}

export interface SingleLabel {
  readonly count: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly f1: readonly number[];
}

/** Top label against gold on the rows with exactly one gold label; `tau` raises rare labels by prior^-tau. */
export function singleLabel({ scores, gold }: Scored, priors: readonly number[], tau: number): SingleLabel {
  const pairs: Array<readonly [number, number]> = [];
  for (const [row, labels] of gold.entries()) {
    const [only] = labels;
    if (labels.length !== 1 || only === undefined) continue;
    pairs.push([only, topLabel(scores, row, priors, tau)]);
  }
  return ofPairs(pairs);
}

/** Accuracy and F1 of pairs of gold and predicted label. Labels that never occur are left out of the macro mean. */
export function ofPairs(pairs: ReadonlyArray<readonly [number, number]>): SingleLabel {
  const hits = new Float64Array(LABEL_COUNT);
  const golds = new Float64Array(LABEL_COUNT);
  const guesses = new Float64Array(LABEL_COUNT);
  for (const [gold, guess] of pairs) {
    golds[gold] = (golds[gold] ?? 0) + 1;
    guesses[guess] = (guesses[guess] ?? 0) + 1;
    if (gold === guess) hits[gold] = (hits[gold] ?? 0) + 1;
  }
  const f1 = Array.from(
    hits,
    (hit, label) => (2 * hit) / Math.max(1, (golds[label] ?? 0) + (guesses[label] ?? 0)),
  );
  const present = f1.filter((_, label) => (golds[label] ?? 0) > 0);
  const correct = hits.reduce((sum, hit) => sum + hit, 0);
  return {
    count: pairs.length,
    accuracy: correct / Math.max(1, pairs.length),
    macroF1: present.reduce((sum, value) => sum + value, 0) / Math.max(1, present.length),
    f1,
  };
}

function topLabel(scores: Float64Array, row: number, priors: readonly number[], tau: number): number {
  let best = 0;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    const value = Math.log(scores[row * LABEL_COUNT + label] ?? 0) - tau * Math.log(priors[label] ?? 1);
    if (value > bestValue) [best, bestValue] = [label, value];
  }
  return best;
}

/** Multi-label F1 of one label at a threshold, over all rows. */
export function f1At({ scores, gold }: Scored, label: number, threshold: number): number {
  let both = 0;
  let either = 0;
  for (const [row, labels] of gold.entries()) {
    const isGold = labels.includes(label);
    const isGuess = (scores[row * LABEL_COUNT + label] ?? 0) >= threshold;
    if (isGold && isGuess) both += 1;
    either += Number(isGold) + Number(isGuess);
  }
  return either === 0 ? 0 : (2 * both) / either;
}

export function multiLabelMacroF1(scored: Scored, thresholds: readonly number[]): number {
  return thresholds.reduce((sum, threshold, label) => sum + f1At(scored, label, threshold), 0) / LABEL_COUNT;
}

/**
 * Expected calibration error in 15 equal bins of the top score; a row is right when its top label is among its
 * gold labels (Guo and others 2017).
 */
export function calibrationError({ scores, gold }: Scored): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, score: 0, right: 0 }));
  for (const [row, labels] of gold.entries()) {
    let top = 0;
    for (let label = 1; label < LABEL_COUNT; label += 1) {
      if ((scores[row * LABEL_COUNT + label] ?? 0) > (scores[row * LABEL_COUNT + top] ?? 0)) top = label;
    }
    const score = scores[row * LABEL_COUNT + top] ?? 0;
    const bin = bins[Math.min(14, Math.floor(score * 15))];
    if (bin === undefined) continue;
    bin.count += 1;
    bin.score += score;
    if (labels.includes(top)) bin.right += 1;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.score), 0) / Math.max(1, gold.length);
}
