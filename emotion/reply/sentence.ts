/**
 * What a reply sentence is and the conditions under which it may be said. A condition is only ever about
 * what is known of an entry (its label, tags, hour, length, mood), never a guess about its writer.
 */
import type { Label } from "../labels.ts";

/** The seven chips of the writing surface, and topics that people often use as tags of their own. */
export const TOPICS = [
  "calm",
  "anxious",
  "proud",
  "drained",
  "grateful",
  "frustrated",
  "focused",
  "work",
  "family",
  "sleep",
  "health",
  "friends",
  "school",
  "money",
  "love",
  "pet",
  "nature",
  "food",
  "travel",
] as const;
export type Topic = (typeof TOPICS)[number];

/** Morning 5 to 11, afternoon 12 to 17, evening 18 to 21, night 22 to 4 o'clock, in the writer's own time. */
export type PartOfDay = "morning" | "afternoon" | "evening" | "night";

/** All conditions given must hold; a sentence without any fits every entry of its group. */
export interface When {
  /** How clearly the label was heard. */
  readonly intensity?: "low" | "high";
  readonly tag?: Topic;
  /** Never holds for an entry that is written for a past day. */
  readonly part?: PartOfDay;
  /** What most of the last pages sounded like: the same label, hard ones, or joy. */
  readonly recent?: "same" | "hard" | "light";
  readonly length?: "short" | "long";
  readonly isBackdated?: true;
  /** The mood that the writer marked: 1 and 2, 3, or 4 and 5. */
  readonly mood?: "low" | "mid" | "high";
  /** Two feelings near each other, in either order. */
  readonly pair?: readonly [Label, Label];
  /** Whether the label heard is a hard one (sadness, anger, fear, disgust) or joy. */
  readonly tone?: "hard" | "light";
}

export interface Sentence {
  /** Stable for ever: it is stored to keep a sentence from coming back too soon. */
  readonly key: string;
  readonly text: string;
  readonly when: When;
}

/** The sentences of `textByKey`, all under the same conditions. */
export function under(when: When, textByKey: Readonly<Record<string, string>>): readonly Sentence[] {
  return Object.entries(textByKey).map(([key, text]) => ({ key, text, when }));
}
