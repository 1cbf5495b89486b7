/** `npm run check`: format, lint, types, architecture, unused code, secrets, side by side, under a minute. */
import { availableParallelism } from "node:os";
import { binary, type RunResult, run } from "./repository.ts";

const LIMIT_MS = 120_000;

const CHECKS: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  ["format", binary("biome"), ["ci", "--colors=off", "--reporter=summary", "."]],
  ["lint", binary("oxlint"), ["--type-aware", "--deny-warnings"]],
  ["types, backend", binary("tsc"), ["-p", "backend"]],
  ["types, emotion", binary("tsc"), ["-p", "emotion"]],
  ["types, web", binary("tsc"), ["-p", "web"]],
  ["architecture", process.execPath, ["scripts/check-architecture.ts"]],
  ["unused code", binary("knip"), []],
  ["secrets", binary("secretlint"), ["--secretlintignore", ".gitignore", "**/*"]],
];

export async function main(): Promise<void> {
  const startedAt = performance.now();
  const queue = [...CHECKS];
  let failures = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, command, parameters] = next;
      const result = await run(command, parameters, LIMIT_MS);
      if (result.exitCode !== 0) failures += 1;
      print(name, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), CHECKS.length) }, worker));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${CHECKS.length - failures} passed, ${failures} failed (${seconds} s)`);
  process.exit(failures === 0 ? 0 : 1);
}

function print(name: string, result: RunResult): void {
  const seconds = (result.durationMs / 1000).toFixed(1);
  console.log(`${result.exitCode === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)`);
  if (result.exitCode !== 0) console.log(result.output.replace(/^/gm, "      "));
}
