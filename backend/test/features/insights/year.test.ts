/**
 * Generated years through the whole application: the sums that the database makes are those of the pure rules,
 * what is planted is shown, and where nothing is planted nothing is.
 */
import { instantOf, type Planted, type PlausibleEntry, plausibleYear } from "#test/setup/plausible-year.ts";
import type { InsightsCompare, InsightsRhythms, InsightsSummary } from "@echo/contract/insights.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#test/setup/app.ts";
import { type Stage, startStage } from "./stage.ts";

const LAST_DAY = "2026-05-31";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(`${LAST_DAY}T23:59:00Z`);
});
afterAll(() => stage.stop());

async function live(name: string, seed: number, planted: Planted): Promise<[Person, PlausibleEntry[]]> {
  const person = await stage.app.signUp(name);
  const entries = plausibleYear(seed, LAST_DAY, planted);
  await stage.write(
    person,
    entries.map(({ sentiment, mood, words, terms, ...when }) => ({
      at: instantOf({ sentiment, mood, words, terms, ...when }),
      sentiment,
      mood,
      words,
      terms,
    })),
  );
  return [person, entries];
}

function meanOf(entries: readonly PlausibleEntry[]): number {
  return entries.reduce((sum, { sentiment }) => sum + sentiment, 0) / entries.length;
}

test("the sums of the database are those of the entries, by part of the day, weekday, word and day", async () => {
  const [person, entries] = await live("sums", 41, {});
  const rhythms = await stage.get<InsightsRhythms>(person, "/insights/rhythms");
  expect([rhythms.entries, rhythms.understood]).toEqual([entries.length, entries.length]);
  for (const [index, { entries: count, sentiment }] of rhythms.time_of_day.items.entries()) {
    const own = entries.filter(({ hour }) => Math.floor(hour / 6) === index);
    expect(count).toBe(own.length);
    if (own.length > 0) expect(sentiment).toBeCloseTo(meanOf(own), 3);
  }
  for (const { weekday, entries: count, sentiment, weeks } of rhythms.weekday.items) {
    const own = entries.filter(({ date }) => new Date(date).getUTCDay() === weekday % 7);
    expect(count).toBe(own.length);
    expect(sentiment).toBeCloseTo(meanOf(own), 3);
    expect(weeks).toBeLessThanOrEqual(53);
  }
  const sorted = entries.map(({ words }) => words).toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  const [below = 0, above = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  expect(rhythms.length.median_words).toBe((below + above) / 2);

  const summary = await stage.get<InsightsSummary>(person, "/insights/summary?days=365");
  expect([summary.entries, summary.keywords.looked_at]).toEqual([entries.length, entries.length]);
  expect(summary.sentiment_mean).toBeCloseTo(meanOf(entries), 3);
  expect(summary.keywords.items.length).toBe(20);
  for (const { word, entries: count, sentiment, low, high } of summary.keywords.items) {
    const own = entries.filter(({ terms }) => terms.includes(word));
    expect([word, count]).toEqual([word, own.length]);
    expect(sentiment).toBeCloseTo(meanOf(own), 3);
    expect(low).toBeLessThan(sentiment);
    expect(high).toBeGreaterThan(sentiment);
  }
  for (const { date, entries: count } of summary.trend) {
    expect([date, count]).toEqual([date, entries.filter((entry) => entry.date === date).length]);
  }
});

test.each([42, 43, 44])("a year in which nothing is planted shows nothing (seed %s)", async (seed) => {
  const [person] = await live(`null${seed}`, seed, {});
  const rhythms = await stage.get<InsightsRhythms>(person, "/insights/rhythms");
  const summary = await stage.get<InsightsSummary>(person, "/insights/summary?days=365");
  const compare = await stage.get<InsightsCompare>(person, "/insights/compare?period=month");
  const findings = [
    summary.direction,
    ...summary.keywords.items.map(({ against_others }) => against_others),
    ...rhythms.time_of_day.items,
    ...rhythms.weekday.items,
    rhythms.length,
    compare.sentiment,
    compare.volatility,
    ...compare.mix,
  ].map(({ finding }) => finding);
  expect(findings.filter((finding) => !finding.startsWith("no"))).toEqual([]);
});

test("a year with planted effects shows them, with intervals that exclude zero", async () => {
  const planted = {
    part: { part: 1, effect: 0.25 },
    weekday: { weekday: 1, effect: -0.3 },
    length: -0.2,
    trend: 0.6,
  };
  const [person] = await live("planted", 45, planted);
  const rhythms = await stage.get<InsightsRhythms>(person, "/insights/rhythms");
  expect(rhythms.time_of_day.items.find(({ part }) => part === "morning")).toMatchObject({
    finding: "clear",
  });
  const monday = rhythms.weekday.items[0];
  expect(monday).toMatchObject({ weekday: 1, finding: "clear" });
  expect(monday?.high).toBeLessThan(0);
  expect(rhythms.length).toMatchObject({ finding: "clear" });
  expect(rhythms.length.difference).toBeCloseTo(-0.2, 1);
  const summary = await stage.get<InsightsSummary>(person, "/insights/summary?days=365");
  expect(summary.direction.finding).toBe("brighter");
  expect(summary.direction.low).toBeGreaterThan(0);
});
