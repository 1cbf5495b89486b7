/**
 * Takes away a `postmaster.pid` whose server is gone. PostgreSQL replaces most of these by itself, but not
 * one whose pid lives again as another program, or is a zombie that its parent is slow to collect. The file
 * guards against two servers on one cluster, so it goes only when surely no process works in the folder.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { readArguments, readPostmaster, readWorkingDirectory, servesCluster } from "./postmaster.ts";

/**
 * Removes the file if it is stale, also one that a single-user server left (its pid is negative). Only the
 * holder of Echo's lock may call it.
 */
export function removeStalePidFile(clusterDirectory: string): void {
  const file = join(clusterDirectory, "postmaster.pid");
  if (!existsSync(file)) return;
  const found = readPostmaster(clusterDirectory);
  if (found !== null && servesCluster(found.pid, clusterDirectory)) return;
  const isSafe =
    process.platform === "linux"
      ? !hasProcessInside(clusterDirectory)
      : found !== null && isOtherProgram(found.pid);
  if (isSafe) rmSync(file, { force: true });
}

/** Whether any process has the folder as its working directory, as every process of PostgreSQL has. */
function hasProcessInside(clusterDirectory: string): boolean {
  return readdirSync("/proc").some(
    (name) => /^\d+$/.test(name) && readWorkingDirectory(Number(name)) === clusterDirectory,
  );
}

function isOtherProgram(pid: number): boolean {
  const program = readArguments(pid)?.[0];
  return program !== undefined && basename(program) !== "postgres";
}
