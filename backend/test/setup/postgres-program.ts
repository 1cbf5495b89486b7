/**
 * A process that holds a data folder and runs its PostgreSQL, so that tests can end it in every way. It
 * prints one JSON line `{pid, port, is_new}` when PostgreSQL is ready, stops on SIGTERM with exit code 0,
 * and prints the public sentence and exits 1 when it may not start.
 */

import { systemClock } from "#core/clock.ts";
import { createLog } from "#core/log.ts";
import { prepareDataFolder } from "#embedded/data-folder.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { acquireLock } from "#embedded/lock.ts";
import { startPostgres } from "#embedded/postgres.ts";
import { loadSecrets } from "#embedded/secrets.ts";

try {
  const folder = prepareDataFolder(process.argv[2] ?? "");
  const lock = await acquireLock(folder);
  const secrets = await loadSecrets(folder.secretsFile, systemClock);
  const postgres = await startPostgres({
    dataDir: folder.path,
    log: createLog("warn", (line) => process.stderr.write(line)),
    superuserPassword: secrets.passwords.supabase_admin,
    isDurable: process.argv[3] !== "fast",
  });
  process.once("SIGTERM", () => {
    void postgres.stop().then(() => {
      lock.release();
      process.exit(0);
    });
  });
  process.stdout.write(
    `${JSON.stringify({ pid: postgres.pid, port: postgres.port, is_new: postgres.isNew })}\n`,
  );
} catch (error) {
  process.stderr.write(
    error instanceof EmbeddedError ? `${error.message}\n` : `unexpected: ${String(error)}\n`,
  );
  process.exitCode = 1;
}
