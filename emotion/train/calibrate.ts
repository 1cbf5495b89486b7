/** What is chosen on the development split once the weights are fixed: temperature, tau and thresholds. Never on the test split. */
import { f1At, type Scored, singleLabel } from "../evaluate/metrics.ts";
import { LABEL_COUNT } from "../weights.ts";

/** The temperature with the least cross-entropy; `scoreAt` scores the split at a temperature. */
export function fitTemperature(scoreAt: (temperature: number) => Scored): number {
  return argmax(range(0.5, 1.5, 0.01), (temperature) => -crossEntropy(scoreAt(temperature)));
}

/**
 * The tau with the best single label, macro-F1 counting twice as much as accuracy, averaged over its neighbours, since
 * the rare labels that it is for have few rows.
 */
export function fitTau(scored: Scored, priors: readonly number[]): number {
  const worth = (tau: number) => {
    const { accuracy, macroF1 } = singleLabel(scored, priors, tau);
    return accuracy + 2 * macroF1;
  };
  return argmax(range(0, 0.5, 0.02), (tau) =>
    [-0.04, -0.02, 0, 0.02, 0.04].reduce((sum, step) => sum + worth(tau + step), 0),
  );
}

/** Per label the threshold with the best F1, averaged over its neighbours, since rare labels have few rows. */
export function fitThresholds(scored: Scored): number[] {
  return Array.from({ length: LABEL_COUNT }, (_, label) =>
    argmax(range(0.05, 0.8, 0.01), (threshold) =>
      [-0.02, -0.01, 0, 0.01, 0.02].reduce((sum, step) => sum + f1At(scored, label, threshold + step), 0),
    ),
  );
}

function crossEntropy({ scores, gold }: Scored): number {
  let sum = 0;
  for (const [row, labels] of gold.entries()) {
    for (const label of labels) {
      sum -= Math.log(Math.max(1e-9, scores[row * LABEL_COUNT + label] ?? 0)) / labels.length;
    }
  }
  return sum / gold.length;
}

function range(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => Math.round((from + index * step) * 1000) / 1000);
}

function argmax(candidates: readonly number[], worth: (candidate: number) => number): number {
  let best = candidates[0] ?? 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const value = worth(candidate);
    if (value > most) [best, most] = [candidate, value];
  }
  return best;
}
