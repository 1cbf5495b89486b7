/**
 * The whole Supabase that Echo brings along when none is set: lock, secrets, PostgreSQL, schema,
 * migrations, passwords and the Auth and Storage gateway, started in this order and stopped in reverse.
 * Everything lies in one data folder and listens on loopback only.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { MigrationError, migrateUp } from "#db/migrate.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { type DataFolder, prepareDataFolder } from "./data-folder.ts";
import { diskFull, EmbeddedError, systemErrorCode } from "./errors.ts";
import { startGateway } from "./gateway.ts";
import { acquireLock } from "./lock.ts";
import { findPortFrom, findServerPort, LOOPBACK } from "./ports.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.ts";
import { applyEmbeddedSchema, setPasswords, withClient } from "./schema.ts";
import { type EmbeddedSecrets, type LoginRole, loadSecrets } from "./secrets.ts";
import type { EmbeddedSupabaseSettings } from "./settings.ts";

const SQLSTATE_DISK_FULL = "53100";
const GATEWAY_STOP_LIMIT_MS = 2_000;
const GATEWAY_ATTEMPTS = 3;

export interface EmbeddedSupabaseOptions {
  /** ECHO_DATA_DIR, absolute. */
  readonly dataDir: string;
  /** ECHO_SUPABASE_PORT: the gateway's port, the next free one when it is taken; 0 for any. */
  readonly port: number;
  /** PUBLIC_URL, without a trailing slash. */
  readonly publicUrl: string;
  /** False where RATE_LIMIT_AUTH is off: Auth then counts nothing either. */
  readonly isAuthLimited: boolean;
  readonly log: Log;
  readonly clock: Clock;
}

export interface EmbeddedSupabase {
  /** `http://127.0.0.1:PORT` of the gateway. */
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  readonly secretKey: Secret;
  /** Signs the legacy API keys; access tokens are ES256 and verified by the gateway's JWKS. */
  readonly jwtSecret: Secret;
  /** As `echo_api`. */
  readonly databaseUrl: Secret;
  /** As `echo_admin`. */
  readonly adminDatabaseUrl: Secret;
  /** As `postgres`. */
  readonly migrationDatabaseUrl: Secret;
  /** The key that Echo derives its own keys from. */
  readonly appKey: Secret;
  /** Stops everything within 10 s; later calls wait for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded Supabase of a data folder.
 *
 * @throws EmbeddedError with one public sentence when it cannot run here; nothing is left running then
 */
export async function startEmbeddedSupabase(options: EmbeddedSupabaseOptions): Promise<EmbeddedSupabase> {
  const { log, clock } = options;
  const folder = prepareDataFolder(options.dataDir);
  const stops: Array<() => Promise<void> | void> = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    const lock = await acquireLock(folder);
    stops.push(() => lock.release());
    const secrets = await loadSecrets(folder.secretsFile, clock);
    const postgres = await startPostgres({
      dataDir: folder.path,
      log,
      superuserPassword: secrets.passwords.supabase_admin,
    });
    stops.push(() => postgres.stop());
    const urlOf = (role: LoginRole) => postgres.url(role, secrets.passwords[role]);
    await prepareDatabase(postgres, secrets, urlOf, log);
    const url = await startServers(options, folder, secrets, urlOf, stops);
    let stopped: Promise<void> | undefined;
    return {
      supabaseUrl: url,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      jwtSecret: secrets.jwtSecret,
      databaseUrl: urlOf("echo_api"),
      adminDatabaseUrl: urlOf("echo_admin"),
      migrationDatabaseUrl: urlOf("postgres"),
      appKey: secrets.appKey,
      stop: () => (stopped ??= stopAll()),
    };
  } catch (error) {
    await stopAll();
    throw explainStart(folder, error);
  }
}

