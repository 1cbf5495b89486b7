/** The shapes of what the engine says about a text. */
import type { Label } from "./labels.ts";
import type { Tokens } from "./tokens.ts";

/** A word or emoji that spoke for a label. */
export interface Reason {
  readonly label: Label;
  readonly text: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Its share of all that spoke for this label, 0 to 1. */
  readonly weight: number;
}

export interface SentenceReading {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** In the order of LABELS, sum 1. */
  readonly scores: readonly number[];
  readonly top: Label;
}

/** What Echo hears in a text that it understands. */
export interface Reading {
  /** BCP 47: "en"; "zxx" for emoji alone. */
  readonly language: string;
  /** In the order of LABELS, rounded to 4 decimals, sum 1. */
  readonly scores: readonly number[];
  readonly top: Label;
  readonly topScore: number;
  /** False when the best score is so low that the label should not be shown as certain. */
  readonly isSure: boolean;
  /** The two strongest feelings, when they are near each other. */
  readonly mixed: readonly [Label, Label] | null;
  /** -1 to 1: joy, less anger, disgust, fear and sadness. Surprise and neutral count as 0. */
  readonly sentiment: number;
}

export interface Explanation extends Reading {
  readonly reasons: readonly Reason[];
  readonly sentences: readonly SentenceReading[];
}

export interface Engine {
  /** "echo-1:" and the first 8 hex digits of the SHA-256 of the weights. */
  readonly version: string;
  /** Null when the language is not understood. */
  read(text: string): Reading | null;
  /** Like `read`, with the words behind each label and each sentence's own reading. Slower. */
  explain(text: string): Explanation | null;
  /** The best guess, also for languages that Echo cannot read; null when unsure. */
  detectLanguage(text: string): string | null;
}

/** The parts of an analysis that reading and explaining share. Valid until the next text. */
export interface Analysis {
  readonly language: string;
  readonly tokens: Tokens;
  /** First token of each sentence, and the count of tokens. */
  readonly starts: readonly number[];
  /** Seven probabilities per sentence. */
  readonly sentenceScores: Float64Array;
  /** What each sentence weighs; sums to 1. */
  readonly weights: Float64Array;
  /** Seven probabilities of the whole. */
  readonly scores: Float64Array;
  /** Seven parts of the logits per token, when asked for. */
  readonly contributions: Float64Array | undefined;
}
