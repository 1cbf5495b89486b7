/**
 * Hears what a text feels like: cuts it into sentences, scores each, and joins them so that sentences with
 * feeling count more than plain ones. A text in a language that it does not understand gets null, never "neutral".
 * Engines keep their buffers between calls; calls are synchronous, so nothing is shared between two texts.
 */
import { extract, Features, meaningHashOf } from "./features.ts";
import { EMOJI_ONLY, languageOf } from "./language.ts";
import { Model, Sums } from "./model.ts";
import type { Analysis, Engine, Explanation, Reading, SentenceReading } from "./reading.ts";
import { reasonsOf } from "./reasons.ts";
import { findSentences } from "./sentences.ts";
import { blend, join, labelAt, readingOf, roundToOne, topOf, weigh } from "./join.ts";
import { tokenise } from "./tokenise.ts";
import { EMOJI, Tokens, WORD } from "./tokens.ts";
import { LABEL_COUNT, parseWeights, type Weights } from "./weights.ts";

export type { Engine, Explanation, Reading, Reason, SentenceReading } from "./reading.ts";

/** A text is read up to this many sentences; what follows does not change the scores. */
const MOST_SENTENCES = 2000;

/** Makes an engine from a weights file. Throws an Error when the file is damaged or of another version. */
export function createEngine(bytes: Uint8Array): Engine {
  return new LinearEngine(parseWeights(bytes));
}

export class LinearEngine implements Engine {
  readonly weights: Weights;
  readonly #model: Model;
  readonly #tokens = new Tokens();
  readonly #features = new Features();
  readonly #sums = new Sums();
  readonly #total = new Sums();

  constructor(weights: Weights) {
    this.weights = weights;
    this.#model = new Model(weights);
  }

  get version(): string {
    return `echo-1:${this.weights.sha256().slice(0, 8)}`;
  }

  read(text: string): Reading | null {
    const analysis = this.analyse(text, false);
    return analysis === null ? null : readingOf(analysis.language, analysis.scores);
  }

  explain(text: string): Explanation | null {
    const analysis = this.analyse(text, true);
    if (analysis === null) return null;
    const reading = readingOf(analysis.language, analysis.scores);
    return { ...reading, reasons: reasonsOf(text, analysis), sentences: sentencesOf(analysis) };
  }

  detectLanguage(text: string): string | null {
    tokenise(text, this.#tokens);
    return this.#languageOfTokens();
  }

  /** The whole analysis, unrounded. */
  analyse(text: string, isExplained: boolean): Analysis | null {
    const tokens = this.#tokens;
    tokenise(text, tokens);
    const language = this.#languageOfTokens();
    if (language !== "en" && language !== EMOJI_ONLY) return null;
    const starts = findSentences(text, tokens, MOST_SENTENCES);
    const count = starts.length - 1;
    const sentenceScores = new Float64Array(count * LABEL_COUNT);
    const contributions = isExplained ? new Float64Array(tokens.count * LABEL_COUNT) : undefined;
    this.#total.clear();
    for (let index = 0; index < count; index += 1) {
      extract(tokens, starts[index] ?? 0, starts[index + 1] ?? 0, this.#features);
      this.#model.sum(this.#features, this.#sums);
      this.#model.score(this.#sums, sentenceScores, index * LABEL_COUNT, "journal");
      this.#total.add(this.#sums);
      if (contributions !== undefined) this.#model.attribute(this.#features, this.#sums, contributions);
    }
    const wholeScores = new Float64Array(LABEL_COUNT);
    this.#model.score(this.#total, wholeScores, 0, "journal");
    const weights = weigh(sentenceScores, count, (index) =>
      saysSomething(tokens, starts[index] ?? 0, starts[index + 1] ?? 0),
    );
    const scores = blend(join(sentenceScores, weights), wholeScores, count);
    return { language, tokens, starts, sentenceScores, weights, scores, contributions };
  }

  /** The probabilities of a text taken as one sentence of a forum, unrounded: what the benchmarks score. */
  scoreWhole(text: string, temperature = this.weights.header.temperature): Float64Array {
    tokenise(text, this.#tokens);
    const scores = new Float64Array(LABEL_COUNT);
    extract(this.#tokens, 0, this.#tokens.count, this.#features);
    this.#model.sum(this.#features, this.#sums);
    this.#model.score(this.#sums, scores, 0, "comment", temperature);
    return scores;
  }

  #languageOfTokens(): string | null {
    return languageOf(this.#tokens, 0, this.#tokens.count, (hash) => this.#model.knows(meaningHashOf(hash)));
  }
}

function saysSomething(tokens: Tokens, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    if (tokens.kind[index] === WORD || tokens.kind[index] === EMOJI) return true;
  }
  return false;
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
