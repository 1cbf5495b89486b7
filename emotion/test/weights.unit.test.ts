/** A weights file that is damaged, cut or of another version is refused with a sentence. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createEngine } from "../analyse.ts";
import { readWeights } from "../model/load-node.ts";
import { sha256 } from "../sha256.ts";
import { crc32 } from "../weights.ts";

const bytes = new Uint8Array(readWeights());

/** A copy with one change, and with a checksum that fits it when asked for. */
function changed(change: (copy: Uint8Array) => void, hasChecksum = false): Uint8Array {
  const copy = Uint8Array.from(bytes);
  change(copy);
  if (hasChecksum) {
    new DataView(copy.buffer).setUint32(copy.length - 4, crc32(copy.subarray(0, copy.length - 4)), true);
  }
  return copy;
}

test("a file that does not begin as weights is refused", () => {
  expect(() => createEngine(changed((copy) => copy.set([0], 0)))).toThrow("first eight bytes are wrong");
  expect(() => createEngine(new Uint8Array(0))).toThrow("first eight bytes are wrong");
});

test("a file of another format is refused", () => {
  expect(() => createEngine(changed((copy) => copy.set([9], 8), true))).toThrow("have format 9");
});

test("a file with a single flipped bit is refused", () => {
  for (const at of [20, 5_000, bytes.length - 5, bytes.length - 1]) {
    expect(() => createEngine(changed((copy) => copy.set([(copy[at] ?? 0) ^ 1], at))), String(at)).toThrow(
      "the checksum does not match",
    );
  }
});

test("a file that is cut short is refused, also when its checksum fits", () => {
  expect(() => createEngine(bytes.subarray(0, bytes.length - 100))).toThrow("the checksum does not match");
  const short = Uint8Array.from(bytes.subarray(0, bytes.length - 96));
  new DataView(short.buffer).setUint32(short.length - 4, crc32(short.subarray(0, short.length - 4)), true);
  expect(() => createEngine(short)).toThrow("wrong length");
});

test("the version names the weights by their SHA-256", () => {
  const digest = createHash("sha256").update(bytes).digest("hex");
  expect(sha256(bytes)).toBe(digest);
  expect(createEngine(bytes).version).toBe(`echo-1:${digest.slice(0, 8)}`);
});

test("SHA-256 agrees with Node's at every length around a block", () => {
  for (let length = 0; length < 140; length += 1) {
    const input = Uint8Array.from({ length }, (_, index) => index * 7);
    expect(sha256(input)).toBe(createHash("sha256").update(input).digest("hex"));
  }
});

test("the model card names these weights", () => {
  const card = readFileSync(new URL("../model/README.md", import.meta.url), "utf8");
  expect(card).toContain(sha256(bytes));
});
