/**
 * Reads a JSON body strictly: UTF-8 without a byte-order mark, no duplicate or prototype-changing keys,
 * no deeper than 32 levels, finite numbers, and only text that can be stored and returned byte for byte.
 * Nothing is repaired on the way in: what cannot be kept exactly is refused.
 */
import { type FieldError, Problem } from "#core/problem.ts";

/** Deep enough for every body that Echo knows; far from where a recursive walk would run out of stack. */
export const JSON_DEPTH_LIMIT = 32;

/** So many faults are named; an answer must not grow with what was sent. */
const MAX_ERRORS = 10;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The value of a JSON document.
 * @throws Problem 400 for what is not such a document, 422 for text with U+0000 or half a surrogate pair
 */
export function parseStrictJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  const keyCount = countKeys(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not valid JSON.");
  }
  // Raw control characters are no JSON and raw surrogates no UTF-8: only an escape can bring them in.
  const walk: Walk = { keyCount: 0, hasEscapes: text.includes("\\u"), errors: [] };
  visit(value, "", walk);
  if (walk.keyCount !== keyCount) throw malformed("The body names a field twice.");
  if (walk.errors.length > 0) throw unstorableText(walk.errors);
  return value;
}

/** The answer for text that PostgreSQL could not keep as it is. */
export function unstorableText(errors: readonly FieldError[]): Problem {
  return new Problem("invalid_input", "Some of the text has characters that cannot be kept.", { errors });
}

/** Whether `text` can be stored and read back unchanged. */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

export const UNSTORABLE_DETAIL = "must not contain U+0000 or half of a surrogate pair";

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw malformed("The body must not start with a byte-order mark.");
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed("The body is not valid UTF-8.");
  }
}

/**
 * How many keys the source has, by counting colons outside strings; refuses what is nested too deeply
 * before anything recursive sees it.
 */
function countKeys(text: string): number {
  let keys = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case COLON:
        keys += 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > JSON_DEPTH_LIMIT) throw malformed("The body is nested too deeply.");
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        break;
      default:
    }
  }
  return keys;
}

/** The index of the quote that closes the string opened at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  let index = start;
  for (;;) {
    index = text.indexOf('"', index + 1);
    if (index === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(index - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return index;
  }
}

interface Walk {
  keyCount: number;
  readonly hasEscapes: boolean;
  readonly errors: FieldError[];
}

function addError(walk: Walk, pointer: string): void {
  if (walk.errors.length < MAX_ERRORS) walk.errors.push({ pointer, detail: UNSTORABLE_DETAIL });
}

function visit(value: unknown, pointer: string, walk: Walk): void {
  if (typeof value === "string") {
    if (walk.hasEscapes && !isStorableText(value)) addError(walk, pointer);
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw malformed("The body has a number that is too large.");
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) visit(value[index], `${pointer}/${index}`, walk);
  } else if (value !== null) {
    visitObject(value as Record<string, unknown>, pointer, walk);
  }
}

function visitObject(value: Record<string, unknown>, pointer: string, walk: Walk): void {
  for (const key of Object.keys(value)) {
    walk.keyCount += 1;
    const child = value[key];
    const changesPrototype =
      key === "__proto__" ||
      (key === "constructor" &&
        typeof child === "object" &&
        child !== null &&
        Object.hasOwn(child, "prototype"));
    if (changesPrototype) throw malformed("The body has a field name that is not allowed.");
    if (walk.hasEscapes && !isStorableText(key)) addError(walk, pointer);
    visit(child, `${pointer}/${escapePointer(key)}`, walk);
  }
}

/** RFC 6901. A name that is no plain word is not repeated. */
export function escapePointer(key: string): string {
  return /^[\w.$-]{1,64}$/.test(key) ? key : "-";
}

function malformed(detail: string): Problem {
  return new Problem("malformed_request", detail);
}
