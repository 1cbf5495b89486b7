/**
 * Hears what a text feels like: cuts it into sentences, scores each, and joins them so that sentences with
 * feeling count more than plain ones. A text in a language that it does not understand gets null, never "neutral".
 * Engines keep their buffers between calls; calls are synchronous, so nothing is shared between two texts.
 */
import { extract, Features, meaningHashOf } from "./features.ts";
import { EMOJI_ONLY, languageOf } from "./language.ts";
import { LABELS, type Label } from "./labels.ts";
import { Model } from "./model.ts";
import type { Analysis, Engine, Explanation, Reading, SentenceReading } from "./reading.ts";
import { reasonsOf } from "./reasons.ts";
import { findSentences } from "./sentences.ts";
import { EMOJI, Tokens, tokenise, WORD } from "./tokenise.ts";
import { LABEL_COUNT, parseWeights, type Weights } from "./weights.ts";

export type { Engine, Explanation, Reading, Reason, SentenceReading } from "./reading.ts";

/** Under this best score Echo is not sure. */
const SURE_FROM = 0.35;
/** The second feeling is near when it has this share of the first. */
const NEAR_SHARE = 0.6;
/** A text is read up to this many sentences; what follows does not change the scores. */
const MOST_SENTENCES = 2000;
/** What a sentence without any feeling still weighs. */
const PLAIN_WEIGHT = 0.02;
const NEUTRAL = LABELS.indexOf("neutral");
const JOY = LABELS.indexOf("joy");
const SURPRISE = LABELS.indexOf("surprise");

/** Makes an engine from a weights file. Throws an Error when the file is damaged or of another version. */
export function createEngine(bytes: Uint8Array): Engine {
  return new LinearEngine(parseWeights(bytes));
}

export class LinearEngine implements Engine {
  readonly weights: Weights;
  readonly version: string;
  readonly #model: Model;
  readonly #tokens = new Tokens();
  readonly #features = new Features();

  constructor(weights: Weights) {
    this.weights = weights;
    this.version = `echo-1:${weights.sha256.slice(0, 8)}`;
    this.#model = new Model(weights);
  }

  read(text: string): Reading | null {
    const analysis = this.analyse(text, this.weights.header.neutralOffset, false);
    return analysis === null ? null : readingOf(analysis);
  }

  explain(text: string): Explanation | null {
    const analysis = this.analyse(text, this.weights.header.neutralOffset, true);
    if (analysis === null) return null;
    const reading = readingOf(analysis);
    return { ...reading, reasons: reasonsOf(text, analysis), sentences: sentencesOf(analysis) };
  }

  detectLanguage(text: string): string | null {
    tokenise(text, this.#tokens);
    return this.#languageOfTokens();
  }

  /** The whole analysis, with the offset for neutral as an argument: benchmarks use 0. */
  analyse(text: string, offset: number, isExplained: boolean): Analysis | null {
    const tokens = this.#tokens;
    tokenise(text, tokens);
    const language = this.#languageOfTokens();
    if (language !== "en" && language !== EMOJI_ONLY) return null;
    const starts = findSentences(text, tokens, MOST_SENTENCES);
    const count = starts.length - 1;
    const sentenceScores = new Float64Array(count * LABEL_COUNT);
    const contributions = isExplained ? new Float64Array(tokens.count * LABEL_COUNT) : undefined;
    for (let index = 0; index < count; index += 1) {
      extract(tokens, starts[index] ?? 0, starts[index + 1] ?? 0, this.#features);
      this.#model.score(this.#features, sentenceScores, index * LABEL_COUNT, offset, contributions);
    }
    const weights = weigh(tokens, starts, sentenceScores);
    return {
      language,
      tokens,
      starts,
      sentenceScores,
      weights,
      scores: join(sentenceScores, weights),
      contributions,
    };
  }

  /** The probabilities of a text taken as one sentence, unrounded: what the benchmarks score. */
  scoreWhole(text: string, offset: number): Float64Array {
    tokenise(text, this.#tokens);
    const scores = new Float64Array(LABEL_COUNT);
    extract(this.#tokens, 0, this.#tokens.count, this.#features);
    this.#model.score(this.#features, scores, 0, offset);
    return scores;
  }

  #languageOfTokens(): string | null {
    return languageOf(this.#tokens, 0, this.#tokens.count, (hash) => this.#model.knows(meaningHashOf(hash)));
  }
}

/** Sentences with feeling weigh more: (1 - neutral) squared; those without a word or emoji weigh nothing. */
function weigh(tokens: Tokens, starts: readonly number[], scores: Float64Array): Float64Array {
  const count = starts.length - 1;
  const weights = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    if (!saysSomething(tokens, starts[index] ?? 0, starts[index + 1] ?? 0)) continue;
    const feeling = 1 - (scores[index * LABEL_COUNT + NEUTRAL] ?? 0);
    weights[index] = feeling * feeling + PLAIN_WEIGHT;
    sum += weights[index] ?? 0;
  }
  for (let index = 0; index < count; index += 1)
    weights[index] = sum > 0 ? (weights[index] ?? 0) / sum : 1 / count;
  return weights;
}

function saysSomething(tokens: Tokens, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    if (tokens.kind[index] === WORD || tokens.kind[index] === EMOJI) return true;
  }
  return false;
}

function join(sentenceScores: Float64Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(LABEL_COUNT);
  for (let index = 0; index < weights.length; index += 1) {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      scores[label] =
        (scores[label] ?? 0) + (weights[index] ?? 0) * (sentenceScores[index * LABEL_COUNT + label] ?? 0);
    }
  }
  return scores;
}

function readingOf({ language, scores }: Analysis): Reading {
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

function sentencesOf({ tokens, starts, sentenceScores }: Analysis): SentenceReading[] {
  return starts.slice(0, -1).map((from, index) => {
    const scores = roundToOne(sentenceScores, index * LABEL_COUNT);
    const last = (starts[index + 1] ?? 0) - 1;
    return {
      start: tokens.start[from] ?? 0,
      end: tokens.end[last] ?? 0,
      scores,
      top: labelAt(topOf(scores, 0)),
    };
  });
}

/** Rounds seven shares to 4 decimals so that they still sum to 1: what rounding lost goes to the largest. */
function roundToOne(scores: Float64Array, at: number): number[] {
  const units = Array.from({ length: LABEL_COUNT }, (_, label) =>
    Math.round((scores[at + label] ?? 0) * 10_000),
  );
  const best = topOf(scores, at);
  units[best] = (units[best] ?? 0) + 10_000 - units.reduce((sum, value) => sum + value, 0);
  return units.map((value) => value / 10_000);
}

function topOf(scores: ArrayLike<number>, at: number): number {
  let best = 0;
  for (let label = 1; label < LABEL_COUNT; label += 1) {
    if ((scores[at + label] ?? 0) > (scores[at + best] ?? 0)) best = label;
  }
  return best;
}

function labelAt(index: number): Label {
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

/** Two feelings are called mixed only when both together carry this much of the text. */
const MIXED_FROM = 0.3;

/** Joy, less anger, disgust, fear and sadness, to 4 decimals. */
function sentimentOf(scores: readonly number[]): number {
  const joy = scores[JOY] ?? 0;
  const hard = 1 - joy - (scores[NEUTRAL] ?? 0) - (scores[SURPRISE] ?? 0);
  return Math.round((joy - hard) * 10_000) / 10_000;
}
