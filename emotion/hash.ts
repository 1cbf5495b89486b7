/**
 * The hash that names features: FNV-1a over UTF-16 code units, finished with the 32-bit mixer of MurmurHash3
 * (both public domain). Training and reading share it; changing it makes every weights file useless.
 */

/** The empty hash (FNV offset basis). */
export const HASH_START = 0x811c9dc5 | 0;

const FNV_PRIME = 0x01000193;

/** Takes one code unit in. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** Spreads the bits, so that both slot and fingerprint can be cut from one hash. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The unfinished hash of a whole string, as tokens carry it. */
export function hashText(text: string): number {
  let hash = HASH_START;
  for (let index = 0; index < text.length; index += 1) hash = hashUnit(hash, text.charCodeAt(index));
  return hash;
}
