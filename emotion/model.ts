/**
 * The linear model: looks the features of a sentence up in the weights and turns the sums into the
 * probabilities of the seven labels. It knows two registers: what all texts share, and what journals add to it. Sums
 * of sentences can be added up, which scores a whole text without reading it again. Nothing in it is asynchronous.
 */
import type { Features } from "./features.ts";
import { LABEL_COUNT, type Layer, PROBES, printOf, slotOf, type Table, type Weights } from "./weights.ts";

/** How a text is read: as a forum comment, which benchmarks are, or as a journal. */
export type Manner = "comment" | "journal";

/** Three blocks of features (words, letter groups, meanings), shared and of journals. */
const BLOCKS = 3;
const SUMS = 2 * BLOCKS;

/** Per block the sums of seven int8 values, and the sum of squared weights that they are divided by. */
export class Sums {
  readonly values = new Float64Array(SUMS * LABEL_COUNT);
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
  /** The layer that each of the sums belongs to. */
  readonly #layers: readonly Layer[];

  constructor(weights: Weights) {
    this.#weights = weights;
    const { features, journalFeatures, words } = weights;
    this.#layers = [layerOf(features, 0), layerOf(features, 0), layerOf(words, 0)].concat([
      layerOf(journalFeatures, 0),
      layerOf(journalFeatures, 0),
      layerOf(words, 1),
    ]);
  }

  /** Whether the word table knows the word with this meaning hash. */
  knows(hash: number): boolean {
    return findSlot(this.#weights.words.prints, hash) >= 0;
  }

  /** Replaces `sums` by those of one sentence. */
  sum(features: Features, sums: Sums): void {
    sums.clear();
    this.#sumBlock(0, features.wordHash, features.wordWeight, features.wordCount, sums);
    this.#sumBlock(1, features.gramHash, features.gramWeight, features.gramCount, sums);
    this.#sumMeanings(features, sums);
  }

  /** Writes seven probabilities to `scores` from `at` on; they sum to 1. */
  score(
    sums: Sums,
    scores: Float64Array,
    at: number,
    manner: Manner,
    temperature = this.#weights.header.temperature,
  ): void {
    const { biases, journalShift } = this.#weights.header;
    const power = 1 / temperature;
    const { values, squares } = sums;
    const count = manner === "journal" ? SUMS : BLOCKS;
    let total = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      let logit = (biases[label] ?? 0) + (manner === "journal" ? (journalShift[label] ?? 0) : 0);
      for (let index = 0; index < count; index += 1) {
        const scale = this.#layers[index]?.scales[label] ?? 0;
        logit +=
          ((values[index * LABEL_COUNT + label] ?? 0) * scale) / Math.sqrt(squares[index % BLOCKS] || 1);
      }
      const share = (1 / (1 + Math.exp(-logit))) ** power;
      scores[at + label] = share;
      total += share;
    }
    for (let label = 0; label < LABEL_COUNT; label += 1)
      scores[at + label] = (scores[at + label] ?? 0) / total;
  }

  /**
   * Adds each token's part of the logits of a journal to `contributions`, seven numbers per token. `sums` are those
   * of the same sentence.
   */
  attribute(features: Features, sums: Sums, contributions: Float64Array): void {
    const { features: shared, journalFeatures, words } = this.#weights;
    const blocks = [
      [features.wordHash, features.wordWeight, features.wordToken, features.wordCount],
      [features.gramHash, features.gramWeight, features.gramToken, features.gramCount],
      [features.meaningHash, features.meaningWeight, features.meaningToken, features.meaningCount],
    ] as const;
    for (const [block, [hashes, weights, owners, count]] of blocks.entries()) {
      const norm = 1 / Math.sqrt(sums.squares[block] || 1);
      for (let index = 0; index < count; index += 1) {
        const hash = hashes[index] ?? 0;
        const at = (owners[index] ?? 0) * LABEL_COUNT;
        const weight = (weights[index] ?? 0) * norm;
        const slot = findSlot((block === 2 ? words : shared).prints, hash);
        const ownSlot = block === 2 ? slot : findSlot(journalFeatures.prints, hash);
        if (slot >= 0) addPart(contributions, at, this.#layers[block], slot, weight);
        if (ownSlot >= 0) addPart(contributions, at, this.#layers[block + BLOCKS], ownSlot, weight);
      }
    }
  }

  #sumBlock(block: number, hashes: Int32Array, weights: Float32Array, count: number, sums: Sums): void {
    const { features, journalFeatures } = this.#weights;
    const values = layerOf(features, 0).values;
    const journalValues = layerOf(journalFeatures, 0).values;
    let squares = 0;
    for (let index = 0; index < count; index += 1) {
      const weight = weights[index] ?? 0;
      const hash = hashes[index] ?? 0;
      squares += weight * weight;
      const slot = findSlot(features.prints, hash);
      if (slot >= 0) addValues(sums.values, block, values, slot, weight);
      const ownSlot = findSlot(journalFeatures.prints, hash);
      if (ownSlot >= 0) addValues(sums.values, block + BLOCKS, journalValues, ownSlot, weight);
    }
    sums.squares[block] = squares;
  }

  #sumMeanings(features: Features, sums: Sums): void {
    const { words } = this.#weights;
    let squares = 0;
    for (let index = 0; index < features.meaningCount; index += 1) {
      const slot = findSlot(words.prints, features.meaningHash[index] ?? 0);
      if (slot < 0) continue;
      const weight = features.meaningWeight[index] ?? 0;
      squares += weight * weight;
      addValues(sums.values, 2, layerOf(words, 0).values, slot, weight);
      addValues(sums.values, 2 + BLOCKS, layerOf(words, 1).values, slot, weight);
    }
    sums.squares[2] = squares;
  }
}

function layerOf({ layers }: Table, index: number): Layer {
  const layer = layers[index];
  if (layer === undefined) throw new Error("The emotion weights lack a layer.");
  return layer;
}

function findSlot(prints: Uint16Array, hash: number): number {
  const print = printOf(hash);
  let slot = slotOf(hash, prints.length);
  for (let probe = 0; probe < PROBES; probe += 1) {
    const found = prints[slot];
    if (found === print) return slot;
    if (found === 0) return -1;
    slot = slot + 1 === prints.length ? 0 : slot + 1;
  }
  return -1;
}

function addValues(sums: Float64Array, index: number, values: Int8Array, slot: number, weight: number): void {
  const to = index * LABEL_COUNT;
  const from = slot * LABEL_COUNT;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    sums[to + label] = (sums[to + label] ?? 0) + weight * (values[from + label] ?? 0);
  }
}

function addPart(
  contributions: Float64Array,
  at: number,
  layer: Layer | undefined,
  slot: number,
  weight: number,
): void {
  if (layer === undefined) return;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    const part = weight * (layer.scales[label] ?? 0) * (layer.values[slot * LABEL_COUNT + label] ?? 0);
    contributions[at + label] = (contributions[at + label] ?? 0) + part;
  }
}
