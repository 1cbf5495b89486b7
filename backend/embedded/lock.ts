/**
 * One Echo per data folder. The lock is the kernel's, held through SQLite's exclusive transaction on
 * `echo.lock`: it goes with the process however that ends, so it is never stale and two starters cannot
 * both win, not even from two containers that share the folder. `echo.pid` only names the holder.
 *
 * A process loses the lock when it opens and closes `echo.lock` by any other way: nothing else may.
 */
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { writeFileAtomically } from "./atomic-file.ts";
import type { DataFolder } from "./data-folder.ts";
import { diskFull, EmbeddedError } from "./errors.ts";
import { isAlive, readProcess } from "./postmaster.ts";

/** SQLite's primary result codes. */
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
/** A winner writes its name right after it has won; a loser waits this long for it. */
const NAME_LIMIT_MS = 500;
const NAME_POLL_MS = 25;

export interface Lock {
  /** Lets another Echo have the folder. */
  release(): void;
}

/**
 * Takes the folder for this process, before anything else in it is looked at.
 *
 * @throws EmbeddedError naming the folder and the holder when another Echo has it
 */
export async function acquireLock(folder: DataFolder): Promise<Lock> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(folder.lockFile, { timeout: 0 });
    chmodSync(folder.lockFile, 0o600);
    database.exec("pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    database?.close();
    throw await explain(folder, error);
  }
  const held = database;
  const release = () => {
    if (!held.isOpen) return;
    rmSync(folder.pidFile, { force: true });
    held.close();
  };
  try {
    const holder = { pid: process.pid, process_started_at: readProcess(process.pid)?.startedAt ?? "" };
    writeFileAtomically(folder.pidFile, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

async function explain(folder: DataFolder, error: unknown): Promise<unknown> {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : null;
  if (code === null) return error;
  if (code === SQLITE_FULL) return new EmbeddedError(diskFull(folder.path));
  if (code !== SQLITE_BUSY) {
    return new EmbeddedError(
      `The lock ${folder.lockFile} cannot be taken (${error instanceof Error ? error.message : "unknown"}): check that this user may write the folder and that its file system has locks, or set ECHO_DATA_DIR to a local folder.`,
    );
  }
  const pid = await findHolder(folder);
  const holder = pid === null ? "another Echo" : `another Echo (process ${pid})`;
  return new EmbeddedError(
    `The data folder ${folder.path} is in use by ${holder}: stop that one first, or set ECHO_DATA_DIR to another folder.`,
  );
}

/** The pid that the holder wrote, or null when it has not (yet), or writes from another container. */
async function findHolder(folder: DataFolder): Promise<number | null> {
  const deadline = performance.now() + NAME_LIMIT_MS;
  do {
    const holder = readHolder(folder.pidFile);
    if (holder !== null && isAlive(holder.pid) && readProcess(holder.pid)?.startedAt === holder.startedAt) {
      return holder.pid;
    }
    await delay(NAME_POLL_MS);
  } while (performance.now() < deadline);
  return null;
}

function readHolder(pidFile: string): { readonly pid: number; readonly startedAt: string } | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(pidFile, "utf8"));
    if (typeof holder !== "object" || holder === null) return null;
    if (!("pid" in holder) || !("process_started_at" in holder)) return null;
    return { pid: Number(holder.pid), startedAt: String(holder.process_started_at) };
  } catch {
    return null;
  }
}
