/**
 * Echo as a process of its own, started like `npm start` does it, on a free port and a folder of its own.
 * Only processes that were started here are ended, by their ids.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;
const REPOSITORY = join(import.meta.dirname, "..", "..", "..");

/** What `npm start` gives to node: `exec node ...`, so that a signal to npm reaches Echo and not a shell. */
const START_PARAMETERS = readStartScript().split(" ").slice(2);

export interface EchoProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  /** From the spawn to the line that says it listens. */
  readonly startMs: number;
  /** Sends a signal to Echo alone. */
  kill(signal: NodeJS.Signals): void;
  /** Sends a signal to the whole process group. */
  killGroup(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or null for a death by signal. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** What it has printed so far. */
  output(): string;
}

export interface FailedStart {
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

/** A temporary folder that goes away with `remove()`. */
export async function temporaryFolder(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), name));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

function readStartScript(): string {
  const manifest = readFileSync(join(REPOSITORY, "package.json"), "utf8");
  return (JSON.parse(manifest) as { scripts: { start: string } }).scripts.start;
}

/** The program and its parameters; npm is slower to start, and stands between Echo and its signals. */
const COMMANDS = {
  node: [process.execPath, START_PARAMETERS],
  npm: ["npm", ["start"]],
} as const;

function spawnEcho(
  dataDir: string,
  extra: Readonly<Record<string, string>>,
  starter: keyof typeof COMMANDS = "node",
): ChildProcess {
  const [program, parameters] = COMMANDS[starter];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(ECHO_|SUPABASE_|VITEST|NODE_OPTIONS|DATABASE_URL|PORT$|HOST$)/.test(name),
    ),
  );
  return spawn(program, parameters, {
    cwd: REPOSITORY,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...inherited,
      ENVIRONMENT: "test",
      PORT: "0",
      ECHO_DATA_DIR: dataDir,
      ECHO_SUPABASE_PORT: "0",
      RATE_LIMIT_DEFAULT: "off",
      RATE_LIMIT_WRITE: "off",
      RATE_LIMIT_AUTH: "off",
      ...extra,
    },
  });
}

/** Starts Echo and resolves when it listens. Rejects with what it printed when it ends before. */
export async function startEcho(
  dataDir: string,
  extra: Readonly<Record<string, string>> = {},
  starter: keyof typeof COMMANDS = "node",
): Promise<EchoProcess> {
  const startedAt = performance.now();
  const child = spawnEcho(dataDir, extra, starter);
  const printed = collect(child);
  const exited = exitOf(child);
  const pid = child.pid ?? 0;
  const port = await waitForLine(child, printed, exited);
  return {
    pid,
    port,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    startMs: performance.now() - startedAt,
    exited,
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => signalQuietly(-pid, signal),
    async stop() {
      child.kill("SIGTERM");
      const limit = setTimeout(() => signalQuietly(-pid, "SIGKILL"), STOP_LIMIT_MS);
      const code = await exited;
      clearTimeout(limit);
      return code;
    },
    output: () => printed.stdout + printed.stderr,
  };
}

/** Starts Echo where it must not start, and resolves with how it ended. */
export async function startEchoInVain(
  dataDir: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<FailedStart> {
  const child = spawnEcho(dataDir, extra);
  const printed = collect(child);
  const limit = setTimeout(() => signalQuietly(-(child.pid ?? 0), "SIGKILL"), START_LIMIT_MS);
  const exitCode = await exitOf(child);
  clearTimeout(limit);
  return { exitCode, ...printed };
}

/** The process id of the PostgreSQL in a data folder. */
export async function postgresPid(dataDir: string): Promise<number> {
  const text = await readFile(join(dataDir, "postgres", "18", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const printed = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
  return printed;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(127));
  });
}

function waitForLine(
  child: ChildProcess,
  printed: { stdout: string; stderr: string },
  exited: Promise<number | null>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${printed.stderr}\n${printed.stdout}`));
    const limit = setTimeout(() => {
      signalQuietly(-(child.pid ?? 0), "SIGKILL");
      fail("Echo did not start in time.");
    }, START_LIMIT_MS);
    const look = () => {
      const line = printed.stdout.split("\n").find((text) => text.includes('"server.started"'));
      if (line === undefined) return;
      clearTimeout(limit);
      child.stdout?.off("data", look);
      resolve((JSON.parse(line) as { port: number }).port);
    };
    child.stdout?.on("data", look);
    void exited.then((code) => {
      clearTimeout(limit);
      fail(`Echo ended with ${code} before it listened.`);
    });
  });
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}
