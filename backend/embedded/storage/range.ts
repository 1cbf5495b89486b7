/**
 * Byte ranges and conditional reads (RFC 9110, sections 13 and 14), as pure functions. A range header
 * that is malformed, has another unit or asks for several ranges is ignored, as the RFC allows.
 */
export interface ByteRange {
  readonly start: number;
  /** The last byte, inclusive. */
  readonly end: number;
}

/** The range to send, null for the whole content, or "unsatisfiable". */
export function parseRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | null | "unsatisfiable" {
  const parts = /^bytes=\s*([0-9]{0,15})-([0-9]{0,15})\s*$/i.exec(header ?? "");
  if (parts === null) {
    return null;
  }
  const [, first = "", last = ""] = parts;
  if (first === "") {
    return last === "" ? null : suffixRange(Number(last), sizeBytes);
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) {
    return null;
  }
  if (start >= sizeBytes) {
    return "unsatisfiable";
  }
  return { start, end: last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}

function suffixRange(lengthBytes: number, sizeBytes: number): ByteRange | "unsatisfiable" {
  if (lengthBytes === 0 || sizeBytes === 0) {
    return "unsatisfiable";
  }
  return { start: Math.max(0, sizeBytes - lengthBytes), end: sizeBytes - 1 };
}

export interface Validators {
  /** In its quotes. */
  readonly eTag: string;
  readonly lastModified: Date;
}

export interface ConditionHeaders {
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

/** Whether the client has this content already, so that 304 is the answer. */
export function isNotModified(conditions: ConditionHeaders, content: Validators): boolean {
  if (conditions.ifNoneMatch !== undefined) {
    return conditions.ifNoneMatch
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === "*" || tag === content.eTag);
  }
  const since = Date.parse(conditions.ifModifiedSince ?? "");
  return !Number.isNaN(since) && toSeconds(content.lastModified.getTime()) <= toSeconds(since);
}

/** Whether `If-Range` lets the range be sent: it names this very content, or is absent. */
export function isRangeCurrent(ifRange: string | undefined, content: Validators): boolean {
  if (ifRange === undefined || ifRange.trim() === content.eTag) {
    return true;
  }
  // A date is compared exactly, and a weak tag never matches.
  return toSeconds(Date.parse(ifRange)) === toSeconds(content.lastModified.getTime());
}

/** HTTP dates carry whole seconds. */
function toSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}
