/**
 * A year of a journal as somebody could have written it: about two entries a day with missing days, a mood that
 * lasts from one day to the next, hours, lengths and words that follow habits of their own. Nothing in it goes
 * with sentiment unless it is planted. The same seed gives the same year.
 */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { addDays, weekdayOf } from "#core/local-day.ts";

export interface PlausibleEntry {
  readonly date: string;
  /** 0 to 23, and minutes. */
  readonly hour: number;
  readonly minute: number;
  readonly sentiment: number;
  readonly label: EmotionLabel;
  readonly words: number;
  readonly terms: readonly string[];
  readonly mood: number;
}

/** Effects on sentiment, in its own unit; its standard deviation is about 0.4. */
export interface Planted {
  readonly weekday?: { readonly weekday: number; readonly effect: number };
  /** 0 night, 1 morning, 2 afternoon, 3 evening. */
  readonly part?: { readonly part: number; readonly effect: number };
  /** For twice as many words. */
  readonly length?: number;
  readonly word?: { readonly word: string; readonly effect: number };
  /** From the first to the last day. */
  readonly trend?: number;
  /** For the last `days` days. */
  readonly lately?: { readonly days: number; readonly effect: number };
  /** Half the distance between the best and the worst season. */
  readonly season?: number;
}

export const YEAR_DAYS = 365;
const DAY_SD = 0.22;
const ENTRY_SD = 0.33;

/** The year that ends with `lastDay`. */
export function plausibleYear(seed: number, lastDay: string, planted: Planted = {}): PlausibleEntry[] {
  const random = randomFrom(seed);
  const person = personFrom(random);
  const words = wordsFrom(random);
  const entries: PlausibleEntry[] = [];
  let day = 0;
  for (let index = 0; index < YEAR_DAYS; index += 1) {
    const date = addDays(lastDay, index - YEAR_DAYS + 1);
    day = person.inertia * day + Math.sqrt(1 - person.inertia ** 2) * DAY_SD * normal(random);
    words.nextDay();
    if (person.isAway(index) || random() < person.missing) continue;
    for (const { hour, minute } of person.hoursOf(index)) {
      const length = person.lengthOf();
      const terms = words.pick(length, weekdayOf(date), hour);
      const latent =
        person.base +
        day +
        ENTRY_SD * normal(random) +
        effectOf(planted, { index, date, hour, length, terms });
      const sentiment = Math.round(Math.max(-1, Math.min(1, latent)) * 10_000) / 10_000;
      const mood = Math.max(1, Math.min(5, Math.round(3 + 2 * latent + 0.5 * normal(random))));
      entries.push({
        date,
        hour,
        minute,
        sentiment,
        label: labelOf(sentiment, random()),
        words: length,
        terms,
        mood,
      });
    }
  }
  return entries.toSorted((left, right) => (instantOf(left) < instantOf(right) ? -1 : 1));
}

/** The local instant of an entry as text, for zones without summer time. */
export function instantOf({ date, hour, minute }: PlausibleEntry): string {
  return `${date}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`;
}

interface Circumstances {
  readonly index: number;
  readonly date: string;
  readonly hour: number;
  readonly length: number;
  readonly terms: readonly string[];
}

const USUAL_WORDS = 90;

function effectOf(planted: Planted, { index, date, hour, length, terms }: Circumstances): number {
  const { weekday, part, length: perDoubling = 0, word, trend = 0, lately, season = 0 } = planted;
  let effect = perDoubling * Math.log2(length / USUAL_WORDS);
  if (weekday?.weekday === weekdayOf(date)) effect += weekday.effect;
  if (part?.part === Math.floor(hour / 6)) effect += part.effect;
  if (word !== undefined && terms.includes(word.word)) effect += word.effect;
  if (lately !== undefined && index >= YEAR_DAYS - lately.days) effect += lately.effect;
  return effect + trend * (index / (YEAR_DAYS - 1) - 0.5) + season * Math.sin((2 * Math.PI * index) / 365.25);
}

