/**
 * This week or month against the last one, up to the same point. Whether a change is more than the usual up and
 * down is judged by how much this writer's neighbouring periods have differed before, and by how few entries
 * there are; the wider of both intervals counts. Pure.
 */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { INSIGHT_MINIMUM, type InsightsCompare } from "@echo/contract/insights.ts";
import { tQuantile } from "#core/distributions.ts";
import {
  addDays,
  daysBetween,
  daysFrom,
  monthsEarlier,
  startOfMonth,
  startOfNextMonth,
  startOfWeek,
} from "#core/local-day.ts";
import {
  clusterDifference,
  intervalOf,
  newcombeDifference,
  rootMeanSquareSuccessiveDifference,
} from "#core/statistics.ts";
import { type DayFigures, sentimentOf, totalOf } from "./day-figures.ts";
import {
  confidenceOf,
  type Difference,
  differenceWith,
  FALSE_CHANCE,
  NOT_ENOUGH,
  ratio,
  round,
  roundOrNull,
} from "./evidence.ts";

export type ComparePeriod = "week" | "month";

/** How many periods before this one are looked at. */
const EARLIER = { week: 26, month: 13 } as const;
/** Half of the chance of a false finding for sentiment, a quarter for volatility and for all labels together. */
const SHARE_OF_CHANCE = { sentiment: 0.5, volatility: 0.25, mix: 0.25 } as const;

/** A stretch of days, the first of a period, with what was written on them. */
interface Slice {
  readonly from: string;
  readonly to: string;
  /** Figures of the days with entries. */
  readonly days: readonly DayFigures[];
  readonly total: DayFigures;
  readonly volatility: number | null;
}

/** How many days, today included, a comparison looks at, at most. */
export function daysOf(period: ComparePeriod): number {
  return period === "week" ? 7 * (EARLIER.week + 1) : 31 * (EARLIER.month + 1);
}

export function compareOf(
  period: ComparePeriod,
  today: string,
  weekStart: number,
  figures: ReadonlyMap<string, DayFigures>,
): InsightsCompare {
  const slices = slicesOf(period, today, weekStart, figures);
  const [current, last, ...earlier] = slices as [Slice, Slice, ...Slice[]];
  const past = [last, ...earlier].filter(hasEnough);
  const pairs = past.slice(1).map((slice, index) => [past[index] ?? slice, slice] as const);
  const isKnown = hasEnough(current) && hasEnough(last) && pairs.length >= INSIGHT_MINIMUM.comparePairs;
  const usual = (of: (slice: Slice) => number | null, chance: number) => usualMargin(pairs, of, chance);
  return {
    period,
    this: figuresOf(current),
    last: figuresOf(last),
    minimum_entries: INSIGHT_MINIMUM.compareEntries,
    minimum_pairs: INSIGHT_MINIMUM.comparePairs,
    pairs: pairs.length,
    confidence: confidenceOf(FALSE_CHANCE.compare),
    sentiment: isKnown ? sentimentChange(current, last, usual) : { ...NOT_ENOUGH },
    volatility: isKnown ? volatilityChange(current, last, usual) : { ...NOT_ENOUGH },
    mix: EMOTION_LABELS.map((label, index) => ({
      label,
      this_count: current.total.labels[index] ?? 0,
      last_count: last.total.labels[index] ?? 0,
      this_share: roundOrNull(shareOf(current, index)),
      last_share: roundOrNull(shareOf(last, index)),
      ...(isKnown ? shareChange(current, last, index, usual) : NOT_ENOUGH),
    })),
  };
}

/** First days of this period and of those before it, newest first. */
function startsOf(period: ComparePeriod, today: string, weekStart: number): string[] {
  const first = period === "week" ? startOfWeek(today, weekStart) : startOfMonth(today);
  return Array.from({ length: EARLIER[period] + 1 }, (_unused, index) =>
    period === "week" ? addDays(first, -7 * index) : monthsEarlier(first, index),
  );
}

