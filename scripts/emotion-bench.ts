/**
 * `npm run emotion:bench`: how fast the engine reads 1,000 characters and loads, and how large it is: sources
 * and weights as they lie, and the bundle for a browser with the weights in it, minified and gzipped.
 */
import { cpus } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { measureSpeed } from "../emotion/evaluate/speed.ts";
import { readWeights } from "../emotion/model/load-node.ts";
import { ROOT } from "./repository.ts";

const LIMITS = { readP99Ms: 0.5, loadMs: 20, bytes: 1_000_000, gzipBytes: 700_000 };

export async function main(): Promise<void> {
  const weights = readWeights();
  const speed = measureSpeed(weights);
  const code = await bundle();
  const bytes = Buffer.byteLength(code) + weights.length;
  const gzipBytes = gzipSync(code).length + gzipSync(weights).length;
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`);
  console.log("| figure | found | limit | |\n|---|---|---|---|");
  const checks = [
    row("read, 1,000 characters, p50 ms", speed.readP50Ms, 3),
    row("read, 1,000 characters, p99 ms", speed.readP99Ms, 3, LIMITS.readP99Ms),
    row("explain, 1,000 characters, p50 ms", speed.explainP50Ms, 3),
    row("explain, 1,000 characters, p99 ms", speed.explainP99Ms, 3),
    row("first read, ms", speed.firstReadMs, 2),
    row("first load, ms", speed.firstLoadMs, 1, LIMITS.loadMs),
    row("load, median ms", speed.loadMs, 1, LIMITS.loadMs),
    row("bundle and weights, bytes", bytes, 0, LIMITS.bytes),
    row("bundle and weights, gzip bytes", gzipBytes, 0, LIMITS.gzipBytes),
  ];
  process.exit(checks.every(Boolean) ? 0 : 1);
}

/** Prints one line; false when the limit was missed. */
function row(name: string, value: number, digits: number, limit?: number): boolean {
  const isMet = limit === undefined || value < limit;
  const verdict = limit === undefined ? "" : isMet ? "met" : "MISSED";
  console.log(
    `| ${name} | ${value.toFixed(digits)} | ${limit === undefined ? "" : `< ${limit}`} | ${verdict} |`,
  );
  return isMet;
}

/** The engine as one minified module for browsers. */
async function bundle(): Promise<string> {
  const build = await rolldown({ input: join(ROOT, "emotion/analyse.ts"), platform: "browser" });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  return output[0].code;
}
