/**
 * The text form of a refresh token, version 2 of Supabase Auth: base64url of
 * `0x00 | session id (16 bytes) | counter (uvarint) | HMAC-SHA256(session key)[0..16] | SHA-256[0..4]`.
 * The token is never stored: the session row holds the counter, and the key that only it knows.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const VERSION = 0;
const SESSION_BYTES = 16;
const SIGNATURE_BYTES = 16;
const CHECKSUM_BYTES = 4;
const MIN_BYTES = 1 + SESSION_BYTES + 1 + SIGNATURE_BYTES + CHECKSUM_BYTES;
/** A counter below 2^53 takes eight bytes at the most. */
const MAX_BYTES = MIN_BYTES + 7;
const TOKEN = /^[A-Za-z0-9_-]+$/;

export interface ParsedRefreshToken {
  readonly sessionId: string;
  readonly counter: number;
  /** What the signature covers. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** The token of `sessionId` at `counter`, signed with the session's key. */
export function encodeRefreshToken(sessionId: string, counter: number, key: Buffer): string {
  const signed = Buffer.concat([
    Buffer.from([VERSION]),
    Buffer.from(sessionId.replaceAll("-", ""), "hex"),
    encodeUvarint(counter),
  ]);
  const body = Buffer.concat([signed, sign(signed, key)]);
  return Buffer.concat([body, checksum(body)]).toString("base64url");
}

/** The parts of a token whose form and checksum are right, else undefined. The signature is not checked. */
export function parseRefreshToken(token: string): ParsedRefreshToken | undefined {
  if (!TOKEN.test(token) || token.length > 2 * MAX_BYTES) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES || bytes[0] !== VERSION) return undefined;
  // Two texts must not stand for one token.
  if (bytes.toString("base64url") !== token) return undefined;
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  if (!timingSafeEqual(checksum(body), bytes.subarray(-CHECKSUM_BYTES))) return undefined;
  const signed = body.subarray(0, -SIGNATURE_BYTES);
  const counter = decodeUvarint(signed.subarray(1 + SESSION_BYTES));
  if (counter === undefined) return undefined;
  return {
    sessionId: toUuid(signed.subarray(1, 1 + SESSION_BYTES)),
    counter,
    signed,
    signature: body.subarray(-SIGNATURE_BYTES),
  };
}

/** Whether the session's key made this token. */
export function isSignedBy(token: ParsedRefreshToken, key: Buffer): boolean {
  return timingSafeEqual(sign(token.signed, key), token.signature);
}

function sign(signed: Buffer, key: Buffer): Buffer {
  return createHmac("sha256", key).update(signed).digest().subarray(0, SIGNATURE_BYTES);
}

function checksum(body: Buffer): Buffer {
  return createHash("sha256").update(body).digest().subarray(0, CHECKSUM_BYTES);
}

/** Base-128, least significant group first (protocol buffers varint), for safe integers. */
function encodeUvarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** The number that fills `bytes` exactly, in its shortest form; undefined for anything else. */
function decodeUvarint(bytes: Buffer): number | undefined {
  let value = 0;
  for (const [index, byte] of bytes.entries()) value += (byte % 0x80) * 0x80 ** index;
  if (!Number.isSafeInteger(value) || !encodeUvarint(value).equals(bytes)) return undefined;
  return value;
}

function toUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
