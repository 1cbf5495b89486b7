/**
 * Which sentence Echo answers an entry with. The choice depends on the context alone: the same entry always
 * gets the same order, and for every context more sentences fit than are barred for being recent.
 */
import { finishHash, hashText } from "../hash.ts";
import type { Label } from "../labels.ts";
import { type CompiledSentence, compile, FACTS, MOOD_BITS, PART_BITS, SIDES, topicBit } from "./compile.ts";
import type { PartOfDay } from "./sentence.ts";
import { ANGER } from "./sentences-anger.ts";
import { COPING } from "./sentences-coping.ts";
import { DISGUST } from "./sentences-disgust.ts";
import { FEAR } from "./sentences-fear.ts";
import { JOY } from "./sentences-joy.ts";
import { MIXED } from "./sentences-mixed.ts";
import { MOOD } from "./sentences-mood.ts";
import { NEUTRAL } from "./sentences-neutral.ts";
import { SADNESS } from "./sentences-sadness.ts";
import { SURPRISE } from "./sentences-surprise.ts";
import { TAGS } from "./sentences-tags.ts";
import { TRIGGER } from "./sentences-trigger.ts";
import { UNSURE } from "./sentences-unsure.ts";
import { fillSlots, type ReplyCandidate, slotText } from "./slots.ts";
import { findTopics } from "./topics.ts";

export type { ReplyCandidate } from "./slots.ts";

export interface ReplyContext {
  /** The entry's id: the same id gives the same order. */
  readonly seed: string;
  readonly top: Label | null;
  readonly topScore: number;
  readonly isSure: boolean;
  readonly mixed: readonly [Label, Label] | null;
  /** 1 (awful) to 5 (great), as the writer marked it. */
  readonly mood: number | null;
  readonly tags: readonly string[];
  /** 0 to 23, of the time the entry is written for, where its writer is. */
  readonly localHour: number;
  /** Whether the entry is written for a past day. */
  readonly isBackdated: boolean;
  readonly wordCount: number;
  /** Of the entries of the last 5 days, newest first. */
  readonly recentTops: readonly Label[];
  /** A trigger of the person that this entry mentions, as they named it. */
  readonly trigger: string | null;
  /** Only given after a hard entry. */
  readonly copingAction: string | null;
  /** False where the text is analysed and not kept: then no sentence says that it is. True when left out. */
  readonly isStored?: boolean;
  /** The writer is hard on themselves: the answer is one to sadness, whatever the model hears. */
  readonly isAgainstOneself?: boolean;
}

/** How many of a person's last replies may not come back. */
export const RECENT_KEYS_LIMIT = 30;

const CANDIDATES_LIMIT = 80;
const SHORT_WORDS = 8;
const LONG_WORDS = 200;
const LOW_SCORE = 0.5;
const HIGH_SCORE = 0.75;

/** Points of a group, before those of its sentences' conditions. */
const SLOT_POINTS = 24;
const CONTRARY_POINTS = 8;
const SIDE_POINTS = 3;
const MIXED_POINTS = 4;
/** A mark beside plain or unexpected words says more than the words do. */
const MARK_POINTS = 4;
const OWN_POINTS = 2;
const FALLBACK_POINTS = 0;

const HARD: ReadonlySet<Label> = new Set<Label>(["sadness", "anger", "fear", "disgust"]);

const BY_LABEL: Readonly<Record<Label, readonly CompiledSentence[]>> = {
  anger: compile(ANGER),
  disgust: compile(DISGUST),
  fear: compile(FEAR),
  joy: compile(JOY),
  neutral: compile(NEUTRAL),
  sadness: compile(SADNESS),
  surprise: compile(SURPRISE),
};
const ALL_MIXED = compile(MIXED);
const MIXED_IN_GENERAL = ALL_MIXED.filter(({ sentence }) => sentence.when.pair === undefined);
const MIXED_BY_PAIR: ReadonlyMap<string, readonly CompiledSentence[]> = Map.groupBy(
  ALL_MIXED.filter(({ sentence }) => sentence.when.pair !== undefined),
  ({ sentence }) => pairName(sentence.when.pair),
);
const ALL_MOOD = compile(MOOD);
const ALL_TAGS = compile(TAGS);
const ALL_TRIGGER = compile(TRIGGER);
const ALL_COPING = compile(COPING);
const ALL_UNSURE = compile(UNSURE);

