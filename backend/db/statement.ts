/**
 * A named SQL statement with the type of its rows. Names are unique in the whole process, because the
 * server keeps each statement prepared under its name for as long as a connection lives.
 */

declare const rowType: unique symbol;

export interface Statement<Row> {
  /** At most 63 bytes; by custom `<feature>.<verb>`. */
  readonly name: string;
  readonly text: string;
  /** Whether repeating it changes nothing: true when the text begins with `select`. */
  readonly isRead: boolean;
  readonly [rowType]?: Row;
}

const MAX_NAME_BYTES = 63;
const textByName = new Map<string, string>();

/**
 * Declares a statement once, at module level: `statement<EntryRow>("entries.find", "select ...")`.
 * A `select` must not write: it may be sent a second time when its first answer was lost.
 */
export function statement<Row>(name: string, text: string): Statement<Row> {
  if (name === "" || Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new Error(`The statement name "${name}" must have 1 to ${MAX_NAME_BYTES} bytes.`);
  }
  const known = textByName.get(name);
  if (known !== undefined && known !== text) {
    throw new Error(`The statement name "${name}" is taken by another statement.`);
  }
  textByName.set(name, text);
  return Object.freeze({ name, text, isRead: /^\s*select\b/i.test(text) });
}

/** The text (or, for bytes, binary) form of a parameter. Refuses what has no form of its own. */
export function encodeValue(value: unknown): string | Buffer | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(encodeElement).join(",")}}`;
  throw new TypeError(
    `A value of type ${typeof value} cannot be bound to a parameter: pass text, numbers, booleans, bytes, dates, arrays of them, or null.`,
  );
}

function encodeElement(element: unknown): string {
  if (element === null) return "NULL";
  const text = encodeValue(element);
  if (typeof text !== "string" || Array.isArray(element)) {
    throw new TypeError("An array parameter may hold text, numbers, booleans and null only.");
  }
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
