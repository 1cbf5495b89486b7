/**
 * The place where a search has found something. The folding here follows `echo.fold` of the database, so
 * that what was found can be pointed at in the text as it was written.
 */
import type { TextRange } from "../../ui/verbatim.tsx";
import { cut, dense, EXCERPT_LENGTH, excerpt } from "./excerpt.ts";

/** Of what stands before a match; little, so that the match is within the lines that a phone shows. */
const LEAD_LENGTH = 60;

export interface Excerpt {
  readonly text: string;
  /** Where the text says what was searched for. */
  readonly marks: readonly TextRange[];
}

/** The place where `text` says `searched` first, else its beginning. */
export function excerptAround(text: string, searched: string): Excerpt {
  const whole = dense(text);
  const match = findMatches(whole, searched, 1)[0];
  if (match === undefined) return { text: excerpt(text), marks: [] };
  const lead = whole.slice(0, match[0]);
  const near = lead.length <= LEAD_LENGTH ? lead : nearLead(lead);
  const shown = cut(`${near}${whole.slice(match[0], match[0] + 2 * EXCERPT_LENGTH)}`, false);
  return { text: shown, marks: findMatches(shown, searched) };
}

/** The end of what stands before a match: from its line, and from a whole word where there are some. */
function nearLead(lead: string): string {
  const line = lead.slice(Math.max(lead.lastIndexOf("\n") + 1, lead.length - LEAD_LENGTH));
  const isLineWhole = lead.length === line.length || lead.at(-line.length - 1) === "\n";
  const words = isLineWhole ? line : /\s/.test(line) ? line.replace(/^\S*\s+/u, "") : afterHalf(line);
  return `…${words}`;
}

/** Without the half of a character that a cut may have left at the beginning. */
function afterHalf(text: string): string {
  return text.replace(/^[\udc00-\udfff\p{M}\u200d]+/u, "");
}

/** What a search does not see: accents, points and vowel signs, and characters that nobody sees. */
const IGNORED = new RegExp(
  `[${[
    // The combining marks of Latin, Greek and Cyrillic.
    "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\ufe20-\\ufe2f",
    // The points and accents of Hebrew, the vowel signs and the tatweel of Arabic.
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u0652",
    "\\u0656-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed",
    // Soft hyphen, marks of direction, variation selectors and the like.
    "\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufe00-\\ufe0f\\ufeff",
  ].join("")}]`,
  "gu",
);
/** Letters that Unicode does not take apart, and quotes as a phone writes them. */
const SAME: Readonly<Record<string, string>> = {
  ı: "i",
  ς: "σ",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "“": '"',
  "”": '"',
};

/** What was folded before; emptied before it grows large. */
const foldings = new Map<string, string>();
const MOST_FOLDINGS = 10_000;

/** One character as a search sees it; empty where it is not seen. */
function foldCharacter(character: string): string {
  if (character < "\u0080") return character.toLowerCase();
  let folded = foldings.get(character);
  if (folded === undefined) {
    const plain = character.normalize("NFKD").toLowerCase().replace(IGNORED, "");
    folded = Array.from(plain, (part) => SAME[part] ?? part).join("");
    if (foldings.size >= MOST_FOLDINGS) foldings.clear();
    foldings.set(character, folded);
  }
  return folded;
}

/** Where `text` says `searched`, at most `limit` times, without overlap. */
export function findMatches(
  text: string,
  searched: string,
  limit = Number.POSITIVE_INFINITY,
): readonly TextRange[] {
  const wanted = Array.from(searched.trim(), foldCharacter).join("");
  if (wanted === "") return [];
  let folded = "";
  /** By place in the folded text: where its character begins in the text as written. */
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    for (let unit = 0; unit < plain.length; unit += 1) origins.push(at);
    folded += plain;
    at += character.length;
  }
  const found: TextRange[] = [];
  for (let from = folded.indexOf(wanted); from !== -1 && found.length < limit; ) {
    const to = from + wanted.length;
    // A mark that makes another letter: か is not が.
    if (!/^\p{M}/u.test(folded.slice(to, to + 2))) {
      found.push([origins[from] ?? 0, endOf(origins, to, at)]);
    }
    from = folded.indexOf(wanted, to);
  }
  return found;
}

/** Where the last matched character ends; the marks that belong to it are within. */
function endOf(origins: readonly number[], to: number, length: number): number {
  let next = to;
  while (next < origins.length && origins[next] === origins[to - 1]) next += 1;
  return origins[next] ?? length;
}
