/** Days across months, leap years and weeks that begin on any day. */
import { expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  daysFrom,
  monthsEarlier,
  startOfMonth,
  startOfNextMonth,
  startOfWeek,
  weekdayOf,
} from "#core/local-day.ts";

test("days follow each other over the ends of months, years and leap Februaries", () => {
  expect(addDays("2023-12-31", 1)).toBe("2024-01-01");
  expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
  expect(addDays("2100-03-01", -1)).toBe("2100-02-28");
  expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  expect(daysFrom("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  expect(daysFrom("2024-02-28", "2024-02-28")).toEqual(["2024-02-28"]);
});

test("weekdays are ISO, also before 1970", () => {
  expect(weekdayOf("1970-01-01")).toBe(4);
  expect(weekdayOf("1969-12-28")).toBe(7);
  expect(weekdayOf("2026-11-23")).toBe(1);
});

test("a week begins on the day that the writer chose", () => {
  expect(startOfWeek("2026-11-24", 1)).toBe("2026-11-23");
  expect(startOfWeek("2026-11-24", 7)).toBe("2026-11-22");
  expect(startOfWeek("2026-11-24", 2)).toBe("2026-11-24");
  expect(startOfWeek("2026-11-24", 3)).toBe("2026-11-18");
});

test("months begin on their first day, and a month back never leaves the month", () => {
  expect(startOfMonth("2026-11-24")).toBe("2026-11-01");
  expect(startOfNextMonth("2026-12-31")).toBe("2027-01-01");
  expect(startOfNextMonth("2026-01-31")).toBe("2026-02-01");
  expect(monthsEarlier("2026-03-31", 1)).toBe("2026-02-28");
  expect(monthsEarlier("2024-03-30", 1)).toBe("2024-02-29");
  expect(monthsEarlier("2026-01-15", 1)).toBe("2025-12-15");
  expect(monthsEarlier("2026-05-15", 6)).toBe("2025-11-15");
  expect(monthsEarlier("2026-12-31", 12)).toBe("2025-12-31");
});
