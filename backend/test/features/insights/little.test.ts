/** Journals of which little or nothing is known: everything answers, with nulls and "not enough". */
import type {
  InsightsCompare,
  InsightsRhythms,
  InsightsSummary,
  OnThisDay,
} from "@echo/contract/insights.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "#core/local-day.ts";
import type { Person } from "#test/setup/app.ts";
import { type Stage, startStage, type Written } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage("2026-11-24T12:00:00Z");
});
afterAll(() => stage.stop());

async function ask(person: Person) {
  return {
    summary: await stage.get<InsightsSummary>(person, "/insights/summary"),
    rhythms: await stage.get<InsightsRhythms>(person, "/insights/rhythms"),
    week: await stage.get<InsightsCompare>(person, "/insights/compare?period=week"),
    month: await stage.get<InsightsCompare>(person, "/insights/compare?period=month"),
    memories: await stage.get<OnThisDay>(person, "/insights/on-this-day"),
  };
}

/** Every word of every answer that says whether something was found. */
function findingsOf(answers: Awaited<ReturnType<typeof ask>>): Set<string> {
  const { summary, rhythms, week, month } = answers;
  const compared = [week, month].flatMap(({ sentiment, volatility, mix }) =>
    [sentiment, volatility].concat(mix),
  );
  const rows = [
    ...rhythms.time_of_day.items,
    ...rhythms.weekday.items,
    rhythms.length,
    ...compared,
    ...summary.keywords.items.map((keyword) => keyword.against_others),
  ];
  for (const row of rows.filter(({ finding }) => finding === "not_enough")) {
    expect([row.difference, row.low, row.high]).toEqual([null, null, null]);
  }
  return new Set([summary.direction.finding, ...rows.map(({ finding }) => finding)]);
}

describe("an empty journal", () => {
  test("has a window of empty days, and not enough for anything", async () => {
    const answers = await ask(stage.app.alice);
    expect(answers.summary).toMatchObject({
      from: "2026-10-26",
      to: "2026-11-24",
      days: 30,
      entries: 0,
      understood: 0,
      top_emotions: [],
      mood_mean: null,
      sentiment_mean: null,
      keywords: { looked_at: 0, items: [] },
    });
    expect(answers.summary.trend).toHaveLength(30);
    expect(answers.summary.trend[29]).toEqual({ date: "2026-11-24", entries: 0, sentiment: null, top: null });
    expect(answers.summary.heatmap).toHaveLength(30);
    expect(answers.rhythms).toMatchObject({ days: 365, entries: 0, understood: 0, minimum_weeks: 8 });
    expect(answers.rhythms.length.median_words).toBeNull();
    expect(answers.week.this).toEqual({
      from: "2026-11-23",
      to: "2026-11-24",
      entries: 0,
      days_written: 0,
      understood: 0,
      sentiment: null,
      volatility: null,
    });
    expect(answers.memories).toEqual({ date: "2026-11-24", items: [] });
    expect(findingsOf(answers)).toEqual(new Set(["not_enough"]));
  });

  test("may be asked for one day and for a leap year of days", async () => {
    for (const days of [1, 366]) {
      const summary = await stage.get<InsightsSummary>(stage.app.alice, `/insights/summary?days=${days}`);
      expect([summary.days, summary.trend.length, summary.heatmap.length]).toEqual([days, days, days]);
    }
    for (const days of ["0", "367", "1.5", "x", ""]) {
      expect(await stage.statusOf(stage.app.alice, `/insights/summary?days=${days}`)).toBe(422);
      expect(await stage.statusOf(stage.app.alice, `/insights/rhythms?days=${days}`)).toBe(422);
    }
    expect(await stage.statusOf(stage.app.alice, "/insights/compare")).toBe(422);
    expect(await stage.statusOf(stage.app.alice, "/insights/compare?period=year")).toBe(422);
  });
});

test("a single entry is counted, and nothing is concluded from it", async () => {
  const person = await stage.app.signUp("single");
  await stage.write(person, [
    { at: "2026-11-24T08:00:00Z", heard: "joy", mood: 4, words: 120, terms: ["garden"] },
  ]);
  const answers = await ask(person);
  expect(answers.summary).toMatchObject({ entries: 1, understood: 1, mood_mean: 4, sentiment_mean: 1 });
  expect(answers.summary.top_emotions).toEqual([{ label: "joy", count: 1, share: 1 }]);
  expect(answers.summary.trend[29]).toEqual({ date: "2026-11-24", entries: 1, sentiment: 1, top: "joy" });
  expect(answers.summary.heatmap[29]).toEqual({
    date: "2026-11-24",
    entries: 1,
    sentiment: 1,
    mood: 4,
    label: "joy",
  });
  expect(answers.summary.keywords).toMatchObject({ looked_at: 1, items: [] });
  expect(answers.rhythms.length).toMatchObject({ entries: 1, median_words: 120 });
  expect(answers.week.this).toMatchObject({ entries: 1, days_written: 1, sentiment: 1, volatility: null });
  expect(findingsOf(answers)).toEqual(new Set(["not_enough"]));
});

/** An entry in the morning and one in the evening of each of the last `days` days. */
function twiceADay(days: number, entry: Omit<Written, "at">): Written[] {
  return Array.from({ length: 2 * days }, (_unused, index): Written => {
    const date = addDays("2026-11-24", -Math.floor(index / 2));
    return { ...entry, at: `${date}T${index % 2 === 0 ? "07:30" : "21:10"}:00Z` };
  });
}

test("a year in a language that nobody understands is counted, and has no sentiment anywhere", async () => {
  const person = await stage.app.signUp("unheard");
  await stage.write(person, twiceADay(300, { heard: null, terms: ["sana"] }));
  const answers = await ask(person);
  expect(answers.summary).toMatchObject({
    entries: 60,
    understood: 0,
    top_emotions: [],
    sentiment_mean: null,
  });
  expect(answers.summary.trend[3]).toMatchObject({ entries: 2, sentiment: null, top: null });
  expect(answers.summary.keywords).toMatchObject({ looked_at: 0, items: [] });
  expect(answers.rhythms).toMatchObject({ entries: 600, understood: 0 });
  expect(answers.week.this).toMatchObject({ entries: 4, understood: 0, sentiment: null });
  expect(findingsOf(answers)).toEqual(new Set(["not_enough"]));
});

test("a year of which only corrections are known is counted by them", async () => {
  const person = await stage.app.signUp("corrected");
  await stage.write(person, twiceADay(300, { heard: null, corrected: "sadness", terms: ["rain"] }));
  const answers = await ask(person);
  expect(answers.summary).toMatchObject({ entries: 60, understood: 60, sentiment_mean: -1 });
  expect(answers.summary.top_emotions).toEqual([{ label: "sadness", count: 60, share: 1 }]);
  expect(answers.summary.keywords.items).toHaveLength(1);
  expect(answers.summary.keywords.items[0]).toMatchObject({ word: "rain", entries: 60, sentiment: -1 });
  // Always the same: everything is known, and no difference is there.
  expect(answers.rhythms.weekday.items.map(({ difference }) => difference)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(findingsOf(answers)).toEqual(new Set(["no_clear_change", "no_clear_difference", "not_enough"]));
});
