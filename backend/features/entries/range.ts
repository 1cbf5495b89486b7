/**
 * The time filter of a list: `from` and `to`, each a local day or an instant. Days are compared with the
 * writer's local day. Each day also gives a generous pair of instants, so that the timeline's index, which
 * is ordered by instant, is read no further than needed.
 */
import { parseInstant } from "#core/instant.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";

/** Bounds as PostgreSQL reads them: days inclusive; instants from inclusive, to exclusive. */
export interface EntryRange {
  readonly fromDay: string;
  readonly toDay: string;
  readonly fromInstant: string;
  readonly toInstant: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
/** Local days begin and end less than two days away from the UTC day of the same name. */
const SLACK_MS = 2 * DAY_MS;
/** Wider than any entry can lie, and well within what PostgreSQL and `Date` both can say. */
const FIRST_DAY = "1800-01-01";
const LAST_DAY = "2500-01-01";

interface Bound {
  readonly isDay: boolean;
  /** A day or an instant as text; two of a kind order like what they name. */
  readonly text: string;
  readonly epochMs: number;
}

/** The range, or undefined where nothing is asked for. */
export function rangeOf(from: string | undefined, to: string | undefined): EntryRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  const faults: FieldError[] = [];
  const lower = boundOf(from, "/query/from", faults);
  const upper = boundOf(to, "/query/to", faults);
  if (lower !== undefined && upper !== undefined && isReversed(lower, upper)) {
    faults.push({ pointer: "/query/from", detail: "The range begins after it ends." });
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return {
    fromDay: lower?.isDay ? lower.text : "-infinity",
    toDay: upper?.isDay ? upper.text : "infinity",
    fromInstant:
      lower === undefined ? "-infinity" : lower.isDay ? near(lower.epochMs - SLACK_MS) : lower.text,
    toInstant: upper === undefined ? "infinity" : upper.isDay ? near(upper.epochMs + SLACK_MS) : upper.text,
  };
}

function boundOf(value: string | undefined, pointer: string, faults: FieldError[]): Bound | undefined {
  if (value === undefined) return undefined;
  if (DAY.test(value)) {
    const text = value < FIRST_DAY ? FIRST_DAY : value > LAST_DAY ? LAST_DAY : value;
    return { isDay: true, text, epochMs: Date.parse(`${text}T00:00:00Z`) };
  }
  const instant = parseInstant(value);
  if (instant === undefined) {
    faults.push({ pointer, detail: "Give a day, such as 2026-03-01, or an RFC 3339 instant." });
    return undefined;
  }
  const text = instant.text < FIRST_DAY ? near(Date.parse(FIRST_DAY)) : instant.text;
  return { isDay: false, text, epochMs: instant.epochMs };
}

/** Two of a kind are compared exactly; a day and an instant only where no zone could put them in order. */
function isReversed(lower: Bound, upper: Bound): boolean {
  if (lower.isDay === upper.isDay) return lower.text > upper.text;
  return lower.isDay ? lower.epochMs - SLACK_MS > upper.epochMs : lower.epochMs > upper.epochMs + SLACK_MS;
}

function near(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
