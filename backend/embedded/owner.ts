/**
 * The owner's way into an embedded database for operator commands: beside a running Echo it uses the server
 * that is there; otherwise it starts one under the lock, for as long as the command needs it.
 */
import { existsSync } from "node:fs";
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { EmbeddedError } from "./errors.ts";
import { acquireLock } from "./lock.ts";
import { databaseUrl, startPostgres } from "./postgres.ts";
import { readPostmaster, servesCluster } from "./postmaster.ts";
import { applyEmbeddedSchema, setPasswords, withClient } from "./schema.ts";
import { loadSecrets } from "./secrets.ts";

export interface OwnerAccess {
  /** As `postgres`, the owner of Echo's schema. */
  readonly url: Secret;
  /** As `echo_api`, the login of Echo's requests. */
  readonly apiUrl: Secret;
  /** Stops what was started for this; a running Echo is left alone. */
  close(): Promise<void>;
}

/**
 * Opens the database of `dataDir` (ECHO_DATA_DIR, absolute) as its owner.
 *
 * @throws EmbeddedError when there is no journal in the folder or it cannot be opened
 */
export async function openOwnerAccess(dataDir: string, log: Log, clock: Clock): Promise<OwnerAccess> {
  if (!existsSync(dataDir)) {
    throw new EmbeddedError(
      `There is no journal in ${dataDir}: start Echo once, or set ECHO_DATA_DIR or MIGRATION_DATABASE_URL.`,
    );
  }
  const folder = prepareDataFolder(dataDir);
  const running = readPostmaster(folder.clusterDirectory);
  if (running?.port != null && servesCluster(running.pid, folder.clusterDirectory)) {
    const { passwords } = await loadSecrets(folder.secretsFile, clock);
    const { port } = running;
    return {
      url: databaseUrl(port, "postgres", passwords.postgres),
      apiUrl: databaseUrl(port, "echo_api", passwords.echo_api),
      close: async () => {},
    };
  }
  const lock = await acquireLock(folder);
  try {
    const { passwords } = await loadSecrets(folder.secretsFile, clock);
    const postgres = await startPostgres({ dataDir, log, superuserPassword: passwords.supabase_admin });
    const close = async () => {
      await postgres.stop();
      lock.release();
    };
    try {
      await withClient(postgres.url("supabase_admin", passwords.supabase_admin), async (client) => {
        await applyEmbeddedSchema(client);
        await setPasswords(client, passwords);
      });
    } catch (error) {
      await close();
      throw error;
    }
    return {
      url: postgres.url("postgres", passwords.postgres),
      apiUrl: postgres.url("echo_api", passwords.echo_api),
      close,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
