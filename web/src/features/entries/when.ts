/**
 * Days and times as a person reads them. A day is the writer's local day that the server stored with the
 * entry: it never moves, whatever zone the reader is in.
 */
import type { Entry } from "@echo/contract/entries.ts";
import { messages } from "./writing-messages.ts";

const DAY_MS = 86_400_000;

/** The local day of an instant in a zone, YYYY-MM-DD; the device's zone where none is given. */
export function localDay(instant: Date, timezone?: string): string {
  const parts = new Intl.DateTimeFormat("en", {
    calendar: "iso8601",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timezone === undefined ? {} : { timeZone: timezone }),
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A day in words: "Today", "Yesterday", "Sunday, 22 November"; with the year where it is another one. */
export function dayInWords(day: string, today: string, locale: string): string {
  const distance = Math.round((midnight(today).getTime() - midnight(day).getTime()) / DAY_MS);
  if (distance === 0) return messages.today;
  if (distance === 1) return messages.yesterday;
  return fullDay(day, locale, day.slice(0, 4) !== today.slice(0, 4));
}

/** Whether a text is a day that an entry can have, YYYY-MM-DD; a date field tells 0002 for a year half typed. */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = midnight(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A day with weekday and month, such as "Sunday, 22 November 2026". */
export function fullDay(day: string, locale: string, hasYear = true): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
    ...(hasYear ? { year: "numeric" } : {}),
  }).format(midnight(day));
}

/** The time of an instant in the zone it was written in, such as 21:40. */
export function timeOfDay(instant: string, timezone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeStyle: "short",
    timeZone: timezone,
  }).format(new Date(instant));
}

/** An instant in the device's own zone, such as "22 Nov 2026, 21:40". */
export function dayAndTime(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}

export interface DayOfEntries {
  readonly day: string;
  readonly entries: readonly Entry[];
}

/**
 * Entries by their local day, in the order in which they come. Instants order the list, so a traveller's
 * days may interleave: a day that comes again gets a second group rather than moving an entry.
 */
export function groupByDay(entries: readonly Entry[]): readonly DayOfEntries[] {
  const groups: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.day === entry.local_date) last.entries.push(entry);
    else groups.push({ day: entry.local_date, entries: [entry] });
  }
  return groups;
}

/** The zone of this device; undefined where the browser does not tell a real one. */
export function deviceTimezone(): string | undefined {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return zone === undefined || zone === "Etc/Unknown" ? undefined : zone;
}
