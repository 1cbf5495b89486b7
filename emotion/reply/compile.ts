/**
 * Sentences made ready for choosing: the conditions of each become bits and points once, at load, so that
 * ranking for an entry compares numbers only.
 */
import { finishHash, hashText } from "../hash.ts";
import { type Sentence, TOPICS, type Topic, type When } from "./sentence.ts";
import type { ReplyCandidate } from "./slots.ts";

/** A sentence whose conditions are bits: it fits when all its bits are among those of the entry. */
export interface CompiledSentence {
  readonly sentence: Sentence;
  readonly candidate: ReplyCandidate;
  readonly topicBits: number;
  readonly factBits: number;
  /** How closely it fits: the sum over its conditions, before the points of its group and its side. */
  readonly points: number;
  /** What it speaks of besides the feeling, if anything. */
  readonly side: Side | null;
  readonly hash: number;
}

/**
 * Facts that nearly every entry has. Only one of them counts for any one entry, by its seed: a person who writes
 * three lines every night would otherwise hear of the night, or of the three lines, each time.
 */
export const SIDES = ["hour", "intensity", "recent", "length"] as const;
type Side = (typeof SIDES)[number];

/** One bit for every condition that is not a topic. */
export const FACTS = {
  intensityLow: 1 << 0,
  intensityHigh: 1 << 1,
  partMorning: 1 << 2,
  partAfternoon: 1 << 3,
  partEvening: 1 << 4,
  partNight: 1 << 5,
  recentSame: 1 << 6,
  recentHard: 1 << 7,
  recentLight: 1 << 8,
  lengthShort: 1 << 9,
  lengthLong: 1 << 10,
  backdated: 1 << 11,
  moodLow: 1 << 12,
  moodMid: 1 << 13,
  moodHigh: 1 << 14,
  toneHard: 1 << 15,
  toneLight: 1 << 16,
  stored: 1 << 17,
} as const;

/**
 * Words by which a sentence promises, or takes for granted, that the text is kept. Such a sentence may only
 * answer a stored entry. Broad on purpose: a sentence too few does no harm, an untrue one does.
 */
const SPEAKS_OF_KEEPING =
  /\b(kept|keeps?|saved|safe|held|holds?|holding|stays?|lost|again|records?|remember\w*|will|later|back|returns?|remains?|added|place|noted|noting|belongs?|changed|pages?|leave|left|journal|paper|arrived|stands?|listens?|put down|set down|write|ink|counts?|be here|(is|are) (all )?here|look for|look this up|next reader|date)\b/i;

export function compile(sentences: readonly Sentence[]): readonly CompiledSentence[] {
  return sentences.map((sentence) => ({
    sentence,
    candidate: { key: sentence.key, text: sentence.text },
    topicBits: sentence.when.tag === undefined ? 0 : topicBit(sentence.when.tag),
    factBits: factBitsOf(sentence.when) | (SPEAKS_OF_KEEPING.test(sentence.text) ? FACTS.stored : 0),
    points: pointsOf(sentence.when),
    side: sideOf(sentence.when),
    hash: finishHash(hashText(sentence.key)),
  }));
}

export function topicBit(topic: Topic): number {
  return 1 << TOPICS.indexOf(topic);
}

function factBitsOf(when: When): number {
  let bits = when.isBackdated === true ? FACTS.backdated : 0;
  if (when.intensity !== undefined)
    bits |= when.intensity === "low" ? FACTS.intensityLow : FACTS.intensityHigh;
  if (when.part !== undefined) bits |= PART_BITS[when.part];
  if (when.recent !== undefined) bits |= RECENT_BITS[when.recent];
  if (when.length !== undefined) bits |= when.length === "short" ? FACTS.lengthShort : FACTS.lengthLong;
  if (when.mood !== undefined) bits |= MOOD_BITS[when.mood];
  if (when.tone !== undefined) bits |= when.tone === "hard" ? FACTS.toneHard : FACTS.toneLight;
  return bits;
}

/** Of a tag, a pair, a mark and a tone, what is rarer is worth more. */
function pointsOf(when: When): number {
  return (
    (when.tag === undefined ? 0 : 4) +
    (when.pair === undefined ? 0 : 5) +
    (when.mood === undefined ? 0 : 2) +
    (when.tone === undefined ? 0 : 2)
  );
}

function sideOf(when: When): Side | null {
  if (when.part !== undefined || when.isBackdated !== undefined) return "hour";
  if (when.intensity !== undefined) return "intensity";
  if (when.recent !== undefined) return "recent";
  return when.length === undefined ? null : "length";
}

export const PART_BITS = {
  morning: FACTS.partMorning,
  afternoon: FACTS.partAfternoon,
  evening: FACTS.partEvening,
  night: FACTS.partNight,
} as const;

const RECENT_BITS = {
  same: FACTS.recentSame,
  hard: FACTS.recentHard,
  light: FACTS.recentLight,
} as const;

export const MOOD_BITS = { low: FACTS.moodLow, mid: FACTS.moodMid, high: FACTS.moodHigh } as const;