interface Facts {
  readonly topicBits: number;
  readonly factBits: number;
}

/** Gathers the fitting sentences of several groups; each gets a rank in which points come before the hash. */
interface Ranking {
  readonly sentences: CompiledSentence[];
  readonly ranks: number[];
}

/**
 * All that may be said to an entry, best first: at least 40 for an entry that is stored, 80 at most. Texts have
 * their slots filled and at most 300 characters.
 */
export function rankReplies(given: ReplyContext): readonly ReplyCandidate[] {
  const context = softened(given);
  const trigger = slotText(context.trigger);
  const action = slotText(context.copingAction, /[.!?…\s]+$/u);
  const ranking = gather(context, trigger !== null, action !== null);
  const order = Float64Array.from(ranking.ranks).toSorted();
  const candidates: ReplyCandidate[] = [];
  for (const rank of order.subarray(0, CANDIDATES_LIMIT)) {
    const chosen = ranking.sentences[rank % INDEX_RANGE];
    if (chosen !== undefined) candidates.push(fillSlots(chosen.candidate, trigger, action));
  }
  return candidates;
}

/** The best reply that is not among `recentKeys`, the keys of the person's last replies (30 are enough). */
export function chooseReply(context: ReplyContext, recentKeys: readonly string[]): ReplyCandidate {
  const ranked = rankReplies(context);
  const chosen = ranked.find(({ key }) => !recentKeys.includes(key)) ?? ranked[0];
  if (chosen === undefined) throw new Error("No sentence fits this entry.");
  return chosen;
}

/** As sadness, without the tags and marks that could make light of it. */
function softened(context: ReplyContext): ReplyContext {
  if (context.isAgainstOneself !== true) return context;
  return { ...context, top: "sadness", isSure: true, mixed: null, mood: null, tags: [] };
}

/** Enough for the sentences of all groups together. */
const INDEX_RANGE = 2048;
const HASH_RANGE = 2 ** 32;
const POINTS_LIMIT = 100;

function gather(context: ReplyContext, hasTrigger: boolean, hasAction: boolean): Ranking {
  const ranking: Ranking = { sentences: [], ranks: [] };
  const seedHash = hashText(context.seed);
  const facts = factsOf(context);
  const add = (group: readonly CompiledSentence[], points: number) => {
    addFitting(ranking, group, points, facts, seedHash);
  };
  const isContrary = isMoodContrary(context);
  // One entry in three may speak of a trigger and another one of the coping kit, never both.
  const draw = drawOf(seedHash, 0x5e_ed, 3);
  if (hasTrigger && draw === 0 && context.isAgainstOneself !== true) add(ALL_TRIGGER, SLOT_POINTS);
  if (hasAction && draw === 1 && !(isContrary && moodOf(context) === "high")) add(ALL_COPING, SLOT_POINTS);

  const { top, mixed } = context;
  if (top === null) {
    // What was not understood may be anything, despair too: nothing is said but that it is kept.
    add(ALL_UNSURE, OWN_POINTS);
    return ranking;
  }
  add(ALL_TAGS, FALLBACK_POINTS);
  const isHeard = context.isSure;
  if (!isHeard || isContrary) {
    if (isHeard) add(BY_LABEL[top].filter(isAboutMood), CONTRARY_POINTS);
    if (isHeard) add(MIXED_IN_GENERAL, FALLBACK_POINTS);
    if (context.mood !== null) add(ALL_MOOD, OWN_POINTS);
    add(ALL_UNSURE, OWN_POINTS);
    return ranking;
  }
  if (mixed !== null) {
    add(MIXED_IN_GENERAL, MIXED_POINTS);
    add(MIXED_BY_PAIR.get(pairName(mixed)) ?? [], MIXED_POINTS);
  }
  if (mixed === null || !isSpanning(mixed)) add(BY_LABEL[top], OWN_POINTS);
  if (context.mood !== null) add(ALL_MOOD, HARD.has(top) || top === "joy" ? FALLBACK_POINTS : MARK_POINTS);
  add(ALL_UNSURE, FALLBACK_POINTS);
  return ranking;
}

/** A number below `count` that depends on the seed and `salt` alone. */
function drawOf(seedHash: number, salt: number, count: number): number {
  return (finishHash(seedHash ^ salt) >>> 0) % count;
}

