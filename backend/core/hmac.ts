/**
 * HMAC-SHA256 (RFC 2104) by one-shot hashes. Node's `createHmac` makes a native object for each call, which
 * costs several times the hashing on short texts and burdens the garbage collector; lists seal a cursor
 * with every page.
 */
import { hash, type KeyObject } from "node:crypto";

const BLOCK_BYTES = 64;

interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const padsByKey = new WeakMap<KeyObject, Pads>();

/** The 32 bytes for `text` (as UTF-8) under a key of at most 64 bytes. */
export function hmacSha256(key: KeyObject, text: string): Buffer {
  const { inner, outer } = padsOf(key);
  const digest = hash("sha256", Buffer.concat([inner, Buffer.from(text)]), "buffer");
  return hash("sha256", Buffer.concat([outer, digest]), "buffer");
}

function padsOf(key: KeyObject): Pads {
  const known = padsByKey.get(key);
  if (known !== undefined) return known;
  const bytes = key.export();
  if (bytes.length > BLOCK_BYTES) throw new Error(`An HMAC key here has at most ${BLOCK_BYTES} bytes.`);
  const pad = (value: number) =>
    Buffer.alloc(BLOCK_BYTES, value).map((byte, index) => byte ^ (bytes[index] ?? 0));
  const made = { inner: Buffer.from(pad(0x36)), outer: Buffer.from(pad(0x5c)) };
  padsByKey.set(key, made);
  return made;
}
