/**
 * Cuts a text into words, emoji and stops in one pass, with UTF-16 offsets, into typed arrays that are used
 * again for the next text. Mentions, links and placeholders such as [NAME] become silent tokens: they part
 * their neighbours and say nothing themselves.
 */
import { isEmoji, isEmojiModifier, isSpace, isWordUnit } from "./characters.ts";
import { EMOTICONS_BY_FIRST_UNIT } from "./emoticons.ts";
import { HASH_START, hashText, hashUnit } from "./hash.ts";

import {
  WORD,
  EMOJI,
  STOP,
  SILENT,
  IS_SHOUTED,
  IS_STRETCHED,
  IS_HASHTAG,
  ENDS_SENTENCE,
  type Tokens,
} from "./tokens.ts";

const APOSTROPHE = 39;

/** Replaces what `tokens` holds by the tokens of `text`. */
export function tokenise(text: string, tokens: Tokens): void {
  tokens.reset(text.length);
  let at = 0;
  while (at < text.length) at = takeToken(text, at, tokens);
}

/** Takes what begins at `at` and returns where the next thing begins. */
function takeToken(text: string, at: number, tokens: Tokens): number {
  const unit = text.charCodeAt(at);
  if (isSpace(unit)) return at + 1;
  if (isWordUnit(unit)) {
    const emoticonEnd = unit < 128 ? takeEmoticon(text, at, unit, tokens) : at;
    if (emoticonEnd > at) return emoticonEnd;
    if (unit === 104 || unit === 119) {
      const linkEnd = skipLink(text, at);
      if (linkEnd > at) return addSilent(tokens, at, linkEnd);
    }
    return takeWord(text, at, 0, tokens);
  }
  if (unit >= 0x2000) return takeSymbol(text, at, unit, tokens);
  if (unit === 35 && isWordUnit(text.charCodeAt(at + 1) || 0)) return takeHashtag(text, at, tokens);
  if (unit === 64) return addSilent(tokens, at, skipWord(text, at + 1));
  if (unit === 91) {
    const end = skipPlaceholder(text, at);
    if (end > at) return addSilent(tokens, at, end);
  }
  const emoticonEnd = takeEmoticon(text, at, unit, tokens);
  return emoticonEnd > at ? emoticonEnd : takeStop(text, at, unit, tokens);
}

function addSilent(tokens: Tokens, start: number, end: number): number {
  tokens.add(SILENT, start, end, 0, 0, tokens.unitCount);
  return end;
}

function takeEmoticon(text: string, at: number, unit: number, tokens: Tokens): number {
  const candidates = EMOTICONS_BY_FIRST_UNIT.get(unit);
  if (candidates === undefined) return at;
  const before = at === 0 ? 32 : text.charCodeAt(at - 1);
  for (const { text: face, hash } of candidates) {
    if (!text.startsWith(face, at)) continue;
    const end = at + face.length;
    const after = end < text.length ? text.charCodeAt(end) : 32;
    const isApart = !isWordUnit(after) && after !== 47 && (isWordUnit(unit) ? !isWordUnit(before) : true);
    const isLinkOrTime = (unit === 58 && after === 47) || (before >= 48 && before <= 57 && face === ":/");
    if (isApart && !isLinkOrTime) {
      tokens.add(EMOJI, at, end, hash, 0, tokens.unitCount);
      return end;
    }
  }
  return at;
}

function skipWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && (isWordUnit(text.charCodeAt(end)) || text.charCodeAt(end) === 95)) end += 1;
  return end;
}

