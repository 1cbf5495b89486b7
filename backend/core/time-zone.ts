/**
 * IANA time zones by name. Only names pass: an offset such as `+01:00` is no zone, because it knows no
 * summer time and because PostgreSQL reads its sign the other way round. Names are read in any case and
 * kept in the one spelling of the database, so that equal zones are equal texts.
 */
import { TIME_ZONE_LINKS } from "./time-zone-links.ts";

const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Making a formatter is the only way to ask, and costs about 30 microseconds: answers are kept, boundedly. */
const known = new Map<string, string>();
const KNOWN_LIMIT = 2000;

const links = new Map(TIME_ZONE_LINKS.map((name) => [name.toLowerCase(), name]));

/**
 * The name as the IANA database spells it, or undefined where it is no zone in which a local day can be found.
 * A link stays the link that it is: `asia/kolkata` becomes `Asia/Kolkata`, not what `Intl` would make of it.
 */
export function canonicalTimeZone(name: string): string | undefined {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (!NAME.test(name)) return undefined;
  let target: string;
  try {
    target = Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
  const lower = name.toLowerCase();
  const spelling = target.toLowerCase() === lower ? target : (links.get(lower) ?? name);
  if (known.size < KNOWN_LIMIT) known.set(name, spelling);
  return spelling;
}
