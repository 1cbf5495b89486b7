/**
 * What the insights report of 200 plausible years in which nothing is planted, and of 200 each in which something
 * is. The first must stay silent in at least 95 of 100 years, every kind of report for itself and all together;
 * effects of medium size must be found in most years. The tables are printed.
 */
import { INSIGHT_LIMITS } from "@echo/contract/insights.ts";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, startOfWeek } from "#core/local-day.ts";
import { compareOf } from "#features/insights/compare.ts";
import { type DayCell, figuresByDay } from "#core/day-figures.ts";
import { keywordsOf, type TermsRow } from "#features/insights/keywords.ts";
import { type RhythmCell, rhythmsOf } from "#features/insights/rhythms.ts";
import { summaryOf } from "#features/insights/summary.ts";
import {
  PLANTED_WORD,
  type Planted,
  type PlausibleEntry,
  plausibleYear,
  YEAR_DAYS,
} from "#test/setup/plausible-year.ts";

const YEARS = 200;
const FIRST_SEED = 1;
/** A Sunday that ends a month: whole periods are compared. */
const LAST_DAY = "2026-05-31";
const WEEK_START = 1;

/** The sums that the database makes of the same entries. */
function dayCellsOf(entries: readonly PlausibleEntry[]): DayCell[] {
  const cells = new Map<string, [string, PlausibleEntry["label"], number, number, number, number]>();
  for (const { date, label, sentiment, mood } of entries) {
    const cell = cells.get(`${date} ${label}`) ?? [date, label, 0, 0, 0, 0];
    cells.set(`${date} ${label}`, cell);
    cell[2] += 1;
    cell[3] += sentiment;
    cell[4] += 1;
    cell[5] += mood;
  }
  return [...cells.values()];
}

function rhythmCellsOf(entries: readonly PlausibleEntry[]): RhythmCell[] {
  return entries.map(({ date, hour, sentiment, words }) => {
    const day = daysBetween(startOfWeek(LAST_DAY, WEEK_START), date);
    const x = Math.log2(words);
    return [day, Math.floor(hour / 6), 1, sentiment, sentiment * sentiment, x, x * x, x * sentiment];
  });
}

function termsRowsOf(entries: readonly PlausibleEntry[]): TermsRow[] {
  return entries
    .toReversed()
    .slice(0, INSIGHT_LIMITS.keywordEntries)
    .map(({ date, sentiment, terms }) => [daysBetween("1969-12-29", date), sentiment, terms.join(" ")]);
}

const KINDS = [
  "time of day",
  "weekday",
  "length",
  "direction, 30 days",
  "direction, year",
  "words, year",
  "compare, week",
  "compare, month",
] as const;
type Kind = (typeof KINDS)[number];

const daysBack = (days: number) => addDays(LAST_DAY, 1 - days);
const sign = (difference: number | null) => ((difference ?? 0) > 0 ? "+" : "-");

function clear<T extends { finding: string; difference: number | null }>(
  rows: readonly T[],
  name: (row: T) => string,
): string[] {
  return rows.filter((row) => row.finding === "clear").map((row) => `${name(row)} ${sign(row.difference)}`);
}

function direction(entries: readonly PlausibleEntry[], days: number): string[] {
  const from = daysBack(days);
  const cells = dayCellsOf(entries.filter(({ date }) => date >= from));
  const { finding } = summaryOf(from, LAST_DAY, cells, []).direction;
  return finding === "brighter" || finding === "darker" ? [finding] : [];
}

function compare(entries: readonly PlausibleEntry[], period: "week" | "month"): string[] {
  const found = compareOf(period, LAST_DAY, WEEK_START, figuresByDay(dayCellsOf(entries)));
  return [
    ...clear([found.sentiment], () => "sentiment"),
    ...clear([found.volatility], () => "volatility"),
    ...clear(found.mix, ({ label }) => label),
  ];
}

const rhythms = (entries: readonly PlausibleEntry[]) => rhythmsOf(rhythmCellsOf(entries), WEEK_START, null);

