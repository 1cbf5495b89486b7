/**
 * A period in a few sentences that say only what was counted. Nothing is concluded from a few entries; what goes
 * beyond counting is said by the insights, with intervals. Pure and deterministic.
 */
import { EMOTION_LABELS, type EmotionLabel } from "@echo/contract/entries.ts";
import type { SummaryPeriod } from "@echo/contract/summary.ts";
import { type DayFigures, sentimentOf, totalOf } from "#core/day-figures.ts";
import {
  dayInWords,
  FEELINGS,
  type Fillings,
  inWords,
  monthInWords,
  phrase,
  type PhraseName,
  weekdayInWords,
} from "./phrases.ts";

export interface Period {
  readonly period: SummaryPeriod;
  readonly from: string;
  readonly to: string;
  readonly today: string;
}

/** Entries that were understood, and days with some, before anything is said about the whole. */
const TONE_ENTRIES = 5;
const TONE_DAYS = 3;
const BRIGHT = 0.2;
/** Days whose tones lie nearer together are not told apart. */
const DAYS_APART = 0.4;

export function summaryText(period: Period, days: ReadonlyMap<string, DayFigures>): string {
  const total = totalOf(days.values());
  const say = (name: PhraseName, fillings: Fillings = {}) =>
    phrase(name, `${period.period} ${period.from}`, { period: nameOf(period), ...fillings });
  if (total.entries === 0) return say(period.to >= period.today ? "empty_now" : "empty_past");
  return [
    countSentence(period, total.entries, days.size, say),
    ...feelingSentences(total, say),
    ...wholeSentences(period, total, days, say),
    ...moodSentences(total, say),
  ].join(" ");
}

type Say = (name: PhraseName, fillings?: Fillings) => string;

/** `today`, `this week`, `March 2026`: how the period is called. */
function nameOf({ period, from, to, today }: Period): string {
  const isNow = from <= today && today <= to;
  if (isNow) return period === "day" ? "today" : `this ${period}`;
  if (period === "day") return dayInWords(from);
  return period === "week" ? `the week from ${dayInWords(from)}` : monthInWords(from);
}

function countSentence({ period }: Period, entries: number, days: number, say: Say): string {
  const count = inWords(entries);
  if (entries === 1) return say("one_entry");
  if (period === "day") return say("entries_of_a_day", { count });
  return days === 1
    ? say("entries_on_one_day", { count })
    : say("entries_on_days", { count, days: inWords(days) });
}

interface LabelCount {
  readonly label: EmotionLabel;
  readonly count: number;
}

function feelingSentences({ entries, understood, labels }: DayFigures, say: Say): string[] {
  if (understood === 0) return [say(entries === 1 ? "one_not_understood" : "none_understood")];
  const first = understood === entries ? [] : [say("some_understood", { count: inWords(understood) })];
  const counts = EMOTION_LABELS.map((label, index): LabelCount => ({ label, count: labels[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((left, right) => right.count - left.count);
  return [...first, ...rankingSentences(counts, understood, say)];
}

function rankingSentences(counts: readonly LabelCount[], understood: number, say: Say): string[] {
  const [leading, next] = counts;
  if (leading === undefined) return [];
  const feeling = FEELINGS[leading.label];
  if (next === undefined)
    return [say(understood === 1 ? "only_feeling_of_one" : "only_feeling", { feeling })];
  const equal = counts.filter(({ count }) => count === leading.count).map(({ label }) => FEELINGS[label]);
  if (equal.length > 1) {
    return [say("equal_feelings", { feelings: inSeries(equal), count: inWords(leading.count) })];
  }
  const isAlone = counts.filter(({ count }) => count === next.count).length === 1;
  return [
    say("leading_feeling", { feeling, count: inWords(leading.count) }),
    ...(isAlone ? [say("next_feeling", { feeling: FEELINGS[next.label], count: inWords(next.count) })] : []),
  ];
}

/** `joy`, `joy and fear`, `joy, fear and anger`. */
function inSeries(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** How the whole sounded, and which days stood apart; nothing of a single day or of a few entries. */
function wholeSentences(
  { period }: Period,
  total: DayFigures,
  days: ReadonlyMap<string, DayFigures>,
  say: Say,
): string[] {
  const known = [...days]
    .flatMap(([day, figures]) => {
      const sentiment = sentimentOf(figures);
      return sentiment === null ? [] : [{ day, sentiment }];
    })
    .toSorted((left, right) => left.sentiment - right.sentiment || (left.day < right.day ? -1 : 1));
  if (period === "day" || total.understood < TONE_ENTRIES || known.length < TONE_DAYS) return [];
  const mean = total.sentimentSum / total.understood;
  const tone = say(mean > BRIGHT ? "bright" : mean < -BRIGHT ? "heavy" : "between");
  const [heaviest, brightest] = [known[0], known.at(-1)];
  if (heaviest === undefined || brightest === undefined) return [tone];
  if (
    brightest.sentiment - heaviest.sentiment < DAYS_APART ||
    brightest.sentiment <= 0 ||
    heaviest.sentiment >= 0
  )
    return [tone];
  return [
    tone,
    say("days_apart", { bright: weekdayInWords(brightest.day), heavy: weekdayInWords(heaviest.day) }),
  ];
}

function moodSentences({ moods, moodSum }: DayFigures, say: Say): string[] {
  if (moods === 0) return [];
  const mood = (moodSum / moods).toFixed(1).replace(/\.0$/, "");
  return [moods === 1 ? say("one_mood", { mood }) : say("moods", { mood, count: inWords(moods) })];
}
