/**
 * What the operating system and `postmaster.pid` say about a running PostgreSQL: its pid, port and state,
 * and whether that process is alive and really serves this folder. Nothing here changes anything but by
 * `signalProcess`, which ends only a process that was checked to be the one meant.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { systemErrorCode } from "./errors.ts";

export interface Postmaster {
  readonly pid: number;
  readonly port: number | null;
  /** `starting`, `ready`, `stopping`; empty before PostgreSQL has written it. */
  readonly status: string;
}

const COMMAND_TIMEOUT_MS = 5_000;

/**
 * What `postmaster.pid` in the cluster folder says, or null when there is none or it is not a server's.
 * Line 1 is the pid (negative while `initdb` runs a single-user server), line 4 the port, line 8 the state.
 */
export function readPostmaster(clusterDirectory: string): Postmaster | null {
  let text: string;
  try {
    text = readFileSync(join(clusterDirectory, "postmaster.pid"), "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const port = Number.parseInt(lines[3] ?? "", 10);
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null, status: (lines[7] ?? "").trim() };
}

/** Whether the process exists and is not a zombie that only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (systemErrorCode(error) !== "EPERM") return false;
  }
  const state = readProcess(pid);
  return state !== null && state.state !== "Z" && state.state !== "X";
}

export interface ProcessFacts {
  /** One letter as in ps(1): R, S, D, Z, X, T, I. */
  readonly state: string;
  /** When the process began, in an unspecified unit: equal for the same process, different after reuse. */
  readonly startedAt: string;
}

/** State and start of a process, or null when there is none. */
export function readProcess(pid: number): ProcessFacts | null {
  if (process.platform === "linux") {
    const stat = readProc(pid, "stat");
    if (stat === null) return null;
    // The second field is the program's name in brackets and may hold spaces: count from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
  }
  const listed = ps(pid, "stat=,lstart=");
  if (listed === null) return null;
  return { state: listed.slice(0, 1), startedAt: listed.replace(/^\S+\s+/, "") };
}

/** The arguments that a process was started with, or null when there is none or it is somebody else's. */
export function readArguments(pid: number): readonly string[] | null {
  if (process.platform === "linux") {
    const text = readProc(pid, "cmdline");
    return text === null || text === "" ? null : text.replace(/\0$/, "").split("\0");
  }
  const listed = ps(pid, "command=");
  return listed === null ? null : listed.split(" ");
}

/** The folder that a process works in (Linux only), or null when it cannot be told. */
export function readWorkingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** Whether `pid` is a live postmaster that was started on exactly this cluster folder. */
export function servesCluster(pid: number, clusterDirectory: string): boolean {
  if (!isAlive(pid)) return false;
  const found = readArguments(pid);
  if (found === null) return false;
  if (process.platform !== "linux") return found.join(" ").includes(`-D ${clusterDirectory}`);
  // A postmaster works in its folder, which the kernel names rightly even after the folder was moved.
  return basename(found[0] ?? "") === "postgres" && readWorkingDirectory(pid) === clusterDirectory;
}

/** Sends a signal and says whether the process was there to receive it. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "ESRCH") return false;
    throw error;
  }
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return null;
    throw error;
  }
}

function ps(pid: number, format: string): string | null {
  const result = spawnSync("ps", ["-o", format, "-p", String(pid)], {
    encoding: "utf8",
    timeout: COMMAND_TIMEOUT_MS,
  });
  const text = result.stdout.trim();
  return result.status === 0 && text !== "" ? text : null;
}
