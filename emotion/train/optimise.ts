/**
 * Fits seven logistic units, one per label, with AdaGrad (Duchi and others 2011). Seeds are a second register
 * beside forum comments: they have biases of their own, so that how often each label was written into the
 * seeds does not change what the words mean. Sequential and seeded: the same input gives the same numbers.
 */
import { LABEL_COUNT } from "../weights.ts";
import type { SparseRows } from "./sparse.ts";
import { DIMENSIONS } from "./word-vectors.ts";

export interface FitOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Where the sums of squared gradients begin: high values keep rare features from leaping. */
  readonly caution: number;
  readonly decay: number;
  /** Exponent that raises rare labels: (1 / (7 share))^rarity. */
  readonly rarity: number;
  /** How much one seed counts, in comments. */
  readonly seedWeight: number;
  readonly shuffleSeed: number;
}

export interface FittedModel {
  /** Seven per feature. */
  readonly features: Float32Array;
  /** Seven per dimension of the word vectors. */
  readonly meanings: Float32Array;
  readonly biases: Float32Array;
  /** What is added to the biases in the register of the seeds. */
  readonly seedBiases: Float32Array;
}

/** `targets` holds seven 0 or 1 per row; rows from `firstSeed` on are seeds. */
export function fit(
  rows: SparseRows,
  targets: Uint8Array,
  firstSeed: number,
  featureCount: number,
  options: FitOptions,
): FittedModel {
  const raise = raisesOf(rows.count, targets, firstSeed, options);
  const make = (length: number) => new Layer(length * LABEL_COUNT, options);
  const features = make(featureCount);
  const meanings = make(DIMENSIONS);
  const biases = make(1);
  const seedBiases = make(1);
  const order = Int32Array.from({ length: rows.count }, (_, row) => row);
  const random = mulberry32(options.shuffleSeed);
  const logits = new Float64Array(LABEL_COUNT);
  const errors = new Float64Array(LABEL_COUNT);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const row of order) {
      const isSeed = row >= firstSeed;
      const from = rows.starts[row] ?? 0;
      const to = rows.starts[row + 1] ?? 0;
      logits.fill(0);
      biases.forward(0, 1, logits);
      if (isSeed) seedBiases.forward(0, 1, logits);
      for (let at = from; at < to; at += 1) features.forward(rows.ids[at] ?? 0, rows.values[at] ?? 0, logits);
      for (let axis = 0; axis < DIMENSIONS; axis += 1) {
        meanings.forward(axis, rows.meanings[row * DIMENSIONS + axis] ?? 0, logits);
      }
      const weight = isSeed ? options.seedWeight : 1;
      for (let label = 0; label < LABEL_COUNT; label += 1) {
        const chance = 1 / (1 + Math.exp(-(logits[label] ?? 0)));
        const isTarget = targets[row * LABEL_COUNT + label] === 1;
        errors[label] = weight * (isTarget ? -(raise[label] ?? 1) * (1 - chance) : chance);
      }
      biases.backward(0, 1, errors);
      if (isSeed) seedBiases.backward(0, 1, errors);
      for (let at = from; at < to; at += 1)
        features.backward(rows.ids[at] ?? 0, rows.values[at] ?? 0, errors);
      for (let axis = 0; axis < DIMENSIONS; axis += 1) {
        meanings.backward(axis, rows.meanings[row * DIMENSIONS + axis] ?? 0, errors);
      }
    }
  }
  return {
    features: features.weights,
    meanings: meanings.weights,
    biases: biases.weights,
    seedBiases: seedBiases.weights,
  };
}

/** Seven weights per input, with AdaGrad's sums beside them. */
class Layer {
  readonly weights: Float32Array;
  readonly #sums: Float32Array;
  readonly #rate: number;
  readonly #decay: number;

  constructor(length: number, { rate, caution, decay }: FitOptions) {
    this.weights = new Float32Array(length);
    this.#sums = new Float32Array(length).fill(caution);
    this.#rate = rate;
    this.#decay = decay;
  }

  forward(input: number, value: number, logits: Float64Array): void {
    const from = input * LABEL_COUNT;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      logits[label] = (logits[label] ?? 0) + value * (this.weights[from + label] ?? 0);
    }
  }

  backward(input: number, value: number, errors: Float64Array): void {
    const from = input * LABEL_COUNT;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      const at = from + label;
      const weight = this.weights[at] ?? 0;
      const gradient = (errors[label] ?? 0) * value + this.#decay * weight;
      const sum = (this.#sums[at] ?? 0) + gradient * gradient;
      this.#sums[at] = sum;
      this.weights[at] = weight - (this.#rate * gradient) / Math.sqrt(sum);
    }
  }
}

function raisesOf(count: number, targets: Uint8Array, firstSeed: number, options: FitOptions): Float64Array {
  const sums = new Float64Array(LABEL_COUNT);
  for (let row = 0; row < count; row += 1) {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      const weight = row >= firstSeed ? options.seedWeight : 1;
      sums[label] = (sums[label] ?? 0) + weight * (targets[row * LABEL_COUNT + label] ?? 0);
    }
  }
  return sums.map((sum) => (count / (LABEL_COUNT * sum)) ** options.rarity);
}

/** Fisher and Yates. */
function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** A small public-domain generator of uniform numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