/** What an operator can mend becomes a public sentence; anything else stays the fault that it is. */
function explainStart(folder: DataFolder, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === "ENOSPC" || code === SQLSTATE_DISK_FULL) return new EmbeddedError(diskFull(folder.path));
  if (error instanceof MigrationError) return new EmbeddedError(error.message);
  return error;
}

/** Schema as the superuser, migrations as the owner, then the passwords of all logins that there are now. */
async function prepareDatabase(
  postgres: EmbeddedPostgres,
  secrets: EmbeddedSecrets,
  urlOf: (role: LoginRole) => Secret,
  log: Log,
): Promise<void> {
  await withClient(urlOf("supabase_admin"), async (client) => {
    const files = await applyEmbeddedSchema(client);
    if (files.length > 0) log.info({ files: files.join(" ") }, "embedded.schema_applied");
    await setPasswords(client, { postgres: secrets.passwords.postgres });
    const migrations = await migrateUp(urlOf("postgres").reveal());
    if (migrations.length > 0) log.info({ migrations: migrations.join(" ") }, "embedded.migrations_applied");
    await setPasswords(client, secrets.passwords);
  });
  log.debug({ port: postgres.port, pid: postgres.pid }, "embedded.postgres.ready");
}

/** Auth and Storage behind their gateway; gives its address. */
async function startServers(
  options: EmbeddedSupabaseOptions,
  folder: DataFolder,
  secrets: EmbeddedSecrets,
  urlOf: (role: LoginRole) => Secret,
  stops: Array<() => Promise<void> | void>,
): Promise<string> {
  const { log, clock, publicUrl } = options;
  for (const directory of [folder.storageDirectory, folder.mailDirectory]) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }
  const settingsFor = (port: number): EmbeddedSupabaseSettings => ({
    externalUrl: `http://${LOOPBACK}:${port}`,
    siteUrl: publicUrl,
    jwtSecret: secrets.jwtSecret,
    signingKey: secrets.signingKey,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    anonKey: secrets.anonKey,
    serviceRoleKey: secrets.serviceRoleKey,
    storageUrlKey: secrets.storageUrlKey,
    storageDirectory: folder.storageDirectory,
    authDatabaseUrl: urlOf("supabase_auth_admin"),
    storageDatabaseUrl: urlOf("supabase_storage_admin"),
    mailDirectory: folder.mailDirectory,
    // Mails go no further than a folder of this machine, so nobody could confirm an address.
    autoconfirm: true,
    signupEnabled: true,
    ...(options.isAuthLimited ? {} : { limits: {} }),
    log,
    clock,
  });
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(folder, options.port);
    try {
      const gateway = await startGateway(settingsFor(port), port);
      stops.push(() =>
        Promise.race([gateway.stop(), delay(GATEWAY_STOP_LIMIT_MS, undefined, { ref: false })]),
      );
      writeFileAtomically(folder.gatewayPortFile, `${JSON.stringify({ asked: options.port, port })}\n`);
      return settingsFor(port).externalUrl;
    } catch (error) {
      // Somebody took the port since it was found to be free.
      const cause = error instanceof EmbeddedError ? error.cause : error;
      if (systemErrorCode(cause) !== "EADDRINUSE" || attempt === GATEWAY_ATTEMPTS) throw error;
    }
  }
}

/**
 * The gateway's port. Its address is the issuer of everybody's tokens, so the port of the last start comes
 * first as long as the setting is the same.
 */
async function choosePort(folder: DataFolder, asked: number): Promise<number> {
  const last = readLastPort(folder.gatewayPortFile, asked);
  if (last !== null && (await findPortFrom(last)) === last) return last;
  return asked === 0 ? await findServerPort() : await findPortFrom(asked);
}

function readLastPort(file: string, asked: number): number | null {
  try {
    const last: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof last !== "object" || last === null || !("asked" in last) || !("port" in last)) return null;
    return last.asked === asked && Number.isInteger(last.port) ? Number(last.port) : null;
  } catch {
    return null;
  }
}
