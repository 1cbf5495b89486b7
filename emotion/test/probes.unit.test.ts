/** What people mean by a negation, an emoji, two feelings or another language is understood in at least 85 of 100 probes. */
import { expect, test } from "vitest";
import { createEngine } from "../analyse.ts";
import { PROBE_SETS, runProbes, shareRight } from "../evaluate/probes.ts";
import { readWeights } from "../model/load-node.ts";

const engine = createEngine(readWeights());

test.each(PROBE_SETS)("at least 25 probes of %s, and 85 %% of them come out right", (set) => {
  const results = runProbes(engine, set);
  expect(results.length).toBeGreaterThanOrEqual(25);
  const wrong = results
    .filter(({ isRight }) => !isRight)
    .map(({ expected, found, text }) => [expected, found, text].join(" | "));
  expect(shareRight(results), wrong.join("\n")).toBeGreaterThanOrEqual(0.85);
});

test("at least 25 other languages' probes give null", () => {
  const foreign = runProbes(engine, "language").filter(({ expected }) => expected === "null");
  expect(foreign.length).toBeGreaterThanOrEqual(25);
  expect(shareRight(foreign)).toBeGreaterThanOrEqual(0.85);
});
