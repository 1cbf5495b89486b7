/** What a profile may hold, beyond its shape on the wire. Pure. */
import { PROFILE_LIMITS, type UpdateProfile } from "@echo/contract/profile.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";
import { isTimeZone } from "#core/time-zone.ts";

/** The fields to change; undefined stays as it is. */
export interface ProfileChange {
  readonly fullName: string | null | undefined;
  readonly timezone: string | undefined;
  readonly locale: string | undefined;
  readonly weekStart: number | undefined;
}

/**
 * Controls and line ends, which could end a line of a mail's header, and the marks that turn the direction
 * of everything after them, which could make a name look like another.
 */
const NOT_IN_A_NAME = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** The checked change, or a Problem that names every fault. */
export function checkProfile(body: UpdateProfile): ProfileChange {
  const faults: FieldError[] = [];
  const fullName = typeof body.full_name === "string" ? checkName(body.full_name, faults) : body.full_name;
  if (body.timezone !== undefined && !isTimeZone(body.timezone)) {
    faults.push({ pointer: "/timezone", detail: "Give an IANA time zone name, such as Europe/Berlin." });
  }
  const locale = body.locale === undefined ? undefined : canonicalLocale(body.locale);
  if (body.locale !== undefined && locale === undefined) {
    faults.push({ pointer: "/locale", detail: "Give a language tag, such as en or de-AT." });
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return { fullName, timezone: body.timezone, locale, weekStart: body.week_start };
}

function checkName(given: string, faults: FieldError[]): string {
  const name = given.normalize("NFC").trim();
  const pointer = "/full_name";
  if (NOT_IN_A_NAME.test(given)) {
    faults.push({ pointer, detail: "A name is one line without control characters." });
  } else if (INVISIBLE.test(name)) {
    faults.push({ pointer, detail: "A name needs at least one visible character." });
  } else if (Array.from(name).length > PROFILE_LIMITS.fullNameLength) {
    // A few characters become longer by normalisation.
    faults.push({ pointer, detail: `A name has at most ${PROFILE_LIMITS.fullNameLength} characters.` });
  }
  return name;
}

/** The tag in its canonical spelling (BCP 47, by way of ECMA-402), or undefined where it is not one. */
function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The e-mail address among the verified claims of an access token, or null. */
export function emailOf(claims: string): string | null {
  const parsed: unknown = JSON.parse(claims);
  if (typeof parsed !== "object" || parsed === null || !("email" in parsed)) return null;
  return typeof parsed.email === "string" && parsed.email !== "" ? parsed.email : null;
}
