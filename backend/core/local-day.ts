/**
 * Arithmetic on local days, `YYYY-MM-DD`: calendar days without a zone, so no summer time can make one of them
 * shorter. Pure.
 */
import { invalidInput } from "./problem.ts";

const DAY_MS = 86_400_000;
/** The years in which entries can lie, and one after. */
const FIRST_DAY = "1900-01-01";
const LAST_DAY = "2200-12-31";

function epochDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The day `days` later, or earlier where it is negative. */
export function addDays(day: string, days: number): string {
  return new Date((epochDay(day) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `later` lies after `earlier`. */
export function daysBetween(earlier: string, later: string): number {
  return epochDay(later) - epochDay(earlier);
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1;
}

/** The first day of the week of `day`, where weeks begin on the ISO weekday `weekStart`. */
export function startOfWeek(day: string, weekStart: number): string {
  return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
}

/** The first day of the month of `day`. */
export function startOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month after that of `day`. */
export function startOfNextMonth(day: string): string {
  return startOfMonth(addDays(startOfMonth(day), 31));
}

/** `months` earlier; the last day of the month where that month has no such day. */
export function monthsEarlier(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const first = `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  const last = addDays(startOfNextMonth(first), -1);
  return `${first.slice(0, 8)}${day.slice(8) > last.slice(8) ? last.slice(8) : day.slice(8)}`;
}

/** All days from `first` to `last`, both included. */
export function daysFrom(first: string, last: string): string[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_unused, index) => addDays(first, index));
}

/** The day of a request, or a Problem where no journal can reach it; undefined stays undefined. */
export function checkDay(day: string | undefined, pointer: string): string | undefined {
  if (day === undefined || (day >= FIRST_DAY && day <= LAST_DAY)) return day;
  throw invalidInput({ pointer, detail: "Give a day between 1900 and 2200, such as 2026-03-01." });
}
