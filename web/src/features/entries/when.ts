/**
 * Days and times as a person reads them. A day is the writer's local day that the server stored with the
 * entry: it never moves, whatever zone the reader is in.
 */

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

/** The beginning of a day, as if it were one of UTC: for its name and its distance alone. */
export function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
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

/** The zone of this device; undefined where the browser does not tell a real one. */
export function deviceTimezone(): string | undefined {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return zone === undefined || zone === "Etc/Unknown" ? undefined : zone;
}
