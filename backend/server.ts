/**
 * Starts Echo and stops it again. Settings first, then Supabase (an embedded one where none is set),
 * then the HTTP listener; the way back is the same in reverse, and exit codes are those of the contract.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createApp } from "#backend/app.ts";
import { createDeps } from "#backend/deps.ts";
import { systemClock } from "#core/clock.ts";
import { withDotEnv } from "#core/dot-env.ts";
import type { Environment } from "#core/environment.ts";
import { createLog, type Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { readSettings, type Settings, SettingsError, type SupabaseConnection } from "#core/settings.ts";
import { checkLogin } from "#db/login.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { startEmbeddedSupabase } from "#embedded/supabase.ts";
import { DRAIN_LIMIT_MS } from "#http/drain.ts";

const EXIT_FAILED = 1;
const EXIT_SETTINGS = 78;
/** Database connections and an embedded Supabase need a moment after the last request. */
const STOP_MARGIN_MS = 15_000;
const LOGIN_CHECK_RETRY_MS = 2_000;

export interface ServerOptions {
  readonly environment: Environment;
  readonly workingDirectory: string;
  /** Resolves to the folder of the built web app. */
  readonly webReady?: Promise<string>;
}

/** A sentence for the operator that ends the start with an exit code. */
class StartError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = EXIT_FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs until SIGINT or SIGTERM. Ends the process itself: 0 stopped, 1 could not start, 78 settings. */
export async function runServer(options: ServerOptions): Promise<void> {
  try {
    await start(options);
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exit(
      error instanceof SettingsError
        ? EXIT_SETTINGS
        : error instanceof StartError
          ? error.exitCode
          : EXIT_FAILED,
    );
  }
}

async function start(options: ServerOptions): Promise<void> {
  const startedAt = performance.now();
  options.webReady?.catch(() => {});
  const environment = await withDotEnv(options.environment, join(import.meta.dirname, ".env"));
  const asked = readSettings(environment, options.workingDirectory);
  const port = await claimPort(asked.host, asked.port);
  const settings =
    port === asked.port
      ? asked
      : readSettings({ ...environment, PORT: String(port) }, options.workingDirectory);
  const log = createLog(settings.logLevel);
  for (const warning of settings.warnings) log.warn({}, warning);

  const stops: Array<() => Promise<void>> = [];
  const stopAll = stopper(log, stops);
  // For good, not once: a terminal signals Echo and npm, npm passes it on, and the second must not kill.
  process.on("SIGINT", () => void stopAll("SIGINT"));
  process.on("SIGTERM", () => void stopAll("SIGTERM"));
  try {
    const { connection, appKey } = await connect(settings, log, stops);
    const version = await readVersion();
    const deps = createDeps({ settings, connection, appKey, version, clock: systemClock, log });
    stops.push(
      () => deps.emotion.close(),
      () => deps.db.close(),
    );
    await refuseUnboundLogin(deps.db, log);
    const webDirectory =
      options.webReady === undefined
        ? join(import.meta.dirname, "..", "web", "dist")
        : await options.webReady;
    const app = await createApp(deps, { webDirectory });
    stops.push(() => app.drain());
    await app.listen({ host: settings.host, port: settings.port });
    // The rules and the engine compile with their first text: a tenth of a second that no writer should wait for.
    setImmediate(() => void deps.emotion.hear("A first page, so that the next one is heard at once."));
    void deps.emotion.ready();
    const mode = settings.supabase === undefined ? "embedded" : "supabase";
    log.info(
      {
        version,
        mode,
        url: settings.publicUrl,
        host: settings.host,
        port: settings.port,
        duration_ms: Math.round(performance.now() - startedAt),
      },
      "server.started",
    );
    if (process.stderr.isTTY)
      process.stderr.write(`\n  Echo is ready: ${settings.publicUrl}/app\n  Stop it with Ctrl+C.\n\n`);
  } catch (error) {
    await undo(log, stops);
    throw error;
  }
}

