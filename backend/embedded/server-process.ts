/**
 * One run of the PostgreSQL server: launched by us or found running, watched until it ends, and stopped
 * within a time limit. It knows nothing of restarting; `postgres.ts` decides that.
 */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statfsSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Launcher } from "./account.ts";
import { diskFull, EmbeddedError } from "./errors.ts";
import { removeStalePidFile } from "./stale-pid-file.ts";
import { isAlive, readPostmaster, readProcess, signalProcess } from "./postmaster.ts";

const READY_POLL_MS = 5;
const WATCH_POLL_MS = 200;
/** Crash recovery after a long outage may replay much; ending it early would only start it over. */
const START_LIMIT_MS = 300_000;
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;
const LOG_TAIL_BYTES = 16_384;
const LOW_SPACE_BYTES = 16 * 1024 * 1024;

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Stops watching without touching the process. */
  unwatch(): void;
}

/** The server did not start because something else holds its port, or a predecessor is not yet gone. */
export class StartConflict extends Error {
  override readonly name = "StartConflict";
  readonly kind: "port" | "predecessor";

  constructor(kind: "port" | "predecessor") {
    super(`PostgreSQL could not start: ${kind} in the way`);
    this.kind = kind;
  }
}

export interface ServerCommand {
  readonly launcher: Launcher;
  /** Absolute path of `postgres`. */
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly clusterDirectory: string;
  /** The server's own log; it is kept below twice 8 MiB. */
  readonly logFile: string;
  /** All arguments but the folder and the port. */
  readonly settings: readonly string[];
}

/** The exact arguments of a server on `port`, so that an orphan with other settings can be told. */
export function serverArguments(command: ServerCommand, port: number): readonly string[] {
  return ["-D", command.clusterDirectory, "-p", String(port), ...command.settings];
}

/**
 * Starts the server and waits until it accepts connections. It gets a session of its own, so that Ctrl+C
 * reaches Echo only, which ends its requests first.
 *
 * @throws StartConflict when trying again, or elsewhere, may help; EmbeddedError otherwise
 */
export async function launchServer(command: ServerCommand, port: number): Promise<ServerProcess> {
  removeStalePidFile(command.clusterDirectory);
  rotateLog(command.logFile);
  const logStart = statSync(command.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(command.logFile, "a", 0o600);
  const { file, args, identity } = command.launcher.launch(command.program, serverArguments(command, port));
  const child = spawn(file, args, {
    ...identity,
    cwd: "/",
    env: command.environment,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const outcome: { failure: Error | null; hasEnded: boolean } = { failure: null, hasEnded: false };
  const ended = new Promise<void>((resolve) => {
    const end = (failure: Error | null) => {
      outcome.failure = failure;
      outcome.hasEnded = true;
      resolve();
    };
    child.once("exit", () => end(null));
    child.once("error", end);
  });
  const server: ServerProcess = { pid: child.pid ?? 0, port, ended, unwatch: () => child.unref() };
  const deadline = performance.now() + START_LIMIT_MS;
  while (!outcome.hasEnded) {
    const found = readPostmaster(command.clusterDirectory);
    if (found?.pid === child.pid && found?.status === "ready") return server;
    if (performance.now() > deadline) {
      await endServer(server, 5_000);
      break;
    }
    await Promise.race([ended, delay(READY_POLL_MS)]);
  }
  throw explainFailure(command, readTail(command.logFile, logStart), outcome.failure);
}

/** Watches a server that an earlier Echo left behind. */
export function adoptServer(pid: number, port: number): ServerProcess {
  const began = readProcess(pid)?.startedAt;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (isAlive(pid) && readProcess(pid)?.startedAt === began) return;
      clearInterval(timer);
      resolve();
    }, WATCH_POLL_MS);
  });
  return { pid, port, ended, unwatch: () => clearInterval(timer) };
}

/**
 * Fast shutdown (open transactions are rolled back, a checkpoint is written); after `limitMs` the immediate
 * one, and at last the kernel's. The write-ahead log makes each of them safe.
 */
export async function endServer(server: ServerProcess, limitMs: number): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ["SIGINT", limitMs],
    ["SIGQUIT", 1_000],
    ["SIGKILL", 1_000],
  ];
  for (const [signal, patienceMs] of steps) {
    if (!signalProcess(server.pid, signal)) break;
    const abort = new AbortController();
    const timeout = delay(patienceMs, "timeout" as const, { signal: abort.signal }).catch(
      () => "ended" as const,
    );
    const outcome = await Promise.race([server.ended.then(() => "ended" as const), timeout]);
    abort.abort();
    if (outcome === "ended") break;
  }
  server.unwatch();
}

function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
}

function readTail(logFile: string, start: number): string {
  return readFileSync(logFile).subarray(start).toString("utf8").slice(-LOG_TAIL_BYTES);
}

function explainFailure(command: ServerCommand, output: string, failure: Error | null): Error {
  if (/No space left on device/i.test(output) || freeBytes(command.clusterDirectory) < LOW_SPACE_BYTES) {
    return new EmbeddedError(diskFull(command.clusterDirectory));
  }
  if (/could not bind|could not create any TCP\/IP sockets/i.test(output)) return new StartConflict("port");
  if (/lock file ".*" already exists|pre-existing shared memory block/i.test(output)) {
    return new StartConflict("predecessor");
  }
  const line = output.split("\n").findLast((text) => /FATAL|PANIC|error/.test(text));
  const reason = failure?.message ?? line ?? output.trim().split("\n").at(-1) ?? "";
  return new EmbeddedError(
    `PostgreSQL did not start on ${command.clusterDirectory} (${reason.trim() || "it said nothing"}): see ${command.logFile}.`,
  );
}

function freeBytes(directory: string): number {
  const space = statfsSync(directory);
  return space.bavail * space.bsize;
}