function addFitting(
  ranking: Ranking,
  group: readonly CompiledSentence[],
  groupPoints: number,
  facts: Facts,
  seedHash: number,
): void {
  const side = SIDES[drawOf(seedHash, 0x51_de, SIDES.length)];
  for (const compiled of group) {
    const isFitting =
      (compiled.factBits & facts.factBits) === compiled.factBits &&
      (compiled.topicBits & facts.topicBits) === compiled.topicBits;
    if (!isFitting) continue;
    const sidePoints = compiled.side === side ? SIDE_POINTS : 0;
    const points = POINTS_LIMIT - groupPoints - compiled.points - sidePoints;
    const hash = finishHash(seedHash ^ compiled.hash) >>> 0;
    ranking.ranks.push((points * HASH_RANGE + hash) * INDEX_RANGE + ranking.sentences.length);
    ranking.sentences.push(compiled);
  }
}

function factsOf(context: ReplyContext): Facts {
  const { topScore, wordCount } = context;
  let factBits = context.isStored === false ? 0 : FACTS.stored;
  if (context.isBackdated) factBits |= FACTS.backdated;
  else factBits |= partBit(context.localHour);
  if (wordCount >= 1 && wordCount <= SHORT_WORDS) factBits |= FACTS.lengthShort;
  if (wordCount >= LONG_WORDS) factBits |= FACTS.lengthLong;
  const mood = moodOf(context);
  if (mood !== null) factBits |= MOOD_BITS[mood];
  if (context.top !== null && context.isSure && !isMoodContrary(context)) {
    if (topScore >= HIGH_SCORE) factBits |= FACTS.intensityHigh;
    if (topScore < LOW_SCORE) factBits |= FACTS.intensityLow;
    factBits |= toneBit(context.top, context.mixed) | recentBits(context.top, context.recentTops);
  }
  let topicBits = 0;
  if (context.tags.length > 0) for (const topic of findTopics(context.tags)) topicBits |= topicBit(topic);
  return { topicBits, factBits };
}

function toneBit(top: Label, mixed: ReplyContext["mixed"]): number {
  if (mixed !== null && isSpanning(mixed)) return 0;
  if (HARD.has(top)) return FACTS.toneHard;
  return top === "joy" ? FACTS.toneLight : 0;
}

/** What at least two of the last three entries sounded like. */
function recentBits(top: Label, recentTops: readonly Label[]): number {
  let same = 0;
  let hard = 0;
  let light = 0;
  for (const recent of recentTops.slice(0, 3)) {
    if (recent === top) same += 1;
    if (HARD.has(recent)) hard += 1;
    if (recent === "joy") light += 1;
  }
  return (
    (same >= 2 ? FACTS.recentSame : 0) |
    (hard >= 2 ? FACTS.recentHard : 0) |
    (light >= 2 ? FACTS.recentLight : 0)
  );
}

function partBit(localHour: number): number {
  const part = partOfDay(localHour);
  return part === null ? 0 : PART_BITS[part];
}

function partOfDay(localHour: number): PartOfDay | null {
  if (!(localHour >= 0 && localHour < 24)) return null;
  if (localHour < 5 || localHour >= 22) return "night";
  if (localHour < 12) return "morning";
  return localHour < 18 ? "afternoon" : "evening";
}

function moodOf({ mood }: ReplyContext): "low" | "mid" | "high" | null {
  if (mood === null) return null;
  if (mood <= 2) return "low";
  return mood >= 4 ? "high" : "mid";
}

/** Whether the mark and what was heard disagree; the mark is the writer's word, so it is believed. */
function isMoodContrary(context: ReplyContext): boolean {
  const { top, isSure } = context;
  if (top === null || !isSure) return false;
  const mood = moodOf(context);
  return (mood === "high" && HARD.has(top)) || (mood === "low" && top === "joy");
}

function isAboutMood({ sentence }: CompiledSentence): boolean {
  return sentence.when.mood !== undefined;
}

/** Whether a pair holds joy and a hard feeling, so that no sentence for one of them alone would do. */
function isSpanning(pair: readonly [Label, Label]): boolean {
  return pair.includes("joy") && pair.some((label) => HARD.has(label));
}

function pairName(pair: readonly [Label, Label] | undefined): string {
  return pair === undefined ? "" : pair.toSorted().join(" ");
}