/** The Supabase of the settings, or one of our own that is started here. */
async function connect(
  settings: Settings,
  log: Log,
  stops: Array<() => Promise<void>>,
): Promise<{ connection: SupabaseConnection; appKey: Secret }> {
  if (settings.supabase !== undefined) {
    return { connection: settings.supabase, appKey: settings.supabase.serviceRoleKey };
  }
  const embedded = await startEmbeddedSupabase({
    dataDir: settings.embedded.dataDir,
    port: settings.embedded.port,
    publicUrl: settings.publicUrl,
    isAuthLimited: settings.rateLimits.auth !== undefined,
    log,
    clock: systemClock,
  });
  stops.push(() => embedded.stop());
  const connection: SupabaseConnection = {
    url: embedded.supabaseUrl,
    serviceRoleKey: embedded.secretKey,
    jwtSecrets: [],
    databaseUrl: embedded.databaseUrl,
    adminDatabaseUrl: embedded.adminDatabaseUrl,
  };
  return { connection, appKey: embedded.appKey };
}

/**
 * Refuses a database login that row-level security does not bind. A database that cannot be reached, or does
 * not let the login in yet, does not stop the start (readiness tells); the check is made as soon as it can.
 */
async function refuseUnboundLogin(db: Parameters<typeof checkLogin>[0], log: Log): Promise<void> {
  const verdict = await checkLogin(db);
  if (verdict.isBound) return;
  if (verdict.reason === "unbound") throw new StartError(verdict.message, EXIT_SETTINGS);
  log.warn({ code: verdict.code, reason: verdict.message }, `database.${verdict.reason}_at_start`);
  const retry = setInterval(() => {
    void checkLogin(db).then((later) => {
      if (!later.isBound && later.reason !== "unbound") return;
      clearInterval(retry);
      if (later.isBound) return;
      process.stderr.write(`${later.message}\n`);
      process.exit(EXIT_SETTINGS);
    });
  }, LOGIN_CHECK_RETRY_MS);
  retry.unref();
}

/** The way back, once: what was started last stops first. */
function stopper(log: Log, stops: ReadonlyArray<() => Promise<void>>) {
  let isStopping = false;
  return async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "server.stopping");
    const limit = setTimeout(() => {
      log.error({ limit_ms: DRAIN_LIMIT_MS + STOP_MARGIN_MS }, "server.stop_timed_out");
      process.exit(EXIT_FAILED);
    }, DRAIN_LIMIT_MS + STOP_MARGIN_MS);
    limit.unref();
    await undo(log, stops);
    log.info({}, "server.stopped");
    process.exit(0);
  };
}

async function undo(log: Log, stops: ReadonlyArray<() => Promise<void>>): Promise<void> {
  for (const stop of stops.toReversed()) {
    await stop().catch((error: unknown) => log.error({ reason: String(error) }, "server.stop_failed"));
  }
}

/** Makes sure that the port can be had before anything else is started; 0 becomes a free port. */
function claimPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      const found = typeof address === "object" && address !== null ? address.port : port;
      probe.close(() => resolve(found));
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  if (error.code === "EADDRINUSE") {
    return new StartError(
      `PORT ${port} on ${host} is already in use; stop the other program or set PORT to a free one.`,
    );
  }
  if (error.code === "EACCES") {
    return new StartError(
      `Echo may not listen on PORT ${port}; choose one above 1023 or allow it for this user.`,
    );
  }
  return new StartError(
    `Echo cannot listen on HOST ${host}, PORT ${port}: ${error.code ?? "unknown error"}. Set HOST to an address of this machine.`,
  );
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function sentenceFor(error: unknown): string {
  if (error instanceof SettingsError || error instanceof StartError || error instanceof EmbeddedError)
    return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EADDRINUSE") return listenError(error as NodeJS.ErrnoException, "this machine", 0).message;
  return `Echo could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

if (import.meta.main) {
  await runServer({ environment: process.env, workingDirectory: process.cwd() });
}
