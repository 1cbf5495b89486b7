/**
 * Which words and two-word phrases may be triggers of a person: those that recur in their entries beyond what
 * their language makes common, on several days. A suggestion says how often; whether it moves the person is for
 * statistics to find. Pure.
 */
import { TRIGGER_LIMITS, type TriggerSuggestions } from "@echo/contract/triggers.ts";
import { daysBetween } from "#core/local-day.ts";
import { COMMON_WORDS } from "./common-words.ts";
import { BACKGROUND_PHRASES, BACKGROUND_TOKENS, BACKGROUND_WORDS } from "./english-background.ts";
import { phrasesOf } from "./phrases.ts";
import type { RecentEntry, RecentWords } from "./suggestion-queries.ts";

type Suggestion = TriggerSuggestions["items"][number];

const AT_MOST = 20;
const LEAST_ENTRIES = 4;
const LEAST_DAYS = 4;
/** The 0.01 % point of chi square with one degree of freedom: what chance rarely reaches, for one word. */
const LEAST_SCORE = 15.13;
/** How many times its expected share a word must have. */
const LEAST_RATIO = 2;
/** Where no background says how common a word is: as an ordinary word is, one in so many, ... */
const UNKNOWN_RATE = 1 / 5000;
/** ... and what is in more of the entries than this belongs to the language rather than to the person. */
const UNKNOWN_HIGHEST_SHARE = 0.35;
/** A phrase says more than its words where these rarely come without it. */
const PHRASE_PART = 0.6;

/** Entries that a word or phrase occurs in, as indices into the entries looked at, newest first. */
type Occurrences = Map<string, number[]>;

/** Suggestions with the highest score first, at most twenty. */
export function suggestTriggers({ entries, triggerWords }: RecentWords): TriggerSuggestions {
  const words = withPlurals(collect(entries, (entry) => entry.terms));
  const phrases = collect(entries, (entry) =>
    entry.text === null ? [] : phrasesOf(entry.text, new Set(entry.terms)),
  );
  const isKnown = knownBy(triggerWords);
  const kept: Suggestion[] = [];
  const partsOfPhrases = new Set<string>();
  for (const [phrase, found] of phrases) {
    const parts = phrase.split(" ");
    const rarest = Math.min(...parts.map((part) => words.get(part)?.length ?? Number.POSITIVE_INFINITY));
    if (isKnown(phrase) || parts.every(isUnsuitable) || found.length < PHRASE_PART * rarest) continue;
    const suggestion = suggest([phrase], found, entries, backgroundPhrases);
    if (suggestion === undefined) continue;
    kept.push(suggestion);
    for (const part of parts) {
      if (found.length >= PHRASE_PART * (words.get(part)?.length ?? 0)) partsOfPhrases.add(part);
    }
  }
  for (const [word, found] of words) {
    if (partsOfPhrases.has(word) || isKnown(word) || isUnsuitable(word)) continue;
    const plural = `${word}s`;
    const bundle = hasPlural(word, entries, found) ? [word, plural] : [word];
    const suggestion = suggest(bundle, found, entries, backgroundWords);
    if (suggestion !== undefined) kept.push(suggestion);
  }
  const items = kept.toSorted((left, right) => right.score - left.score || (left.name < right.name ? -1 : 1));
  return { items: items.slice(0, AT_MOST), looked_at: entries.length };
}

function collect(
  entries: readonly RecentEntry[],
  keysOf: (entry: RecentEntry) => Iterable<string>,
): Occurrences {
  const occurrences: Occurrences = new Map();
  for (const [index, entry] of entries.entries()) {
    for (const key of keysOf(entry)) {
      const found = occurrences.get(key);
      if (found === undefined) occurrences.set(key, [index]);
      else found.push(index);
    }
  }
  return occurrences;
}

/** English plurals in -s are counted with their singular where both are used. */
function withPlurals(words: Occurrences): Occurrences {
  const merged: Occurrences = new Map(words);
  for (const [word, found] of words) {
    const singular = word.slice(0, -1);
    const others = words.get(singular);
    if (!/^[a-z]{3,}s$/.test(word) || word.endsWith("ss") || others === undefined) continue;
    const both = [...new Set([...others, ...found])].toSorted((left, right) => left - right);
    merged.set(singular, both);
    merged.delete(word);
  }
  return merged;
}

function hasPlural(word: string, entries: readonly RecentEntry[], found: readonly number[]): boolean {
  return found.some((index) => entries[index]?.terms.includes(`${word}s`) === true);
}

/** Stop words are no terms at all; here go the other words that move nobody, and what is no word. */
function isUnsuitable(word: string): boolean {
  return COMMON_WORDS.has(withoutMarks(word)) || Array.from(word).length < 2 || /^\p{N}/u.test(word);
}

