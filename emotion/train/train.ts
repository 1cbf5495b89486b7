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
import { type FitOptions, type FittedModel, fit } from "./optimise.ts";
import { packTable, type PackedTable, writeWeights } from "./pack.ts";
import { buildRows, countMeanings, numberFeatures, type SparseRows } from "./sparse.ts";
import { DIMENSIONS, readWordVectors, VECTORS_FILE, type WordVectors } from "./word-vectors.ts";

/** All that can be chosen before training. */
export interface TrainingSettings extends FitOptions {
  /** Models in different orders whose weights are averaged. */
  readonly runs: number;
  readonly featureSlots: number;
  readonly wordSlots: number;
  /** A feature must occur in this many texts. */
  readonly leastTexts: number;
  /** How many features are fitted in the end: what the table has room for, nearly. */
  readonly keptFeatures: number;
  /** How much of the seeds' own biases is used when journals are read, and what is taken from neutral besides. */
  readonly registerShare: number;
  readonly neutralOffset: number;
}

export const SETTINGS: TrainingSettings = {
  epochs: 16,
  rate: 0.2,
  caution: 4,
  decay: 1e-5,
  rarity: 0.35,
  seedWeight: 1.7,
  shuffleSeed: 1,
  runs: 3,
  featureSlots: 57_344,
  wordSlots: 36_864,
  leastTexts: 2,
  keptFeatures: 51_000,
  registerShare: 0.7,
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
  const rows = buildRows(texts, numbers, vectors);
  log(`${numbers.size} features; fitting ${settings.epochs} epochs`);
  const targets = targetsOf(examples);
  const first = fit(rows, targets, comments.length, numbers.size, settings);
  const kept = keepWorthiest(numbers, rows, first, settings.keptFeatures);
  log(`${kept.numbers.size} features kept; fitting ${settings.runs} times ${settings.epochs} epochs`);
  const model = fitAverage(kept.rows, targets, comments.length, kept.numbers.size, settings);
  const features = packTable(featureRows(kept.numbers, kept.rows, model), settings.featureSlots);
  const words = packTable(wordRows(vectors, countMeanings(texts), model), settings.wordSlots);
  log(`${features.placed} features and ${words.placed} words placed`);
  const draft = headerOf(model, settings, priorsOf(comments), hashSources(folder, [VECTORS_FILE]));
  const bytes = writeWeights(calibrated(draft, features, words, dev), features, words);
  writeFileSync(output, bytes);
  const digest = createHash("sha256").update(bytes).digest("hex");
  log(`${bytes.length} bytes, sha256 ${digest}`);
  return digest;
}

/** Averages the weights of models that saw the texts in different orders: a linear model of their mean logits. */
function fitAverage(
  rows: SparseRows,
  targets: Uint8Array,
  firstSeed: number,
  featureCount: number,
  settings: TrainingSettings,
): FittedModel {
  const runs = Array.from({ length: settings.runs }, (_, run) =>
    fit(rows, targets, firstSeed, featureCount, { ...settings, shuffleSeed: settings.shuffleSeed + run }),
  );
  const mean = (pick: (model: FittedModel) => Float32Array) => {
    const sum = new Float32Array(pick(runs[0] as FittedModel).length);
    for (const run of runs)
      for (const [at, value] of pick(run).entries()) sum[at] = (sum[at] ?? 0) + value / runs.length;
    return sum;
  };
  return {
    features: mean((model) => model.features),
    meanings: mean((model) => model.meanings),
    biases: mean((model) => model.biases),
    seedBiases: mean((model) => model.seedBiases),
  };
}

/**
 * The features that play the largest part in a first model, numbered anew, and the rows without the others. What
 * ships is fitted on these alone, so that nothing relies on a feature that has no room in the file.
 */
