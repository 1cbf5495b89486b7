/** What a person can choose from: time zones, languages of dates, first days of the week. */

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** All zones that this browser knows, and those in use even if it does not know them. */
export function timezoneChoices(...inUse: readonly string[]): readonly Choice[] {
  const zones = new Set([...inUse, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  return [...zones].toSorted().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

const LOCALES = [
  "en",
  "en-GB",
  "en-US",
  "de",
  "de-AT",
  "de-CH",
  "es",
  "fr",
  "he",
  "it",
  "ja",
  "nl",
  "pl",
  "pt",
  "zh",
];

/** The common languages, those of this browser, and the one in use, each in its own words. */
export function localeChoices(inUse: string, ofBrowser: readonly string[]): readonly Choice[] {
  return [...new Set([...LOCALES, ...ofBrowser, inUse])]
    .map((locale) => ({ value: locale, label: nameOf(locale) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function nameOf(locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** ISO weekdays by name; a week begins on one of these three almost everywhere. */
export function weekStartChoices(inUse: number, locale: string): readonly Choice[] {
  // 2024-01-01 was a Monday.
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return [...new Set([1, 6, 7, inUse])]
    .toSorted((a, b) => a - b)
    .map((day) => ({ value: String(day), label: name.format(new Date(Date.UTC(2024, 0, day))) }));
}
