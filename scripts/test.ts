/**
 * `npm test`: every test, in the order of rising cost: unit and integration (a real PostgreSQL that the
 * tests bring along), then the browser. The last line counts them all.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./chromium.ts";
import { binary, runVisibly } from "./repository.ts";
import { ensureWebBuilt } from "./web-build.ts";

const VITEST_LIMIT_MS = 20 * 60_000;
const BROWSER_LIMIT_MS = 20 * 60_000;

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Tests that need what this machine lacks, such as the right to mount a small disk. */
  readonly skipped: number;
}

/** `npm test -- unit|integration|browser` runs one part. */
export async function main(parts: readonly string[]): Promise<void> {
  const wants = (part: string) => parts.length === 0 || parts.includes(part);
  const folder = await mkdtemp(join(tmpdir(), "echo-test-"));
  const counts: Count[] = [];
  try {
    const projects = ["unit", "integration"].filter(wants);
    if (projects.length > 0) counts.push(await runVitest(projects, join(folder, "vitest.json")));
    if (wants("browser")) counts.push(await runBrowser(join(folder, "browser.json")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const skipped = counts.reduce((sum, count) => sum + count.skipped, 0);
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

async function runVitest(projects: readonly string[], reportFile: string): Promise<Count> {
  const parameters = [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
  ];
  const exitCode = await runVisibly(binary("vitest"), parameters, VITEST_LIMIT_MS);
  const report = await readReport<{
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
    numPendingTests: number;
  }>(reportFile);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  // A file that does not load has no tests that could fail.
  const isBroken = exitCode !== 0 && failed === 0;
  return { passed, skipped, failed: isBroken ? Math.max(1, report.numFailedTestSuites) : failed };
}

async function runBrowser(reportFile: string): Promise<Count> {
  const chromium = await ensureChromium();
  await ensureWebBuilt();
  const parameters = ["test", "--config", "web/playwright.config.ts", "--reporter=list,json"];
  const exitCode = await runVisibly(binary("playwright"), parameters, BROWSER_LIMIT_MS, {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
  });
  const report = await readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>(reportFile);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky;
  return { passed: expected, skipped, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

function readReport<T>(file: string): Promise<T | undefined> {
  return readFile(file, "utf8").then(
    (text) => JSON.parse(text) as T,
    () => undefined,
  );
}
