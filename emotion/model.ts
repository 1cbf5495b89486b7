/**
 * The linear model: looks the features of a sentence up in the weights and turns the sums into the
 * probabilities of the seven labels. Sums of sentences can be added up, which scores a whole text without
 * reading it again. It keeps its buffers, so one model serves one caller at a time; nothing in it is asynchronous.
 */
import type { Features } from "./features.ts";
import { LABEL_COUNT, printOf, PROBES, slotOf, type Weights } from "./weights.ts";

/** Three blocks of features: words, letter groups, meanings. */
const BLOCKS = 3;

/** Per block the sums of seven int8 values, and the sum of squared weights that they are divided by. */
export class Sums {
  readonly values = new Float64Array(BLOCKS * LABEL_COUNT);
  readonly squares = new Float64Array(BLOCKS);

  clear(): void {
    this.values.fill(0);
    this.squares.fill(0);
  }

  add(other: Sums): void {
    for (let index = 0; index < this.values.length; index += 1) {
      this.values[index] = (this.values[index] ?? 0) + (other.values[index] ?? 0);
    }
    for (let block = 0; block < BLOCKS; block += 1) {
      this.squares[block] = (this.squares[block] ?? 0) + (other.squares[block] ?? 0);
    }
  }
}

export class Model {
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  /** Whether the word table knows the word with this meaning hash. */
  knows(hash: number): boolean {
    return this.#findWord(hash) >= 0;
  }

  /** Replaces `sums` by those of one sentence. */
  sum(features: Features, sums: Sums): void {
    sums.clear();
    this.#sumBlock(0, features.wordHash, features.wordWeight, features.wordCount, sums);
    this.#sumBlock(1, features.gramHash, features.gramWeight, features.gramCount, sums);
    this.#sumMeanings(features, sums);
  }

  /**
   * Writes seven probabilities to `scores` from `at` on; they sum to 1. `shift` is added to the logits: that of
   * the weights for journals, zeros for benchmarks.
   */
  score(
    sums: Sums,
    scores: Float64Array,
    at: number,
    shift: readonly number[],
    temperature = this.#weights.header.temperature,
  ): void {
    const { biases, featureScales, wordScales } = this.#weights.header;
    const power = 1 / temperature;
    const { values, squares } = sums;
    let total = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      let logit = (biases[label] ?? 0) + (shift[label] ?? 0);
      for (let block = 0; block < BLOCKS; block += 1) {
        const scale = (block === 2 ? wordScales : featureScales)[label] ?? 0;
        logit += ((values[block * LABEL_COUNT + label] ?? 0) * scale) / Math.sqrt(squares[block] || 1);
      }
      const share = (1 / (1 + Math.exp(-logit))) ** power;
      scores[at + label] = share;
      total += share;
    }
    for (let label = 0; label < LABEL_COUNT; label += 1)
      scores[at + label] = (scores[at + label] ?? 0) / total;
  }

  /**
   * Adds each token's part of the logits to `contributions`, seven numbers per token. `sums` are those of the
   * same sentence.
   */
  attribute(features: Features, sums: Sums, contributions: Float64Array): void {
    const { featureValues, wordValues, header } = this.#weights;
    const { featureScales, wordScales } = header;
    const blocks = [
      [features.wordHash, features.wordWeight, features.wordToken, features.wordCount],
      [features.gramHash, features.gramWeight, features.gramToken, features.gramCount],
      [features.meaningHash, features.meaningWeight, features.meaningToken, features.meaningCount],
    ] as const;
    for (const [block, [hashes, weights, owners, count]] of blocks.entries()) {
      const isMeaning = block === 2;
      const norm = 1 / Math.sqrt(sums.squares[block] || 1);
      const scales = isMeaning ? wordScales : featureScales;
      const values = isMeaning ? wordValues : featureValues;
      for (let index = 0; index < count; index += 1) {
        const slot = isMeaning ? this.#findWord(hashes[index] ?? 0) : this.#findFeature(hashes[index] ?? 0);
        if (slot < 0) continue;
        const at = (owners[index] ?? 0) * LABEL_COUNT;
        const weight = (weights[index] ?? 0) * norm;
        for (let label = 0; label < LABEL_COUNT; label += 1) {
          const part = weight * (scales[label] ?? 0) * (values[slot * LABEL_COUNT + label] ?? 0);
          contributions[at + label] = (contributions[at + label] ?? 0) + part;
        }
      }
    }
  }

  #sumBlock(block: number, hashes: Int32Array, weights: Float32Array, count: number, sums: Sums): void {
    let squares = 0;
    for (let index = 0; index < count; index += 1) {
      const weight = weights[index] ?? 0;
      squares += weight * weight;
      const slot = this.#findFeature(hashes[index] ?? 0);
      if (slot >= 0) addValues(sums.values, block, this.#weights.featureValues, slot, weight);
    }
    sums.squares[block] = squares;
  }

  #sumMeanings(features: Features, sums: Sums): void {
    let squares = 0;
    for (let index = 0; index < features.meaningCount; index += 1) {
      const slot = this.#findWord(features.meaningHash[index] ?? 0);
      if (slot < 0) continue;
      const weight = features.meaningWeight[index] ?? 0;
      squares += weight * weight;
      addValues(sums.values, 2, this.#weights.wordValues, slot, weight);
    }
    sums.squares[2] = squares;
  }

  #findFeature(hash: number): number {
    const prints = this.#weights.featurePrints;
    return findSlot(prints, slotOf(hash, prints.length), printOf(hash));
  }

  #findWord(hash: number): number {
    const prints = this.#weights.wordPrints;
    return findSlot(prints, slotOf(hash, prints.length), printOf(hash));
  }
}

function findSlot(prints: Uint16Array, start: number, print: number): number {
  let slot = start;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const found = prints[slot];
    if (found === print) return slot;
    if (found === 0) return -1;
    slot = slot + 1 === prints.length ? 0 : slot + 1;
  }
  return -1;
}

function addValues(sums: Float64Array, block: number, values: Int8Array, slot: number, weight: number): void {
  const to = block * LABEL_COUNT;
  const from = slot * LABEL_COUNT;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    sums[to + label] = (sums[to + label] ?? 0) + weight * (values[from + label] ?? 0);
  }
}
