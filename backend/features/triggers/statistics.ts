/**
 * How a person feels in entries that speak of a trigger, against those that do not. Nothing is called clear
 * that could as well be chance: days count, not entries; what comes in weeks counts as weeks; and a difference
 * must hold against all other comparisons of the same answer. Pure.
 */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { TRIGGER_MINIMUM, type TriggerStatistics } from "@echo/contract/triggers.ts";
import { daysBetween } from "#core/local-day.ts";
import {
  benjaminiHochberg,
  clusterDifference,
  type Estimate,
  type ExposureCluster,
  exposureSlope,
  intervalOf,
  newcombeDifference,
  pValueOf,
  withinClusterSlope,
} from "#core/statistics.ts";
import { fisherPValue } from "./exact-test.ts";
import type { DaySums, Sums, TriggerSums } from "./statistics-queries.ts";

/** The false discovery rate within one answer, and the confidence of its intervals. */
const LEVEL = 0.05;
const CONFIDENCE = 0.95;
/** In so many weeks a trigger must come and stay away before weeks are compared with themselves. */
const LEAST_WEEKS = 5;

type Item = TriggerStatistics["items"][number];

/** A difference before it is known what else is compared. */
interface Finding {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

/** Everything about one trigger; findings are null where nothing varies. */
interface Comparison {
  readonly item: Item;
  readonly sentiment: Finding | null;
  readonly labels: readonly (Finding | null)[];
}

/** What is answered, from the sums of the days. `days` is the length of the window. */
export function compareTriggers(sums: Sums, days: number): TriggerStatistics {
  const all = sums.all.map((sums) => ({
    sums,
    // Weeks from Thursday to Wednesday, as the days were counted: which ones does not matter here.
    week: Math.floor(daysBetween("1970-01-01", sums.day) / 7),
  }));
  const comparisons = sums.triggers.map((trigger) => compareTrigger(trigger, all));
  const clear = new Set<Finding | null>([
    ...clearAmong(comparisons.map(({ sentiment }) => sentiment)),
    ...clearAmong(comparisons.flatMap(({ labels }) => labels)),
  ]);
  return {
    from: sums.from,
    to: sums.to,
    days,
    entries: total(sums.all, (day) => day.mentions),
    understood: total(sums.all, (day) => day.understood),
    items: comparisons.map((comparison) => withClear(comparison, clear)),
    minimum: TRIGGER_MINIMUM,
  };
}

/** The answer about a trigger, with what is clear marked. */
function withClear({ item, sentiment, labels }: Comparison, clear: ReadonlySet<Finding | null>): Item {
  item.sentiment.is_clear = clear.has(sentiment);
  for (const [index, emotion] of item.emotions.entries()) {
    emotion.is_clear = clear.has(labels[index] ?? null);
  }
  return item;
}

/**
 * The findings that hold against all others of their family. There are two, of all sentiments and of all labels,
 * and each has half of the level, because a sentiment answers the question that most labels only repeat.
 */
function clearAmong(family: readonly (Finding | null)[]): Finding[] {
  const findings = family.filter((finding) => finding !== null);
  const isRejected = benjaminiHochberg(
    findings.map((finding) => finding.pValue),
    LEVEL / 2,
  );
  return findings.filter(({ low, high }, index) => isRejected[index] === true && (low > 0 || high < 0));
}

function total(days: readonly DaySums[], of: (day: DaySums) => number): number {
  return days.reduce((sum, day) => sum + of(day), 0);
}

/** A day of all entries, and its week. */
interface Day {
  readonly sums: DaySums;
  readonly week: number;
}

function compareTrigger(trigger: TriggerSums, all: readonly Day[]): Comparison {
  const entriesWith = total(trigger.days, (day) => day.understood);
  const daysWith = trigger.days.filter((day) => day.understood > 0).length;
  const totalOfAll = (of: (day: DaySums) => number) => all.reduce((sum, day) => sum + of(day.sums), 0);
  const entriesWithout = totalOfAll((day) => day.understood) - entriesWith;
  const isEnough =
    entriesWith >= TRIGGER_MINIMUM.entries_with &&
    daysWith >= TRIGGER_MINIMUM.days_with &&
    entriesWithout >= TRIGGER_MINIMUM.entries_without;
  const byDay = new Map(trigger.days.map((day) => [day.day, day]));
  const pairs = all
    .filter((day) => day.sums.understood > 0)
    .map(({ sums, week }) => ({ all: sums, exposed: byDay.get(sums.day), week }));
  const clustersOf = (of: (day: DaySums) => number, squaresOf = of) => clusters(pairs, of, squaresOf);
  const sentimentSum = (day: DaySums) => day.sentimentSum;
  const sentiment = isEnough ? compareMeans(clustersOf(sentimentSum, (day) => day.sentimentSquares)) : null;
  const labels = EMOTION_LABELS.map((label, index) => {
    const of = (day: DaySums) => day.labelCounts[index] ?? 0;
    const countWith = total(trigger.days, of);
    const first = { count: countWith, total: entriesWith };
    const second = { count: totalOfAll(of) - countWith, total: entriesWithout };
    const varies = isEnough && first.count + second.count > 0;
    const finding = varies ? compareShares(clustersOf(of), first, second) : null;
    return { label, first, second, finding };
  });
  const sumWith = total(trigger.days, sentimentSum);
  const sumWithout = totalOfAll(sentimentSum) - sumWith;
  const average = (sum: number, count: number) => ({
    count,
    mean: isEnough ? Math.max(-1, Math.min(1, sum / count)) : null,
  });
  const share = ({ count, total }: { count: number; total: number }) => ({
    count,
    share: isEnough ? count / total : null,
  });
  const item: Item = {
    id: trigger.id,
    name: trigger.name,
    mentions: total(trigger.days, (day) => day.mentions),
    mention_days: trigger.days.length,
    entries_with: entriesWith,
    days_with: daysWith,
    entries_without: entriesWithout,
    state: isEnough ? "enough" : "not_enough",
    sentiment: {
      with: average(sumWith, entriesWith),
      without: average(sumWithout, entriesWithout),
      ...wireOf(sentiment, isEnough),
    },
    emotions: labels.map(({ label, first, second, finding }) => ({
      label,
      with: share(first),
      without: share(second),
      ...wireOf(finding, isEnough),
    })),
  };
  return { item, sentiment, labels: labels.map((each) => each.finding) };
}

/** Where nothing varies, as for a label that never occurs, the difference is zero and no interval is known. */
function wireOf(finding: Finding | null, isEnough: boolean) {
  return {
    difference: finding?.difference ?? (isEnough ? 0 : null),
    low: finding?.low ?? null,
    high: finding?.high ?? null,
    is_clear: false,
  };
}

interface Cluster extends ExposureCluster {
  readonly week: number;
  /** The sum of the squares of all entries; for ones and zeros the sum itself. */
  readonly squares: number;
}

/** A day of all entries, and of those among them that speak of the trigger. */
interface Pair {
  readonly all: DaySums;
  readonly exposed: DaySums | undefined;
  readonly week: number;
}

/** The entries of each day, those that speak of the trigger apart from the others. */
function clusters(
  pairs: readonly Pair[],
  of: (day: DaySums) => number,
  squaresOf: (day: DaySums) => number,
): readonly Cluster[] {
  return pairs.map(({ all, exposed, week }) => {
    const exposedSum = exposed === undefined ? 0 : of(exposed);
    const understood = exposed?.understood ?? 0;
    return {
      week,
      exposed: understood,
      exposedSum,
      others: all.understood - understood,
      othersSum: of(all) - exposedSum,
      squares: squaresOf(all),
    };
  });
}

function byWeek(days: readonly Cluster[]): readonly Cluster[] {
  const weeks = new Map<number, { -readonly [Key in keyof Cluster]: Cluster[Key] }>();
  for (const day of days) {
    const sums = weeks.get(day.week);
    if (sums === undefined) {
      weeks.set(day.week, { ...day });
      continue;
    }
    sums.exposed += day.exposed;
    sums.exposedSum += day.exposedSum;
    sums.others += day.others;
    sums.othersSum += day.othersSum;
    sums.squares += day.squares;
  }
  return [...weeks.values()];
}

/**
 * The difference of the means, and the probability of one as large by chance; null where nothing varies.
 *
 * The standard error is the larger of two: with days as clusters, and with weeks. A trigger that comes in bursts
 * meets moods that come in bursts; then days are less independent than they look, and the weeks say so.
 *
 * And it must be there within weeks too: a trigger of the winter meets the moods of the winter, but a week that
 * has it and a week that has it not may differ in anything. Where weeks with both kinds of entries, each compared
 * with itself only, do not show the same direction, or where there are too few of them to show anything, chance is not
 * ruled out and the p-value is 1.
 */
function estimate(days: readonly Cluster[]): (Estimate & { readonly pValue: number }) | null {
  const found = clusterDifference(days);
  if (found === null) return null;
  const weeks = byWeek(days);
  const weekly = clusterDifference(weeks);
  const difference =
    weekly !== null && weekly.standardError > found.standardError ? { ...weekly, value: found.value } : found;
  if (difference.standardError === 0 && difference.value === 0) return null;
  const within = withinClusterSlope(weeks.map((week) => exposureSlope(week, week.squares)));
  const isShownWithin =
    within !== null &&
    within.clusters >= LEAST_WEEKS &&
    within.value * difference.value > 0 &&
    pValueOf(within) <= LEVEL;
  return { ...difference, pValue: isShownWithin ? pValueOf(difference) : 1 };
}

function compareMeans(days: readonly Cluster[]): Finding | null {
  const found = estimate(days);
  if (found === null) return null;
  return { difference: found.value, ...intervalOf(found, CONFIDENCE), pValue: found.pValue };
}

/**
 * The difference of two shares with Newcombe's interval, on as many entries as the clustered ones are worth: a
 * design effect (Kish 1965) divides both totals. It is rejected as chance only where both the clustered test and
 * Fisher's exact test reject it, because the former believes too much in small counts and the latter in
 * independence.
 */
function compareShares(
  days: readonly Cluster[],
  first: { readonly count: number; readonly total: number },
  second: { readonly count: number; readonly total: number },
): Finding | null {
  const found = estimate(days);
  if (found === null) return null;
  const binomial = variance(first) + variance(second);
  const effect = binomial === 0 ? 1 : Math.max(1, found.standardError ** 2 / binomial);
  const worth = ({ count, total }: { count: number; total: number }) => ({
    count: count / effect,
    total: total / effect,
  });
  const { difference, low, high } = newcombeDifference(worth(first), worth(second), CONFIDENCE);
  return { difference, low, high, pValue: Math.max(found.pValue, fisherPValue(first, second)) };
}

function variance({ count, total }: { readonly count: number; readonly total: number }): number {
  const share = count / total;
  return (share * (1 - share)) / total;
}
