/**
 * Cuts the tokens of a text into sentences: at stops followed by space, at blank lines, and at line ends
 * unless the next line goes on in lower case. Own rules instead of Intl.Segmenter, whose answers differ
 * between ICU versions. Emoji that follow a stop belong to the sentence before them.
 */
import { isSpace } from "./characters.ts";
import { EMOJI, ENDS_SENTENCE, STOP, type Tokens, WORD } from "./tokens.ts";

/** A sentence longer than this is cut, so that one endless line still has parts. */
const LONGEST_SENTENCE_TOKENS = 200;
const ABBREVIATIONS = new Set(["mr", "mrs", "ms", "dr", "st", "prof", "vs", "etc", "e", "g", "i", "p", "a"]);

/** First token of each sentence; the last number is the count of tokens. */
export function findSentences(text: string, tokens: Tokens, limit: number): number[] {
  const starts = [0];
  let first = 0;
  for (let index = 0; index + 1 < tokens.count && starts.length < limit; index += 1) {
    const isCut = index - first >= LONGEST_SENTENCE_TOKENS || isBoundary(text, tokens, index);
    if (!isCut) continue;
    first = index + 1;
    starts.push(first);
  }
  if (tokens.count > 0) starts.push(tokens.count);
  return starts;
}

/** Whether a sentence ends after token `index`. */
function isBoundary(text: string, tokens: Tokens, index: number): boolean {
  const end = tokens.end[index] ?? 0;
  const next = tokens.start[index + 1] ?? end;
  const lineEnds = countLineEnds(text, end, next);
  if (lineEnds > 1) return true;
  if (lineEnds === 1) return !isLowerCase(text.charCodeAt(next));
  if (tokens.kind[index + 1] === EMOJI || tokens.kind[index + 1] === STOP) return false;
  const stop = lastStop(tokens, index);
  if (stop < 0 || !endsWithSpace(text, end, next, tokens.flags[stop] ?? 0)) return false;
  return !isAbbreviation(text, tokens, stop);
}

/** The stop that ends a sentence at `index`, looking back over emoji and closing marks; else -1. */
function lastStop(tokens: Tokens, index: number): number {
  let at = index;
  while (at >= 0 && index - at < 8) {
    if (((tokens.flags[at] ?? 0) & ENDS_SENTENCE) !== 0) return at;
    if (tokens.kind[at] !== EMOJI && tokens.kind[at] !== STOP) return -1;
    at -= 1;
  }
  return -1;
}

function endsWithSpace(text: string, end: number, next: number, flags: number): boolean {
  if (next > end) return hasSpace(text, end, next);
  // Ideographic stops need no space; they are never inside a word.
  return (flags & ENDS_SENTENCE) !== 0 && end > 0 && text.charCodeAt(end - 1) > 0x300;
}

function hasSpace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isSpace(text.charCodeAt(at))) return true;
  return false;
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && count < 2; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 0x2029 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

function isLowerCase(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 0xdf && unit <= 0xff);
}

/** "Dr. Who", "e.g. this": a lone full stop after one of the usual abbreviations. */
function isAbbreviation(text: string, tokens: Tokens, stop: number): boolean {
  if (text.charCodeAt(tokens.start[stop] ?? 0) !== 46 || stop === 0) return false;
  if ((tokens.end[stop] ?? 0) - (tokens.start[stop] ?? 0) > 1) return false;
  const length = (tokens.unitEnd[stop - 1] ?? 0) - (tokens.unitStart[stop - 1] ?? 0);
  return tokens.kind[stop - 1] === WORD && length <= 4 && ABBREVIATIONS.has(tokens.form(stop - 1));
}
