/**
 * What names, sizes and types the storage server accepts. Keys are checked here before anything touches
 * the database or the disk; no key ever becomes a file name, so this guards lists, URLs and backups.
 */
import { entityTooLarge, invalidBucketName, invalidKey, invalidMimeType, invalidRequest } from "./errors.ts";

const KEY_PATTERN = /^[A-Za-z0-9_/!.*'() &$@=;:+,?-]+$/;
const BUCKET_PATTERN = /^[A-Za-z0-9_!.*'() &$@=;:+,?-]{1,100}$/;
/** RFC 6838 names with optional parameters, printable ASCII only, because it is served as a header. */
const MIME_PATTERN = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}\s*(?:;[\x20-\x7e]*)?$/;
const MIME_RANGE_PATTERN = /^(?:\*|[\w!#$&^.+-]{1,127})\/(?:\*|[\w!#$&^.+-]{1,127})$/;
const KEY_LENGTH_LIMIT = 1024;

/** False for keys with other characters, with `.` or `..` as a segment, absolute ones and long ones. */
export function isKey(key: string): boolean {
  return (
    key.length <= KEY_LENGTH_LIMIT &&
    KEY_PATTERN.test(key) &&
    !key.startsWith("/") &&
    !key.split("/").some((segment) => segment === "." || segment === "..")
  );
}

export function assertKey(key: string): void {
  if (!isKey(key)) {
    throw invalidKey(printable(key));
  }
}

export function assertBucketName(name: string): void {
  if (!BUCKET_PATTERN.test(name) || name === "." || name === ".." || name.trim() !== name) {
    throw invalidBucketName();
  }
}

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/** Bytes of a limit written as a number or as text such as `10MB` (decimal units). Null means none. */
export function parseFileSizeLimit(limit: number | string | null | undefined): number | null {
  if (limit === null || limit === undefined) {
    return null;
  }
  const parts = /^([0-9]{1,15}(?:\.[0-9]{1,6})?)(GB|MB|KB|B)?$/i.exec(String(limit));
  const bytes = Math.floor(Number(parts?.[1]) * (UNIT_BYTES[parts?.[2]?.toUpperCase() ?? "B"] ?? Number.NaN));
  if (!Number.isSafeInteger(bytes)) {
    throw invalidRequest("Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B");
  }
  return bytes === 0 ? null : bytes;
}

/** Refuses entries of `allowed_mime_types` that are neither `type/subtype` nor `type/*`. */
export function assertMimeRanges(ranges: readonly string[] | null | undefined): void {
  for (const range of ranges ?? []) {
    if (!MIME_RANGE_PATTERN.test(range)) {
      throw invalidMimeType(printable(range));
    }
  }
}

/** Refuses a declared type that is malformed or not among the allowed ones. Null or empty allows all. */
export function assertMimeType(mimeType: string, allowed: readonly string[] | null): void {
  const essence = mimeType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isAllowed =
    allowed === null ||
    allowed.length === 0 ||
    allowed.some((range) => {
      const wanted = range.toLowerCase();
      return (
        wanted === "*/*" ||
        wanted === essence ||
        (wanted.endsWith("/*") && essence.startsWith(wanted.slice(0, -1)))
      );
    });
  if (!MIME_PATTERN.test(mimeType) || !isAllowed) {
    throw invalidMimeType(printable(mimeType));
  }
}

/** The bytes that one object of this bucket may have. */
export function sizeLimitOf(bucketLimitBytes: number | null, serverLimitBytes: number): number {
  return bucketLimitBytes === null ? serverLimitBytes : Math.min(bucketLimitBytes, serverLimitBytes);
}

/** Refuses an upload by the size that it declares, before a byte of it was read. */
export function assertDeclaredSize(contentLength: string | undefined, limitBytes: number): void {
  if (contentLength !== undefined && Number(contentLength) > limitBytes) {
    throw entityTooLarge();
  }
}

/** Text that is safe in an error message: short, and without control characters. */
function printable(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
