/**
 * The transactions of the storage server. Each request is one or two of them, and everything that tells
 * the database who is asking is set inside and dies with the transaction. A transaction begins as the
 * owner of the schema and takes on the caller's role by `assume`; from then on row-level security decides.
 */
import type pg from "pg";
import { TOKEN_ROLES } from "#embedded/claims.ts";
import type { Caller } from "./caller.ts";
import { accessDenied, outcomeUnknown } from "./errors.ts";

/** What a policy may learn about the request besides its caller. */
export interface Operation {
  /** As hosted Storage names it, such as `storage.object.upload`; `storage.operation()` returns it. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

export interface StorageTx {
  /** Runs one statement and gives its rows. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** From here on the statements run in the caller's role, under row-level security. */
  assume(caller: Caller, operation: Operation): Promise<void>;
}

/** Every transaction's limits in milliseconds, and the leave that only this server has to delete rows. */
const BEGIN = [
  "begin",
  "set local statement_timeout = 8000",
  "set local lock_timeout = 4000",
  "set local idle_in_transaction_session_timeout = 10000",
  "set local storage.allow_delete_query = 'true'",
].join("; ");

/** Runs `work` as the owner of the schema, whom no policy binds. Commits when it returns. */
export async function asOwner<T>(pool: pg.Pool, work: (tx: StorageTx) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, "COMMIT");
}

/** Runs `work` in the caller's role. Commits when it returns. */
export async function asCaller<T>(
  pool: pg.Pool,
  caller: Caller,
  operation: Operation,
  work: (tx: StorageTx) => Promise<T>,
): Promise<T> {
  return inTransaction(
    pool,
    async (tx) => {
      await tx.assume(caller, operation);
      return work(tx);
    },
    "COMMIT",
  );
}

/** Runs `work` and undoes it: what it throws tells what a real run would be refused for. */
export async function rehearse(pool: pg.Pool, work: (tx: StorageTx) => Promise<void>): Promise<void> {
  await inTransaction(pool, work, "ROLLBACK");
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: StorageTx) => Promise<T>,
  end: "COMMIT" | "ROLLBACK",
): Promise<T> {
  const client = await pool.connect();
  // A connection that is cut while in use says so as an event too, which would end the process unheard.
  client.on("error", ignoreCut);
  let broken = true;
  try {
    await client.query(BEGIN);
    const result = await work(transactionOn(client)).catch(async (error: unknown) => {
      await client.query("rollback");
      broken = false;
      throw error;
    });
    await (end === "COMMIT" ? commit(client) : client.query("rollback"));
    broken = false;
    return result;
  } finally {
    client.off("error", ignoreCut);
    // A connection in an unknown state is closed, never handed to the next request.
    client.release(broken);
  }
}

/** The running query fails with the same error, and the connection is closed on release. */
function ignoreCut(): void {}

function transactionOn(client: pg.PoolClient): StorageTx {
  return {
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const result = await client.query<Row>(text, [...values]);
      return result.rows;
    },
    assume: (caller, operation) => assume(client, caller, operation),
  };
}

/** @throws StorageError OutcomeUnknown when nobody can tell whether the commit happened */
async function commit(client: pg.PoolClient): Promise<void> {
  try {
    await client.query("commit");
  } catch (error) {
    // Only an ordinary ERROR proves the rollback; after a FATAL or a cut line the commit may have happened.
    const isRefused = error instanceof Error && "severity" in error && error.severity === "ERROR";
    throw isRefused ? error : outcomeUnknown(error);
  }
}

async function assume(client: pg.PoolClient, caller: Caller, operation: Operation): Promise<void> {
  // `set role` would take the schema's owner as well, so nothing outside the closed list may reach it.
  if (!TOKEN_ROLES.includes(caller.role)) {
    throw accessDenied("The role of this token may not use the storage");
  }
  const settings: Readonly<Record<string, string>> = {
    "request.jwt.claims": JSON.stringify(caller.claims),
    "request.jwt.claim.role": caller.role,
    "request.jwt.claim.sub": caller.subject ?? "",
    "request.method": operation.method,
    "request.path": operation.path,
    "storage.operation": operation.name,
    role: caller.role,
  };
  const names = Object.keys(settings);
  const list = names.map((_, index) => `set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`).join(", ");
  await client.query(
    `select ${list}`,
    names.flatMap((name) => [name, settings[name]]),
  );
}
