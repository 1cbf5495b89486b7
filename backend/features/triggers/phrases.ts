/**
 * Two-word phrases of a text: neighbours that both carry content, such as "night shift". Pure, and the same for a
 * journal and for the language that it is compared with.
 */

const BEYOND_ASCII = /[^\0-\x7f]/;
const ASCII_WORD = /[a-z0-9]+/g;
/** As the terms of an entry are found: letters with their marks, digits, joiners inside words. */
const WORD = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*/gu;
/** What may stand between the words of a phrase. */
const GAP = /^(?: {1,2}|[-\u2010\u2011]|\s)$/u;

/** The different phrases of `text` whose two words are both among `terms`, its content words. */
export function phrasesOf(text: string, terms: ReadonlySet<string>): ReadonlySet<string> {
  const isAscii = !BEYOND_ASCII.test(text);
  const folded = isAscii ? text.toLowerCase() : text.normalize("NFKC").toLowerCase();
  const phrases = new Set<string>();
  let previous = "";
  let end = 0;
  for (const match of folded.matchAll(isAscii ? ASCII_WORD : WORD)) {
    const [word] = match;
    const isTerm = terms.has(word);
    if (isTerm && previous !== "" && previous !== word && GAP.test(folded.slice(end, match.index))) {
      phrases.add(`${previous} ${word}`);
    }
    previous = isTerm ? word : "";
    end = match.index + word.length;
  }
  return phrases;
}
