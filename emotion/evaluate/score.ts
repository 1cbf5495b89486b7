/** Scores labelled texts with an engine, as the benchmarks do. */
import type { LinearEngine } from "../analyse.ts";
import type { Example } from "../train/dataset.ts";
import { LABEL_COUNT } from "../weights.ts";
import type { Scored } from "./metrics.ts";

/** Each text taken as one forum comment: no language gate, no shift for journals. */
export function scoreExamples(
  engine: LinearEngine,
  examples: readonly Example[],
  temperature?: number,
): Scored {
  const scores = new Float64Array(examples.length * LABEL_COUNT);
  for (const [row, { text }] of examples.entries()) {
    scores.set(engine.scoreWhole(text, temperature), row * LABEL_COUNT);
  }
  return { scores, gold: examples.map(({ labels }) => labels) };
}
