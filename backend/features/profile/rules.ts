/** What a profile may hold, beyond its shape on the wire. Pure. */
import type { UpdateProfile } from "@echo/contract/profile.ts";
import { readPersonName } from "#core/person-name.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";
import { canonicalTimeZone } from "#core/time-zone.ts";

/** The fields to change; undefined stays as it is. */
export interface ProfileChange {
  readonly fullName: string | null | undefined;
  readonly timezone: string | undefined;
  readonly locale: string | undefined;
  readonly weekStart: number | undefined;
}

/** The checked change, or a Problem that names every fault. */
export function checkProfile(body: UpdateProfile): ProfileChange {
  const faults: FieldError[] = [];
  const fullName = typeof body.full_name === "string" ? checkName(body.full_name, faults) : body.full_name;
  const timezone = body.timezone === undefined ? undefined : canonicalTimeZone(body.timezone);
  if (body.timezone !== undefined && timezone === undefined) {
    faults.push({ pointer: "/timezone", detail: "Give an IANA time zone name, such as Europe/Berlin." });
  }
  const locale = body.locale === undefined ? undefined : canonicalLocale(body.locale);
  if (body.locale !== undefined && locale === undefined) {
    faults.push({ pointer: "/locale", detail: "Give a language tag, such as en or de-AT." });
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return { fullName, timezone, locale, weekStart: body.week_start };
}

function checkName(given: string, faults: FieldError[]): string {
  const read = readPersonName(given);
  if ("name" in read) return read.name;
  faults.push({ pointer: "/full_name", detail: read.fault });
  return "";
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
