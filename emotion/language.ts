/**
 * Tells the language of a text from its script, its small words and its telling letters. Short English with
 * slang and typos must pass, other languages must not: a text that Echo cannot read gets no feelings at all.
 */
import { hashText } from "./hash.ts";
import { ENGLISH_WORDS, FOREIGN_WORDS, TELLING_LETTERS } from "./language-words.ts";
import { EMOJI, IS_HASHTAG, type Tokens, WORD } from "./tokens.ts";

/** BCP 47 for "no linguistic content": a text of emoji alone. */
export const EMOJI_ONLY = "zxx";

const CODES = Object.keys(FOREIGN_WORDS);
const ENGLISH = CODES.length;
/** Evidence of a small word, of a word that only the word table knows, and of a word with telling letters. */
const SMALL_WORD = 1;
/** A word that English shares with other languages tells less. */
const SHARED_WORD = 0.6;
const KNOWN_WORD = 0.45;
const TELLING_WORD = 0.8;
/** English needs this much evidence per word. */
const ENGLISH_SHARE = 0.2;
/** Another language is named from this much evidence per word on. */
const NAMED_SHARE = 0.3;
/** Languages are told from this many words; more would not change the answer. */
const WORDS_READ = 400;

const englishWords = new Set(ENGLISH_WORDS.map(hashText));
const foreignWords = new Map<number, number[]>();
for (const [index, code] of CODES.entries()) {
  for (const word of new Set((FOREIGN_WORDS[code] ?? "").split(" "))) {
    const hash = hashText(word);
    foreignWords.set(hash, [...(foreignWords.get(hash) ?? []), index]);
  }
}
const tellingLetters = new Map<number, number[]>();
for (const [letter, codes] of Object.entries(TELLING_LETTERS)) {
  tellingLetters.set(
    letter.charCodeAt(0),
    codes.split(" ").map((code) => CODES.indexOf(code)),
  );
}

/** Scripts by their first and last code unit, with the language that is the best guess for each. */
const SCRIPTS: ReadonlyArray<readonly [number, number, string]> = [
  [0x370, 0x3ff, "el"],
  [0x1f00, 0x1fff, "el"],
  [0x400, 0x52f, "ru"],
  [0x531, 0x587, "hy"],
  [0x590, 0x5ff, "he"],
  [0x600, 0x77f, "ar"],
  [0x8a0, 0x8ff, "ar"],
  [0xfb50, 0xfeff, "ar"],
  [0x900, 0x97f, "hi"],
  [0x980, 0x9ff, "bn"],
  [0xa00, 0xa7f, "pa"],
  [0xa80, 0xaff, "gu"],
  [0xb80, 0xbff, "ta"],
  [0xc00, 0xc7f, "te"],
  [0xc80, 0xcff, "kn"],
  [0xd00, 0xd7f, "ml"],
  [0xd80, 0xdff, "si"],
  [0xe00, 0xe7f, "th"],
  [0xe80, 0xeff, "lo"],
  [0x1000, 0x109f, "my"],
  [0x10a0, 0x10ff, "ka"],
  [0x1200, 0x137f, "am"],
  [0x1780, 0x17ff, "km"],
  [0x3040, 0x30ff, "ja"],
  [0x3400, 0x9fff, "zh"],
  [0xac00, 0xd7af, "ko"],
  [0x1100, 0x11ff, "ko"],
];
const SCRIPT_OF_UNIT = scriptTable();

function scriptTable(): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const [index, [first, last]] of SCRIPTS.entries()) table.fill(index + 1, first, last + 1);
  return table;
}

/** The language of the tokens, and null where nothing speaks for one. `isKnown` asks the word table. */
export function languageOf(
  tokens: Tokens,
  from: number,
  to: number,
  isKnown: (hash: number) => boolean,
): string | null {
  const latin = new Evidence();
  const scripts = new Map<number, number>();
  let emoji = 0;
  let otherUnits = 0;
  for (let index = from; index < to && latin.words < WORDS_READ; index += 1) {
    if (tokens.kind[index] === EMOJI) emoji += 1;
    if (tokens.kind[index] !== WORD) continue;
    const script = scriptOf(tokens, index);
    if (script === 0) latin.take(tokens, index, isKnown);
    else {
      const units = (tokens.unitEnd[index] ?? 0) - (tokens.unitStart[index] ?? 0);
      scripts.set(script, (scripts.get(script) ?? 0) + units);
      otherUnits += units;
    }
  }
  if (latin.words === 0 && otherUnits === 0) return emoji > 0 ? EMOJI_ONLY : null;
  if (otherUnits > latin.units) return languageOfScripts(scripts, tokens, from, to);
  return latin.decide();
}