function slicesOf(
  period: ComparePeriod,
  today: string,
  weekStart: number,
  figures: ReadonlyMap<string, DayFigures>,
): Slice[] {
  const starts = startsOf(period, today, weekStart);
  const length = daysBetween(starts[0] ?? today, today);
  return starts.map((from) => {
    const end = period === "week" ? addDays(from, 6) : addDays(startOfNextMonth(from), -1);
    const wanted = addDays(from, length);
    const to = wanted < end ? wanted : end;
    const inOrder = daysFrom(from, to).map((day) => figures.get(day));
    const days = inOrder.filter((day) => day !== undefined);
    const volatility = rootMeanSquareSuccessiveDifference(
      inOrder.map((day) => (day === undefined ? null : sentimentOf(day))),
    );
    return { from, to, days, total: totalOf(days), volatility };
  });
}

function hasEnough({ total }: Slice): boolean {
  return total.understood >= INSIGHT_MINIMUM.compareEntries;
}

function figuresOf({ from, to, days, total, volatility }: Slice): InsightsCompare["this"] {
  return {
    from,
    to,
    entries: total.entries,
    days_written: days.length,
    understood: total.understood,
    sentiment: ratio(total.sentimentSum, total.understood),
    volatility: roundOrNull(volatility),
  };
}

function shareOf({ total }: Slice, label: number): number | null {
  return total.understood === 0 ? null : (total.labels[label] ?? 0) / total.understood;
}

type Usual = (of: (slice: Slice) => number | null, chance: number) => number | null;

/**
 * How far a difference of neighbouring periods usually goes: t times the root mean square of the earlier
 * differences. Neighbouring differences share a period, which leaves about two thirds of them as degrees of
 * freedom. Null with fewer pairs than the minimum.
 */
function usualMargin(
  pairs: ReadonlyArray<readonly [Slice, Slice]>,
  of: (slice: Slice) => number | null,
  chance: number,
): number | null {
  const differences = pairs.flatMap(([later, sooner]) => {
    const [one, other] = [of(later), of(sooner)];
    return one === null || other === null ? [] : [one - other];
  });
  if (differences.length < INSIGHT_MINIMUM.comparePairs) return null;
  const squares = differences.reduce((sum, difference) => sum + difference * difference, 0);
  const df = Math.floor((2 * differences.length) / 3);
  return tQuantile(1 - chance / 2, df) * Math.sqrt(squares / differences.length);
}

function sentimentChange(current: Slice, last: Slice, usual: Usual): Difference {
  const chance = FALSE_CHANCE.compare * SHARE_OF_CHANCE.sentiment;
  const margin = usual(({ total }) => sentimentOf(total), chance);
  const clusters = [
    ...current.days.map((day) => ({
      exposed: day.understood,
      exposedSum: day.sentimentSum,
      others: 0,
      othersSum: 0,
    })),
    ...last.days.map((day) => ({
      exposed: 0,
      exposedSum: 0,
      others: day.understood,
      othersSum: day.sentimentSum,
    })),
  ];
  const estimate = clusterDifference(clusters);
  if (margin === null || estimate === null) return { ...NOT_ENOUGH };
  const { low, high } = intervalOf(estimate, 1 - chance);
  return widest(estimate.value, margin, low, high);
}

function volatilityChange(current: Slice, last: Slice, usual: Usual): Difference {
  const margin = usual(({ volatility }) => volatility, FALSE_CHANCE.compare * SHARE_OF_CHANCE.volatility);
  if (margin === null || current.volatility === null || last.volatility === null) return { ...NOT_ENOUGH };
  const difference = current.volatility - last.volatility;
  return differenceWith(difference, difference - margin, difference + margin);
}

function shareChange(current: Slice, last: Slice, label: number, usual: Usual): Difference {
  const chance = (FALSE_CHANCE.compare * SHARE_OF_CHANCE.mix) / EMOTION_LABELS.length;
  const margin = usual((slice) => shareOf(slice, label), chance);
  if (margin === null) return { ...NOT_ENOUGH };
  const counts = (slice: Slice) => ({ count: slice.total.labels[label] ?? 0, total: slice.total.understood });
  const { difference, low, high } = newcombeDifference(counts(current), counts(last), 1 - chance);
  return widest(difference, margin, low, high);
}

/** The wider interval on each side: what is usual, and what so few entries can tell. */
function widest(difference: number, margin: number, low: number, high: number): Difference {
  return differenceWith(
    round(difference),
    Math.min(low, difference - margin),
    Math.max(high, difference + margin),
  );
}
