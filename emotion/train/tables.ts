/**
 * Turns fitted models into rows for the tables of the weights file: which features and words are worth a place
 * there, and their seven numbers in each register.
 */
import { LABEL_COUNT } from "../weights.ts";
import type { FeaturePlan, FittedModel, LayerWeights } from "./optimise.ts";
import type { Rows } from "./pack.ts";
import type { SparseRows } from "./sparse.ts";
import { DIMENSIONS, type WordVectors } from "./word-vectors.ts";

/** Features by number, and which of them may have weights. */
export interface ChosenFeatures extends FeaturePlan {
  readonly hashes: Int32Array;
  readonly rows: SparseRows;
}

/** All features, before any is chosen. */
export function allFeatures(numbers: ReadonlyMap<number, number>, rows: SparseRows): ChosenFeatures {
  return {
    count: numbers.size,
    hashes: Int32Array.from(numbers.keys()),
    rows,
    isShared: () => true,
    isJournal: () => true,
  };
}

/**
 * The features that play the largest part in a first model, in the shared weights and in those of the seeds,
 * numbered anew, and the rows without the others. What ships is fitted on these alone, so that nothing relies on a
 * feature that has no room in the file.
 */
export function chooseFeatures(
  all: ChosenFeatures,
  model: FittedModel,
  firstSeed: number,
  sharedCount: number,
  journalCount: number,
): ChosenFeatures {
  const shared = new Set(worthiest(worthOf(all, model.shared, 0), sharedCount));
  const journal = new Set(worthiest(worthOf(all, model.journal, firstSeed), journalCount));
  const kept = Array.from({ length: all.count }, (_, feature) => feature).filter(
    (feature) => shared.has(feature) || journal.has(feature),
  );
  const renumbered = new Int32Array(all.count).fill(-1);
  for (const [place, feature] of kept.entries()) renumbered[feature] = place;
  return {
    count: kept.length,
    hashes: Int32Array.from(kept, (feature) => all.hashes[feature] ?? 0),
    rows: renumber(all.rows, renumbered),
    isShared: (place) => shared.has(kept[place] ?? -1),
    isJournal: (place) => journal.has(kept[place] ?? -1),
  };
}

function worthiest(worth: Float64Array, count: number): number[] {
  return Array.from(worth.keys())
    .filter((feature) => (worth[feature] ?? 0) > 0)
    .toSorted((left, right) => (worth[right] ?? 0) - (worth[left] ?? 0) || left - right)
    .slice(0, count);
}

/** The rows without the features that have no new number. */
function renumber(rows: SparseRows, numbers: Int32Array): SparseRows {
  const starts = new Int32Array(rows.count + 1);
  const ids = new Int32Array(rows.ids.length);
  const values = new Float32Array(rows.ids.length);
  let length = 0;
  for (let row = 0; row < rows.count; row += 1) {
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const id = numbers[rows.ids[at] ?? 0] ?? -1;
      if (id < 0) continue;
      ids[length] = id;
      values[length] = rows.values[at] ?? 0;
      length += 1;
    }
    starts[row + 1] = length;
  }
  return { ...rows, starts, ids: ids.slice(0, length), values: values.slice(0, length) };
}

/** A feature is worth the part that it plays in the texts from `firstRow` on together. */
function worthOf(
  { count, rows }: ChosenFeatures,
  { features }: LayerWeights,
  firstRow: number,
): Float64Array {
  const worth = new Float64Array(count);
  for (let at = rows.starts[firstRow] ?? 0; at < rows.ids.length; at += 1) {
    const id = rows.ids[at] ?? 0;
    worth[id] = (worth[id] ?? 0) + (rows.values[at] ?? 0) ** 2;
  }
  for (const id of worth.keys()) {
    let squares = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1)
      squares += (features[id * LABEL_COUNT + label] ?? 0) ** 2;
    worth[id] = (worth[id] ?? 0) * squares;
  }
  return worth;
}

/** The rows of one feature table: the shared one, or that of the seeds. */
export function featureRows(
  chosen: ChosenFeatures,
  layer: LayerWeights,
  firstRow: number,
  factor: number,
): Rows {
  const worth = worthOf(chosen, layer, firstRow);
  const rows = worthiest(worth, worth.length);
  const values = new Float32Array(rows.length * LABEL_COUNT);
  for (const [place, row] of rows.entries()) {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      values[place * LABEL_COUNT + label] = factor * (layer.features[row * LABEL_COUNT + label] ?? 0);
    }
  }
  return {
    hashes: Int32Array.from(rows, (row) => chosen.hashes[row] ?? 0),
    values,
    worth: Float64Array.from(rows, (row) => worth[row] ?? 0),
  };
}

/**
 * The word table: vectors times the layer over them, seven numbers per word for each register. Words of the
 * training texts come first, then by feeling and frequency.
 */
export function wordRows(
  vectors: WordVectors,
  counts: ReadonlyMap<number, number>,
  model: FittedModel,
  journalFactor: number,
): { readonly shared: Rows; readonly journal: Rows } {
  const size = vectors.words.length;
  const hashes = new Int32Array(size);
  const shared = new Float32Array(size * LABEL_COUNT);
  const journal = new Float32Array(size * LABEL_COUNT);
  const worth = new Float64Array(size);
  for (const [hash, row] of vectors.rowByHash) {
    hashes[row] = hash;
    project(vectors, row, model.shared.meanings, 1, shared);
    project(vectors, row, model.journal.meanings, journalFactor, journal);
    const count = counts.get(hash) ?? 0;
    const spread = spreadOf(shared, row) + spreadOf(journal, row);
    worth[row] = count > 1 ? 1e6 + count : spread / ((vectors.ranks[row] ?? 0) + 1000) ** 0.25;
  }
  return { shared: { hashes, values: shared, worth }, journal: { hashes, values: journal, worth } };
}

function project(
  vectors: WordVectors,
  row: number,
  layer: Float32Array,
  factor: number,
  into: Float32Array,
): void {
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    let sum = 0;
    for (let axis = 0; axis < DIMENSIONS; axis += 1) {
      sum += (vectors.values[row * DIMENSIONS + axis] ?? 0) * (layer[axis * LABEL_COUNT + label] ?? 0);
    }
    into[row * LABEL_COUNT + label] = factor * sum;
  }
}

/** How far the strongest of seven numbers is from their mean. */
function spreadOf(values: Float32Array, row: number): number {
  const seven = values.subarray(row * LABEL_COUNT, (row + 1) * LABEL_COUNT);
  const mean = seven.reduce((sum, value) => sum + value, 0) / LABEL_COUNT;
  return Math.max(...seven.map((value) => Math.abs(value - mean)));
}
