/** Where things lie in the repository, and how its tools are started. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { join } from "node:path";

/** The folder of the root package.json. */
export const ROOT = join(import.meta.dirname, "..");

/** The path of an installed command. */
export function binary(name: string): string {
  return join(ROOT, "node_modules", ".bin", name);
}

/** An environment in which installed commands, and the pinned Node, come first. */
export function toolEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NO_COLOR: "1",
    PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}`,
    ...extra,
  };
}

export interface RunResult {
  readonly exitCode: number;
  readonly output: string;
  readonly durationMs: number;
}

/**
 * Runs a command in the root folder and collects what it prints. Ends it after `timeoutMs`; the exit
 * code is 124 then.
 */
export function run(
  command: string,
  parameters: readonly string[],
  timeoutMs: number,
  extra: Readonly<Record<string, string>> = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(command, parameters, {
      cwd: ROOT,
      env: toolEnvironment(extra),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let isTimedOut = false;
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const timer = setTimeout(() => {
      isTimedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    const finish = (exitCode: number) => {
      clearTimeout(timer);
      resolve({ exitCode, output, durationMs: performance.now() - startedAt });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code) => finish(isTimedOut ? 124 : (code ?? 1)));
  });
}

/** Runs a command in the root folder with its output shown as it comes; resolves to its exit code. */
export function runVisibly(
  command: string,
  parameters: readonly string[],
  timeoutMs: number,
  extra: Readonly<Record<string, string>> = {},
): Promise<number> {
  const options: SpawnOptions = {
    cwd: ROOT,
    env: toolEnvironment(extra),
    stdio: ["ignore", "inherit", "inherit"],
  };
  const child = spawn(command, parameters, options);
  return exitCodeOf(child, timeoutMs);
}

function exitCodeOf(child: ChildProcess, timeoutMs: number): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      resolve(124);
    }, timeoutMs);
    child.on("error", () => {
      clearTimeout(timer);
      resolve(127);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
