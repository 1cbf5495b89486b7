/**
 * Rows from the wire: every column decoded as the driver does it, except instants, which stay text. They
 * become RFC 3339 with `Z` by moving two characters, so microseconds survive and no Date is made.
 */
import { types } from "pg";

/** What the server says about one column of a result. */
export interface Column {
  readonly name: string;
  readonly dataTypeID: number;
}

type Decode = (text: string) => unknown;

/** The driver's own decoders; its types know only the types of the core. */
const parserOf = types.getTypeParser as (dataTypeID: number, format: "text") => Decode;

const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const TEXT_ARRAY = 1009;
const SMALLINT_ARRAY = 1005;
const TEXT_TYPES = new Set([18, 19, 25, 1042, 1043, 2950, DATE, TIMESTAMP]);

/**
 * `2025-01-31 10:20:30.123456+00` as `2025-01-31T10:20:30.123456Z`; other offsets are converted. The fraction
 * has none, three or six digits, so that milliseconds come back as a device writes them.
 */
export function decodeInstant(text: string): string {
  if (text.endsWith("+00") && text.charCodeAt(10) === 32) {
    const instant = `${text.slice(0, 10)}T${text.slice(11, -3)}`;
    return padFraction(instant);
  }
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)?([+-]\d{2})(?::?(\d{2}))?$/.exec(text);
  if (match === null) return text;
  const [, day, time, fraction = "", hours, minutes = "00"] = match;
  const seconds = new Date(`${day}T${time}${hours}:${minutes}`).toISOString().slice(0, 19);
  return padFraction(`${seconds}${fraction}`);
}

/** Digits are cut by the server where they are zero. `instant` has four digits of year and no zone. */
function padFraction(instant: string): string {
  switch (instant.length) {
    case 21:
    case 24:
      return `${instant}00Z`;
    case 22:
    case 25:
      return `${instant}0Z`;
    default:
      return `${instant}Z`;
  }
}

const decodeAnyTextArray = parserOf(TEXT_ARRAY, "text");

/** `{a,b}`; what is quoted, nested or null goes to the driver's decoder, which is slower. */
export function decodeTextArray(text: string): unknown {
  if (text === "{}") return [];
  const isPlain = !text.includes('"') && text.lastIndexOf("{") === 0 && !text.includes("NULL");
  return isPlain ? text.slice(1, -1).split(",") : decodeAnyTextArray(text);
}

/** `{1,2}` of one dimension without nulls. */
export function decodeSmallintArray(text: string): number[] {
  return text === "{}" ? [] : text.slice(1, -1).split(",").map(Number);
}

function decoderFor(dataTypeID: number): Decode | undefined {
  if (TEXT_TYPES.has(dataTypeID)) return undefined;
  if (dataTypeID === TIMESTAMPTZ) return decodeInstant;
  if (dataTypeID === TEXT_ARRAY) return decodeTextArray;
  if (dataTypeID === SMALLINT_ARRAY) return decodeSmallintArray;
  return parserOf(dataTypeID, "text");
}

/** Decodes the rows of one prepared statement; made once for each connection and statement. */
export class RowReader {
  readonly #columns: readonly { readonly name: string; readonly decode: Decode | undefined }[];

  constructor(columns: readonly Column[]) {
    this.#columns = columns.map(({ name, dataTypeID }) => ({ name, decode: decoderFor(dataTypeID) }));
  }

  read(fields: readonly (string | null)[]): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    let index = 0;
    for (const { name, decode } of this.#columns) {
      const text = fields[index++] ?? null;
      row[name] = text === null || decode === undefined ? text : decode(text);
    }
    return row;
  }
}
