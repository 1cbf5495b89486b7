/**
 * The words of a text that carry content: what an entry is about, for statistics over many entries. Each word
 * once, folded, in order of appearance. Pure, and the same for the same text everywhere, because stored terms
 * are compared with terms that are found later.
 */
import { STOP_LANGUAGES, STOP_WORDS } from "./stop-words.ts";

/** How many terms a text has at most. */
export const MAX_TERMS = 64;

/** Code units; what is longer is no word of a language. */
const MAX_WORD_LENGTH = 40;
/** How many words decide which languages' stop words apply. */
const LANGUAGE_SAMPLE = 120;

/** Code units of a text without blanks that are read: dictionaries are slow, and 64 words come long before. */
const UNSPACED_LENGTH = 8000;

const BEYOND_ASCII = /[^\0-\x7f]/;
const ASCII_WORD = /[a-z0-9]+/g;
/** Letters with their marks, digits, and the joiners inside words of Persian and Indic scripts. */
const WORD = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*/gu;
/** Scripts that are written without blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A single character that is a word of its own. */
const WORD_OF_ONE = /[\p{Script=Han}\p{Script=Hangul}]/u;
const STARTS_WITH_NUMBER = /^\p{N}/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * The different content words of `text`, at most 64, in order of appearance: compatibility composed (NFKC) and
 * lower case; without stop words (English, German, French, Spanish, Italian, Portuguese, Dutch), numbers and
 * single letters. Hyphens and apostrophes separate. Which language's stop words apply is seen from the first
 * 120 words, so that the English "war" and "son" stay although German and French ones go.
 */
export function contentTerms(text: string): readonly string[] {
  const isAscii = !BEYOND_ASCII.test(text);
  const folded = isAscii ? text.toLowerCase() : text.normalize("NFKC").toLowerCase();
  const words = isAscii ? matches(folded, ASCII_WORD) : unicodeWords(folded);
  const sample: string[] = [];
  const terms = new Set<string>();
  let stopMask: number | undefined;
  const add = (word: string) => {
    if (terms.size < MAX_TERMS && isContent(word, stopMask ?? 0)) terms.add(word);
  };
  for (const word of words) {
    if (stopMask === undefined) {
      sample.push(word);
      if (sample.length < LANGUAGE_SAMPLE) continue;
      stopMask = stopLanguagesOf(sample);
      sample.forEach(add);
    } else {
      add(word);
    }
    if (terms.size === MAX_TERMS) break;
  }
  if (stopMask === undefined) {
    stopMask = stopLanguagesOf(sample);
    sample.forEach(add);
  }
  return [...terms];
}

/** One at a time, so that the caller may stop early. */
function* matches(folded: string, pattern: RegExp): Generator<string> {
  const own = new RegExp(pattern);
  for (let match = own.exec(folded); match !== null; match = own.exec(folded)) yield match[0];
}

/** Runs of unspaced scripts are divided by the dictionaries of ICU, everything else by its letters. */
function* unicodeWords(folded: string): Generator<string> {
  const hasUnspaced = UNSPACED.test(folded);
  segmenter ??= hasUnspaced ? new Intl.Segmenter("und", { granularity: "word" }) : undefined;
  for (const word of matches(hasUnspaced ? folded.slice(0, UNSPACED_LENGTH) : folded, WORD)) {
    if (hasUnspaced && segmenter !== undefined && UNSPACED.test(word)) {
      for (const { segment } of segmenter.segment(word)) yield segment;
    } else {
      yield word;
    }
  }
}

/** The languages to which at least half as many stop words belong as to the leading one, as bits. */
function stopLanguagesOf(words: readonly string[]): number {
  const hits = Array.from({ length: STOP_LANGUAGES }, () => 0);
  for (const word of words) {
    const mask = STOP_WORDS.get(word) ?? 0;
    if (mask === 0) continue;
    for (let language = 0; language < STOP_LANGUAGES; language += 1) {
      if ((mask & (1 << language)) !== 0) hits[language] = (hits[language] ?? 0) + 1;
    }
  }
  const most = Math.max(...hits);
  return hits.reduce((mask, count, language) => (count * 2 >= most ? mask | (1 << language) : mask), 0);
}

function isContent(word: string, stopMask: number): boolean {
  if (word.length > MAX_WORD_LENGTH || STARTS_WITH_NUMBER.test(word)) return false;
  if (Array.from(word).length === 1 && !WORD_OF_ONE.test(word)) return false;
  return ((STOP_WORDS.get(word) ?? 0) & stopMask) === 0;
}
