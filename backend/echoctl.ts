/**
 * The operator's commands. Exit codes: 0 done, 1 failed, 2 usage, 78 settings. Without a database URL in
 * the settings the commands work on the embedded Echo of ECHO_DATA_DIR, running or not.
 */
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { migrateCommand } from "#cli/migrate.ts";
import { systemClock } from "#core/clock.ts";
import { withDotEnv } from "#core/dot-env.ts";
import type { Environment } from "#core/environment.ts";
import { silentLog } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { readSettings, SettingsError } from "#core/settings.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { openOwnerAccess, type OwnerAccess } from "#embedded/owner.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const EXIT_SETTINGS = 78;

/** Runs one command line (without program names) and resolves with its exit code. */
export async function runEchoctl(
  parameters: readonly string[],
  environment: Environment,
  workingDirectory: string,
): Promise<number> {
  let exitCode = 0;
  let access: OwnerAccess | undefined;
  const findOwnerUrl = async (): Promise<Secret | undefined> => {
    const settings = readSettings(
      await withDotEnv(environment, join(import.meta.dirname, ".env")),
      workingDirectory,
    );
    if (settings.migrationDatabaseUrl !== undefined || settings.supabase !== undefined) {
      return settings.migrationDatabaseUrl;
    }
    access = await openOwnerAccess(settings.embedded.dataDir, silentLog, systemClock);
    return access.url;
  };
  const program = new Command("echoctl")
    .description("Operate Echo.")
    .exitOverride()
    .showHelpAfterError()
    .addCommand(
      migrateCommand({
        findOwnerUrl,
        writeOut: (text) => process.stdout.write(text),
        writeError: (text) => process.stderr.write(text),
        setExitCode: (code) => (exitCode = code),
      }),
    );
  inheritExitOverride(program);
  try {
    await program.parseAsync(parameters, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (!(error instanceof SettingsError || error instanceof EmbeddedError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof SettingsError ? EXIT_SETTINGS : EXIT_FAILED;
  } finally {
    await access?.close();
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
