/** Joins what was heard in single sentences into what was heard in the whole, whoever has heard them. */
import { LABELS, type Label } from "./labels.ts";
import type { Reading } from "./reading.ts";

const LABEL_COUNT = LABELS.length;
const NEUTRAL = LABELS.indexOf("neutral");
const JOY = LABELS.indexOf("joy");
const SURPRISE = LABELS.indexOf("surprise");

/** Under this best score Echo is not sure. */
const SURE_FROM = 0.35;
/** The second feeling is near when it has this share of the first. */
const NEAR_SHARE = 0.6;
/** Two feelings are called mixed only when both together carry this much of the text. */
const MIXED_FROM = 0.3;
/** What a sentence without any feeling still weighs. */
const PLAIN_WEIGHT = 0.02;

/** The share of the text taken as one, and up to how many sentences it keeps that share. */
const WHOLE_SHARE = 0.5;
const WHOLE_SENTENCES = 8;

/** The reading of a text from the seven probabilities of each of its sentences; at least one. */
export function joinReadings(language: string, sentences: readonly (readonly number[])[]): Reading {
  const scores = Float64Array.from(sentences.flat());
  return readingOf(
    language,
    join(
      scores,
      weigh(scores, sentences.length, () => true),
    ),
  );
}

/** Sentences with feeling weigh more: (1 - neutral) squared; those without a word or emoji weigh nothing. */
export function weigh(
  scores: Float64Array,
  count: number,
  saysSomething: (sentence: number) => boolean,
): Float64Array {
  const weights = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    if (!saysSomething(index)) continue;
    const feeling = 1 - (scores[index * LABEL_COUNT + NEUTRAL] ?? 0);
    weights[index] = feeling * feeling + PLAIN_WEIGHT;
    sum += weights[index] ?? 0;
  }
  for (let index = 0; index < count; index += 1)
    weights[index] = sum > 0 ? (weights[index] ?? 0) / sum : 1 / count;
  return weights;
}

/** Seven probabilities of the whole: those of its sentences, weighted. */
export function join(sentenceScores: Float64Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(LABEL_COUNT);
  for (let index = 0; index < weights.length; index += 1) {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      scores[label] =
        (scores[label] ?? 0) + (weights[index] ?? 0) * (sentenceScores[index * LABEL_COUNT + label] ?? 0);
    }
  }
  return scores;
}

/**
 * Half what the sentences say and half the text taken as one, since a feeling may need more than a sentence to
 * show. In a long text the latter fades: it would be sure of whatever most words lean to.
 */
export function blend(joined: Float64Array, whole: Float64Array, sentences: number): Float64Array {
  const share = WHOLE_SHARE * Math.min(1, WHOLE_SENTENCES / Math.max(1, sentences));
  return joined.map((score, label) => (1 - share) * score + share * (whole[label] ?? 0));
}

/** The reading of a whole from its seven probabilities. */
export function readingOf(language: string, scores: Float64Array): Reading {
  const rounded = roundToOne(scores, 0);
  const best = topOf(rounded, 0);
  const topScore = rounded[best] ?? 0;
  return {
    language,
    scores: rounded,
    top: labelAt(best),
    topScore,
    isSure: topScore >= SURE_FROM,
    mixed: mixedOf(rounded),
    sentiment: sentimentOf(rounded),
  };
}

/** Rounds seven shares to 4 decimals so that they still sum to 1: what rounding lost goes to the largest. */
export function roundToOne(scores: Float64Array, at: number): number[] {
  const units = Array.from({ length: LABEL_COUNT }, (_, label) =>
    Math.round((scores[at + label] ?? 0) * 10_000),
  );
  const best = topOf(scores, at);
  units[best] = (units[best] ?? 0) + 10_000 - units.reduce((sum, value) => sum + value, 0);
  return units.map((value) => value / 10_000);
}

/** The place of the first highest of seven scores. */
export function topOf(scores: ArrayLike<number>, at: number): number {
  let best = 0;
  for (let label = 1; label < LABEL_COUNT; label += 1) {
    if ((scores[at + label] ?? 0) > (scores[at + best] ?? 0)) best = label;
  }
  return best;
}

export function labelAt(index: number): Label {
  return LABELS[index] ?? "neutral";
}

function mixedOf(scores: readonly number[]): readonly [Label, Label] | null {
  const feelings = scores
    .map((score, label) => ({ score, label }))
    .filter(({ label }) => label !== NEUTRAL)
    .toSorted((left, right) => right.score - left.score);
  const [first, second] = feelings;
  if (first === undefined || second === undefined || second.score < NEAR_SHARE * first.score) return null;
  if (first.score + second.score < MIXED_FROM) return null;
  return [labelAt(first.label), labelAt(second.label)];
}

/** Joy, less anger, disgust, fear and sadness, to 4 decimals. */
function sentimentOf(scores: readonly number[]): number {
  const joy = scores[JOY] ?? 0;
  const hard = 1 - joy - (scores[NEUTRAL] ?? 0) - (scores[SURPRISE] ?? 0);
  return Math.round((joy - hard) * 10_000) / 10_000;
}