function labelOf(sentiment: number, chance: number): EmotionLabel {
  if (sentiment > 0.25) return "joy";
  if (sentiment < -0.25) return chance < 0.5 ? "sadness" : chance < 0.8 ? "fear" : "anger";
  return chance < 0.85 ? "neutral" : "surprise";
}

type Random = () => number;

/** Mulberry32: 32 bits of state, good enough for journals. */
export function randomFrom(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal number, by Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Habits of one writer: how long moods last, when and how much is written, when nothing is. */
function personFrom(random: Random) {
  const gaps = Array.from({ length: 2 + Math.floor(random() * 3) }, () => {
    const from = Math.floor(random() * YEAR_DAYS);
    return { from, to: from + 3 + Math.floor(random() * 12) };
  });
  const morning = 6.5 + 3 * random();
  const evening = 20 + 3 * random();
  // For some weeks of the year the evenings are late: a habit that must not pass for a mood.
  const lateFrom = Math.floor(random() * YEAR_DAYS);
  let lengthMood = 0;
  return {
    base: 0.1 * normal(random),
    inertia: 0.2 + 0.5 * random(),
    missing: 0.05 + 0.15 * random(),
    isAway: (index: number) => gaps.some(({ from, to }) => index >= from && index < to),
    hoursOf(index: number) {
      const isLate = index >= lateFrom && index < lateFrom + 60;
      const times = [morning + 1.2 * normal(random), evening + (isLate ? 3 : 0) + 1.8 * normal(random)];
      if (random() < 0.25) times[Math.floor(random() * 2)] = 12.5 + 4.5 * random();
      if (random() < 0.1) times.pop();
      if (random() < 0.1) times.push(24 * random());
      return times.map((time) => {
        const minutes = Math.floor((((time % 24) + 24) % 24) * 60);
        return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
      });
    },
    lengthOf() {
      lengthMood = 0.6 * lengthMood + 0.8 * normal(random);
      return Math.max(3, Math.round(USUAL_WORDS * 2 ** (0.5 * lengthMood + 0.5 * normal(random))));
    },
  };
}

/** A word that nearly every fifth entry has, whatever the topic. */
export const PLANTED_WORD = "neighbour";

const TOPICS = 12;
const WORDS_OF_A_TOPIC = 40;
/** Words of everyday life, and of certain days and hours. */
const HABITS: ReadonlyArray<readonly [string, number, (weekday: number, hour: number) => boolean]> = [
  [PLANTED_WORD, 0.18, () => true],
  ["coffee", 0.4, (_weekday, hour) => hour < 12],
  ["dinner", 0.35, (_weekday, hour) => hour >= 17],
  ["office", 0.45, (weekday) => weekday <= 5],
  ["market", 0.6, (weekday) => weekday === 6],
  ["church", 0.5, (weekday) => weekday === 7],
  ["weather", 0.2, () => true],
  ["sleep", 0.25, () => true],
  ["walk", 0.25, () => true],
];

/** Topics that come and go over weeks, each with words of its own. */
function wordsFrom(random: Random) {
  const activity = Array.from({ length: TOPICS }, () => normal(random));
  return {
    nextDay() {
      for (const [topic, value] of activity.entries()) activity[topic] = 0.93 * value + 0.37 * normal(random);
    },
    pick(length: number, weekday: number, hour: number): string[] {
      const terms = new Set<string>();
      for (const [word, chance, isFitting] of HABITS) {
        if (isFitting(weekday, hour) && random() < chance) terms.add(word);
      }
      const topics = activity
        .map((value, topic) => ({ topic, weight: value + 0.8 * normal(random) }))
        .toSorted((left, right) => right.weight - left.weight)
        .slice(0, 2);
      const wanted = Math.min(40, Math.round(length / 4));
      for (let count = 0; count < wanted; count += 1) {
        const topic = topics[Math.floor(random() * topics.length)]?.topic ?? 0;
        terms.add(`topic${topic}word${Math.floor(WORDS_OF_A_TOPIC * random() ** 1.3)}`);
      }
      return [...terms];
    },
  };
}
