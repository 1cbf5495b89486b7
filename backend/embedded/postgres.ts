/**
 * The supervisor of the real PostgreSQL that Echo brings along: it makes the cluster, starts the server on
 * loopback with durable settings, brings it back on the same port when it dies, and stops it. Only the
 * holder of the data folder's lock may start it.
 */
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { chooseAccount, createLauncher, giveTo } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { ensureCluster, resetSuperuserPassword } from "./cluster.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { EmbeddedError } from "./errors.ts";
import { tryLogin } from "./login-probe.ts";
import { resolveOrphan } from "./orphan.ts";
import { findPortFrom, findServerPort, LOOPBACK } from "./ports.ts";
import {
  endServer,
  launchServer,
  type ServerCommand,
  type ServerProcess,
  StartConflict,
} from "./server-process.ts";

const STOP_LIMIT_MS = 5_000;
const FIRST_RESTART_DELAY_MS = 50;
const LAST_RESTART_DELAY_MS = 2_000;
/** One that has lived this long was not ended by its start: the back-off starts over. */
const HEALTHY_AFTER_MS = 1_000;
/** A predecessor that was killed needs a moment until its children and its zombie are gone. */
const PREDECESSOR_LIMIT_MS = 15_000;
const PREDECESSOR_POLL_MS = 100;
const PORT_ATTEMPTS = 5;

export interface PostgresOptions {
  /** ECHO_DATA_DIR; the cluster lies in `postgres/18` below it. */
  readonly dataDir: string;
  readonly log: Log;
  /** Of `supabase_admin`; a cluster that was made with another one gets this one. */
  readonly superuserPassword: Secret;
  /** The port to try first; a free one below the ephemeral range when left out. */
  readonly port?: number;
  /** False gives up durability for speed: for throw-away test servers only. Default true. */
  readonly isDurable?: boolean;
}

