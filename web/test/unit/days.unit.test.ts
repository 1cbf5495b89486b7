import type { Entry } from "@echo/contract/entries.ts";
import { describe, expect, it } from "vitest";
import { dayInWords, groupByDay, isDay } from "../../src/features/entries/days.ts";

describe("a day in words", () => {
  it("is near by name and far by date, with the year where it is another", () => {
    expect(dayInWords("2026-03-01", "2026-03-01", "en-GB")).toBe("Today");
    expect(dayInWords("2026-02-28", "2026-03-01", "en-GB")).toBe("Yesterday");
    expect(dayInWords("2026-02-27", "2026-03-01", "en-GB")).toMatch(/^Friday,? 27 February$/);
    expect(dayInWords("2025-12-31", "2026-01-02", "en-GB")).toContain("2025");
  });
});

describe("grouping by day", () => {
  const entry = (id: string, day: string) => ({ id, local_date: day }) as Entry;

  it("keeps the order of the list, also where a traveller's days interleave", () => {
    const groups = groupByDay([
      entry("a", "2026-03-02"),
      entry("b", "2026-03-02"),
      entry("c", "2026-03-03"),
      entry("d", "2026-03-02"),
    ]);
    expect(groups.map(({ day, entries }) => [day, entries.map(({ id }) => id)])).toEqual([
      ["2026-03-02", ["a", "b"]],
      ["2026-03-03", ["c"]],
      ["2026-03-02", ["d"]],
    ]);
  });

  it("of nothing is nothing", () => {
    expect(groupByDay([])).toEqual([]);
  });
});

describe("a day of the timeline", () => {
  it.each([
    ["2026-03-01", true],
    ["2026-02-30", false],
    ["0002-03-01", false],
    ["2026-3-1", false],
    ["tomorrow", false],
  ])("%s: %s", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});
