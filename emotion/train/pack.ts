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

/** One table: a print per slot, and one or two layers of seven values per slot. */
export interface PackedTable {
  readonly prints: Uint16Array;
  readonly layers: readonly PackedLayer[];
  readonly placed: number;
}

export interface PackedLayer {
  readonly values: Int8Array;
  readonly scales: readonly number[];
}

export interface PackedTables {
  readonly features: PackedTable;
  readonly journalFeatures: PackedTable;
  readonly words: PackedTable;
}

/** Slots per row: fuller tables leave rows without a place within the probes. */
const SLOTS_PER_ROW = 1.12;

/** Places the worthiest rows; all layers name the same hashes. What finds no place within the probes is left out. */
export function packTable(layers: readonly Rows[], count: number): PackedTable {
  const [rows] = layers;
  if (rows === undefined) throw new Error("A table needs at least one layer.");
  const order = Array.from(rows.hashes.keys())
    .toSorted(
      (left, right) =>
        (rows.worth[right] ?? 0) - (rows.worth[left] ?? 0) ||
        (rows.hashes[left] ?? 0) - (rows.hashes[right] ?? 0),
    )
    .slice(0, count);
  const slots = Math.ceil(count * SLOTS_PER_ROW);
  const prints = new Uint16Array(slots);
  const places: Array<readonly [number, number]> = [];
  for (const row of order) {
    const hash = rows.hashes[row] ?? 0;
    const slot = freeSlot(prints, slotOf(hash, slots), printOf(hash));
    if (slot < 0) continue;
    prints[slot] = printOf(hash);
    places.push([slot, row]);
  }
  return {
    prints,
    layers: layers.map(({ values }) => packLayer(values, places, slots)),
    placed: places.length,
  };
}

/**
 * Rounds seven values per row to int8. The largest of a label is 127 steps. Nothing is cut off: the few largest
 * values belong to the words that say a feeling outright.
 */
function packLayer(
  values: Float32Array,
  places: ReadonlyArray<readonly [number, number]>,
  slots: number,
): PackedLayer {
  const packed = new Int8Array(slots * LABEL_COUNT);
  const scales = Array.from({ length: LABEL_COUNT }, (_, label) => {
    let largest = 0;
    for (const [, row] of places)
      largest = Math.max(largest, Math.abs(values[row * LABEL_COUNT + label] ?? 0));
    return largest > 0 ? largest / 127 : 1;
  });
  for (const [slot, row] of places) {
    for (let label = 0; label < LABEL_COUNT; label += 1) {
      packed[slot * LABEL_COUNT + label] = Math.round(
        (values[row * LABEL_COUNT + label] ?? 0) / (scales[label] ?? 1),
      );
    }
  }
  return { values: packed, scales };
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

/** The whole file. */
export function writeWeights(
  header: Omit<WeightsHeader, "tables">,
  { features, journalFeatures, words }: PackedTables,
): Uint8Array {
  const tables = [features, journalFeatures, words].map(({ prints, layers }) => ({
    slots: prints.length,
    scales: layers.map(({ scales }) => scales),
  }));
  const full: WeightsHeader = { ...header, tables };
  let json = JSON.stringify(full);
  while (Buffer.byteLength(json) % 4 !== 0) json += " ";
  const head = Buffer.alloc(16);
  head.write(MAGIC, "latin1");
  head.writeUInt32LE(FORMAT_VERSION, 8);
  head.writeUInt32LE(Buffer.byteLength(json), 12);
  const parts: Uint8Array[] = [head, Buffer.from(json)];
  for (const { prints, layers } of [features, journalFeatures, words]) {
    parts.push(bytesOf(prints));
    for (const { values } of layers) parts.push(bytesOf(values));
  }
  const body = Buffer.concat(parts);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

function bytesOf(view: Uint16Array | Int8Array): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
