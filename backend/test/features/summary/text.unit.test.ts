/** What a summary says, in every shape that a period can have. */
import { describe, expect, test } from "vitest";
import { type DayCell, figuresByDay } from "#core/day-figures.ts";
import { addDays } from "#core/local-day.ts";
import { PHRASES, phrase } from "#features/summary/phrases.ts";
import { type Period, summaryText } from "#features/summary/text.ts";

const WEEK: Period = { period: "week", from: "2026-11-23", to: "2026-11-29", today: "2026-11-25" };

function textOf(cells: readonly DayCell[], period: Partial<Period> = {}): string {
  return summaryText({ ...WEEK, ...period }, figuresByDay(cells));
}

/** All texts that the same cells can give in different weeks. */
function textsOf(cells: readonly DayCell[], period: Partial<Period> = {}): Set<string> {
  return new Set(
    Array.from({ length: 60 }, (_unused, week) =>
      textOf(cells, { ...period, from: addDays("2024-01-01", 7 * week), today: "2023-01-01" }).replace(
        /the week from \d+ \w+ \d+/gi,
        "the week",
      ),
    ),
  );
}

describe("the wording", () => {
  test("has no exclamation mark, no advice and no digit where a word would do", () => {
    for (const variant of Object.values(PHRASES).flat()) {
      expect(variant).not.toMatch(/[!?]|should|must|\btry\b|great job|well done|streak|only \d/i);
      expect(variant).toMatch(/\.$/);
    }
  });

  test("leaves no name in braces, whichever variant is chosen", () => {
    const cells: DayCell[] = [
      ["2026-11-23", "joy", 3, 2.4, 2, 9],
      ["2026-11-24", "sadness", 2, -1.5, 0, null],
      ["2026-11-25", null, 1, null, 0, null],
      ["2026-11-26", "fear", 1, -0.6, 0, null],
    ];
    const texts = textsOf(cells);
    expect(texts.size).toBeGreaterThan(20);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|NaN|!/);
  });

  test("is the same each time for the same period", () => {
    const cells: DayCell[] = [["2026-11-23", "joy", 1, 0.5, 0, null]];
    expect(textOf(cells)).toBe(textOf(cells));
    expect(phrase("one_entry", "seed", { period: "today" })).toBe(
      phrase("one_entry", "seed", { period: "today" }),
    );
  });
});

describe("an empty period", () => {
  test("is told kindly, whether it is over or not", () => {
    expect(textOf([])).toMatch(/this week/i);
    expect(textOf([], { today: "2026-12-24" })).toMatch(/the week from 23 November 2026/i);
    expect(textOf([], { period: "day", from: "2026-11-25", to: "2026-11-25" })).toMatch(/today/i);
    const month = { period: "month", from: "2024-02-01", to: "2024-02-29" } as const;
    expect(textOf([], month)).toMatch(/February 2024/);
  });
});

describe("counts", () => {
  test("come with the right plural, in words up to twelve", () => {
    for (const text of textsOf([["2026-11-23", "joy", 1, 0.9, 0, null]])) {
      expect(text).toMatch(/there is one entry/i);
      expect(text).not.toMatch(/entries|them/);
    }
    for (const text of textsOf([["2026-11-23", "joy", 2, 1.8, 0, null]])) {
      expect(text).toMatch(/two entries.*(on one day|a single day)/);
    }
    const many: DayCell[] = [
      ["2026-11-23", "joy", 10, 5, 0, null],
      ["2026-11-24", "joy", 3, 2, 0, null],
    ];
    for (const text of textsOf(many)) expect(text).toMatch(/13 entries.*two (different )?days/);
  });

  test("say how many could be read, and nothing about feelings where none could", () => {
    for (const text of textsOf([["2026-11-23", null, 1, null, 0, null]])) {
      expect(text).toMatch(/not read it|cannot read it/);
    }
    for (const text of textsOf([["2026-11-23", null, 4, null, 0, null]])) {
      expect(text).toMatch(/not read any of them|read none of them/);
      expect(text).not.toMatch(/joy|sadness|even tone/i);
    }
    const some: DayCell[] = [
      ["2026-11-23", null, 4, null, 0, null],
      ["2026-11-23", "joy", 2, 1, 0, null],
    ];
    for (const text of textsOf(some)) expect(text).toMatch(/could read two/);
  });
});

describe("feelings", () => {
  test("are named in the order of their counts, and ties are called ties", () => {
    const ranked: DayCell[] = [
      ["2026-11-23", "joy", 4, 3, 0, null],
      ["2026-11-23", "fear", 2, -1, 0, null],
      ["2026-11-23", "neutral", 1, 0, 0, null],
    ];
    for (const text of textsOf(ranked)) expect(text).toMatch(/joy.*four.*fear.*two/i);
    const tied: DayCell[] = [
      ["2026-11-23", "joy", 2, 1, 0, null],
      ["2026-11-23", "anger", 2, -1, 0, null],
    ];
    for (const text of textsOf(tied)) expect(text).toMatch(/anger and joy.*two each/i);
    for (const text of textsOf([["2026-11-23", "neutral", 3, 0, 0, null]])) {
      expect(text).toMatch(/every one of them an even tone|all of them speak mostly of an even tone/i);
    }
  });

  test("make a tone only of five entries on three days, and days apart only where they are", () => {
    const days: DayCell[] = [
      ["2026-11-23", "joy", 2, 1.8, 0, null],
      ["2026-11-24", "sadness", 2, -1.6, 0, null],
      ["2026-11-25", "joy", 1, 0.4, 0, null],
    ];
    for (const text of textsOf(days)) {
      expect(text).toMatch(/neither bright nor heavy|between bright and heavy/);
      expect(text).toMatch(
        /Monday, 23 November.*(heaviest|heavi).*Tuesday, 24 November|Monday, 23 November was/,
      );
    }
    expect(textOf(days.slice(0, 2))).not.toMatch(/tone|brightest/);
    const alike: DayCell[] = days.map(([day]) => [day, "joy", 2, 1.2, 0, null]);
    for (const text of textsOf(alike)) {
      expect(text).toMatch(/tone was bright/);
      expect(text).not.toMatch(/brightest/);
    }
    const day = textOf(days, { period: "day" });
    expect(day).not.toMatch(/tone was|brightest/);
  });
});

test("moods are given as the writer gave them", () => {
  for (const text of textsOf([["2026-11-23", "joy", 1, 1, 1, 4]])) expect(text).toMatch(/\b4 of 5/);
  for (const text of textsOf([["2026-11-23", "joy", 3, 1, 3, 10]])) expect(text).toMatch(/three.*3\.3 of 5/);
});
