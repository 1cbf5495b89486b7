/** The days of the timeline: their names, their order, and which texts name one. */
import type { Entry } from "@echo/contract/entries.ts";
import { messages } from "./messages.ts";
import { fullDay, midnight } from "./when.ts";

const DAY_MS = 86_400_000;

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
