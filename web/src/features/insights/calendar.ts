/** Days laid out in weeks, each week beginning on the writer's first day. */
const DAY_MS = 86_400_000;
const WEEK = 7;

/** ISO: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || WEEK;
}

/** The weekdays in the order of a week that begins with this one. */
export function weekdaysFrom(weekStart: number): readonly number[] {
  return Array.from({ length: WEEK }, (_, index) => ((weekStart - 1 + index) % WEEK) + 1);
}

export interface Week<Day> {
  /** Its first day, YYYY-MM-DD, which may lie before the window. */
  readonly start: string;
  /** Seven places; undefined outside the window. */
  readonly days: readonly (Day | undefined)[];
}

/** @param days in order and without gaps */
export function weeksOf<Day extends { readonly date: string }>(
  days: readonly Day[],
  weekStart: number,
): readonly Week<Day>[] {
  const weeks: { start: string; days: (Day | undefined)[] }[] = [];
  for (const day of days) {
    const place = (weekdayOf(day.date) - weekStart + WEEK) % WEEK;
    if (place === 0 || weeks.length === 0) {
      const start = new Date(new Date(`${day.date}T00:00:00Z`).getTime() - place * DAY_MS);
      weeks.push({
        start: start.toISOString().slice(0, 10),
        days: Array.from({ length: WEEK }, () => undefined),
      });
    }
    const week = weeks.at(-1);
    if (week !== undefined) week.days[place] = day;
  }
  return weeks;
}

/** A weekday's name in a language. */
export function weekdayName(weekday: number, locale: string, length: "long" | "short" = "long"): string {
  // 1 January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, weekday));
  return new Intl.DateTimeFormat(locale, { weekday: length, timeZone: "UTC" }).format(date);
}

/** Such as "3 Nov". */
export function shortDay(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
