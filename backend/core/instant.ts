/**
 * RFC 3339 instants, to the microsecond: what PostgreSQL keeps. Text goes in and text comes out, because a
 * `Date` would drop the last three digits of what a person's device wrote.
 */
export interface Instant {
  /** `2026-03-01T08:30:00.123456Z`: always UTC, always six digits, so that texts order like instants. */
  readonly text: string;
  /** Whole milliseconds since 1970-01-01T00:00:00Z. */
  readonly epochMs: number;
}

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const DAY_MS = 86_400_000;

/** The instant that `text` names, with any offset, or undefined. Digits beyond microseconds are cut off. */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, day = "", clock = "", second = "", fraction = "", sign, hours = "0", minutes = "0"] = match;
  const isLeapSecond = second === "60";
  const localMs = Date.parse(`${day}T${clock}:${isLeapSecond ? "59" : second}Z`);
  // The engine turns 30 February into 2 March, and 24:00 into the next day.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(day)) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  const secondMs = localMs - offsetMs + (isLeapSecond ? 1000 : 0);
  // A leap second is the last one of a UTC day, and is counted as the first of the next.
  if (isLeapSecond && secondMs % DAY_MS !== 0) return undefined;
  const micros = fraction.slice(0, 6).padEnd(6, "0");
  const utc = new Date(secondMs).toISOString();
  // An offset can lead out of the four-digit years.
  if (utc.length !== 24) return undefined;
  return { text: `${utc.slice(0, 19)}.${micros}Z`, epochMs: secondMs + Number(micros.slice(0, 3)) };
}
