/** Figures in words, the calendar, the line: what the cards of the patterns page are made of. */
import { describe, expect, it } from "vitest";
import { actionFault, keptActions } from "../../src/features/coping/kit.ts";
import { weekdayName, weekdaysFrom, weeksOf } from "../../src/features/insights/calendar.ts";
import { sparklinePaths } from "../../src/features/insights/sparkline.ts";
import {
  brightnessOf,
  clearest,
  differenceInWords,
  rangeInWords,
  sentimentInWords,
  shareInWords,
  signed,
  wilsonInterval,
} from "../../src/features/insights/words.ts";
import { findingsOf } from "../../src/features/triggers/trigger-finding.ts";
import { splitWords, triggerFaults } from "../../src/features/triggers/trigger-words.ts";

describe("figures in words", () => {
  it("a share stands with its counts and the interval of Wilson (1927)", () => {
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    const { low, high } = wilsonInterval(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(wilsonInterval(0, 20).low).toBe(0);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(shareInWords(12, 40)).toBe("12 of 40 entries, likely between 18\u00a0% and 45\u00a0%");
  });

  it("numbers have a sign and a real minus, and zero has none", () => {
    expect([signed(0.321), signed(-0.05), signed(-0.001)]).toEqual(["+0.32", "\u22120.05", "0.00"]);
    expect(sentimentInWords(-0.7)).toBe("heavy (\u22120.70)");
    expect([-0.5, -0.2, 0, 0.2, 0.5].map(brightnessOf)).toEqual([-2, -1, 0, 1, 2]);
  });

  it("nothing is said of a difference that is not known", () => {
    expect(differenceInWords({ difference: null, low: null, high: null })).toBeNull();
    expect(differenceInWords({ difference: -0.6, low: -76, high: 17 })).toBe("too uncertain to say");
    expect(rangeInWords({ difference: 0.2, low: 0.1, high: 0.3 })).toBe("+0.20 (+0.10 to +0.30)");
    expect(differenceInWords({ difference: 0.2, low: 0.1, high: 0.3 })).toBe(
      "+0.20, likely between +0.10 and +0.30",
    );
  });

  it("only clear findings become a title, the largest first", () => {
    const items = [
      { finding: "no_clear_difference", difference: 0.9 },
      { finding: "clear", difference: 0.2 },
      { finding: "clear", difference: -0.4 },
    ];
    expect(clearest(items)?.difference).toBe(-0.4);
    expect(clearest(items.slice(0, 1))).toBeUndefined();
  });
});

describe("the calendar", () => {
  it("begins each week on the writer's day and keeps each day once", () => {
    const days = Array.from({ length: 10 }, (_, index) => ({ date: `2026-11-${String(index + 15)}` }));
    // 15 November 2026 is a Sunday.
    const fromSunday = weeksOf(days, 7);
    expect(fromSunday.map(({ start }) => start)).toEqual(["2026-11-15", "2026-11-22"]);
    const fromMonday = weeksOf(days, 1);
    expect(fromMonday.map(({ start }) => start)).toEqual(["2026-11-09", "2026-11-16", "2026-11-23"]);
    expect(fromMonday[0]?.days.indexOf(days[0])).toBe(6);
    expect(fromMonday.flatMap((week) => week.days.filter((day) => day !== undefined))).toEqual(days);
    expect(weekdaysFrom(7)).toEqual([7, 1, 2, 3, 4, 5, 6]);
    expect(weekdayName(1, "en")).toBe("Monday");
  });
});

describe("the line", () => {
  it("joins neighbouring days only, bright above heavy", () => {
    const { lines, dots, middle } = sparklinePaths([1, -1, null, 0], 308, 72);
    expect(dots.map(([, y]) => y)).toEqual([4, 68, 36]);
    expect(lines).toBe("M4 4L104 68M304 36");
    expect(middle).toBe(36);
  });
});

describe("the coping kit", () => {
  it("keeps what is written, trimmed, and each action once", () => {
    expect(keptActions([" tea ", "", "walk"])).toEqual(["tea", "walk"]);
    expect(actionFault(["tea", "Tea "], 1)).toBe("twice");
    expect(actionFault(["tea", "Tea "], 0)).toBeNull();
    expect(actionFault(["\u{1f375}".repeat(80)], 0)).toBeNull();
    expect(actionFault(["\u{1f375}".repeat(81)], 0)).toBe("too_long");
  });
});

describe("a trigger", () => {
  it("has each word once, whatever separates them", () => {
    expect(splitWords(" Mother , mum\uff0cMUM, my  mother\n")).toEqual(["Mother", "mum", "my mother"]);
    expect(triggerFaults({ name: " ", words: "," })).toEqual({ name: "missing", words: "missing" });
    expect(triggerFaults({ name: "n".repeat(61), words: "w".repeat(41) })).toEqual({
      name: "too_long",
      words: "too_long",
    });
    expect(triggerFaults({ name: "a", words: "a,b,c,d,e,f,g,h,i,j,k" })).toEqual({ words: "too_many" });
  });

  const unknown = { difference: null, low: null, high: null, is_clear: false };
  const item = {
    id: "00000000-0000-4000-8000-000000000000",
    name: "Work",
    mentions: 5,
    mention_days: 4,
    entries_with: 5,
    days_with: 4,
    entries_without: 30,
    state: "not_enough" as const,
    sentiment: { with: { count: 5, mean: 0.1 }, without: { count: 30, mean: 0 }, ...unknown },
    emotions: [],
  };
  const minimum = { entries_with: 8, days_with: 5, entries_without: 20 };

  it("is told by its counts, and by how many entries are missing", () => {
    expect(findingsOf(item, minimum)).toEqual([
      "5 entries speak of it, on 4 days.",
      "Not enough yet: after about 3 more entries with it.",
    ]);
  });

  it("is called brighter only where that is clear", () => {
    const known = { difference: 0.2, low: -0.1, high: 0.5 };
    const enough = { ...item, state: "enough" as const };
    const told = (isClear: boolean) =>
      findingsOf({ ...enough, sentiment: { ...enough.sentiment, ...known, is_clear: isClear } }, minimum)[1];
    expect(told(false)).toMatch(/^No clear difference/);
    expect(told(true)).toMatch(/^Brighter than entries without it/);
  });
});
