/**
 * Connections of the embedded servers to their own database. Whatever can hang has a limit, and a
 * server that goes away costs requests, not the process.
 */
import pg from "pg";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";

const MAX_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 3_000;
/** Longer than any wait for a lock, which has an answer of its own. */
const STATEMENT_TIMEOUT_MS = 6_000;
/** A little later than the statement's own limit, for a server that answers nothing at all. */
const ANSWER_TIMEOUT_MS = 8_000;
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000;

/** A pool for one embedded server; end it when the server has stopped. */
export function createEmbeddedPool(url: Secret, applicationName: string, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    application_name: applicationName,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
  });
  pool.on("error", (error) => {
    log.warn({ pool: applicationName, code: sqlState(error) }, "embedded.connection_lost");
  });
  // One that dies in use has failed its query already, but says so on the connection as well, and
  // without a listener that would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The SQLSTATE or system error code of a driver error, or null. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return error.code;
}