/** What each kind of report claims about a year. */
const CLAIMS: Record<Kind, (entries: readonly PlausibleEntry[]) => string[]> = {
  "time of day": (entries) => clear(rhythms(entries).time_of_day.items, ({ part }) => part),
  weekday: (entries) => clear(rhythms(entries).weekday.items, ({ weekday }) => String(weekday)),
  length: (entries) => clear([rhythms(entries).length], () => "length"),
  "direction, 30 days": (entries) => direction(entries, 30),
  "direction, year": (entries) => direction(entries, YEAR_DAYS),
  "words, year": (entries) =>
    keywordsOf(termsRowsOf(entries))
      .items.filter(({ against_others }) => against_others.finding === "clear")
      .map(({ word, against_others }) => `${word} ${sign(against_others.difference)}`),
  "compare, week": (entries) => compare(entries, "week"),
  "compare, month": (entries) => compare(entries, "month"),
};

function yearsWith(planted: Planted, firstSeed: number): PlausibleEntry[][] {
  return Array.from({ length: YEARS }, (_unused, index) =>
    plausibleYear(firstSeed + index, LAST_DAY, planted),
  );
}

function print(title: string, rows: ReadonlyArray<readonly [string, number]>): void {
  const lines = rows.map(([name, count]) => `| ${name.padEnd(44)} | ${String(count).padStart(5)} |`);
  console.log([`${title}, of ${YEARS} years`, ...lines].join("\n"));
}

describe("200 years in which nothing is planted", () => {
  test("report something in fewer than 5 of 100, kind by kind and as a whole", { timeout: 120_000 }, () => {
    const years = yearsWith({}, FIRST_SEED).map((entries) =>
      KINDS.filter((kind) => CLAIMS[kind](entries).length > 0),
    );
    const rows = [
      ...KINDS.map((kind) => [kind, years.filter((kinds) => kinds.includes(kind)).length] as const),
      ["any", years.filter((kinds) => kinds.length > 0).length] as const,
    ];
    print("false findings", rows);
    for (const [kind, count] of rows) {
      expect([kind, count / YEARS < 0.05, count]).toEqual([kind, true, count]);
    }
  });
});

/**
 * Medium: half a standard deviation of sentiment, a correlation of about 0.3, a drift of one standard deviation. A
 * single month cannot show so little: what it is asked to show is more than one standard deviation.
 */
const PLANTED: ReadonlyArray<{
  readonly name: string;
  readonly planted: Planted;
  readonly kind: Kind;
  readonly claim: string;
}> = [
  {
    name: "Mondays darker by 0.2",
    planted: { weekday: { weekday: 1, effect: -0.2 } },
    kind: "weekday",
    claim: "1 -",
  },
  {
    name: "mornings brighter by 0.2",
    planted: { part: { part: 1, effect: 0.2 } },
    kind: "time of day",
    claim: "morning +",
  },
  { name: "twice the length, darker by 0.15", planted: { length: -0.15 }, kind: "length", claim: "length -" },
  {
    name: "one word, darker by 0.2",
    planted: { word: { word: PLANTED_WORD, effect: -0.2 } },
    kind: "words, year",
    claim: `${PLANTED_WORD} -`,
  },
  {
    name: "this month darker by 0.5",
    planted: { lately: { days: 31, effect: -0.5 } },
    kind: "compare, month",
    claim: "sentiment -",
  },
  {
    name: "brighter by 0.4 over the year",
    planted: { trend: 0.4 },
    kind: "direction, year",
    claim: "brighter",
  },
];

describe("200 years with something planted", () => {
  test.each(PLANTED)(
    "show it in most years: $name",
    { timeout: 120_000 },
    ({ name, planted, kind, claim }) => {
      const claims = yearsWith(planted, FIRST_SEED + 10_000).map(CLAIMS[kind]);
      const found = claims.filter((each) => each.includes(claim)).length;
      print(name, [["found", found]]);
      expect(found / YEARS).toBeGreaterThan(0.5);
    },
  );
});
