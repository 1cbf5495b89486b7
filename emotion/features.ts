/**
 * The features of one sentence: word 1- and 2-grams, NOT_ words, letter 3- to 5-grams inside words. Each is a
 * 32-bit hash with the token it came from and its weight. The same code makes the features that the weights were trained on.
 */
import { finishHash, HASH_START, hashText, hashUnit } from "./hash.ts";
import { findScopes, Scopes } from "./scope.ts";
import { EMOJI, IS_SHOUTED, IS_STRETCHED, SILENT, STOP, type Tokens, WORD } from "./tokens.ts";

const WORD_SALT = hashText("w:");
const PAIR_SALT = hashText("p:");
const NOT_SALT = hashText("n:");
const GRAM_SALT = hashText("c:");
const SHOUTED = finishHash(hashText("shouted"));
const STRETCHED = finishHash(hashText("stretched"));
/** What stands before the first word: the same as before the first word of a later sentence. */
const SENTENCE_END = hashText(".");
const EDGE = 1;
const LONGEST_GRAM = 5;
const SHORTEST_GRAM = 3;
/** Letters beyond these are noise (keyboard mashing, pasted codes) and are not cut into grams. */
const LONGEST_WORD_UNITS = 24;

/** What a negated word's meaning is multiplied with. */
const NEGATED_MEANING = -0.5;

/** The features of one sentence, as parallel arrays. Valid until the next `extract`. */
export class Features {
  wordCount = 0;
  wordHash = new Int32Array(1024);
  wordToken = new Int32Array(1024);
  wordWeight = new Float32Array(1024);
  gramCount = 0;
  gramHash = new Int32Array(8192);
  gramToken = new Int32Array(8192);
  gramWeight = new Float32Array(8192);
  meaningCount = 0;
  meaningHash = new Int32Array(512);
  meaningToken = new Int32Array(512);
  meaningWeight = new Float32Array(512);
  readonly scopes = new Scopes();

  reserve(tokenCount: number, unitCount: number): void {
    if (this.wordHash.length < tokenCount * 4) {
      this.wordHash = new Int32Array(tokenCount * 4);
      this.wordToken = new Int32Array(tokenCount * 4);
      this.wordWeight = new Float32Array(tokenCount * 4);
      this.meaningHash = new Int32Array(tokenCount * 4);
      this.meaningToken = new Int32Array(tokenCount * 4);
      this.meaningWeight = new Float32Array(tokenCount * 4);
    }
    const grams = (unitCount + tokenCount * 2) * 3;
    if (this.gramHash.length < grams) {
      this.gramHash = new Int32Array(grams);
      this.gramToken = new Int32Array(grams);
      this.gramWeight = new Float32Array(grams);
    }
    this.wordCount = 0;
    this.gramCount = 0;
    this.meaningCount = 0;
    this.scopes.reset(tokenCount);
  }

  addWord(hash: number, token: number, weight: number): void {
    const index = this.wordCount;
    this.wordHash[index] = hash;
    this.wordToken[index] = token;
    this.wordWeight[index] = weight;
    this.wordCount = index + 1;
  }

  addGram(hash: number, token: number, weight: number): void {
    const index = this.gramCount;
    this.gramHash[index] = hash;
    this.gramToken[index] = token;
    this.gramWeight[index] = weight;
    this.gramCount = index + 1;
  }

  addMeaning(hash: number, token: number, weight: number): void {
    const index = this.meaningCount;
    this.meaningHash[index] = hash;
    this.meaningToken[index] = token;
    this.meaningWeight[index] = weight;
    this.meaningCount = index + 1;
  }
}

/** The hash under which the word table knows a word in its normalised form. */
export function meaningHashOf(formHash: number): number {
  return finishHash(formHash);
}

/** Reads the tokens from `from` to before `to`, one sentence, into `features`. */
export function extract(tokens: Tokens, from: number, to: number, features: Features): void {
  const unitCount = (tokens.unitEnd[to - 1] ?? 0) - (tokens.unitStart[from] ?? 0);
  features.reserve(tokens.count, Math.max(0, unitCount));
  const { isNegated, weight } = features.scopes;
  findScopes(tokens, from, to, features.scopes);
  let previous = SENTENCE_END;
  for (let index = from; index < to; index += 1) {
    const kind = tokens.kind[index];
    if (kind === SILENT) {
      previous = HASH_START;
      continue;
    }
    const hash = tokens.hash[index] ?? 0;
    const share = weight[index] ?? 1;
    const negated = kind === WORD && isNegated[index] === 1;
    features.addWord(finishHash(hash ^ (negated ? NOT_SALT : WORD_SALT)), index, share);
    if (previous !== HASH_START) {
      features.addWord(finishHash(Math.imul(previous, 31) ^ hash ^ PAIR_SALT), index, share);
    }
    previous = hash;
    if (kind === STOP) continue;
    features.addMeaning(meaningHashOf(hash), index, negated ? NEGATED_MEANING * share : share);
    if (kind === EMOJI) continue;
    if (!negated) addGrams(tokens, index, share, features);
    addManner(tokens.flags[index] ?? 0, index, features);
  }
}

/** How a word was written: in capitals, or with a stretched letter. */
function addManner(flags: number, index: number, features: Features): void {
  if ((flags & IS_SHOUTED) !== 0) features.addWord(SHOUTED, index, 1);
  if ((flags & IS_STRETCHED) !== 0) features.addWord(STRETCHED, index, 1);
}

/** The 3- to 5-grams of one word with an edge mark at both ends. */
function addGrams(tokens: Tokens, index: number, share: number, features: Features): void {
  const { units } = tokens;
  const first = tokens.unitStart[index] ?? 0;
  const end = Math.min(tokens.unitEnd[index] ?? 0, first + LONGEST_WORD_UNITS);
  for (let start = first - 1; start <= end - SHORTEST_GRAM + 1; start += 1) {
    let hash = GRAM_SALT;
    const last = Math.min(start + LONGEST_GRAM, end + 1);
    for (let at = start; at < last; at += 1) {
      hash = hashUnit(hash, at < first || at >= end ? EDGE : (units[at] ?? 0));
      if (at - start >= SHORTEST_GRAM - 1) features.addGram(finishHash(hash), index, share);
    }
  }
}
