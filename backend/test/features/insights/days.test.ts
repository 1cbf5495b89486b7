/** Days are the writer's own: across a change of clocks, a flight over the date line, and in two zones at once. */
import type { InsightsRhythms, InsightsSummary } from "@echo/contract/insights.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Person } from "#test/setup/app.ts";
import { type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage("2026-10-26T06:30:00Z");
});
afterAll(() => stage.stop());
beforeEach(() => stage.setNow("2026-10-26T06:30:00Z"));

async function livesIn(person: Person, timezone: string): Promise<void> {
  const answer = await person.bearer.send({ method: "PATCH", url: "/profile", body: { timezone } });
  expect(answer.statusCode).toBe(200);
}

/** Writes over HTTP; without a zone the one of the profile counts. */
async function post(person: Person, writtenAt: string, timezone?: string): Promise<void> {
  const body = { text: "A day.", written_at: writtenAt, ...(timezone === undefined ? {} : { timezone }) };
  const answer = await person.bearer.send({ method: "POST", url: "/entries", body });
  expect([answer.statusCode, answer.statusCode === 201 ? "" : answer.body]).toEqual([201, ""]);
}

/** Days with entries, and how many. */
async function daysOf(person: Person, days = 7): Promise<Record<string, number>> {
  const summary = await stage.get<InsightsSummary>(person, `/insights/summary?days=${days}`);
  expect(summary.trend.map(({ date, entries }) => [date, entries])).toEqual(
    summary.heatmap.map(({ date, entries }) => [date, entries]),
  );
  expect(summary.trend.at(-1)?.date).toBe(summary.to);
  expect(summary.trend[0]?.date).toBe(summary.from);
  expect(new Set(summary.trend.map(({ date }) => date)).size).toBe(days);
  return Object.fromEntries(
    summary.trend.filter(({ entries }) => entries > 0).map(({ date, entries }) => [date, entries]),
  );
}

test("the same instants lie on other days for two people in two zones, over the night when clocks change", async () => {
  const [inBerlin, inLosAngeles] = [await stage.app.signUp("berlin"), await stage.app.signUp("la")];
  await livesIn(inBerlin, "Europe/Berlin");
  await livesIn(inLosAngeles, "America/Los_Angeles");
  // In Berlin 25 October has 25 hours: from 22:00Z to 23:00Z of the next day.
  const instants = [
    "2026-10-24T21:59:00Z",
    "2026-10-24T22:01:00Z",
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-10-25T22:59:00Z",
    "2026-10-25T23:01:00Z",
  ];
  for (const instant of instants) {
    await post(inBerlin, instant);
    await post(inLosAngeles, instant);
  }
  expect(await daysOf(inBerlin)).toEqual({ "2026-10-24": 1, "2026-10-25": 4, "2026-10-26": 1 });
  expect(await daysOf(inLosAngeles)).toEqual({ "2026-10-24": 4, "2026-10-25": 2 });
  const ends = await Promise.all(
    [inBerlin, inLosAngeles].map((person) => stage.get<InsightsSummary>(person, "/insights/summary?days=2")),
  );
  expect(ends.map(({ from, to }) => [from, to])).toEqual([
    ["2026-10-25", "2026-10-26"],
    ["2026-10-24", "2026-10-25"],
  ]);
});

test("a spring day with 23 hours is a day, and today begins with it", async () => {
  const person = await stage.app.signUp("spring");
  await livesIn(person, "America/New_York");
  // On 8 March 2026 two o'clock is followed by four.
  stage.setNow("2026-03-08T04:59:00Z");
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-03-07");
  stage.setNow("2026-03-08T05:00:00Z");
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-03-08");
  stage.setNow("2026-03-09T03:59:00Z");
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-03-08");
  await post(person, "2026-03-09T03:59:00Z");
  stage.setNow("2026-03-09T04:00:00Z");
  expect(await daysOf(person)).toEqual({ "2026-03-08": 1 });
});

test("the hour of an entry is the one on the writer's own clock, in winter and in summer", async () => {
  const person = await stage.app.signUp("hours");
  await livesIn(person, "Europe/Berlin");
  // 04:30Z: half past six in summer, half past five in winter.
  stage.setNow("2026-10-26T20:00:00Z");
  await post(person, "2026-10-24T04:30:00Z");
  await post(person, "2026-10-26T04:30:00Z");
  await post(person, "2026-10-26T04:30:00Z", "Asia/Tokyo");
  await post(person, "2026-10-26T11:00:00Z", "America/Los_Angeles");
  const { time_of_day } = await stage.get<InsightsRhythms>(person, "/insights/rhythms");
  expect(Object.fromEntries(time_of_day.items.map(({ part, entries }) => [part, entries]))).toEqual({
    night: 2,
    morning: 1,
    afternoon: 1,
    evening: 0,
  });
});

test("a flight over the date line gives one evening twice, and leaves out a day on the way back", async () => {
  const person = await stage.app.signUp("flight");
  await livesIn(person, "Pacific/Auckland");
  stage.setNow("2026-11-26T12:00:00Z");
  // The morning of the 24th in Auckland, then the evening of the 23rd in Honolulu, thirteen hours later.
  await post(person, "2026-11-23T20:00:00Z");
  await post(person, "2026-11-24T09:00:00Z", "Pacific/Honolulu");
  // Home again: from the evening of the 24th to the morning of the 26th within half a day.
  await post(person, "2026-11-25T08:00:00Z", "Pacific/Honolulu");
  await post(person, "2026-11-25T20:00:00Z");
  expect(await daysOf(person)).toEqual({ "2026-11-23": 1, "2026-11-24": 2, "2026-11-26": 1 });
});

test("what a traveller writes in a later day than the one at home is there at once", async () => {
  const person = await stage.app.signUp("ahead");
  await livesIn(person, "America/Los_Angeles");
  stage.setNow("2026-11-23T20:00:00Z");
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-11-23");
  await post(person, "2026-11-23T20:00:00Z", "Pacific/Auckland");
  expect(await daysOf(person)).toEqual({ "2026-11-24": 1 });
  // What lies in the future is a plan or a mistake of the owner, and moves nothing.
  await stage.write(person, [{ at: "2027-03-01T00:00:00Z" }]);
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-11-24");
});

test("a person whose profile is missing lives in UTC", async () => {
  const person = await stage.app.signUp("bare");
  await stage.owner.query("delete from public.profiles where user_id = $1", [person.id]);
  expect((await stage.get<InsightsSummary>(person, "/insights/summary")).to).toBe("2026-10-26");
});
