/**
 * The operator's commands. Exit codes: 0 done, 1 failed, 2 usage, 78 settings. Without a database URL in
 * the settings the commands work on the embedded Echo of ECHO_DATA_DIR, running or not.
 */
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Command, CommanderError } from "commander";
import { openEmotion } from "#backend/deps.ts";
import { migrateCommand } from "#cli/migrate.ts";
import { reanalyseCommand } from "#cli/reanalyse.ts";
import { systemClock } from "#core/clock.ts";
import { withDotEnv } from "#core/dot-env.ts";
import type { Environment } from "#core/environment.ts";
import { silentLog } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { readSettings } from "#core/settings.ts";
import { openOwnerAccess, type OwnerAccess } from "#embedded/owner.ts";

const EXIT_USAGE = 2;

/** Runs one command line (without program names) and resolves with its exit code. */
export async function runEchoctl(
  parameters: readonly string[],
  environment: Environment,
  workingDirectory: string,
): Promise<number> {
  let exitCode = 0;
  let access: OwnerAccess | undefined;
  const findSettings = async () =>
    readSettings(await withDotEnv(environment, join(import.meta.dirname, ".env")), workingDirectory);
  const findOwnerUrl = async (): Promise<Secret | undefined> => {
    const settings = await findSettings();
    if (settings.migrationDatabaseUrl !== undefined || settings.supabase !== undefined) {
      return settings.migrationDatabaseUrl;
    }
    access = await openOwnerAccess(settings.embedded.dataDir, silentLog, systemClock);
    return access.url;
  };
  const findApiUrl = async (): Promise<Secret | undefined> => {
    const settings = await findSettings();
    if (settings.supabase !== undefined) return settings.supabase.databaseUrl;
    access = await openOwnerAccess(settings.embedded.dataDir, silentLog, systemClock);
    return access.apiUrl;
  };
  const output = {
    writeOut: (text: string) => process.stdout.write(text),
    writeError: (text: string) => process.stderr.write(text),
    setExitCode: (code: number) => (exitCode = code),
  };
  const program = new Command("echoctl")
    .description("Operate Echo.")
    .exitOverride()
    .showHelpAfterError()
    .addCommand(migrateCommand({ findOwnerUrl, ask: askAtTerminal, ...output }))
    .addCommand(
      reanalyseCommand({
        findApiUrl,
        openEmotion: async () => openEmotion(await findSettings(), silentLog),
        log: silentLog,
        isTerminal: process.stderr.isTTY,
        ...output,
      }),
    );
  inheritExitOverride(program);
  try {
    await program.parseAsync(parameters, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  } finally {
    await access?.close();
  }
}

/** Undefined where nobody sits at a terminal. */
async function askAtTerminal(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve) => {
      // Ctrl+C and Ctrl+D are a no.
      terminal.once("close", () => resolve(""));
      terminal.question(question, resolve);
    });
  } finally {
    terminal.close();
  }
}

/** Commander ends the process unless every command, however deep, is told not to. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride();
    inheritExitOverride(child);
  }
}

if (import.meta.main) {
  process.exitCode = await runEchoctl(process.argv.slice(2), process.env, process.cwd());
}
