/** `npm run emotion:train -- --data FOLDER [--output FILE]`: trains the emotion weights and prints their SHA-256. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { trainTo } from "../emotion/train/train.ts";
import { ROOT } from "./repository.ts";

export function main(parameters: readonly string[]): void {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: { data: { type: "string" }, output: { type: "string" } },
    });
    if (values.data === undefined)
      throw new Error("Name the folder of GoEmotions: --data ../shared/data/goemotions");
    const output = values.output ?? join(ROOT, "emotion/model/emotion-v1.bin");
    trainTo(values.data, output, (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
