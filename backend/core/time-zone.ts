/**
 * IANA time zones by name. Only names pass: an offset such as `+01:00` is no zone, because it knows no
 * summer time and because PostgreSQL reads its sign the other way round.
 */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Making a formatter is the only way to ask, and costs about 30 microseconds: answers are kept, boundedly. */
const known = new Set<string>();
const KNOWN_LIMIT = 2000;

/** Whether `name` is a zone in which a local day can be found. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!NAME.test(name)) return false;
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  if (known.size < KNOWN_LIMIT) known.add(name);
  return true;
}
