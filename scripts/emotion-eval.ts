/**
 * `npm run emotion:eval`: scores the committed weights. `--split test|dev` takes GoEmotions from `--data`;
 * `--jsonl FILE` takes lines of {"text", "label"} and reads them as journals. `--report json` prints JSON.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { LinearEngine } from "../emotion/analyse.ts";
import { printSplit, printTexts, reportSplit, reportTexts } from "../emotion/evaluate/report.ts";
import { LABELS } from "../emotion/labels.ts";
import { readWeights } from "../emotion/model/load-node.ts";
import type { Example } from "../emotion/train/dataset.ts";
import { parseWeights } from "../emotion/weights.ts";

export function main(parameters: readonly string[]): void {
  try {
    evaluate(parameters);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function evaluate(parameters: readonly string[]): void {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      split: { type: "string", default: "test" },
      data: { type: "string", default: "../shared/data/goemotions" },
      jsonl: { type: "string" },
      weights: { type: "string" },
      report: { type: "string", default: "table" },
    },
  });
  const bytes = values.weights === undefined ? readWeights() : readFileSync(values.weights);
  const engine = new LinearEngine(parseWeights(bytes));
  if (values.jsonl !== undefined) {
    const report = reportTexts(engine, readJsonLines(values.jsonl));
    show(values.report, { version: engine.version, ...report }, printTexts(report, values.jsonl));
    return;
  }
  if (values.split !== "test" && values.split !== "dev") throw new Error("--split is test or dev.");
  const report = reportSplit(engine, values.data, values.split);
  show(values.report, { version: engine.version, ...report }, printSplit(report));
}

function show(form: string, report: { readonly version: string }, table: readonly string[]): void {
  if (form === "json") console.log(JSON.stringify(report, null, 2));
  else console.log([`weights ${report.version}`, ...table].join("\n"));
}

function readJsonLines(file: string): Example[] {
  if (!existsSync(file)) throw new Error(`There is no file "${file}".`);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      const { text, label } = JSON.parse(line) as { text?: unknown; label?: unknown };
      const place = (LABELS as readonly unknown[]).indexOf(label);
      if (typeof text !== "string" || place < 0) {
        throw new Error(
          `Line ${index + 1} of ${file} needs "text" and a "label" out of ${LABELS.join(", ")}.`,
        );
      }
      return { text, labels: [place] };
    });
}
