/**
 * How much a statement of the insights may be wrong by chance, and the form in which differences are answered.
 * A difference is called clear when its interval excludes zero; the intervals of a group are made wide enough
 * that all of them hold at once, so more rows never mean more false findings. Pure.
 */
import { type Estimate, intervalOf } from "#core/statistics.ts";

/**
 * The chance that a journal without any effect shows one, group by group (of rows that are read together). They
 * sum to under four in a hundred, so that a year in which nothing is there stays silent as a whole.
 */
export const FALSE_CHANCE = {
  timeOfDay: 0.002,
  weekday: 0.009,
  length: 0.002,
  direction: 0.003,
  keywords: 0.007,
  compare: 0.004,
} as const;

/** The confidence of a group, as it is answered. */
export function confidenceOf(falseChance: number): number {
  return round(1 - falseChance);
}

export interface Difference {
  difference: number | null;
  low: number | null;
  high: number | null;
  finding: "clear" | "no_clear_difference" | "not_enough";
}

export const NOT_ENOUGH: Difference = Object.freeze({
  difference: null,
  low: null,
  high: null,
  finding: "not_enough",
});

/** The answer for an estimate that is one of `rows` of a group (Bonferroni); null: too little is known. */
export function differenceOf(estimate: Estimate | null, falseChance: number, rows: number): Difference {
  if (estimate === null) return { ...NOT_ENOUGH };
  const { low, high } = intervalOf(estimate, 1 - falseChance / rows);
  return differenceWith(estimate.value, low, high);
}

/** The answer for a difference whose interval is known. */
export function differenceWith(difference: number, low: number, high: number): Difference {
  const isClear = low > 0 || high < 0;
  return {
    difference: round(difference),
    low: round(low),
    high: round(high),
    finding: isClear ? "clear" : "no_clear_difference",
  };
}

/** To four digits: more would pretend to a precision that no journal has. Never minus zero. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}

export function roundOrNull(value: number | null): number | null {
  return value === null ? null : round(value);
}

/** `sum / count` to four digits; null of nothing. */
export function ratio(sum: number, count: number): number | null {
  return count === 0 ? null : round(sum / count);
}
