/**
 * The connections of one login. Nobody waits longer than the acquire limit, the queue is bounded, and a
 * connection goes back only when the server has said that no transaction is open on it; any other is cut.
 */
import { Client, type ClientConfig, Pool as DriverPool, type PoolClient } from "pg";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { overloaded, toFault, toProblem } from "./errors.ts";

export interface PoolOptions {
  readonly connectionString: Secret;
  readonly log: Log;
  /** Connections at most. */
  readonly poolSize: number;
  /** How long a caller waits for a connection. */
  readonly acquireTimeoutMs: number;
  /** How long opening a connection may take; it goes on behind a caller who has given up. */
  readonly connectTimeoutMs: number;
  /** Callers that may wait at the same time. */
  readonly queueLimit: number;
}

export interface Pool {
  /** False behind a pooler that gives every transaction another connection. */
  readonly isPrepared: boolean;
  /** A clean connection. Rejects with a Problem. */
  acquire(): Promise<PoolClient>;
  /** Gives a connection back, or cuts it when it is not clean or the caller says so. */
  release(client: PoolClient, isLost: boolean): void;
  /** A connection outside the pool, not yet opened. */
  newClient: (connectTimeoutMs: number) => Client;
  close(): Promise<void>;
}

/** Port of the transaction mode of Supabase's pooler: no session, so no prepared statements. */
const TRANSACTION_POOLER_PORT = "6543";

interface Target {
  readonly config: ClientConfig;
  readonly isPrepared: boolean;
}

/** Reads `?prepared=false` and the port, and takes Echo's own parameter away. */
function readTarget(connectionString: string): Target {
  let url: URL;
  try {
    url = new URL(connectionString);
  } catch {
    throw new Error(
      "The database URL cannot be read; expected postgres://login:password@host:port/database.",
    );
  }
  const isPrepared = url.searchParams.get("prepared") !== "false" && url.port !== TRANSACTION_POOLER_PORT;
  url.searchParams.delete("prepared");
  return {
    isPrepared,
    config: { connectionString: url.href, application_name: "echo", keepAlive: true },
  };
}

export function createPool(options: PoolOptions): Pool {
  const { log, queueLimit, acquireTimeoutMs } = options;
  const target = readTarget(options.connectionString.reveal());
  const pool = new DriverPool({
    ...target.config,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs,
    idleTimeoutMillis: 60_000,
  });
  // A connection that dies while it is idle is simply gone; without a listener the process would end.
  pool.on("error", (error) => log.warn({ code: toFault(error).code }, "db.connection.lost"));
  // One that dies in use has failed its query already, but says so on the connection as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  let waiting = 0;

  return {
    isPrepared: target.isPrepared,

    async acquire() {
      if (waiting >= queueLimit) throw overloaded();
      waiting++;
      try {
        return await withinLimit(pool.connect(), acquireTimeoutMs);
      } finally {
        waiting--;
      }
    },

    release(client, isLost) {
      const isClean = !isLost && client.getTransactionStatus() === "I";
      if (!isClean && !isLost) log.error({}, "db.connection.unclean");
      client.release(!isClean);
    },

    newClient: (connectTimeoutMs) =>
      new Client({ ...target.config, connectionTimeoutMillis: connectTimeoutMs }),

    async close() {
      if (!pool.ending) await pool.end();
    },
  };
}

/** The connection, or a Problem after the limit; a connection that comes too late goes back unused. */
async function withinLimit(connecting: Promise<PoolClient>, limitMs: number): Promise<PoolClient> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    const client = await Promise.race([connecting, limit]);
    if (client !== undefined) return client;
  } catch (error) {
    throw toProblem(toFault(error));
  } finally {
    clearTimeout(timer);
  }
  connecting.then((client) => client.release()).catch(() => {});
  throw overloaded();
}
