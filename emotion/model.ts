/**
 * The linear model: looks the features of one sentence up in the weights and returns the probabilities of the
 * seven labels. It keeps its buffers, so one model serves one caller at a time; nothing in it is asynchronous.
 */
import type { Features } from "./features.ts";
import { featurePrint, LABEL_COUNT, PROBES, slotOf, type Weights, wordPrint } from "./weights.ts";

export class Model {
  readonly #weights: Weights;
  readonly #sums = new Float64Array(LABEL_COUNT);
  readonly #logits = new Float64Array(LABEL_COUNT);

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  /** Whether the word table knows the word with this meaning hash. */
  knows(hash: number): boolean {
    return this.#findWord(hash) >= 0;
  }

  /**
   * Writes the probabilities of a sentence to `scores` from `at` on. They sum to 1. With `contributions`
   * (7 numbers per token, cleared by the caller) each token's part of the logits is added there.
   */
  score(
    features: Features,
    scores: Float64Array,
    at: number,
    offset: number,
    contributions?: Float64Array,
  ): void {
    const { biases, featureScales, wordScales, temperature } = this.#weights.header;
    const logits = this.#logits;
    for (let label = 0; label < LABEL_COUNT; label += 1) logits[label] = biases[label] ?? 0;
    const { wordCount, gramCount, meaningCount } = features;
    this.#addFeatures(
      features.wordHash,
      features.wordWeight,
      features.wordToken,
      wordCount,
      featureScales,
      contributions,
    );
    this.#addFeatures(
      features.gramHash,
      features.gramWeight,
      features.gramToken,
      gramCount,
      featureScales,
      contributions,
    );
    this.#addMeanings(features, meaningCount, wordScales, contributions);
    let sum = 0;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      const share =
        (1 / (1 + Math.exp(-(logits[label] ?? 0)))) ** (1 / temperature) *
        (label === NEUTRAL ? Math.exp(-offset) : 1);
      scores[at + label] = share;
      sum += share;
    }
    for (let label = 0; label < LABEL_COUNT; label += 1) scores[at + label] = (scores[at + label] ?? 0) / sum;
  }

  #addFeatures(
    hashes: Int32Array,
    weights: Float32Array,
    owners: Int32Array,
    count: number,
    scales: readonly number[],
    contributions: Float64Array | undefined,
  ): void {
    const { featurePrints: prints, featureValues: values } = this.#weights;
    const slots = prints.length;
    const sums = this.#sums.fill(0);
    let squares = 0;
    for (let index = 0; index < count; index += 1) squares += (weights[index] ?? 0) ** 2;
    const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let index = 0; index < count; index += 1) {
      const hash = hashes[index] ?? 0;
      const print = featurePrint(hash);
      let slot = slotOf(hash, slots);
      let probe = 0;
      while (probe < PROBES && prints[slot] !== print && prints[slot] !== 0) {
        slot = slot + 1 === slots ? 0 : slot + 1;
        probe += 1;
      }
      if (probe === PROBES || prints[slot] !== print) continue;
      const weight = weights[index] ?? 0;
      const from = slot * LABEL_COUNT;
      for (let label = 0; label < LABEL_COUNT; label += 1) {
        sums[label] = (sums[label] ?? 0) + weight * (values[from + label] ?? 0);
      }
      if (contributions !== undefined) {
        addContribution(contributions, owners[index] ?? 0, values, from, scales, weight * norm);
      }
    }
    this.#addSums(scales, norm);
  }

  #addMeanings(
    features: Features,
    count: number,
    scales: readonly number[],
    contributions: Float64Array | undefined,
  ): void {
    const { wordValues: values } = this.#weights;
    const sums = this.#sums.fill(0);
    let squares = 0;
    for (let index = 0; index < count; index += 1) {
      if (this.#slots(features, index) >= 0) squares += (features.meaningWeight[index] ?? 0) ** 2;
    }
    const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let index = 0; index < count; index += 1) {
      const slot = this.#slots(features, index);
      if (slot < 0) continue;
      const weight = features.meaningWeight[index] ?? 0;
      const from = slot * LABEL_COUNT;
      for (let label = 0; label < LABEL_COUNT; label += 1) {
        sums[label] = (sums[label] ?? 0) + weight * (values[from + label] ?? 0);
      }
      if (contributions !== undefined) {
        addContribution(
          contributions,
          features.meaningToken[index] ?? 0,
          values,
          from,
          scales,
          weight * norm,
        );
      }
    }
    this.#addSums(scales, norm);
  }

  #slots(features: Features, index: number): number {
    return this.#findWord(features.meaningHash[index] ?? 0);
  }

  #addSums(scales: readonly number[], norm: number): void {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      this.#logits[label] =
        (this.#logits[label] ?? 0) + (this.#sums[label] ?? 0) * (scales[label] ?? 0) * norm;
    }
  }

  #findWord(hash: number): number {
    const { wordPrints: prints } = this.#weights;
    const slots = prints.length;
    const print = wordPrint(hash);
    let slot = slotOf(hash, slots);
    for (let probe = 0; probe < PROBES; probe += 1) {
      if (prints[slot] === print) return slot;
      if (prints[slot] === 0) return -1;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
    return -1;
  }
}

const NEUTRAL = 4;

function addContribution(
  contributions: Float64Array,
  token: number,
  values: Int8Array,
  from: number,
  scales: readonly number[],
  weight: number,
): void {
  const at = token * LABEL_COUNT;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    contributions[at + label] =
      (contributions[at + label] ?? 0) + weight * (scales[label] ?? 0) * (values[from + label] ?? 0);
  }
}
