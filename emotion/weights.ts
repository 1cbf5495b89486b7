/**
 * The format of the weights file and its reader. A file that is damaged, cut or of another version is refused
 * with one sentence; nothing of it is used then.
 *
 * Layout, little-endian: "ECHOEMO1", u32 format version, u32 length of the JSON, the JSON (UTF-8, padded with
 * spaces to a multiple of 4), three tables, CRC-32 of everything before it. A table is u16 fingerprints, one per
 * slot, then one or two layers of seven int8 per slot: the features that all texts share (one layer), those of
 * journals (one layer), and the words (two layers: shared, and what is added in journals).
 */
import { LABELS } from "./labels.ts";
import { sha256 } from "./sha256.ts";

export const MAGIC = "ECHOEMO1";
export const FORMAT_VERSION = 2;
export const LABEL_COUNT = LABELS.length;
/** How many slots after its own a feature may lie. */
export const PROBES = 8;
const HEADER_BYTES = 16;
const CHECKSUM_BYTES = 4;

/** What the JSON of the file holds. */
export interface WeightsHeader {
  readonly labels: readonly string[];
  readonly tables: ReadonlyArray<{
    readonly slots: number;
    /** Per layer and label: what one step of the int8 values is worth. */
    readonly scales: ReadonlyArray<readonly number[]>;
  }>;
  readonly biases: readonly number[];
  /** The temperature that calibrates the probabilities. */
  readonly temperature: number;
  /** Added to the logits when journals are read: forum comments, which most training texts are, differ in how often each label occurs. */
  readonly journalShift: readonly number[];
  /** How strongly a label's rarity raises it when one top label is chosen, in benchmarks. */
  readonly tau: number;
  readonly priors: readonly number[];
  /** Multi-label thresholds, tuned on the development split. */
  readonly thresholds: readonly number[];
  /** What the weights were made from: file name to SHA-256. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface Weights {
  readonly header: WeightsHeader;
  /** SHA-256 of the file, hex. Computed when first asked for: loading should not wait for it. */
  readonly sha256: () => string;
  readonly features: Table;
  readonly journalFeatures: Table;
  readonly words: Table;
}

export interface Table {
  readonly prints: Uint16Array;
  readonly layers: readonly Layer[];
}

export interface Layer {
  /** Seven per slot. */
  readonly values: Int8Array;
  readonly scales: readonly number[];
}

/** Reads a weights file; throws an Error that says what is wrong with it. */
export function parseWeights(bytes: Uint8Array): Weights {
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES || textOf(bytes.subarray(0, 8)) !== MAGIC) {
    throw new Error("The emotion weights are not a weights file of Echo: the first eight bytes are wrong.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new Error(
      `The emotion weights have format ${version}; this engine reads format ${FORMAT_VERSION}.`,
    );
  }
  const end = bytes.length - CHECKSUM_BYTES;
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) {
    throw new Error("The emotion weights are damaged: the checksum does not match. Install Echo again.");
  }
  const jsonLength = view.getUint32(12, true);
  const start = HEADER_BYTES + jsonLength;
  if (jsonLength > end - HEADER_BYTES) throw lengthError(end, start);
  const header = JSON.parse(textOf(bytes.subarray(HEADER_BYTES, start))) as WeightsHeader;
  if (header.labels.join() !== LABELS.join())
    throw new Error("The emotion weights name other labels than this engine.");
  const sizes = header.tables.map(({ slots, scales }) => slots * (2 + scales.length * LABEL_COUNT));
  const expected = sizes.reduce((sum, size) => sum + size, start);
  if (expected !== end) throw lengthError(end, expected);
  const [features, journalFeatures, words] = readTables(bytes, start, header);
  if (features === undefined || journalFeatures === undefined || words === undefined)
    throw new Error("The emotion weights do not hold three tables.");
  return { header, sha256: once(() => sha256(bytes)), features, journalFeatures, words };
}

function readTables(bytes: Uint8Array, start: number, header: WeightsHeader): Table[] {
  const take = takeFrom(bytes, start);
  return header.tables.map(({ slots, scales }) => ({
    prints: new Uint16Array(take(slots * 2).buffer),
    layers: scales.map((seven) => ({
      values: new Int8Array(take(slots * LABEL_COUNT).buffer),
      scales: seven,
    })),
  }));
}

function once(compute: () => string): () => string {
  let value: string | undefined;
  return () => (value ??= compute());
}

/** Copies one table after the other, so that each lies aligned in memory of its own. */
function takeFrom(bytes: Uint8Array, start: number): (length: number) => Uint8Array {
  let at = start;
  return (length) => {
    // Not `slice`: the one of Node's Buffer shares memory instead of copying.
    const taken = new Uint8Array(bytes.subarray(at, at + length));
    at += length;
    return taken;
  };
}

function lengthError(found: number, expected: number): Error {
  return new Error(
    `The emotion weights have a wrong length: ${found} bytes where ${expected} were expected.`,
  );
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** CRC-32 as in PNG and zip (polynomial 0xEDB88320). */
export function crc32(bytes: Uint8Array): number {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[index] = value;
  }
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1)
    crc = (table[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The slot where a hash is looked for first. */
export function slotOf(hash: number, slots: number): number {
  return Math.floor(((hash >>> 0) * slots) / 4_294_967_296);
}

/**
 * The 16 bits that mark a slot; 0 means empty. With 8 bits one in thirty unknown features would be taken for a
 * known one.
 */
export function printOf(hash: number): number {
  return hash & 0xffff || 1;
}
