/**
 * Trains the weights that Echo ships: GoEmotions and the seed sentences in, one file out. Everything is seeded
 * and sequential, so the same input gives the same file; the SHA-256 is printed to be compared.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { LinearEngine } from "../analyse.ts";
import { scoreExamples } from "../evaluate/score.ts";
import { LABELS } from "../labels.ts";
import { LABEL_COUNT, parseWeights } from "../weights.ts";
import { fitTau, fitTemperature, fitThresholds } from "./calibrate.ts";
import { type Example, hashSources, readGoEmotions, readSeeds } from "./dataset.ts";
import { type FitOptions, type FittedModel, fit, type LayerWeights } from "./optimise.ts";
import { type PackedTables, packTable, writeWeights } from "./pack.ts";
import { buildRows, countMeanings, numberFeatures } from "./sparse.ts";
import { allFeatures, type ChosenFeatures, chooseFeatures, featureRows, wordRows } from "./tables.ts";
import { readWordVectors, VECTORS_FILE } from "./word-vectors.ts";

/** All that can be chosen before training. */
export interface TrainingSettings extends FitOptions {
  /** Models in different orders whose weights are averaged. */
  readonly runs: number;
  /** A feature must occur in this many texts. */
  readonly leastTexts: number;
  /** How many features and words the file has room for: shared, of journals alone, and words. */
  readonly sharedFeatures: number;
  readonly journalFeatures: number;
  readonly words: number;
  /** How much of what only seeds have is used when journals are read, and what is taken from neutral besides. */
  readonly journalShare: number;
  readonly neutralOffset: number;
}

export const SETTINGS: TrainingSettings = {
  epochs: 16,
  rate: 0.2,
  caution: 4,
  journalCaution: 1,
  decay: 1e-5,
  rarity: 0.35,
  seedWeight: 1,
  journalWeight: 3,
  shuffleSeed: 1,
  runs: 3,
  leastTexts: 2,
  sharedFeatures: 33_000,
  journalFeatures: 11_000,
  words: 25_000,
  journalShare: 1,
  neutralOffset: 0.15,
};

/** Trains on the GoEmotions in `folder` and writes the weights to `output`. Returns their SHA-256. */
export function trainTo(
  folder: string,
  output: string,
  log: (line: string) => void,
  settings = SETTINGS,
): string {
  const comments = readGoEmotions(folder, "train");
  const seeds = readSeeds();
  const dev = readGoEmotions(folder, "dev");
  const vectors = readWordVectors();
  const examples = [...comments, ...seeds];
  const texts = examples.map(({ text }) => text);
  log(`${comments.length} comments, ${seeds.length} seeds, ${vectors.words.length} word vectors`);
  const numbers = numberFeatures(texts, settings.leastTexts);
  const all = allFeatures(numbers, buildRows(texts, numbers, vectors));
  log(`${all.count} features; fitting ${settings.epochs} epochs`);
  const targets = targetsOf(examples);
  const firstSeed = comments.length;
  const first = fit(all.rows, targets, firstSeed, all, settings);
  const chosen = chooseFeatures(all, first, firstSeed, settings.sharedFeatures, settings.journalFeatures);
  log(`${chosen.count} features kept; fitting ${settings.runs} times ${settings.epochs} epochs`);
  const model = fitAverage(chosen, targets, firstSeed, settings);
  const words = wordRows(vectors, countMeanings(texts), model, settings.journalShare);
  const tables: PackedTables = {
    features: packTable([featureRows(chosen, model.shared, 0, 1)], settings.sharedFeatures),
    journalFeatures: packTable(
      [featureRows(chosen, model.journal, firstSeed, settings.journalShare)],
      settings.journalFeatures,
    ),
    words: packTable([words.shared, words.journal], settings.words),
  };
  log(
    `placed: ${Object.entries(tables)
      .map(([name, { placed }]) => `${placed} ${name}`)
      .join(", ")}`,
  );
  const draft = headerOf(model, settings, priorsOf(comments), hashSources(folder, [VECTORS_FILE]));
  const bytes = writeWeights(calibrated(draft, tables, dev), tables);
  writeFileSync(output, bytes);
  const digest = createHash("sha256").update(bytes).digest("hex");
  log(`${bytes.length} bytes, sha256 ${digest}`);
  return digest;
}

/** Averages the weights of models that saw the texts in different orders: a linear model of their mean logits. */
function fitAverage(
  chosen: ChosenFeatures,
  targets: Uint8Array,
  firstSeed: number,
  settings: TrainingSettings,
): FittedModel {
  const runs = Array.from({ length: settings.runs }, (_, run) =>
    fit(chosen.rows, targets, firstSeed, chosen, { ...settings, shuffleSeed: settings.shuffleSeed + run }),
  );
  const meanLayers = (pick: (model: FittedModel) => LayerWeights): LayerWeights => ({
    features: mean(runs.map((run) => pick(run).features)),
    meanings: mean(runs.map((run) => pick(run).meanings)),
    biases: mean(runs.map((run) => pick(run).biases)),
  });
  return { shared: meanLayers((model) => model.shared), journal: meanLayers((model) => model.journal) };
}

function mean(lists: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(lists[0]?.length ?? 0);
  for (const list of lists) {
    for (const [at, value] of list.entries()) sum[at] = (sum[at] ?? 0) + value / lists.length;
  }
  return sum;
}

type Draft = Parameters<typeof writeWeights>[0];

function targetsOf(examples: readonly Example[]): Uint8Array {
  const targets = new Uint8Array(examples.length * LABEL_COUNT);
  for (const [row, { labels }] of examples.entries())
    for (const label of labels) targets[row * LABEL_COUNT + label] = 1;
  return targets;
}

function priorsOf(examples: readonly Example[]): number[] {
  return LABELS.map(
    (_, label) => examples.filter(({ labels }) => labels.includes(label)).length / examples.length,
  );
}

function headerOf(
  model: FittedModel,
  settings: TrainingSettings,
  priors: number[],
  sources: Record<string, string>,
): Draft {
  const shift = Array.from(
    model.journal.biases,
    (bias, label) =>
      settings.journalShare * bias - (LABELS[label] === "neutral" ? settings.neutralOffset : 0),
  );
  return {
    labels: LABELS,
    biases: Array.from(model.shared.biases, round),
    journalShift: shift.map(round),
    temperature: 1,
    tau: 0,
    priors: priors.map(round),
    thresholds: LABELS.map(() => 0.5),
    sources,
  };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

/** The header with temperature, tau and thresholds as the packed weights need them. */
function calibrated(draft: Draft, tables: PackedTables, dev: readonly Example[]): Draft {
  const engineFor = (header: Draft) => new LinearEngine(parseWeights(writeWeights(header, tables)));
  const engine = engineFor(draft);
  const temperature = fitTemperature((candidate) => scoreExamples(engine, dev, candidate));
  const scored = scoreExamples(engine, dev, temperature);
  const tau = fitTau(scored, draft.priors);
  return { ...draft, temperature, tau, thresholds: fitThresholds(scored) };
}
