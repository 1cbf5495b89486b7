/** The tokens of one text: what kinds there are, and the typed arrays that hold them and are used again for the next text. */

export const WORD = 0;
export const EMOJI = 1;
/** Marks that end what a negation reaches: full stop, comma, question mark, brackets. */
export const STOP = 2;
export const SILENT = 3;

/** Token flags. */
export const IS_SHOUTED = 1;
export const IS_STRETCHED = 2;
export const IS_HASHTAG = 4;
/** Set on a stop that can end a sentence. */
export const ENDS_SENTENCE = 8;

/** The tokens of one text, each attribute an array of its own. Valid until the next `tokenise` into it. */
export class Tokens {
  count = 0;
  kind = new Uint8Array(256);
  flags = new Uint8Array(256);
  /** UTF-16 offsets into the text. */
  start = new Int32Array(256);
  end = new Int32Array(256);
  /** Unfinished hash of the normalised form. */
  hash = new Int32Array(256);
  /** Where the normalised form lies in `units`. */
  unitStart = new Int32Array(256);
  unitEnd = new Int32Array(256);
  units = new Uint16Array(2048);
  unitCount = 0;

  /** Begins a new text of `length` code units: there can be no more tokens and units than that. */
  reset(length: number): void {
    this.count = 0;
    this.unitCount = 0;
    if (this.units.length < length + 8) this.units = new Uint16Array(length + 8);
    if (this.kind.length >= length + 1) return;
    const size = length + 1;
    this.kind = new Uint8Array(size);
    this.flags = new Uint8Array(size);
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.hash = new Int32Array(size);
    this.unitStart = new Int32Array(size);
    this.unitEnd = new Int32Array(size);
  }

  add(kind: number, start: number, end: number, hash: number, flags: number, unitStart: number): void {
    const index = this.count;
    this.kind[index] = kind;
    this.start[index] = start;
    this.end[index] = end;
    this.hash[index] = hash;
    this.flags[index] = flags;
    this.unitStart[index] = unitStart;
    this.unitEnd[index] = this.unitCount;
    this.count = index + 1;
  }

  /** The normalised form of a token, for tables of words that are looked up by text. */
  form(index: number): string {
    return String.fromCharCode(...this.units.subarray(this.unitStart[index], this.unitEnd[index]));
  }
}
