/** `npm run emotion:probe`: prints how the hand-written probes come out; exit code 1 when a set is under 85 %. */
import { createEngine } from "../emotion/analyse.ts";
import { PROBE_SETS, runProbes, shareRight } from "../emotion/evaluate/probes.ts";
import { readWeights } from "../emotion/model/load-node.ts";

const LEAST_SHARE = 0.85;

export function main(parameters: readonly string[]): void {
  const engine = createEngine(readWeights());
  const showsAll = parameters.includes("--all");
  let isEnough = true;
  const summary = PROBE_SETS.map((set) => {
    const results = runProbes(engine, set);
    const share = shareRight(results);
    isEnough &&= share >= LEAST_SHARE;
    console.log(`\n${set}: expected | found | text`);
    for (const { isRight, expected, found, text } of results) {
      if (showsAll || !isRight)
        console.log(`${isRight ? "ok  " : "MISS"} | ${expected} | ${found} | ${text}`);
    }
    return `| ${set} | ${results.length} | ${(share * 100).toFixed(1)} % |`;
  });
  console.log(
    ["", `weights ${engine.version}`, "| probes | count | right |", "|---|---|---|", ...summary].join("\n"),
  );
  process.exit(isEnough ? 0 : 1);
}