/** 0 for Latin letters and digits, else the row of SCRIPTS plus one. Kana decides over ideographs. */
function scriptOf(tokens: Tokens, index: number): number {
  let found = 0;
  const end = Math.min(tokens.unitEnd[index] ?? 0, (tokens.unitStart[index] ?? 0) + 64);
  for (let at = tokens.unitStart[index] ?? 0; at < end; at += 1) {
    const script = SCRIPT_OF_UNIT[tokens.units[at] ?? 0] ?? 0;
    if (script === 0) continue;
    if (SCRIPTS[script - 1]?.[2] === "ja") return script;
    found = script;
  }
  return found;
}

function languageOfScripts(
  scripts: ReadonlyMap<number, number>,
  tokens: Tokens,
  from: number,
  to: number,
): string | null {
  let best = 0;
  let most = 0;
  for (const [script, units] of scripts) {
    const code = SCRIPTS[script - 1]?.[2];
    if (code === "ja") return "ja";
    if (units > most) [best, most] = [script, units];
  }
  const code = SCRIPTS[best - 1]?.[2] ?? null;
  return refine(code, tokens, from, to);
}

/** Tells apart what shares a script by letters that only one of them writes. */
function refine(code: string | null, tokens: Tokens, from: number, to: number): string | null {
  const letters = REFINEMENTS[code ?? ""];
  if (letters === undefined) return code;
  const end = Math.min(tokens.unitEnd[to - 1] ?? 0, (tokens.unitStart[from] ?? 0) + 2000);
  for (let at = tokens.unitStart[from] ?? 0; at < end; at += 1) {
    const refined = letters.get(tokens.units[at] ?? 0);
    if (refined !== undefined) return refined;
  }
  return code;
}

function lettersOf(entries: ReadonlyArray<readonly [string, string]>): ReadonlyMap<number, string> {
  return new Map(
    entries.flatMap(([letters, code]) =>
      letters.split("").map((letter) => [letter.charCodeAt(0), code] as const),
    ),
  );
}

const REFINEMENTS: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  ru: lettersOf([
    ["іїєґ", "uk"],
    ["ђћљњџ", "sr"],
    ["ў", "be"],
  ]),
  ar: lettersOf([
    ["ٹڈڑںے", "ur"],
    ["پچژگک", "fa"],
  ]),
};

/** What speaks for English and for each other language in the Latin words of a text. */
class Evidence {
  words = 0;
  units = 0;
  readonly scores = new Float64Array(ENGLISH + 1);

  take(tokens: Tokens, index: number, isKnown: (hash: number) => boolean): void {
    const hash = tokens.hash[index] ?? 0;
    const start = tokens.unitStart[index] ?? 0;
    const end = tokens.unitEnd[index] ?? 0;
    const first = tokens.units[start] ?? 0;
    if (end > start && first >= 48 && first <= 57) return;
    this.words += ((tokens.flags[index] ?? 0) & IS_HASHTAG) !== 0 ? 0.5 : 1;
    this.units += end - start;
    const foreign = foreignWords.get(hash);
    const isEnglish = englishWords.has(hash);
    if (isEnglish) this.add(ENGLISH, foreign === undefined ? SMALL_WORD : SHARED_WORD);
    if (foreign !== undefined) {
      for (const language of foreign) this.add(language, isEnglish ? SHARED_WORD : SMALL_WORD);
      return;
    }
    if (isEnglish || this.takeLetters(tokens, start, end)) return;
    if (isKnown(hash)) this.add(ENGLISH, KNOWN_WORD);
  }

  /** Whether a letter gave the word away as foreign. */
  takeLetters(tokens: Tokens, start: number, end: number): boolean {
    let isTelling = false;
    for (let at = start; at < end; at += 1) {
      const unit = tokens.units[at] ?? 0;
      if (unit < 128 || unit === 0xe9) continue;
      const isVietnamese = unit >= 0x1ea0 && unit <= 0x1eff;
      const languages = isVietnamese ? [CODES.indexOf("vi")] : tellingLetters.get(unit);
      if (languages === undefined || isTelling) continue;
      isTelling = true;
      for (const language of languages) this.add(language, TELLING_WORD);
    }
    return isTelling;
  }

  add(language: number, weight: number): void {
    this.scores[language] = (this.scores[language] ?? 0) + weight;
  }

  decide(): string | null {
    let best = 0;
    for (let language = 1; language < ENGLISH; language += 1) {
      if ((this.scores[language] ?? 0) > (this.scores[best] ?? 0)) best = language;
    }
    const english = this.scores[ENGLISH] ?? 0;
    const foreign = this.scores[best] ?? 0;
    if (english >= foreign && english >= ENGLISH_SHARE * this.words && english > 0) return "en";
    if (foreign > english && foreign >= NAMED_SHARE * this.words) return CODES[best] ?? null;
    return null;
  }
}
