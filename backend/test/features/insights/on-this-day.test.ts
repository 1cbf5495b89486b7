/** Memories: the same day in earlier years, and one, three and six months ago. */
import type { Entry } from "@echo/contract/entries.ts";
import type { OnThisDay } from "@echo/contract/insights.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#test/setup/app.ts";
import { type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage("2026-11-24T12:00:00Z");
});
afterAll(() => stage.stop());

async function daysOf(person: Person, query = ""): Promise<unknown[]> {
  const answer = await stage.get<OnThisDay>(person, `/insights/on-this-day${query}`);
  return answer.items.map(({ date, years_ago, months_ago, entry_count }) => [
    date,
    years_ago ?? -(months_ago ?? 0),
    entry_count,
  ]);
}

const on = (...days: string[]) => days.map((day) => ({ at: `${day}T12:00:00Z` }));

test("are the same day of earlier years and of three earlier months, nearest first", async () => {
  const person = await stage.app.signUp("years");
  await stage.write(
    person,
    on(
      "2026-11-24",
      "2026-10-24",
      "2026-09-24",
      "2026-08-24",
      "2026-05-24",
      "2025-11-24",
      "2025-11-24",
      "2025-11-23",
      "2025-11-25",
      "1950-11-24",
    ),
  );
  expect(await daysOf(person)).toEqual([
    ["2026-10-24", -1, 1],
    ["2026-08-24", -3, 1],
    ["2026-05-24", -6, 1],
    ["2025-11-24", 1, 2],
    ["1950-11-24", 76, 1],
  ]);
  expect(await daysOf(person, "?date=2027-11-24")).toEqual([
    ["2026-11-24", 1, 1],
    ["2025-11-24", 2, 2],
    ["1950-11-24", 77, 1],
  ]);
});

test("29 February is remembered on its own day, and in years without one on the 28th", async () => {
  const person = await stage.app.signUp("leap");
  await stage.write(person, on("2016-02-29", "2020-02-29", "2020-02-28", "2021-02-28", "2021-03-01"));
  expect(await daysOf(person, "?date=2024-02-29")).toEqual([
    ["2020-02-29", 4, 1],
    ["2016-02-29", 8, 1],
  ]);
  expect(await daysOf(person, "?date=2023-02-28")).toEqual([
    ["2021-02-28", 2, 1],
    ["2020-02-29", 3, 1],
    ["2020-02-28", 3, 1],
    ["2016-02-29", 7, 1],
  ]);
  expect(await daysOf(person, "?date=2024-02-28")).toEqual([
    ["2021-02-28", 3, 1],
    ["2020-02-28", 4, 1],
  ]);
  expect(await daysOf(person, "?date=2021-03-31")).toEqual([["2021-02-28", -1, 1]]);
});

test("are the entries themselves, without those in the trash, of very full days the first", async () => {
  const person = await stage.app.signUp("full");
  const full = Array.from({ length: 25 }, (_unused, minute) => ({
    at: `2025-11-24T08:${String(minute).padStart(2, "0")}:00Z`,
    sentiment: 0.25,
    mood: 3,
  }));
  const ids = await stage.write(person, full);
  await person.bearer.send({ method: "DELETE", url: `/entries/${ids[3]}` });
  const answer = await stage.get<OnThisDay>(person, "/insights/on-this-day");
  const [item] = answer.items;
  expect(item?.entry_count).toBe(24);
  expect(item?.entries.map(({ id }) => id)).toEqual(ids.filter((id) => id !== ids[3]).slice(0, 20));
  expect(item?.entries[0]).toEqual(await stage.get<Entry>(person, `/entries/${ids[0]}`));
});

test("are those of the writer's own days: a late evening far in the west belongs to its evening", async () => {
  const person = await stage.app.signUp("west");
  await stage.write(person, [{ at: "2025-11-25T09:30:00Z", timezone: "Pacific/Honolulu" }]);
  expect(await daysOf(person)).toEqual([["2025-11-24", 1, 1]]);
});
