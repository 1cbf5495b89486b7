/**
 * The words that come up most, with the sentiment of the entries in which they stand. That a word goes with
 * brighter or darker entries is said only where it holds within weeks, because words come and go with times
 * that are good or bad for other reasons. Pure.
 */
import { INSIGHT_LIMITS, INSIGHT_MINIMUM, type InsightsSummary } from "@echo/contract/insights.ts";
import {
  type Estimate,
  type ExposureCluster,
  exposureSlope,
  intervalOf,
  withinClusterSlope,
} from "#core/statistics.ts";
import { confidenceOf, differenceOf, FALSE_CHANCE, round } from "./evidence.ts";

/** An understood entry: any number that names its local day, its sentiment, its terms between blanks. */
export type TermsRow = readonly [day: number, sentiment: number, terms: string];

type Keywords = InsightsSummary["keywords"];

interface Sums {
  entries: number;
  sum: number;
  squares: number;
}

/** The entries with one word, by day. */
type WordDays = Map<number, { entries: number; sum: number }>;

const DAYS_A_WEEK = 7;

/** Words that are clear come first, then those of most entries. */
export function keywordsOf(rows: readonly TermsRow[]): Keywords {
  const words = mostFrequent(rows);
  const weeks = sumsByWeek(rows);
  const found = words.map(([word, days]) => ({ word, days, estimate: slopeOf(days, weeks) }));
  const questions = Math.max(1, found.filter(({ estimate }) => estimate !== null).length);
  const items = found.map(({ word, days, estimate }) => ({
    word,
    days,
    against_others: {
      ...differenceOf(estimate, FALSE_CHANCE.keywords, questions),
      weeks: estimate?.clusters ?? 0,
    },
  }));
  const isClear = ({ against_others }: (typeof items)[number]) => against_others.finding === "clear";
  return {
    looked_at: rows.length,
    minimum_entries: INSIGHT_MINIMUM.keywordEntries,
    minimum_weeks: INSIGHT_MINIMUM.weeks,
    confidence: confidenceOf(FALSE_CHANCE.keywords),
    items: [...items.filter(isClear), ...items.filter((item) => !isClear(item))]
      .slice(0, INSIGHT_LIMITS.keywords)
      .map(({ word, days, against_others }) =>
        Object.assign(describe(word, days, words.length), { against_others }),
      ),
  };
}

function weekOf(day: number): number {
  return Math.floor(day / DAYS_A_WEEK);
}

/** The words of most entries; of equals the one that comes first in the order of code points. */
function mostFrequent(rows: readonly TermsRow[]): Array<readonly [string, WordDays]> {
  const counts = new Map<string, number>();
  const termsOf = rows.map(([, , terms]) => (terms === "" ? [] : terms.split(" ")));
  for (const terms of termsOf) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const candidates = [...counts]
    .filter(([, count]) => count >= INSIGHT_MINIMUM.keywordEntries)
    .toSorted(([left, many], [right, more]) => more - many || (left < right ? -1 : 1))
    .slice(0, INSIGHT_LIMITS.keywordQuestions)
    .map(([word]) => word);
  const days = daysOf(rows, termsOf, candidates);
  return candidates
    .map((word) => [word, days.get(word) ?? new Map()] as const)
    .filter(([, ofWord]) => ofWord.size >= INSIGHT_MINIMUM.keywordEntries);
}

function daysOf(
  rows: readonly TermsRow[],
  termsOf: ReadonlyArray<readonly string[]>,
  words: readonly string[],
): Map<string, WordDays> {
  const days = new Map<string, WordDays>(words.map((word) => [word, new Map()]));
  for (const [index, [day, sentiment]] of rows.entries()) {
    for (const term of termsOf[index] ?? []) {
      const ofWord = days.get(term);
      if (ofWord === undefined) continue;
      const sums = ofWord.get(day);
      if (sums === undefined) ofWord.set(day, { entries: 1, sum: sentiment });
      else {
        sums.entries += 1;
        sums.sum += sentiment;
      }
    }
  }
  return days;
}

function sumsByWeek(rows: readonly TermsRow[]): Map<number, Sums> {
  const weeks = new Map<number, Sums>();
  for (const [day, sentiment] of rows) {
    const sums = weeks.get(weekOf(day)) ?? { entries: 0, sum: 0, squares: 0 };
    weeks.set(weekOf(day), sums);
    sums.entries += 1;
    sums.sum += sentiment;
    sums.squares += sentiment * sentiment;
  }
  return weeks;
}

/** With the word less without it, within weeks; null where too few weeks have both. */
function slopeOf(days: WordDays, weeks: ReadonlyMap<number, Sums>): Estimate | null {
  const inside = new Map<number, { entries: number; sum: number }>();
  for (const [day, { entries, sum }] of days) {
    const week = inside.get(weekOf(day)) ?? { entries: 0, sum: 0 };
    inside.set(weekOf(day), week);
    week.entries += entries;
    week.sum += sum;
  }
  const clusters = Array.from(weeks, ([week, all]) => {
    const own = inside.get(week) ?? { entries: 0, sum: 0 };
    const exposure: ExposureCluster = {
      exposed: own.entries,
      exposedSum: own.sum,
      others: all.entries - own.entries,
      othersSum: all.sum - own.sum,
    };
    return exposureSlope(exposure, all.squares);
  });
  const estimate = withinClusterSlope(clusters);
  if (estimate === null || estimate.clusters < INSIGHT_MINIMUM.weeks) return null;
  return estimate.df + 1 < INSIGHT_MINIMUM.weeks / 2 ? null : estimate;
}

/** Counts, and the mean with its interval: a ratio of sums over days (Cochran 1977, 6.10 and 9A.2). */
function describe(word: string, days: WordDays, words: number) {
  let entries = 0;
  let sum = 0;
  for (const day of days.values()) {
    entries += day.entries;
    sum += day.sum;
  }
  const value = sum / entries;
  const squares = [...days.values()].reduce((total, day) => total + (day.sum - value * day.entries) ** 2, 0);
  const standardError = Math.sqrt((squares * days.size) / (days.size - 1)) / entries;
  const estimate: Estimate = { value, standardError, df: days.size - 1, clusters: days.size };
  const { low, high } = intervalOf(estimate, 1 - FALSE_CHANCE.keywords / words);
  return {
    word,
    entries,
    sentiment: round(value),
    low: round(Math.max(-1, low)),
    high: round(Math.min(1, high)),
  };
}
