/**
 * Builds the web app when what it is made of has changed. The stamp beside the result is a hash of
 * the sources' content, so that clones, branches and restored files all behave.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { binary, ROOT, run } from "./repository.ts";

export const WEB_DIST = join(ROOT, "web", "dist");
const STAMP = join(WEB_DIST, ".build-stamp");
const SOURCES = [
  "web/src",
  "web/public",
  "web/index.html",
  "web/vite.config.ts",
  "web/package.json",
  "contract",
  "package-lock.json",
];
const BUILD_LIMIT_MS = 180_000;

/**
 * Makes sure that `web/dist` is up to date.
 * @returns whether a build was needed
 * @throws Error with the build's output when it fails
 */
export async function ensureWebBuilt(): Promise<boolean> {
  const wanted = await sourceHash();
  const found = await readFile(STAMP, "utf8").catch(() => "");
  if (found === wanted) return false;
  const result = await run(binary("vite"), ["build", "web"], BUILD_LIMIT_MS, { NODE_ENV: "production" });
  if (result.exitCode !== 0) throw new Error(`The web app could not be built:\n${result.output}`);
  await writeFile(STAMP, wanted);
  return true;
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256");
  const files = (await Promise.all(SOURCES.map((source) => filesBelow(join(ROOT, source)))))
    .flat()
    .toSorted();
  for (const file of files) {
    hash.update(`${relative(ROOT, file)}\0`);
    hash.update(await readFile(file));
  }
  return hash.digest("hex");
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (entries === "ENOTDIR") return [path];
  if (!Array.isArray(entries)) return [];
  const nested = entries.map(async (entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(child);
    return [child];
  });
  return (await Promise.all(nested)).flat();
}
