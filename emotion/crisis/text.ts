/**
 * Brings a text into the one shape that crisis rules read: sentences of lower-case words between single blanks.
 * Every step is one pass, so that the time grows with the length and with nothing else.
 */

/** A sentence as rules see it: ` word word , word `, with a blank at both ends; `,` is a pause, `"` a quotation mark. */
export type RuleSentence = string;

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Normalising sorts runs of combining marks, which takes quadratic time on long runs: no language needs nine. */
const LONG_MARK_RUN = /(\p{M}{8})\p{M}+/gu;
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\uff07]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\u00ab\u00bb\u2033\u301d-\u301f\uff02]/g;
/** Between words that belong to one thought: dots that trail off, dashes, a single line break. */
const PAUSE = /\.{2,}|\u2026|[,:()[\]{}\u2013\u2014/|]|\r?\n|\s-+\s/g;
const SENTENCE_END = /[.!?;\u3002\uff01\uff1f]+|\u2029/;
const PARAGRAPH = /(?:\r?\n[^\S\n]*){2,}/g;
/** No word of any rule is longer; the rest of a longer one is noise. */
const LONGEST_WORD = 40;
/**
 * Texts without full stops are read in windows of so many words, so that a context far away silences nothing and no
 * step looks at the whole text for each phrase in it. Windows share words, so that no phrase falls between two.
 */
const WINDOW_WORDS = 48;
const SHARED_WORDS = 12;
/** How many single letters in a row are a word that was spelt out. */
const SPELT_OUT = 4;

/** One word with its stop-gap signs; apostrophes, asterisks and digits stay for the locale to judge. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'*]*|[,"]/gu;

/**
 * The sentences of a text, each word as `fold` writes it.
 * @param fold turns one word of a text into the word or words that rules are written with
 */
export function toRuleSentences(text: string, fold: (word: string) => string): RuleSentence[] {
  const plain = text
    .replace(INVISIBLE, "")
    .replace(LONG_MARK_RUN, "$1")
    .normalize("NFKC")
    .toLowerCase()
    .replace(APOSTROPHES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(PARAGRAPH, ". ")
    .replace(PAUSE, " , ");
  const sentences: RuleSentence[] = [];
  for (const part of plain.split(SENTENCE_END)) {
    const words = joinSpeltOut(part.match(TOKEN) ?? []);
    if (words.some((word) => word !== "," && word !== '"')) {
      sentences.push(...toWindows(words.map((word) => fold(word.slice(0, LONGEST_WORD)))));
    }
  }
  return sentences;
}

function toWindows(words: readonly string[]): RuleSentence[] {
  const windows: RuleSentence[] = [];
  for (
    let start = 0;
    start === 0 || start + SHARED_WORDS < words.length;
    start += WINDOW_WORDS - SHARED_WORDS
  ) {
    windows.push(` ${words.slice(start, start + WINDOW_WORDS).join(" ")} `);
  }
  return windows;
}

/** `k i l l` becomes `kill`. */
function joinSpeltOut(tokens: readonly string[]): string[] {
  const words: string[] = [];
  let run: string[] = [];
  const close = () => {
    if (run.length >= SPELT_OUT) words.push(run.join(""));
    else words.push(...run);
    run = [];
  };
  for (const token of tokens) {
    if (token.length === 1 && token !== "," && token !== '"') run.push(token);
    else {
      close();
      words.push(token);
    }
  }
  close();
  return words;
}
