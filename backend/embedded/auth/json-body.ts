/**
 * JSON bodies, read without mercy: valid UTF-8, no byte-order mark, no deep nesting, and only text that
 * the database can hold. Whatever passes here can be stored, logged in size and given back unchanged.
 */
import { badRequest } from "./errors.ts";

const MAX_DEPTH = 32;

/**
 * The value of a request body; an empty body is an empty object, as for GoTrue.
 * @throws AuthError 400 `bad_json`
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw badJson("the body is not JSON in UTF-8");
  }
  checkValue(value);
  return value;
}

export function badJson(reason: string): Error {
  return badRequest(`Could not parse request body as JSON: ${reason}`, "bad_json");
}

/** Walks without recursion: the depth is what is being checked. */
function checkValue(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") checkText(value);
    if (value === null || typeof value !== "object") continue;
    if (depth >= MAX_DEPTH) throw badJson(`more than ${MAX_DEPTH} levels`);
    for (const [key, member] of Object.entries(value)) {
      checkText(key);
      if (key === "__proto__") throw badJson("a key is not allowed");
      open.push({ value: member, depth: depth + 1 });
    }
  }
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
function checkText(text: string): void {
  if (text.includes("\u0000") || !text.isWellFormed())
    throw badJson("text holds a character that is not allowed");
}
