/** What is suggested: what recurs for this person beyond what their language makes common, in any script. */
import type { TriggerSuggestions } from "@echo/contract/triggers.ts";
import { describe, expect, test } from "vitest";
import { addDays } from "#core/local-day.ts";
import { fisherPValue } from "#features/triggers/exact-test.ts";
import { phrasesOf } from "#features/triggers/phrases.ts";
import type { RecentEntry } from "#features/triggers/suggestion-queries.ts";
import { burstiness, logLikelihood, suggestTriggers } from "#features/triggers/suggestions.ts";

const entry = (daysAgo: number, text: string, fields: Partial<RecentEntry> = {}): RecentEntry => ({
  day: addDays("2026-06-15", -daysAgo),
  terms: [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu))],
  wordCount: 40,
  isEnglish: true,
  text,
  ...fields,
});

/** Sixty entries on thirty days, of which every fifth has `text` and the others something new each time. */
function journal(text: string, fields: Partial<RecentEntry> = {}): RecentEntry[] {
  return Array.from({ length: 60 }, (_unused, index) =>
    entry(index >> 1, index % 5 === 0 ? text : `item${index} other${index}`, fields),
  );
}

const suggest = (entries: readonly RecentEntry[], triggerWords: readonly string[] = []) =>
  suggestTriggers({ entries, triggerWords });
const names = ({ items }: TriggerSuggestions) => items.map((item) => item.name);

describe("a suggestion", () => {
  test("says how often and on how many days, and what everyday language would give", () => {
    const { items, looked_at } = suggest(journal("supervisor"));
    expect(looked_at).toBe(60);
    expect(items).toEqual([
      {
        name: "Supervisor",
        words: ["supervisor"],
        entries: 12,
        days: 12,
        share: 0.2,
        score: expect.any(Number),
        common: expect.any(Number),
      },
    ]);
    expect(items[0]?.common).toBeLessThan(0.01);
    expect(items[0]?.score).toBeGreaterThan(15.13);
  });

  test("is not made for what everybody says, units of time, feelings, numbers and single characters", () => {
    expect(names(suggest(journal("people love thanks")))).toEqual([]);
    expect(names(suggest(journal("monday evening anxious sad 2026 12th x 水")))).toEqual([]);
  });

  test("needs four entries on four days", () => {
    const rest = journal("nothing");
    const at = (...days: number[]) => names(suggest([...rest, ...days.map((day) => entry(day, "dentist"))]));
    expect(at(1, 5, 9)).not.toContain("Dentist");
    expect(at(1, 1, 5, 9)).not.toContain("Dentist");
    expect(at(1, 5, 9, 13)).toContain("Dentist");
  });

  test("joins a word and its plural into one bundle", () => {
    const [item] = suggest([...journal("deadline"), ...journal("deadlines")]).items;
    expect(item).toMatchObject({ words: ["deadline", "deadlines"], entries: 24 });
  });

  test("prefers a phrase to its words where these rarely come without it", () => {
    expect(names(suggest(journal("Night shift")))).toEqual(["Night shift"]);
    const both = [...journal("therapy session"), ...journal("therapy"), ...journal("therapy")];
    expect(names(suggest(both))).toContain("Therapy");
  });

  test("leaves out what is a trigger already, whatever case, accents and number, and phrases around it", () => {
    const entries = journal("Café supervisor");
    for (const known of [
      ["cafe", "SUPERVISOR"],
      ["Cafés", "supervisors"],
    ]) {
      expect(names(suggest(entries, known))).toEqual([]);
    }
    expect(names(suggest(journal("仕事", { isEnglish: false }), ["仕事"]))).toEqual([]);
  });

  test.each([
    ["German", "schwiegermutter"],
    ["Russian", "начальник"],
    ["Japanese", "残業"],
    ["Hindi", "परीक्षा"],
    ["Arabic", "الامتحان"],
    ["Korean", "회의"],
  ])("comes in %s too, where no background is known", (_language, word) => {
    const { items } = suggest(journal(word, { isEnglish: false }));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ words: [word], common: null, entries: 12 });
  });

  test("in such a language leaves out what is in most entries", () => {
    const entries = Array.from({ length: 60 }, (_unused, index) =>
      entry(index >> 1, index % 2 === 0 ? `się word${index}` : `word${index}`, { isEnglish: false }),
    );
    expect(names(suggest(entries))).toEqual([]);
  });

  test("is none for an empty journal and for one entry", () => {
    expect(suggest([])).toEqual({ items: [], looked_at: 0 });
    expect(suggest([entry(0, "boss")])).toEqual({ items: [], looked_at: 1 });
  });

  test("there are at most twenty, the most surprising first", () => {
    const words = Array.from({ length: 30 }, (_unused, index) => `theme${String.fromCodePoint(97 + index)}x`);
    const { items } = suggest(journal(words.join(". ")));
    expect(items).toHaveLength(20);
    const scores = items.map((item) => item.score);
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  });
});

test("phrases are neighbours that both carry content, over blanks and hyphens but no other marks", () => {
  const terms = new Set(["night", "shift", "boss", "café", "noir"]);
  expect([...phrasesOf("Night shift, boss! The night of the boss. night-shift", terms)]).toEqual([
    "night shift",
  ]);
  expect([...phrasesOf("Café noir", terms)]).toEqual(["café noir"]);
});

describe("statistics", () => {
  test("logLikelihood is that of Rayson and Garside", () => {
    // 20 in 1,000 words here, 57.0768 in 570,768 there; computed apart from this code.
    expect(logLikelihood(20, 1000, 1e-4)).toBeCloseTo(165.8941, 3);
    expect(logLikelihood(1, 10_000, 1e-4)).toBeCloseTo(0, 6);
  });

  test("burstiness is -1 for a clock, about 0 by chance, and above it in bursts", () => {
    const days = (...numbers: number[]) => numbers.map((number) => addDays("2026-01-01", number));
    expect(burstiness(days(0, 7, 14, 21))).toBe(-1);
    expect(burstiness(days(0, 1, 2, 50, 51, 52))).toBeGreaterThan(0.2);
    expect(burstiness(days(0, 3))).toBe(0);
  });

  test.each([
    // Fisher's tea tasting lady; Agresti (2002), table 3.8.
    [3, 4, 1, 4, 0.485714],
    // Fisher (1935), twins of criminals.
    [10, 13, 2, 17, 0.000536724],
    [0, 8, 14, 700, 1],
    // Few against many, computed apart from this code.
    [2, 8, 14, 700, 0.0123963],
  ])("fisherPValue of %i in %i against %i in %i is %f", (a, totalA, b, totalB, expected) => {
    const pValue = fisherPValue({ count: a, total: totalA }, { count: b, total: totalB });
    expect(pValue).toBeCloseTo(expected, 6);
  });
});
