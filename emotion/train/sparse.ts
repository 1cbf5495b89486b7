/** Turns texts into sparse rows for training: feature numbers with values, and the meaning of the words as one dense vector. */
import { extract, Features } from "../features.ts";
import { tokenise } from "../tokenise.ts";
import { Tokens } from "../tokens.ts";
import { DIMENSIONS, type WordVectors } from "./word-vectors.ts";

/** Rows in compressed form: row r has the features from `starts[r]` to before `starts[r + 1]`. */
export interface SparseRows {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  /** 100 numbers per row: the weighted sum of its word vectors, divided by the length of the weights. */
  readonly meanings: Float32Array;
}

const tokens = new Tokens();
const features = new Features();

function read(text: string): void {
  tokenise(text, tokens);
  extract(tokens, 0, tokens.count, features);
}

/** Numbers the features that at least `least` texts have, in the order in which they first appear. */
export function numberFeatures(texts: readonly string[], least: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    read(text);
    const present = new Set<number>();
    for (let index = 0; index < features.wordCount; index += 1) present.add(features.wordHash[index] ?? 0);
    for (let index = 0; index < features.gramCount; index += 1) present.add(features.gramHash[index] ?? 0);
    for (const hash of present) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const numbers = new Map<number, number>();
  for (const [hash, count] of counts) if (count >= least) numbers.set(hash, numbers.size);
  return numbers;
}

/** How often each meaning hash is used. */
export function countMeanings(texts: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    read(text);
    for (let index = 0; index < features.meaningCount; index += 1) {
      const hash = features.meaningHash[index] ?? 0;
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  }
  return counts;
}

export function buildRows(
  texts: readonly string[],
  numbers: ReadonlyMap<number, number>,
  vectors: WordVectors,
): SparseRows {
  const starts = new Int32Array(texts.length + 1);
  const ids: number[] = [];
  const values: number[] = [];
  const meanings = new Float32Array(texts.length * DIMENSIONS);
  for (const [row, text] of texts.entries()) {
    read(text);
    const sums = new Map<number, number>();
    addBlock(sums, numbers, features.wordHash, features.wordWeight, features.wordCount);
    addBlock(sums, numbers, features.gramHash, features.gramWeight, features.gramCount);
    for (const [id, value] of sums) {
      ids.push(id);
      values.push(value);
    }
    starts[row + 1] = ids.length;
    addMeanings(meanings, row * DIMENSIONS, vectors);
  }
  return {
    count: texts.length,
    starts,
    ids: Int32Array.from(ids),
    values: Float32Array.from(values),
    meanings,
  };
}

/** One block of features, of length one together; features without a number count for the length all the same. */
function addBlock(
  sums: Map<number, number>,
  numbers: ReadonlyMap<number, number>,
  hashes: Int32Array,
  weights: Float32Array,
  count: number,
): void {
  let squares = 0;
  for (let index = 0; index < count; index += 1) squares += (weights[index] ?? 0) ** 2;
  const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let index = 0; index < count; index += 1) {
    const id = numbers.get(hashes[index] ?? 0);
    if (id !== undefined) sums.set(id, (sums.get(id) ?? 0) + (weights[index] ?? 0) * norm);
  }
}

function addMeanings(meanings: Float32Array, at: number, vectors: WordVectors): void {
  let squares = 0;
  for (let index = 0; index < features.meaningCount; index += 1) {
    const row = vectors.rowByHash.get(features.meaningHash[index] ?? 0);
    if (row === undefined) continue;
    const weight = features.meaningWeight[index] ?? 0;
    squares += weight * weight;
    for (let axis = 0; axis < DIMENSIONS; axis += 1) {
      meanings[at + axis] =
        (meanings[at + axis] ?? 0) + weight * (vectors.values[row * DIMENSIONS + axis] ?? 0);
    }
  }
  const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let axis = 0; axis < DIMENSIONS; axis += 1) meanings[at + axis] = (meanings[at + axis] ?? 0) * norm;
}