function skipLink(text: string, at: number): number {
  if (!text.startsWith("http://", at) && !text.startsWith("https://", at) && !text.startsWith("www.", at))
    return at;
  let end = at;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

/** `[NAME]` and its like, in capitals of at most 12 letters. */
function skipPlaceholder(text: string, at: number): number {
  let end = at + 1;
  while (end - at <= 13 && text.charCodeAt(end) >= 65 && text.charCodeAt(end) <= 90) end += 1;
  return end > at + 2 && text.charCodeAt(end) === 93 ? end + 1 : at;
}

/** A hashtag, cut at its capitals: `#SoHappy` is two words. */
function takeHashtag(text: string, at: number, tokens: Tokens): number {
  const end = skipWord(text, at + 1);
  let from = at + 1;
  while (from < end) {
    while (from < end && text.charCodeAt(from) === 95) from += 1;
    let to = from + 1;
    while (to < end && text.charCodeAt(to) !== 95 && !startsHump(text, to, end)) to += 1;
    if (from < end) takeWordOf(text, from, to, IS_HASHTAG, tokens);
    from = to;
  }
  return end;
}

function startsHump(text: string, at: number, end: number): boolean {
  if (!isUpper(text.charCodeAt(at))) return false;
  return !isUpper(text.charCodeAt(at - 1)) || (at + 1 < end && isLower(text.charCodeAt(at + 1)));
}

function isUpper(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}

function isLower(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function takeWord(text: string, at: number, flags: number, tokens: Tokens): number {
  let end = at + 1;
  for (; end < text.length; end += 1) {
    const unit = text.charCodeAt(end);
    if (isWordUnit(unit)) continue;
    const isInner = (unit === APOSTROPHE || unit === 0x2019) && isWordUnit(text.charCodeAt(end + 1) || 0);
    if (!isInner) break;
  }
  takeWordOf(text, at, end, flags, tokens);
  return end;
}

/** Normalises and adds one word: lower case, plain apostrophe, runs of a letter shortened. */
function takeWordOf(text: string, start: number, end: number, flags: number, tokens: Tokens): void {
  const { units } = tokens;
  const unitStart = tokens.unitCount;
  let hash = HASH_START;
  let capitals = 0;
  let isStretched = false;
  let position = start;
  while (position < end) {
    const raw = text.charCodeAt(position);
    if (isUpper(raw)) capitals += 1;
    const unit = lower(raw);
    let runEnd = position + 1;
    while (runEnd < end && lower(text.charCodeAt(runEnd)) === unit) runEnd += 1;
    let copies = runEnd - position;
    if (copies > 2 && isLower(unit)) {
      isStretched = true;
      copies = keepsTwo(unit, position - start + copies === end - start ? position - start : 9) ? 2 : 1;
    }
    if (copies > 3) copies = 3;
    for (let copy = 0; copy < copies; copy += 1) {
      units[tokens.unitCount] = unit;
      tokens.unitCount += 1;
      hash = hashUnit(hash, unit);
    }
    capitals += isUpper(raw) ? runEnd - position - 1 : 0;
    position = runEnd;
  }
  const isShouted = capitals === end - start && capitals > 2;
  const allFlags = flags | (isShouted ? IS_SHOUTED : 0) | (isStretched ? IS_STRETCHED : 0);
  tokens.add(WORD, start, end, hash, allFlags, unitStart);
}

/** Whether a stretched letter is usually double: "goood" is good, but "yesss" is yes and "sooo" is so. */
function keepsTwo(unit: number, unitsBefore: number): boolean {
  if (unit === 108) return true;
  return (unit === 101 || unit === 111) && unitsBefore > 1;
}

function lower(unit: number): number {
  if (unit < 128) return isUpper(unit) ? unit + 32 : unit;
  if (unit === 0x2019) return APOSTROPHE;
  if (unit >= 0xc0 && unit <= 0xde && unit !== 0xd7) return unit + 32;
  return unit < 0x100 || unit > 0x587 ? unit : String.fromCharCode(unit).toLowerCase().charCodeAt(0);
}

/** Emoji, wide punctuation and everything else above the letters. */
function takeSymbol(text: string, at: number, unit: number, tokens: Tokens): number {
  const codePoint = text.codePointAt(at) ?? unit;
  const end = at + (codePoint > 0xffff ? 2 : 1);
  if (isEmoji(codePoint)) return takeEmoji(text, at, end, codePoint, tokens);
  if (isEmojiModifier(codePoint)) return end;
  if (unit === 0x2026) return takeStopOf(at, end, hashText("..."), ENDS_SENTENCE, tokens);
  if (unit === 0x3002 || unit === 0xff01 || unit === 0xff1f || unit === 0xff0e) {
    return takeStopOf(
      at,
      end,
      hashText(unit === 0xff01 ? "!" : unit === 0xff1f ? "?" : "."),
      ENDS_SENTENCE,
      tokens,
    );
  }
  if (codePoint > 0xffff) return takeAstralWord(text, at, tokens);
  return unit === 0x2019 || unit === 0x2018 ? end : takeStopOf(at, end, hashText(","), 0, tokens);
}

/** One picture with all that is joined to it; flags (two letters) and keycaps count as one. */
function takeEmoji(text: string, at: number, from: number, codePoint: number, tokens: Tokens): number {
  let end = from;
  while (end < text.length) {
    const next = text.codePointAt(end) ?? 0;
    const isJoined = text.charCodeAt(end - 1) === 0x200d && isEmoji(next);
    if (!isEmojiModifier(next) && !isJoined) break;
    end += next > 0xffff ? 2 : 1;
  }
  tokens.add(
    EMOJI,
    at,
    end,
    hashUnit(hashUnit(HASH_START, codePoint & 0xffff), codePoint >>> 16),
    0,
    tokens.unitCount,
  );
  return end;
}

/** Letters beyond the basic plane (rare ideographs, old scripts, styled letters): one word per run. */
function takeAstralWord(text: string, at: number, tokens: Tokens): number {
  let end = at;
  let hash = HASH_START;
  while (end < text.length) {
    const codePoint = text.codePointAt(end) ?? 0;
    if (codePoint <= 0xffff || isEmoji(codePoint) || isEmojiModifier(codePoint)) break;
    hash = hashUnit(hash, codePoint & 0xffff);
    end += 2;
  }
  tokens.add(WORD, at, end, hash, 0, tokens.unitCount);
  return end;
}

function takeStopOf(start: number, end: number, hash: number, flags: number, tokens: Tokens): number {
  tokens.add(STOP, start, end, hash, flags, tokens.unitCount);
  return end;
}

/** A run of the same kind of mark; its hash tells "!", "!!", "?", "?!", "..." apart. */
function takeStop(text: string, at: number, unit: number, tokens: Tokens): number {
  if (unit === APOSTROPHE || unit === 34 || unit === 96) return at + 1;
  let end = at;
  let marks = 0;
  let questions = 0;
  let dots = 0;
  for (; end < text.length; end += 1) {
    const next = text.charCodeAt(end);
    if (next === 33) marks += 1;
    else if (next === 63) questions += 1;
    else if (next === 46) dots += 1;
    else break;
  }
  if (end > at)
    return takeStopOf(at, end, STOP_HASHES[stopForm(marks, questions, dots)] ?? 0, ENDS_SENTENCE, tokens);
  const isOtherEnd = unit === 0x37e || unit === 0x589 || unit === 0x61f || unit === 0x6d4 || unit === 0x964;
  return takeStopOf(
    at,
    at + 1,
    STOP_HASHES[unit === 45 || unit === 42 || unit === 95 ? 7 : 6] ?? 0,
    isOtherEnd ? ENDS_SENTENCE : 0,
    tokens,
  );
}

const STOP_HASHES = [".", "!", "!!", "?", "??", "?!", ",", "-", "..."].map(hashText);

function stopForm(marks: number, questions: number, dots: number): number {
  if (marks > 0 && questions > 0) return 5;
  if (marks > 0) return marks > 1 ? 2 : 1;
  if (questions > 0) return questions > 1 ? 4 : 3;
  return dots > 1 ? 8 : 0;
}
