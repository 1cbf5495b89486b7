/** Reads the weights that Echo ships, in Node. The engine itself does no I/O. */
import { readFileSync } from "node:fs";

/** The bytes of the weights file beside this file. */
export function readWeights(): Uint8Array {
  return readFileSync(new URL("./emotion-v1.bin", import.meta.url));
}
