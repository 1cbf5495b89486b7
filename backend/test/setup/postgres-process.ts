/**
 * Runs `postgres-program.ts` as a process of its own, as any user, and sees to it that nothing of it is
 * left: every PostgreSQL that was started in a folder is ended when the folder goes.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chooseAccount, createLauncher } from "#embedded/account.ts";
import { POSTGRES_MAJOR } from "#embedded/binaries.ts";
import { isAlive, readPostmaster, servesCluster, signalProcess } from "#embedded/postmaster.ts";

const LIMIT_MS = 30_000;
const POLL_MS = 20;
const PROGRAM = join(import.meta.dirname, "postgres-program.ts");

export const IS_ROOT = process.getuid?.() === 0;

export interface ScratchFolder {
  /** A folder that everybody may enter. */
  readonly path: string;
  /** A data folder in it, not made yet; its name has a space. */
  readonly dataDir: string;
  readonly clusterDirectory: string;
  /** Ends what runs in the data folder and removes everything. */
  remove(): Promise<void>;
}

export function makeScratchFolder(parent: string = tmpdir()): ScratchFolder {
  const path = mkdtempSync(join(parent, "echo-scratch-"));
  chmodSync(path, 0o755);
  const dataDir = join(path, "the data");
  const clusterDirectory = join(dataDir, "postgres", String(POSTGRES_MAJOR));
  return {
    path,
    dataDir,
    clusterDirectory,
    async remove() {
      await endLeftover({ clusterDirectory });
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Ends the PostgreSQL that runs on the folder's cluster, if there is one. */
export async function endLeftover(scratch: Pick<ScratchFolder, "clusterDirectory">): Promise<void> {
  const found = readPostmaster(scratch.clusterDirectory);
  if (found !== null && servesCluster(found.pid, scratch.clusterDirectory)) {
    await endProcess(found.pid, "SIGQUIT");
  }
}

/** Sends a signal and waits until the process is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals): Promise<void> {
  signalProcess(pid, signal);
  await waitUntil(() => !isAlive(pid));
}

/** Polls a condition that another process brings about. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error("What was waited for did not happen");
    await delay(POLL_MS);
  }
}

export interface PostgresProgram {
  readonly child: ChildProcess;
  /** The first line of output, or null when the program ended without one. */
  readonly ready: Promise<{ readonly pid: number; readonly port: number; readonly isNew: boolean } | null>;
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** As `nobody` when the tests run as root, else as the user who runs them. */
export function runAsNormalUser(dataDir: string): PostgresProgram {
  const account = chooseAccount(dataDir);
  if (account !== null) {
    mkdirSync(dataDir, { mode: 0o700 });
    chownSync(dataDir, account.uid, account.gid);
  }
  const launcher = createLauncher(account, process.execPath, import.meta.dirname, process.env);
  const { file, args, identity } = launcher.launch(process.execPath, [PROGRAM, dataDir]);
  return watch(spawn(file, args, { ...identity, stdio: ["ignore", "pipe", "pipe"] }));
}

/** As the user who runs the tests. `fast` starts PostgreSQL with other settings than the usual. */
export function runPostgresProgram(dataDir: string, mode: "durable" | "fast" = "durable"): PostgresProgram {
  return watch(spawn(process.execPath, [PROGRAM, dataDir, mode], { stdio: ["ignore", "pipe", "pipe"] }));
}

function watch(child: ChildProcess): PostgresProgram {
  let stdout = "";
  let stderr = "";
  const limit = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once("close", (code) => {
      clearTimeout(limit);
      resolve({ code, stderr });
    });
  });
  const line = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("\n")) resolve(stdout);
    });
  });
  const ready = Promise.race([line, ended.then(() => null)]).then((text) => {
    if (text === null) return null;
    const parsed: { pid: number; port: number; is_new: boolean } = JSON.parse(text);
    return { pid: parsed.pid, port: parsed.port, isNew: parsed.is_new };
  });
  return { child, ready, ended };
}
