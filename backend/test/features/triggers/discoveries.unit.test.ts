/**
 * What is said about eight triggers of 200 plausible years in which nothing is planted, and of 200 in which one of
 * them lowers sentiment. The first must call nothing clear in at least 95 of 100 years; an effect of medium size
 * must be found in most of the others. Moods last for days in these years, and topics for weeks. Printed.
 */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { expect, test } from "vitest";
import { compareTriggers } from "#features/triggers/statistics.ts";
import type { DaySums, Sums } from "#features/triggers/statistics-queries.ts";
import { PLANTED_WORD, type PlausibleEntry, plausibleYear, YEAR_DAYS } from "#test/setup/plausible-year.ts";

const YEARS = 200;
/** Making 200 years takes some seconds. */
const LIMIT_MS = 60_000;
const LAST_DAY = "2026-05-31";
/** Habits of every day, of weekdays, of mornings, of Sundays; topics that fill some weeks and are gone for others. */
const TRIGGERS = [
  PLANTED_WORD,
  "coffee",
  "office",
  "church",
  "weather",
  "topic0word0",
  "topic3word1",
  "topic7word2",
];
/** Half of the standard deviation of sentiment, which is about 0.4. */
const MEDIUM = 0.2;

function sumDays(entries: readonly PlausibleEntry[]): DaySums[] {
  return [...Map.groupBy(entries, (entry) => entry.date)].map(([day, ofDay]) => ({
    day,
    mentions: ofDay.length,
    understood: ofDay.length,
    sentimentSum: ofDay.reduce((sum, entry) => sum + entry.sentiment, 0),
    sentimentSquares: ofDay.reduce((sum, entry) => sum + entry.sentiment ** 2, 0),
    labelCounts: EMOTION_LABELS.map((label) => ofDay.filter((entry) => entry.label === label).length),
  }));
}

function sumsOf(entries: readonly PlausibleEntry[]): Sums {
  return {
    from: "2025-06-01",
    to: LAST_DAY,
    all: sumDays(entries),
    triggers: TRIGGERS.map((word) => ({
      id: word,
      name: word,
      days: sumDays(entries.filter((entry) => entry.terms.includes(word))),
    })),
  };
}

/** What is called clear in a year, such as `coffee sentiment` or `office joy`. */
function claimsOf(entries: readonly PlausibleEntry[]): string[] {
  const claims: string[] = [];
  for (const { name, sentiment, emotions } of compareTriggers(sumsOf(entries), YEAR_DAYS).items) {
    if (sentiment.is_clear) claims.push(`${name} sentiment`);
    for (const emotion of emotions) if (emotion.is_clear) claims.push(`${name} ${emotion.label}`);
  }
  return claims;
}

const years = (seed: number, planted: Parameters<typeof plausibleYear>[2] = {}) =>
  Array.from({ length: YEARS }, (_unused, index) => claimsOf(plausibleYear(seed + index, LAST_DAY, planted)));

const percent = (count: number) => `${((100 * count) / YEARS).toFixed(1)} %`;

test(
  "a year in which nothing is planted has a clear effect of a trigger in less than 5 of 100 cases",
  () => {
    const claims = years(10_000);
    const withAny = claims.filter((claimed) => claimed.length > 0).length;
    const tested = TRIGGERS.length * (EMOTION_LABELS.length + 1);
    console.log(
      `nothing planted, ${TRIGGERS.length} triggers, up to ${tested} comparisons a year: ` +
        `${percent(withAny)} of ${YEARS} years with any clear effect (${claims.flat().join(", ") || "none"})`,
    );
    expect(withAny / YEARS).toBeLessThan(0.05);
  },
  LIMIT_MS,
);

test(
  "a season that lifts and lowers moods does not pass for the effect of a topic that comes and goes",
  () => {
    const claims = years(30_000, { season: MEDIUM });
    const withAny = claims.filter((claimed) => claimed.length > 0).length;
    console.log(
      `a season of +-${MEDIUM}: ${percent(withAny)} of ${YEARS} years with any clear effect of a trigger`,
    );
    expect(withAny / YEARS).toBeLessThan(0.05);
  },
  LIMIT_MS,
);

test.each([
  ["medium", MEDIUM, 0.5],
  ["large", 0.32, 0.9],
])(
  "a planted effect of %s size (%d) is found in most years, and little else",
  (size, effect, least) => {
    const claims = years(20_000, { word: { word: PLANTED_WORD, effect: -effect } });
    const found = claims.filter((claimed) => claimed.includes(`${PLANTED_WORD} sentiment`)).length;
    const others = claims.filter((claimed) =>
      claimed.some((claim) => !claim.startsWith(PLANTED_WORD)),
    ).length;
    const labels = claims.filter((claimed) =>
      claimed.some((claim) => claim.startsWith(PLANTED_WORD) && !claim.endsWith("sentiment")),
    ).length;
    console.log(
      `planted ${size} effect (-${effect}): found in ${percent(found)} of ${YEARS} years, with a label too in ` +
        `${percent(labels)}; another trigger called clear in ${percent(others)}`,
    );
    expect(found / YEARS).toBeGreaterThan(least);
    // The false share among what is called clear stays under the rate that is promised.
    const wrong = claims.flat().filter((claim) => !claim.startsWith(PLANTED_WORD)).length;
    expect(wrong / claims.flat().length).toBeLessThan(0.05);
  },
  LIMIT_MS,
);
