/** How fast the engine reads and loads, and how large it is. */
import { createEngine } from "../analyse.ts";

/** A thousand characters of an ordinary day, with feelings, plain reports, an emoji and a negation in it. */
export const THOUSAND_CHARACTERS = [
  "Woke up before the alarm and could not fall asleep again. The meeting was moved to three, so I had the morning ",
  "to myself and used it to write the letter to my sister that I had put off since March. It came out shorter than I ",
  "thought. I'm not angry any more, I think I am mostly sad that we lost so much time over a house. Lunch with Tom; he ",
  "made me laugh so hard about the goat that people turned around 😂. On the way back the bus broke down and I walked ",
  "along the river, which was brown and fast and full of branches. At three the meeting: they gave the project to the ",
  "other team. Nobody said why! I sat there and nodded and took notes like a schoolboy. Later I found that my hands were ",
  "shaking. Called mum, did not tell her. She talked about her knee and the new neighbours and I was glad to listen. ",
  "Cooked too much rice. Now it is late, the window is open, somebody is practising the trumpet badly, and I notice that ",
  "I am looking forward to tomorrow, which I did not expect at all when I sat down to write this page tonight.",
]
  .join("")
  .slice(0, 1000);

export interface SpeedReport {
  readonly readP50Ms: number;
  readonly readP99Ms: number;
  readonly explainP50Ms: number;
  readonly explainP99Ms: number;
  readonly firstReadMs: number;
  /** Median of loads into fresh engines; the first load of this process is `firstLoadMs`. */
  readonly loadMs: number;
  readonly firstLoadMs: number;
}

const WARM_UP_CALLS = 3000;
const CALLS = 5000;
const LOADS = 9;

/** Measures in this process; nothing else should be running in it. */
export function measureSpeed(weights: Uint8Array): SpeedReport {
  const [firstLoadMs, engine] = timed(() => createEngine(weights));
  const [firstReadMs] = timed(() => engine.read(THOUSAND_CHARACTERS));
  for (let call = 0; call < WARM_UP_CALLS; call += 1) engine.read(THOUSAND_CHARACTERS);
  const reads = series(CALLS, () => engine.read(THOUSAND_CHARACTERS));
  for (let call = 0; call < WARM_UP_CALLS; call += 1) engine.explain(THOUSAND_CHARACTERS);
  const explanations = series(CALLS, () => engine.explain(THOUSAND_CHARACTERS));
  const loads = series(LOADS, () => createEngine(weights));
  return {
    readP50Ms: quantile(reads, 0.5),
    readP99Ms: quantile(reads, 0.99),
    explainP50Ms: quantile(explanations, 0.5),
    explainP99Ms: quantile(explanations, 0.99),
    firstReadMs,
    loadMs: quantile(loads, 0.5),
    firstLoadMs,
  };
}

function timed<T>(action: () => T): [number, T] {
  const startedAt = performance.now();
  const result = action();
  return [performance.now() - startedAt, result];
}

function series(count: number, action: () => unknown): number[] {
  return Array.from({ length: count }, () => timed(action)[0]).toSorted((left, right) => left - right);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