/** A suggestion, or undefined where the words do not recur enough. */
function suggest(
  words: readonly string[],
  found: readonly number[],
  entries: readonly RecentEntry[],
  background: () => ReadonlyMap<string, number>,
): Suggestion | undefined {
  const [first = ""] = words;
  if (found.length < LEAST_ENTRIES) return undefined;
  const days = new Set(found.map((index) => entries[index]?.day ?? ""));
  if (days.size < LEAST_DAYS) return undefined;
  if (words.some((word) => Array.from(word).length > TRIGGER_LIMITS.wordLength)) return undefined;
  const share = found.length / entries.length;
  const meanWords = entries.reduce((sum, entry) => sum + entry.wordCount, 0) / entries.length;
  const english = found.filter((index) => entries[index]?.isEnglish === true).length;
  const isEnglish = english * 2 >= found.length;
  const counts = isEnglish ? background() : undefined;
  const common =
    counts === undefined ? null : words.reduce((sum, word) => sum + (counts.get(word) ?? UNSEEN), 0);
  const rate = common === null ? UNKNOWN_RATE : common / BACKGROUND_TOKENS;
  const expected = 1 - (1 - rate) ** meanWords;
  if (share < LEAST_RATIO * expected || (common === null && share > UNKNOWN_HIGHEST_SHARE)) return undefined;
  const likelihood = logLikelihood(found.length, meanWords * entries.length, rate);
  const score = common === null ? likelihood * (1 + burstiness([...days])) : likelihood;
  if (score < LEAST_SCORE) return undefined;
  return {
    name: first.replace(/^\p{L}/u, (letter) => letter.toUpperCase()),
    words: [...words],
    entries: found.length,
    days: days.size,
    share,
    score: Math.round(score * 10) / 10,
    common: common === null ? null : expected,
  };
}

/** What is not among the counted words occurs less than once, say half a time. */
const UNSEEN = 0.5;

/**
 * Dunning's log-likelihood ratio for `count` occurrences in `words` words here against `rate` in the background
 * (Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19;
 * in the form of Rayson and Garside 2000): 2 (k ln(k / E1) + c ln(c / E2)), where k and c are the counts of the
 * two and E1 and E2 what they would be if both had one rate. An entry counts once, however often it says a word.
 */
export function logLikelihood(count: number, words: number, rate: number): number {
  const common = rate * BACKGROUND_TOKENS;
  const together = (count + common) / (words + BACKGROUND_TOKENS);
  const here = words * together;
  const there = BACKGROUND_TOKENS * together;
  return 2 * (count * Math.log(count / here) + common * Math.log(common / there));
}

/**
 * How unevenly days lie in time, from -1 (like a clock) over 0 (by chance) to 1: (s - m) / (s + m) of the gaps
 * between them, with m their mean and s their standard deviation (Goh and Barabasi 2008, EPL 81, 48002). Words of
 * a language come like a clock; what happens to a person does not.
 */
export function burstiness(days: readonly string[]): number {
  const ordered = days.toSorted();
  const gaps = ordered.slice(1).map((day, index) => daysBetween(ordered[index] ?? day, day));
  if (gaps.length < 2) return 0;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  return (deviation - mean) / (deviation + mean);
}

function withoutMarks(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a suggestion would be a trigger of the person, or a phrase around one. */
function knownBy(triggerWords: readonly string[]): (words: string) => boolean {
  const known = new Set<string>();
  const parts: string[] = [];
  for (const given of triggerWords) {
    const word = withoutMarks(given);
    known.add(word.split(/[^\p{L}\p{N}]+/u).join(" "));
    if (UNSPACED.test(word)) parts.push(word);
  }
  return (words) => {
    const plain = withoutMarks(words);
    const candidates = [plain, ...plain.split(" ")];
    return (
      candidates.some((each) => known.has(each) || known.has(`${each}s`)) ||
      parts.some((part) => plain.includes(part))
    );
  };
}

/** Counts by word or phrase, read when they are first needed. */
function counted(source: string, separator: string): () => ReadonlyMap<string, number> {
  let counts: Map<string, number> | undefined;
  return () => {
    if (counts !== undefined) return counts;
    counts = new Map();
    for (const line of source.split("\n")) {
      const space = line.indexOf(" ");
      for (const key of line.slice(space + 1).split(separator)) counts.set(key, Number(line.slice(0, space)));
    }
    return counts;
  };
}

const backgroundWords = counted(BACKGROUND_WORDS, " ");
const backgroundPhrases = counted(BACKGROUND_PHRASES, ",");