export interface EmbeddedPostgres {
  readonly host: string;
  /** The same for as long as Echo lives, also after a restart of the server. */
  readonly port: number;
  readonly superuserPassword: Secret;
  /** Whether this start made the cluster. */
  readonly isNew: boolean;
  /** The present server process. */
  readonly pid: number;
  /** A connection string for `role` on `database`. */
  url(role: string, password: Secret, database?: string): Secret;
  /** Fast shutdown within 7 s; later calls wait for the first. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL for the data folder and supervises it until `stop()`.
 *
 * @throws EmbeddedError with one sentence when it cannot run here
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { log, superuserPassword, isDurable = true } = options;
  const folder = prepareDataFolder(resolve(options.dataDir));
  const { clusterDirectory } = folder;
  const account = chooseAccount(clusterDirectory);
  giveTo(account, folder.path);
  giveTo(account, folder.postgresDirectory);
  // One that root put there, from a backup for instance.
  if (statSync(clusterDirectory, { throwIfNoEntry: false })?.uid === 0)
    giveTo(account, clusterDirectory, true);
  const binaries = findBinaries(join(folder.postgresDirectory, "lib"));
  const environment = {
    PATH: `${process.env["PATH"] ?? ""}:/usr/bin:/bin`,
    LC_ALL: "C",
    ...binaries.environment,
  };
  const launcher = createLauncher(account, binaries.postgres, folder.postgresDirectory, environment);
  const command: ServerCommand = {
    launcher,
    program: binaries.postgres,
    environment,
    clusterDirectory,
    logFile: join(folder.postgresDirectory, "postgres.log"),
    settings: serverSettings(isDurable),
  };
  const orphan = await resolveOrphan(command, superuserPassword, log);
  const cluster = { clusterDirectory, binaries, launcher, environment, superuserPassword, isDurable, log };
  const isNew = orphan === null && (await ensureCluster(cluster)) === "created";
  let server = orphan ?? (await launchOnFreePort(command, options.port));
  if (orphan === null && !isNew && (await tryLogin(server.port, superuserPassword)) === "refused") {
    await endServer(server, STOP_LIMIT_MS);
    resetSuperuserPassword(cluster);
    server = await launchOnFreePort(command, options.port);
  }
  const { port } = server;
  const supervisor = supervise(command, server, log);
  return {
    host: LOOPBACK,
    port,
    superuserPassword,
    isNew,
    get pid() {
      return supervisor.pid();
    },
    url: (role, password, database) => databaseUrl(port, role, password, database),
    stop: () => supervisor.stop(),
  };
}

/** The connection string for `role` on `database` of the server on this port. */
export function databaseUrl(port: number, role: string, password: Secret, database = "postgres"): Secret {
  const login = `${encodeURIComponent(role)}:${encodeURIComponent(password.reveal())}`;
  return new Secret(`postgres://${login}@${LOOPBACK}:${port}/${encodeURIComponent(database)}`);
}

/**
 * Settings that must hold, given on the command line so that no file can undo them. Errors of statements
 * are left to Echo's own log, which knows the request: PostgreSQL's would quote what people wrote.
 */
function serverSettings(isDurable: boolean): readonly string[] {
  const durability = isDurable ? "on" : "off";
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: LOOPBACK,
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    fsync: durability,
    synchronous_commit: durability,
    full_page_writes: durability,
    wal_level: "replica",
    max_connections: isDurable ? "60" : "200",
    shared_buffers: "64MB",
    effective_cache_size: "512MB",
    maintenance_work_mem: "32MB",
    max_wal_size: "256MB",
    io_method: "sync",
    idle_in_transaction_session_timeout: "60s",
    log_statement: "none",
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function launchOnFreePort(command: ServerCommand, wanted: number | undefined): Promise<ServerProcess> {
  const waitUntil = performance.now() + PREDECESSOR_LIMIT_MS;
  for (let attempt = 1; ; ) {
    const port = wanted === undefined ? await findServerPort() : await findPortFrom(wanted);
    try {
      return await launchServer(command, port);
    } catch (error) {
      if (!(error instanceof StartConflict)) throw error;
      if (error.kind === "port") attempt += 1;
      if (attempt > PORT_ATTEMPTS || performance.now() > waitUntil) throw explainConflict(error, command);
      if (error.kind === "predecessor") await delay(PREDECESSOR_POLL_MS);
    }
  }
}

function explainConflict(conflict: StartConflict, command: ServerCommand): EmbeddedError {
  return new EmbeddedError(
    conflict.kind === "port"
      ? `PostgreSQL found no free port on ${LOOPBACK} in ${PORT_ATTEMPTS} attempts: see ${command.logFile}.`
      : `Another PostgreSQL still uses ${command.clusterDirectory}: stop it, or wait until it has ended, and start Echo again.`,
  );
}

/** Keeps one server running on its port, whatever ends it, until `stop`. */
function supervise(
  command: ServerCommand,
  first: ServerProcess,
  log: Log,
): { pid(): number; stop(): Promise<void> } {
  let server = first;
  const stopping = new AbortController();

  const watch = async () => {
    let delayMs = FIRST_RESTART_DELAY_MS;
    while (!stopping.signal.aborted) {
      const beganAt = performance.now();
      await server.ended;
      if (stopping.signal.aborted) return;
      log.warn({ pid: server.pid, port: server.port }, "embedded.postgres.died");
      if (performance.now() - beganAt > HEALTHY_AFTER_MS) delayMs = FIRST_RESTART_DELAY_MS;
      delayMs = await restart(delayMs);
    }
  };

  /** Tries until a server runs or Echo stops; gives the next delay of the back-off. */
  const restart = async (initialDelayMs: number): Promise<number> => {
    let delayMs = initialDelayMs;
    while (!stopping.signal.aborted) {
      await delay(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) break;
      delayMs = Math.min(delayMs * 2, LAST_RESTART_DELAY_MS);
      try {
        server = await launchServer(command, first.port);
        log.warn({ pid: server.pid, port: server.port }, "embedded.postgres.restarted");
        break;
      } catch (error) {
        if (error instanceof StartConflict && error.kind === "predecessor") delayMs = PREDECESSOR_POLL_MS;
        const reason = error instanceof Error ? error.message : "unknown";
        log.error({ reason, retry_in_ms: delayMs }, "embedded.postgres.restart_failed");
      }
    }
    return delayMs;
  };

  const watching = watch();
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    const last = server;
    await endServer(last, STOP_LIMIT_MS);
    await watching;
    // A restart may have been on its way.
    if (server !== last) await endServer(server, STOP_LIMIT_MS);
  };
  return { pid: () => server.pid, stop: () => (stopped ??= stop()) };
}
