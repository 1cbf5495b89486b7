/**
 * Writes the weights file that `weights.ts` reads: chooses which features and words are worth a slot, rounds
 * them to int8 with one scale per label, and places them by linear probing. The same input gives the same bytes.
 */
import {
  crc32,
  FORMAT_VERSION,
  LABEL_COUNT,
  MAGIC,
  printOf,
  PROBES,
  slotOf,
  type WeightsHeader,
} from "../weights.ts";

/** Rows to place: a hash each, seven values each, and how much each is worth keeping. */
export interface Rows {
  readonly hashes: Int32Array;
  readonly values: Float32Array;
  readonly worth: Float64Array;
}

export interface PackedTable {
  readonly prints: Uint16Array;
  readonly values: Int8Array;
  readonly scales: number[];
  readonly placed: number;
}

/** Share of the slots that may be filled; beyond it rows find no place within the probes. */
const LOAD = 0.9;
/** Places the worthiest rows in a table of so many slots; what finds no place within the probes is left out. */
export function packTable(rows: Rows, slots: number): PackedTable {
  const prints = new Uint16Array(slots);
  const order = Array.from(rows.hashes.keys()).toSorted(
    (left, right) =>
      (rows.worth[right] ?? 0) - (rows.worth[left] ?? 0) ||
      (rows.hashes[left] ?? 0) - (rows.hashes[right] ?? 0),
  );
  const kept = order.slice(0, Math.floor(slots * LOAD));
  const scales = scalesOf(rows.values, kept);
  const values = new Int8Array(slots * LABEL_COUNT);
  let placed = 0;
  for (const row of kept) {
    const hash = rows.hashes[row] ?? 0;
    const slot = freeSlot(prints, slotOf(hash, slots), printOf(hash));
    if (slot < 0) continue;
    prints[slot] = printOf(hash);
    placed += 1;
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      const steps = Math.round((rows.values[row * LABEL_COUNT + label] ?? 0) / (scales[label] ?? 1));
      values[slot * LABEL_COUNT + label] = Math.max(-127, Math.min(127, steps));
    }
  }
  return { prints, values, scales, placed };
}

/** The first empty slot within the probes; -1 when there is none or a row before would be taken for this one. */
function freeSlot(prints: Uint16Array, start: number, print: number): number {
  let slot = start;
  for (let probe = 0; probe < PROBES; probe += 1) {
    if (prints[slot] === 0) return slot;
    if (prints[slot] === print) return -1;
    slot = slot + 1 === prints.length ? 0 : slot + 1;
  }
  return -1;
}

/**
 * The largest value of a label is 127 steps. Nothing is cut off: the few largest values belong to the words that
 * say a feeling outright, and cutting a half per mille of them off cost a hundredth of macro-F1.
 */
function scalesOf(values: Float32Array, kept: readonly number[]): number[] {
  return Array.from({ length: LABEL_COUNT }, (_, label) => {
    let largest = 0;
    for (const row of kept) largest = Math.max(largest, Math.abs(values[row * LABEL_COUNT + label] ?? 0));
    return largest > 0 ? largest / 127 : 1;
  });
}

/** The whole file. */
export function writeWeights(
  header: Omit<WeightsHeader, "featureSlots" | "wordSlots" | "featureScales" | "wordScales">,
  features: PackedTable,
  words: PackedTable,
): Uint8Array {
  const full: WeightsHeader = {
    ...header,
    featureSlots: features.prints.length,
    wordSlots: words.prints.length,
    featureScales: features.scales,
    wordScales: words.scales,
  };
  let json = JSON.stringify(full);
  while (Buffer.byteLength(json) % 4 !== 0) json += " ";
  const head = Buffer.alloc(16);
  head.write(MAGIC, "latin1");
  head.writeUInt32LE(FORMAT_VERSION, 8);
  head.writeUInt32LE(Buffer.byteLength(json), 12);
  const body = Buffer.concat([
    head,
    Buffer.from(json),
    bytesOf(features.prints),
    bytesOf(features.values),
    bytesOf(words.prints),
    bytesOf(words.values),
  ]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

function bytesOf(view: Uint16Array | Int8Array): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