function keepWorthiest(
  numbers: ReadonlyMap<number, number>,
  rows: SparseRows,
  model: FittedModel,
  count: number,
): { readonly numbers: Map<number, number>; readonly rows: SparseRows } {
  const { hashes, worth } = featureRows(numbers, rows, model);
  const order = Array.from(worth.keys()).toSorted(
    (left, right) => (worth[right] ?? 0) - (worth[left] ?? 0) || left - right,
  );
  const renumbered = new Int32Array(worth.length).fill(-1);
  const kept = new Map<number, number>();
  for (const id of order.slice(0, count).toSorted((left, right) => left - right)) {
    renumbered[id] = kept.size;
    kept.set(hashes[id] ?? 0, kept.size);
  }
  const starts = new Int32Array(rows.count + 1);
  const ids = new Int32Array(rows.ids.length);
  const values = new Float32Array(rows.ids.length);
  let length = 0;
  for (let row = 0; row < rows.count; row += 1) {
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const id = renumbered[rows.ids[at] ?? 0] ?? -1;
      if (id < 0) continue;
      ids[length] = id;
      values[length] = rows.values[at] ?? 0;
      length += 1;
    }
    starts[row + 1] = length;
  }
  return {
    numbers: kept,
    rows: { ...rows, starts, ids: ids.slice(0, length), values: values.slice(0, length) },
  };
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

/** A feature is worth the part that it plays in all training texts together. */
function featureRows(numbers: ReadonlyMap<number, number>, rows: SparseRows, model: FittedModel) {
  const worth = new Float64Array(numbers.size);
  for (const [at, id] of rows.ids.entries()) worth[id] = (worth[id] ?? 0) + (rows.values[at] ?? 0) ** 2;
  for (const id of worth.keys()) {
    let squares = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1)
      squares += (model.features[id * LABEL_COUNT + label] ?? 0) ** 2;
    worth[id] = (worth[id] ?? 0) * squares;
  }
  return { hashes: Int32Array.from(numbers.keys()), values: model.features, worth };
}

/** Word vectors times the layer over them: seven numbers per word. Words of the training texts come first, then by feeling and frequency. */
function wordRows(vectors: WordVectors, counts: ReadonlyMap<number, number>, model: FittedModel) {
  const hashes = new Int32Array(vectors.words.length);
  const values = new Float32Array(vectors.words.length * LABEL_COUNT);
  const worth = new Float64Array(vectors.words.length);
  for (const [hash, row] of vectors.rowByHash) {
    hashes[row] = hash;
    let mean = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      let sum = 0;
      for (let axis = 0; axis < DIMENSIONS; axis += 1) {
        sum +=
          (vectors.values[row * DIMENSIONS + axis] ?? 0) * (model.meanings[axis * LABEL_COUNT + label] ?? 0);
      }
      values[row * LABEL_COUNT + label] = sum;
      mean += sum / LABEL_COUNT;
    }
    const spread = Math.max(
      ...values.subarray(row * LABEL_COUNT, (row + 1) * LABEL_COUNT).map((value) => Math.abs(value - mean)),
    );
    const count = counts.get(hash) ?? 0;
    worth[row] = count > 1 ? 1e6 + count : spread / ((vectors.ranks[row] ?? 0) + 1000) ** 0.25;
  }
  return { hashes, values, worth };
}

function headerOf(
  model: FittedModel,
  settings: TrainingSettings,
  priors: number[],
  sources: Record<string, string>,
): Draft {
  const shift = Array.from(
    model.seedBiases,
    (bias, label) =>
      settings.registerShare * bias - (LABELS[label] === "neutral" ? settings.neutralOffset : 0),
  );
  return {
    labels: LABELS,
    biases: Array.from(model.biases, round),
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
function calibrated(draft: Draft, features: PackedTable, words: PackedTable, dev: readonly Example[]): Draft {
  const engineFor = (header: Draft) => new LinearEngine(parseWeights(writeWeights(header, features, words)));
  const engine = engineFor(draft);
  const temperature = fitTemperature((candidate) => scoreExamples(engine, dev, candidate));
  const scored = scoreExamples(engine, dev, temperature);
  const tau = fitTau(scored, draft.priors);
  return { ...draft, temperature, tau, thresholds: fitThresholds(scored) };
}
