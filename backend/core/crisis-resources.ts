/**
 * Whom a writer can turn to, by country, and the words with which it is offered. The words name no feeling, no illness
 * and no order; the offer follows from the arguments alone, and nothing of it is kept.
 */
import type { CrisisResource, CrisisSupport } from "@echo/contract/crisis.ts";
import { DEFAULT_RESOURCES, INTERNATIONAL_RESOURCES } from "./crisis-resources-defaults.ts";
import { findCountryOfZone } from "./crisis-resources-zones.ts";

/** The key of the entry that belongs to no country. */
export const INTERNATIONAL = "international";

/** Resources by ISO 3166-1 country code, or by INTERNATIONAL. */
export type CrisisResources = Readonly<Record<string, readonly CrisisResource[]>>;

export interface SupportQuestion {
  /** The writer's language tag; its region names the country. */
  readonly locale: string;
  /** IANA zone, which names the country where the language does not. */
  readonly timezone: string;
  /** The operator's own: a country in it replaces the shipped one. */
  readonly custom: CrisisResources | undefined;
  /** The same seed gets the same words. */
  readonly seed: string;
}

/** By language; English where there is none. Three of each, so that a second hard night does not read like a form. */
const MESSAGES: Readonly<Record<string, readonly [string, string, string]>> = {
  en: [
    "That sounds very heavy. You do not have to carry it alone. If you would like to talk, there are people who will listen.",
    "Thank you for putting that into words. It is a lot to hold by yourself, and there are people who would hold some of it with you.",
    "What you wrote matters, and so do you. If you want company with this, there are people who listen without judging.",
  ],
};

/**
 * What is offered. The country of the locale comes first; where the time zone lies in another one, its resources follow,
 * because a person abroad may reach only those; the international entry closes the list.
 */
export function supportFor({ locale, timezone, custom, seed }: SupportQuestion): CrisisSupport {
  const countries = new Set([regionOf(locale), countryOfZone(timezone, custom)]);
  const own = [...countries].flatMap((country) => resourcesOf(country, custom) ?? []);
  return {
    message: messageFor(locale, seed),
    resources: structuredClone([...own, ...(custom?.[INTERNATIONAL] ?? INTERNATIONAL_RESOURCES)]),
  };
}

function resourcesOf(
  country: string | undefined,
  custom: CrisisResources | undefined,
): readonly CrisisResource[] | undefined {
  if (country === undefined) return undefined;
  if (custom !== undefined && Object.hasOwn(custom, country)) return custom[country];
  return Object.hasOwn(DEFAULT_RESOURCES, country) ? DEFAULT_RESOURCES[country] : undefined;
}

/** A country that the operator adds has no zones here: it is found by locale. */
function countryOfZone(timezone: string, custom: CrisisResources | undefined): string | undefined {
  const country = findCountryOfZone(timezone);
  return resourcesOf(country, custom) === undefined ? undefined : country;
}

/** The region of a language tag: `AT` of `de-AT`, `TW` of `zh-Hant-tw`; none of `en` or `es-419`. */
function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined;
  }
}

function messageFor(locale: string, seed: string): string {
  const language = locale.split("-")[0]?.toLowerCase() ?? "";
  const messages = (Object.hasOwn(MESSAGES, language) ? MESSAGES[language] : undefined) ?? MESSAGES["en"];
  return messages?.[hash(seed) % messages.length] ?? "";
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
