/**
 * Page cursors: where a list goes on, sealed with an HMAC, so that a client can only hand back what it was
 * given, for the same person, list and filters. A cursor grants nothing: the query behind it is bound to
 * the person anyway.
 */
import { type KeyObject, timingSafeEqual } from "node:crypto";
import { hmacSha256 } from "./hmac.ts";

/** HMAC-SHA256 cut to 128 bits (RFC 2104, section 5). */
const SEAL_BYTES = 16;

/** A cursor that leads to `position` (any text) within `scope`, which names list, person and filters. */
export function sealCursor(key: KeyObject, scope: readonly unknown[], position: string): string {
  return Buffer.concat([sealOf(key, scope, position), Buffer.from(position)]).toString("base64url");
}

/** The position in `cursor`, or undefined where it was not sealed with this key for this scope. */
export function openCursor(key: KeyObject, scope: readonly unknown[], cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, "base64url");
  // The decoder skips what it does not know: only the spelling that was handed out is accepted.
  if (bytes.length <= SEAL_BYTES || bytes.toString("base64url") !== cursor) return undefined;
  const position = bytes.toString("utf8", SEAL_BYTES);
  const isSealed = timingSafeEqual(bytes.subarray(0, SEAL_BYTES), sealOf(key, scope, position));
  return isSealed ? position : undefined;
}

function sealOf(key: KeyObject, scope: readonly unknown[], position: string): Buffer {
  return hmacSha256(key, JSON.stringify([scope, position])).subarray(0, SEAL_BYTES);
}
