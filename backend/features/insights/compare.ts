/**
 * This week or month against the last one, up to the same point. Whether a change is more than the usual up and
 * down is judged by how much this writer's days have varied before, and by how few entries there are; the wider
 * of both intervals counts. Pure.
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
import { variabilityOf, varianceOfSum } from "#core/time-series.ts";
import {
  clusterDifference,
  intervalOf,
  newcombeDifference,
  rootMeanSquareSuccessiveDifference,
} from "#core/statistics.ts";
import { type DayFigures, sentimentOf, totalOf } from "#core/day-figures.ts";
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

/** How many days are looked at, today included: thirteen months and this one. */
export const COMPARE_DAYS = 31 * 14;
/** How many periods before this one volatility is judged by. */
const EARLIER = { week: 26, month: 12 } as const;
/** Days that lie further apart than this count as unrelated. */
const RELATED_DAYS = 14;
/** The parts of the chance of a false finding for sentiment, for volatility and for all labels together. */
const SHARE_OF_CHANCE = { sentiment: 0.6, volatility: 0.2, mix: 0.2 } as const;

/** A stretch of days, the first of a period, with what was written on them. */
interface Slice {
  readonly from: string;
  readonly to: string;
  /** Day by day; undefined where nothing was written. */
  readonly inOrder: ReadonlyArray<DayFigures | undefined>;
  /** The days with entries. */
  readonly days: readonly DayFigures[];
  readonly total: DayFigures;
  readonly volatility: number | null;
}

export function compareOf(
  period: ComparePeriod,
  today: string,
  weekStart: number,
  figures: ReadonlyMap<string, DayFigures>,
): InsightsCompare {
  const [current, last, ...earlier] = slicesOf(period, today, weekStart, figures) as [
    Slice,
    Slice,
    ...Slice[],
  ];
  const history = daysFrom(addDays(today, 1 - COMPARE_DAYS), addDays(current.from, -1)).map((day) =>
    figures.get(day),
  );
  const historyDays = history.filter((day) => day !== undefined && day.understood > 0).length;
  const past: Past = {
    history,
    days: [...last.inOrder, ...between(last, current), ...current.inOrder],
    current,
    last,
  };
  const isKnown = hasEnough(current) && hasEnough(last) && historyDays >= INSIGHT_MINIMUM.compareHistoryDays;
  return {
    period,
    this: figuresOf(current),
    last: figuresOf(last),
    minimum_entries: INSIGHT_MINIMUM.compareEntries,
    minimum_history_days: INSIGHT_MINIMUM.compareHistoryDays,
    history_days: historyDays,
    confidence: confidenceOf(FALSE_CHANCE.compare),
    sentiment: isKnown ? sentimentChange(past) : { ...NOT_ENOUGH },
    volatility: isKnown ? volatilityChange(current, last, earlier) : { ...NOT_ENOUGH },
    mix: EMOTION_LABELS.map((label, index) => ({
      label,
      this_count: current.total.labels[index] ?? 0,
      last_count: last.total.labels[index] ?? 0,
      this_share: roundOrNull(shareOf(current.total, index)),
      last_share: roundOrNull(shareOf(last.total, index)),
      ...(isKnown ? shareChange(past, index) : NOT_ENOUGH),
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
    return { from, to, inOrder, days, total: totalOf(days), volatility };
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

function shareOf({ understood, labels }: DayFigures, label: number): number | null {
  return understood === 0 ? null : (labels[label] ?? 0) / understood;
}

interface Past {
  /** The days before this period, oldest first. */
  readonly history: ReadonlyArray<DayFigures | undefined>;
  /** From the first day of the last period to today. */
  readonly days: ReadonlyArray<DayFigures | undefined>;
  readonly current: Slice;
  readonly last: Slice;
}

/** As many empty places as days lie between the compared part of the last period and this one. */
function between(last: Slice, current: Slice): undefined[] {
  return Array.from({ length: daysBetween(last.to, current.from) - 1 }, () => undefined);
}

/**
 * How far a difference of two such stretches usually goes: t times its standard deviation, as the days before
 * this period make it (how much days vary, and how long they resemble each other).
 */
function usualMargin(
  { history, days, current, last }: Past,
  of: (day: DayFigures) => number | null,
  chance: number,
): number | null {
  const variability = variabilityOf(
    history.map((day) => (day === undefined ? null : of(day))),
    RELATED_DAYS,
  );
  if (variability === null) return null;
  const firstOfCurrent = days.length - current.inOrder.length;
  const weights = days.map((day, index) => {
    const understood = day?.understood ?? 0;
    return index >= firstOfCurrent
      ? understood / current.total.understood
      : -understood / last.total.understood;
  });
  return tQuantile(1 - chance / 2, variability.df) * Math.sqrt(varianceOfSum(weights, variability));
}

function sentimentChange(past: Past): Difference {
  const chance = FALSE_CHANCE.compare * SHARE_OF_CHANCE.sentiment;
  const margin = usualMargin(past, sentimentOf, chance);
  const clusters = [
    ...past.current.days.map((day) => ({
      exposed: day.understood,
      exposedSum: day.sentimentSum,
      others: 0,
      othersSum: 0,
    })),
    ...past.last.days.map((day) => ({
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

function shareChange(past: Past, label: number): Difference {
  const chance = (FALSE_CHANCE.compare * SHARE_OF_CHANCE.mix) / EMOTION_LABELS.length;
  const margin = usualMargin(past, (day) => shareOf(day, label), chance);
  if (margin === null) return { ...NOT_ENOUGH };
  const counts = ({ total }: Slice) => ({ count: total.labels[label] ?? 0, total: total.understood });
  const { difference, low, high } = newcombeDifference(counts(past.current), counts(past.last), 1 - chance);
  return widest(difference, margin, low, high);
}

/**
 * Against t times the root mean square of the differences that earlier neighbouring periods had. Neighbouring
 * differences share a period, which leaves about two thirds of them as degrees of freedom.
 */
function volatilityChange(current: Slice, last: Slice, earlier: readonly Slice[]): Difference {
  const known = [last, ...earlier].flatMap(({ volatility }) => (volatility === null ? [] : [volatility]));
  const differences = known.slice(1).map((value, index) => (known[index] ?? value) - value);
  if (current.volatility === null || last.volatility === null) return { ...NOT_ENOUGH };
  if (differences.length < INSIGHT_MINIMUM.comparePairs) return { ...NOT_ENOUGH };
  const squares = differences.reduce((sum, difference) => sum + difference * difference, 0);
  const df = Math.floor((2 * differences.length) / 3);
  const chance = FALSE_CHANCE.compare * SHARE_OF_CHANCE.volatility;
  const margin = tQuantile(1 - chance / 2, df) * Math.sqrt(squares / differences.length);
  const difference = current.volatility - last.volatility;
  return differenceWith(difference, difference - margin, difference + margin);
}

/** The wider interval on each side: what is usual, and what so few entries can tell. */
function widest(difference: number, margin: number, low: number, high: number): Difference {
  return differenceWith(
    round(difference),
    Math.min(low, difference - margin),
    Math.max(high, difference + margin),
  );
}
