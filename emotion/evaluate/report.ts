/** The figures of one evaluation, and how they are printed. */
import type { LinearEngine } from "../analyse.ts";
import { LABELS } from "../labels.ts";
import { type Example, readGoEmotions, type Split } from "../train/dataset.ts";
import { calibrationError, multiLabelMacroF1, ofPairs, type SingleLabel, singleLabel } from "./metrics.ts";
import { scoreExamples } from "./score.ts";

export interface SplitReport {
  readonly split: Split;
  readonly rows: number;
  /** Top label, rarity raised by the tau of the weights. */
  readonly single: SingleLabel;
  readonly multiLabelMacroF1: number;
  readonly calibrationError: number;
}

export interface FileReport {
  readonly rows: number;
  /** Texts whose language was not understood; they count as wrong. */
  readonly unread: number;
  readonly single: SingleLabel;
}

/** The benchmark of one split of GoEmotions: each comment taken whole, no shift for journals, tau and thresholds from dev. */
export function reportSplit(engine: LinearEngine, folder: string, split: Split): SplitReport {
  const examples = readGoEmotions(folder, split);
  const scored = scoreExamples(engine, examples);
  const { priors, tau, thresholds } = engine.weights.header;
  return {
    split,
    rows: examples.length,
    single: singleLabel(scored, priors, tau),
    multiLabelMacroF1: multiLabelMacroF1(scored, thresholds),
    calibrationError: calibrationError(scored),
  };
}

/** Texts read as `read` reads a journal, language gate included, by their top label. */
export function reportTexts(engine: LinearEngine, examples: readonly Example[]): FileReport {
  let unread = 0;
  const pairs = examples.map(({ text, labels }) => {
    const reading = engine.read(text);
    const gold = labels[0] ?? 0;
    if (reading !== null) return [gold, LABELS.indexOf(reading.top)] as const;
    unread += 1;
    // Any other label: what was not understood is wrong.
    return [gold, (gold + 1) % LABELS.length] as const;
  });
  return { rows: examples.length, unread, single: ofPairs(pairs) };
}

export function printSplit({ split, rows, single, ...rest }: SplitReport): string[] {
  return [
    `GoEmotions ${split}, ${rows} rows`,
    "| metric | value |",
    "|---|---|",
    `| single accuracy (${single.count} rows with one label) | ${single.accuracy.toFixed(4)} |`,
    `| single macro-F1 | ${single.macroF1.toFixed(4)} |`,
    `| ML macro-F1 (thresholds from dev) | ${rest.multiLabelMacroF1.toFixed(4)} |`,
    `| ECE, 15 bins | ${rest.calibrationError.toFixed(4)} |`,
    ...perLabel(single),
  ];
}

export function printTexts({ rows, unread, single }: FileReport, name: string): string[] {
  return [
    `${name}, ${rows} texts, ${unread} not understood`,
    "| metric | value |",
    "|---|---|",
    `| accuracy of the top label | ${single.accuracy.toFixed(4)} |`,
    `| macro-F1 | ${single.macroF1.toFixed(4)} |`,
    ...perLabel(single),
  ];
}

function perLabel({ f1 }: SingleLabel): string[] {
  return LABELS.map((label, index) => `| F1 ${label} | ${(f1[index] ?? 0).toFixed(3)} |`);
}
