/**
 * Runs the hand-written probes of `probes/`: what people mean by a negation, an emoji, two feelings at once or
 * another language. Each file says what is expected in its first line.
 */
import { join } from "node:path";
import type { Engine } from "../analyse.ts";
import { type Label, LABELS } from "../labels.ts";
import { readRows } from "../train/dataset.ts";

const PROBES_FOLDER = join(import.meta.dirname, "../probes");
const NEUTRAL = LABELS.indexOf("neutral");

export const PROBE_SETS = ["negation", "emoji", "mixed", "language"] as const;
export type ProbeSet = (typeof PROBE_SETS)[number];

export interface ProbeResult {
  readonly text: string;
  readonly expected: string;
  readonly found: string;
  readonly isRight: boolean;
}

export function runProbes(engine: Engine, set: ProbeSet): ProbeResult[] {
  return readRows(join(PROBES_FOLDER, `${set}.tsv`)).map(([expected, text]) => {
    if (set === "language") return judgeLanguage(engine, expected, text);
    return set === "mixed" ? judgeMixed(engine, expected, text) : judgeTop(engine, expected, text);
  });
}

/** The share of probes that came out right. */
export function shareRight(results: readonly ProbeResult[]): number {
  return results.filter(({ isRight }) => isRight).length / Math.max(1, results.length);
}

/** "null" must not be read; "en" must be. */
function judgeLanguage(engine: Engine, expected: string, text: string): ProbeResult {
  const reading = engine.read(text);
  const found = reading === null ? `null (${engine.detectLanguage(text) ?? "unsure"})` : reading.language;
  return { text, expected, found, isRight: (expected === "null") === (reading === null) };
}

/** Both labels must be the strongest two besides neutral. */
function judgeMixed(engine: Engine, expected: string, text: string): ProbeResult {
  const scores = engine.read(text)?.scores ?? [];
  const strongest = [...scores.keys()]
    .filter((label) => label !== NEUTRAL)
    .toSorted((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
    .slice(0, 2)
    .map((label) => LABELS[label] ?? "neutral");
  const isRight = expected.split(",").every((label) => strongest.includes(label as Label));
  return { text, expected, found: strongest.join(","), isRight };
}

/** One of the labels must be on top; with "!" before a label it must not be. */
function judgeTop(engine: Engine, expected: string, text: string): ProbeResult {
  const top = engine.read(text)?.top ?? null;
  const wanted = expected.split(",").map((label) => label.trim());
  const refused = wanted.filter((label) => label.startsWith("!")).map((label) => label.slice(1));
  const allowed = wanted.filter((label) => !label.startsWith("!"));
  const isRight = top !== null && !refused.includes(top) && (allowed.length === 0 || allowed.includes(top));
  return { text, expected, found: top ?? "null", isRight };
}
