/** Which days a comparison takes, up to the same point, and that a lone change of a quiet writer is seen. */
import { describe, expect, test } from "vitest";
import { type DayCell, figuresByDay } from "#core/day-figures.ts";
import { addDays } from "#core/local-day.ts";
import { compareOf } from "#features/insights/compare.ts";

const nothing = figuresByDay([]);

describe("the compared days", () => {
  test.each([
    ["week", "2026-11-25", 1, ["2026-11-23", "2026-11-25"], ["2026-11-16", "2026-11-18"]],
    ["week", "2026-11-29", 1, ["2026-11-23", "2026-11-29"], ["2026-11-16", "2026-11-22"]],
    ["week", "2026-11-25", 7, ["2026-11-22", "2026-11-25"], ["2026-11-15", "2026-11-18"]],
    ["month", "2026-11-05", 1, ["2026-11-01", "2026-11-05"], ["2026-10-01", "2026-10-05"]],
    ["month", "2026-03-31", 1, ["2026-03-01", "2026-03-31"], ["2026-02-01", "2026-02-28"]],
    ["month", "2026-01-10", 1, ["2026-01-01", "2026-01-10"], ["2025-12-01", "2025-12-10"]],
  ] as const)("of a %s on %s, with weeks that begin on %s", (period, today, weekStart, current, last) => {
    const found = compareOf(period, today, weekStart, nothing);
    expect([found.this.from, found.this.to]).toEqual(current);
    expect([found.last.from, found.last.to]).toEqual(last);
  });
});

/** Two entries on each of the last `days` days, their sentiments given by the day. */
function journal(days: number, sentimentOf: (daysAgo: number) => number): ReturnType<typeof figuresByDay> {
  const cells = Array.from({ length: days }, (_unused, daysAgo): DayCell => {
    const sentiment = sentimentOf(daysAgo);
    return [addDays("2026-11-30", -daysAgo), sentiment > 0.25 ? "joy" : "neutral", 2, 2 * sentiment, 0, null];
  });
  return figuresByDay(cells);
}

const wave = (daysAgo: number) => 0.1 * Math.sin(daysAgo * 2.3) + 0.05 * Math.cos(daysAgo * 0.9);

test("a month far beyond the usual is clear, the usual is not", () => {
  const usual = compareOf("month", "2026-11-30", 1, journal(300, wave));
  expect(usual.sentiment.finding).toBe("no_clear_difference");
  const dark = compareOf(
    "month",
    "2026-11-30",
    1,
    journal(300, (daysAgo) => wave(daysAgo) - (daysAgo < 30 ? 0.5 : 0)),
  );
  expect(dark.sentiment).toMatchObject({ finding: "clear" });
  expect(dark.sentiment.difference).toBeCloseTo(-0.5, 1);
  expect(dark.sentiment.high).toBeLessThan(0);
});

test("nothing is said before there are sixty earlier days and three entries on each side", () => {
  const short = compareOf("month", "2026-11-30", 1, journal(80, wave));
  expect([short.history_days, short.sentiment.finding]).toEqual([50, "not_enough"]);
  const long = compareOf("month", "2026-11-30", 1, journal(100, wave));
  expect([long.history_days, long.sentiment.finding]).toEqual([70, "no_clear_difference"]);
  // On the first day of a month there are two entries on each side.
  const early = compareOf("month", "2026-11-01", 1, journal(300, wave));
  expect([early.this.understood, early.sentiment.finding]).toEqual([2, "not_enough"]);
});

test("volatility is the root mean square of the changes from day to day", () => {
  const found = compareOf(
    "week",
    "2026-11-30",
    2,
    journal(300, (daysAgo) => (daysAgo % 2 === 0 ? 0.2 : -0.2)),
  );
  expect(found.this.volatility).toBeCloseTo(0.4, 4);
  expect(found.volatility.finding).toBe("no_clear_difference");
});
