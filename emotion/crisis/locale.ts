/**
 * What a language has to say so that its crisis language is found: words, idioms, rules and the contexts that
 * silence them. Another language is another file with one of these, and a line in `crisis.ts`.
 */
import type { Vocabulary } from "#emotion/crisis/phrase.ts";

export interface CrisisRule {
  /** Any one of them is the sign. */
  readonly phrases: readonly string[];
  /**
   * Who is meant. `own`: the phrase itself says that it is the writer. `open`: the nearest subject before it decides,
   * and none means the writer. `topic`: a subject that people also write about; marks of another person or of
   * information in the sentence silence it, unless `topicOwn` ties it to the writer.
   */
  readonly subject: "own" | "open" | "topic";
  /** Phrases anywhere in the same sentence that give it an everyday meaning. */
  readonly unless?: readonly string[];
}

export interface CrisisLocale {
  /** BCP 47 language. */
  readonly locale: string;
  /** One word of a text as the rules write it: contractions opened, usual misspellings mended. */
  readonly fold: (word: string) => string;
  readonly vocabulary: Vocabulary;
  /** Everyday phrases; they are taken out before any rule looks. */
  readonly idioms: readonly string[];
  readonly explicit: readonly CrisisRule[];
  readonly veiled: readonly CrisisRule[];
  /** Words of despair: together they are one more sign where no feelings are known. */
  readonly despair: readonly string[];
  readonly ownSubjects: readonly string[];
  readonly otherSubjects: readonly string[];
  /** Somebody else speaks, right before the phrase. */
  readonly reported: readonly string[];
  /** Somebody else speaks, or a work does, anywhere around a quotation. */
  readonly quoted: readonly string[];
  /** A made-up world, anywhere in the sentence. */
  readonly fiction: readonly string[];
  readonly topicSilencers: readonly string[];
  readonly topicOwn: readonly string[];
  /** Long ago, as against last night or last month. */
  readonly longPast: readonly string[];
  /** Forms in which the long past is told; a phrase in the present is not silenced by it. */
  readonly pastForms: readonly string[];
  /** It is back: what is told of the past counts again. */
  readonly returns: readonly string[];
}
