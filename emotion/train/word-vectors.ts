/**
 * The word vectors that training folds into the word table, read from `word-vectors.bin`: a small cut of
 * GloVe (see NOTICE), made by `derive-vectors.ts`. Reading Echo's weights never needs them.
 *
 * Layout, little-endian: u32 length of the words, the words (UTF-8, joined by line ends, padded with spaces to
 * a multiple of 4), u32 rank each (0 is the most frequent word), f32 scale each, 100 int8 each.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { meaningHashOf } from "../features.ts";
import { hashText } from "../hash.ts";

export const VECTORS_FILE = join(import.meta.dirname, "word-vectors.bin");
export const DIMENSIONS = 100;

export interface WordVectors {
  readonly words: readonly string[];
  /** Place in the order of frequency, over the whole of GloVe. */
  readonly ranks: Uint32Array;
  /** 100 numbers per word: centred, of length one, times the weight of the word's rarity. */
  readonly values: Float32Array;
  /** Row by the hash that tokens carry. */
  readonly rowByHash: ReadonlyMap<number, number>;
}

/** Words of GloVe, all of them: the weights of rarity need the size of the vocabulary. */
const VOCABULARY = 341_479;
/** Smooth inverse frequency (Arora and others 2017): weight = a / (a + share of the word). */
const RARITY = 1e-3;

export function readWordVectors(): WordVectors {
  const bytes = readFileSync(VECTORS_FILE);
  const textLength = bytes.readUInt32LE(0);
  const words = bytes
    .toString("utf8", 4, 4 + textLength)
    .trimEnd()
    .split("\n");
  let at = 4 + textLength;
  const take = (length: number) => {
    const taken = new Uint8Array(bytes.subarray(at, at + length));
    at += length;
    return taken.buffer;
  };
  const ranks = new Uint32Array(take(words.length * 4));
  const scales = new Float32Array(take(words.length * 4));
  const steps = new Int8Array(take(words.length * DIMENSIONS));
  const values = new Float32Array(words.length * DIMENSIONS);
  const harmonic = Math.log(VOCABULARY) + 0.5772;
  const rowByHash = new Map<number, number>();
  for (const [row, word] of words.entries()) {
    const share = 1 / (((ranks[row] ?? 0) + 1) * harmonic);
    const weight = ((scales[row] ?? 0) * RARITY) / (RARITY + share);
    const from = row * DIMENSIONS;
    for (let axis = 0; axis < DIMENSIONS; axis += 1) values[from + axis] = (steps[from + axis] ?? 0) * weight;
    rowByHash.set(meaningHashOf(hashText(word)), row);
  }
  return { words, ranks, values, rowByHash };
}
