/** Summaries over HTTP: periods by the writer's week and zone, honest words, and sentences word for word. */
import type { Summary } from "@echo/contract/summary.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "#test/features/insights/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage("2026-11-25T12:00:00Z");
});
afterAll(() => stage.stop());

test("an empty journal is told kindly for every period", async () => {
  const ranges = {
    day: ["2026-11-25", "2026-11-25"],
    week: ["2026-11-23", "2026-11-29"],
    month: ["2026-11-01", "2026-11-30"],
  };
  for (const [period, [from, to]] of Object.entries(ranges)) {
    const summary = await stage.get<Summary>(stage.app.alice, `/summary?period=${period}`);
    expect(summary).toEqual({
      period,
      from,
      to,
      entries: 0,
      understood: 0,
      text: summary.text,
      sentences: [],
    });
    expect(summary.text).toMatch(period === "day" ? /today/i : new RegExp(`this ${period}`, "i"));
  }
});

test("a week holds what was written in it, and quotes what stood out", async () => {
  const person = await stage.app.signUp("week");
  const [bright, dark] = await stage.write(person, [
    {
      at: "2026-11-23T08:00:00Z",
      sentiment: 0.9,
      mood: 5,
      text: "Slept late. I am so happy about the wonderful letter from Ana.",
    },
    {
      at: "2026-11-24T20:00:00Z",
      sentiment: -0.8,
      text: "Work again. I felt terribly sad and lonely all evening.",
    },
    { at: "2026-11-25T07:00:00Z", heard: "neutral", text: "Bought bread." },
    { at: "2026-11-22T07:00:00Z", heard: "anger", text: "The week before." },
    { at: "2026-11-24T07:00:00Z", heard: null, text: "Tämä on suomea." },
  ]);
  const week = await stage.get<Summary>(person, "/summary?period=week");
  expect(week).toMatchObject({ entries: 4, understood: 3 });
  expect(week.text).toMatch(/four entries/);
  expect(week.text).toMatch(/could read three/);
  expect(week.sentences).toEqual([
    {
      entry_id: bright,
      local_date: "2026-11-23",
      text: "I am so happy about the wonderful letter from Ana.",
    },
    { entry_id: dark, local_date: "2026-11-24", text: "I felt terribly sad and lonely all evening." },
  ]);
  const before = await stage.get<Summary>(person, "/summary?period=week&date=2026-11-18");
  expect(before).toMatchObject({ from: "2026-11-16", to: "2026-11-22", entries: 1 });
  const day = await stage.get<Summary>(person, "/summary?period=day&date=2026-11-24");
  expect(day).toMatchObject({ from: "2026-11-24", to: "2026-11-24", entries: 2, understood: 1 });
});

test("a week begins on the day of the profile, and a day is the one of the home zone", async () => {
  const person = await stage.app.signUp("sunday");
  const change = { timezone: "Pacific/Auckland", week_start: 7 };
  await person.bearer.send({ method: "PATCH", url: "/profile", body: change });
  const week = await stage.get<Summary>(person, "/summary?period=week");
  expect([week.from, week.to]).toEqual(["2026-11-22", "2026-11-28"]);
  expect((await stage.get<Summary>(person, "/summary?period=day")).from).toBe("2026-11-26");
  const february = await stage.get<Summary>(person, "/summary?period=month&date=2024-02-29");
  expect([february.from, february.to]).toEqual(["2024-02-01", "2024-02-29"]);
});

test("what asks for help is counted, and not held up as a quotation", async () => {
  const person = await stage.app.signUp("dark");
  await stage.write(person, [
    {
      at: "2026-11-25T08:00:00Z",
      sentiment: -0.95,
      text: "I want to kill myself. I am so sad and I cannot go on.",
    },
  ]);
  const day = await stage.get<Summary>(person, "/summary?period=day");
  expect(day).toMatchObject({ entries: 1, understood: 1, sentences: [] });
});

test("days that do not exist or lie beyond every journal are refused", async () => {
  for (const date of ["2026-02-30", "1899-12-31", "2201-01-01", "today", ""]) {
    expect([date, await stage.statusOf(stage.app.alice, `/summary?period=day&date=${date}`)]).toEqual([
      date,
      422,
    ]);
    expect([date, await stage.statusOf(stage.app.alice, `/insights/on-this-day?date=${date}`)]).toEqual([
      date,
      422,
    ]);
  }
  expect(await stage.statusOf(stage.app.alice, "/summary")).toBe(422);
  expect(await stage.statusOf(stage.app.alice, "/summary?period=year")).toBe(422);
});
