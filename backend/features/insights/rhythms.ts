/**
 * Whether sentiment goes with the time of day, the weekday or the length of an entry. Every week is compared
 * with itself only, and weeks are the observations: a bad month, or a season in which somebody writes at night,
 * cannot pass for a rhythm. Pure.
 */
import { DAY_PARTS, INSIGHT_MINIMUM, type InsightsRhythms } from "@echo/contract/insights.ts";
import { type Estimate, exposureSlope, type SlopeCluster, withinClusterSlope } from "#core/statistics.ts";
import { confidenceOf, type Difference, differenceOf, FALSE_CHANCE, ratio } from "./evidence.ts";

/**
 * Understood entries of one day and part of the day: the day (counted so that the writer's weeks begin at
 * multiples of seven), part (0 to 3), entries, sum and sum of squares of sentiments, and of x = log2 of the
 * words: sum, sum of squares, sum of products with the sentiments.
 */
export type RhythmCell = readonly [
  day: number,
  part: number,
  entries: number,
  y: number,
  yy: number,
  x: number,
  xx: number,
  xy: number,
];

type Groups = Omit<InsightsRhythms, "from" | "to" | "days" | "entries">;

interface Sums {
  entries: number;
  y: number;
}

const DAYS_A_WEEK = 7;

/** The three groups of the answer; `weekStart` is the ISO weekday that comes first. */
export function rhythmsOf(
  cells: readonly RhythmCell[],
  weekStart: number,
  medianWords: number | null,
): Groups {
  const weeks = byWeek(cells);
  const ofParts = rowsOf(
    weeks,
    DAY_PARTS.map((_unused, part) => (cell) => cell[1] === part),
    FALSE_CHANCE.timeOfDay,
  );
  const ofWeekdays = rowsOf(
    weeks,
    Array.from({ length: DAYS_A_WEEK }, (_unused, place) => (cell) => placeInWeek(cell) === place),
    FALSE_CHANCE.weekday,
  );
  return {
    understood: cells.reduce((sum, cell) => sum + cell[2], 0),
    minimum_weeks: INSIGHT_MINIMUM.weeks,
    time_of_day: {
      confidence: confidenceOf(FALSE_CHANCE.timeOfDay),
      items: ofParts.map((row, index) => Object.assign(row, { part: DAY_PARTS[index] ?? DAY_PARTS[0] })),
    },
    weekday: {
      confidence: confidenceOf(FALSE_CHANCE.weekday),
      items: ofWeekdays.map((row, index) =>
        Object.assign(row, { weekday: ((weekStart - 1 + index) % DAYS_A_WEEK) + 1 }),
      ),
    },
    length: lengthOf(weeks, medianWords),
  };
}

function byWeek(cells: readonly RhythmCell[]): RhythmCell[][] {
  const weeks = new Map<number, RhythmCell[]>();
  for (const cell of cells) {
    const number = Math.floor(cell[0] / DAYS_A_WEEK);
    const week = weeks.get(number);
    if (week === undefined) weeks.set(number, [cell]);
    else week.push(cell);
  }
  return [...weeks.values()];
}

/** 0 is the first day of the writer's week. */
function placeInWeek([day]: RhythmCell): number {
  return ((day % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK;
}

type Membership = (cell: RhythmCell) => boolean;

interface Row extends Difference {
  entries: number;
  sentiment: number | null;
  weeks: number;
}

/** Each row against the rest of the same week; rows of which too little is known are not counted as questions. */
function rowsOf(
  weeks: readonly RhythmCell[][],
  memberships: readonly Membership[],
  falseChance: number,
): Row[] {
  const found = memberships.map((isIn) => {
    const inside: Sums = { entries: 0, y: 0 };
    const clusters = weeks.map((week) => clusterOf(week, isIn, inside));
    return { inside, weeks: weeksWith(clusters), estimate: enough(withinClusterSlope(clusters)) };
  });
  const questions = Math.max(1, found.filter(({ estimate }) => estimate !== null).length);
  return found.map(({ inside, weeks: count, estimate }) =>
    Object.assign(differenceOf(estimate, falseChance, questions), {
      entries: inside.entries,
      sentiment: ratio(inside.y, inside.entries),
      weeks: count,
    }),
  );
}

/** What one week says about a row; adds the row's own entries to `inside`. */
function clusterOf(week: readonly RhythmCell[], isIn: Membership, inside: Sums): SlopeCluster {
  const sums = { exposed: 0, exposedSum: 0, others: 0, othersSum: 0 };
  let squares = 0;
  for (const cell of week) {
    const [, , entries, y, yy] = cell;
    squares += yy;
    if (isIn(cell)) {
      sums.exposed += entries;
      sums.exposedSum += y;
      inside.entries += entries;
      inside.y += y;
    } else {
      sums.others += entries;
      sums.othersSum += y;
    }
  }
  return exposureSlope(sums, squares);
}

function weeksWith(clusters: readonly SlopeCluster[]): number {
  return clusters.filter(({ xx }) => xx > 0).length;
}

/** Few weeks, or weeks of which few carry nearly everything, say nothing. */
function enough(estimate: Estimate | null): Estimate | null {
  if (estimate === null || estimate.clusters < INSIGHT_MINIMUM.weeks) return null;
  return estimate.df + 1 < INSIGHT_MINIMUM.weeks / 2 ? null : estimate;
}

function lengthOf(weeks: readonly RhythmCell[][], medianWords: number | null): InsightsRhythms["length"] {
  let entries = 0;
  const clusters = weeks.map((week): SlopeCluster => {
    const sums = { entries: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
    for (const [, , count, y, yy, x, xx, xy] of week) {
      sums.entries += count;
      sums.y += y;
      sums.yy += yy;
      sums.x += x;
      sums.xx += xx;
      sums.xy += xy;
    }
    entries += sums.entries;
    const deviation = (square: number, left: number, right: number) => square - (left * right) / sums.entries;
    const xx = deviation(sums.xx, sums.x, sums.x);
    // Rounding leaves a trace where all entries have the same length.
    const isVaried = xx > 1e-9 * Math.max(1, sums.xx);
    return {
      entries: sums.entries,
      xx: isVaried ? xx : 0,
      xy: isVaried ? deviation(sums.xy, sums.x, sums.y) : 0,
      yy: Math.max(0, deviation(sums.yy, sums.y, sums.y)),
    };
  });
  return {
    confidence: confidenceOf(FALSE_CHANCE.length),
    median_words: medianWords,
    entries,
    weeks: weeksWith(clusters),
    ...differenceOf(enough(withinClusterSlope(clusters)), FALSE_CHANCE.length, 1),
  };
}
