/**
 * Fits seven logistic units, one per label, with AdaGrad (Duchi and others 2011). Seeds are a register of their
 * own beside forum comments: they share all weights with the comments and add weights that only they have, so that
 * neither has to speak like the other (Daumé III 2007). Sequential and seeded: the same input gives the same numbers.
 */
import { LABEL_COUNT } from "../weights.ts";
import type { SparseRows } from "./sparse.ts";
import { DIMENSIONS } from "./word-vectors.ts";

export interface FitOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Where the sums of squared gradients begin: high values keep rare features from leaping. */
  readonly caution: number;
  /** The same for the weights that only seeds have. */
  readonly journalCaution: number;
  readonly decay: number;
  /** Exponent that raises rare labels: (1 / (7 share))^rarity. */
  readonly rarity: number;
  /** How much one seed counts for the shared weights, in comments, and for the weights that only seeds have. */
  readonly seedWeight: number;
  readonly journalWeight: number;
  readonly shuffleSeed: number;
}

/** Weights of one register, or shared by both. */
export interface LayerWeights {
  /** Seven per feature. */
  readonly features: Float32Array;
  /** Seven per dimension of the word vectors. */
  readonly meanings: Float32Array;
  readonly biases: Float32Array;
}

export interface FittedModel {
  readonly shared: LayerWeights;
  /** What is added in the register of the seeds. */
  readonly journal: LayerWeights;
}

/** Which features may have weights: those that the file has room for. */
export interface FeaturePlan {
  readonly count: number;
  readonly isShared: (feature: number) => boolean;
  readonly isJournal: (feature: number) => boolean;
}

/** `targets` holds seven 0 or 1 per row; rows from `firstSeed` on are seeds. */
export function fit(
  rows: SparseRows,
  targets: Uint8Array,
  firstSeed: number,
  plan: FeaturePlan,
  options: FitOptions,
): FittedModel {
  const raise = raisesOf(rows.count, targets, firstSeed, options);
  const shared = new Register(plan.count, plan.isShared, options.rate, options.caution, options.decay);
  const journal = new Register(
    plan.count,
    plan.isJournal,
    options.rate,
    options.journalCaution,
    options.decay,
  );
  const order = Int32Array.from({ length: rows.count }, (_, row) => row);
  const random = mulberry32(options.shuffleSeed);
  const logits = new Float64Array(LABEL_COUNT);
  const errors = new Float64Array(LABEL_COUNT);
  const weighted = new Float64Array(LABEL_COUNT);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const row of order) {
      const isSeed = row >= firstSeed;
      logits.fill(0);
      shared.forward(rows, row, logits);
      if (isSeed) journal.forward(rows, row, logits);
      for (let label = 0; label < LABEL_COUNT; label += 1) {
        const chance = 1 / (1 + Math.exp(-(logits[label] ?? 0)));
        const isTarget = targets[row * LABEL_COUNT + label] === 1;
        errors[label] = isTarget ? -(raise[label] ?? 1) * (1 - chance) : chance;
      }
      shared.backward(rows, row, scale(errors, isSeed ? options.seedWeight : 1, weighted));
      if (isSeed) journal.backward(rows, row, scale(errors, options.journalWeight, weighted));
    }
  }
  return { shared: shared.weights(), journal: journal.weights() };
}

function scale(errors: Float64Array, factor: number, into: Float64Array): Float64Array {
  for (let label = 0; label < LABEL_COUNT; label += 1) into[label] = factor * (errors[label] ?? 0);
  return into;
}

/** The layers of one register. */
class Register {
  readonly #features: Layer;
  readonly #meanings: Layer;
  readonly #biases: Layer;
  readonly #has: Uint8Array;

  constructor(
    count: number,
    has: (feature: number) => boolean,
    rate: number,
    caution: number,
    decay: number,
  ) {
    this.#features = new Layer(count, rate, caution, decay);
    this.#meanings = new Layer(DIMENSIONS, rate, caution, decay);
    this.#biases = new Layer(1, rate, caution, decay);
    this.#has = Uint8Array.from({ length: count }, (_, feature) => Number(has(feature)));
  }

  forward(rows: SparseRows, row: number, logits: Float64Array): void {
    this.#biases.forward(0, 1, logits);
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const feature = rows.ids[at] ?? 0;
      if (this.#has[feature] === 1) this.#features.forward(feature, rows.values[at] ?? 0, logits);
    }
    for (let axis = 0; axis < DIMENSIONS; axis += 1) {
      this.#meanings.forward(axis, rows.meanings[row * DIMENSIONS + axis] ?? 0, logits);
    }
  }

  backward(rows: SparseRows, row: number, errors: Float64Array): void {
    this.#biases.backward(0, 1, errors);
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const feature = rows.ids[at] ?? 0;
      if (this.#has[feature] === 1) this.#features.backward(feature, rows.values[at] ?? 0, errors);
    }
    for (let axis = 0; axis < DIMENSIONS; axis += 1) {
      this.#meanings.backward(axis, rows.meanings[row * DIMENSIONS + axis] ?? 0, errors);
    }
  }

  weights(): LayerWeights {
    return {
      features: this.#features.weights,
      meanings: this.#meanings.weights,
      biases: this.#biases.weights,
    };
  }
}

/** Seven weights per input, with AdaGrad's sums beside them. */
class Layer {
  readonly weights: Float32Array;
  readonly #sums: Float32Array;
  readonly #rate: number;
  readonly #decay: number;

  constructor(inputs: number, rate: number, caution: number, decay: number) {
    this.weights = new Float32Array(inputs * LABEL_COUNT);
    this.#sums = new Float32Array(inputs * LABEL_COUNT).fill(caution);
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
