/**
 * Transactions of the Auth server. A lock that is not granted within five seconds is an answer
 * (409 conflict), never a wait without end.
 */
import type pg from "pg";
import { AuthError } from "./errors.ts";
import { sqlState } from "#embedded/pool.ts";

/** Either the pool, for a single statement, or a transaction. */
export type Queryable = Pick<pg.Pool, "query">;

const LOCK_TIMEOUT = "5s";
/** The SQLSTATE of a lock that was not granted in time, and of a deadlock. */
const LOCK_FAILURES = ["55P03", "40P01"];
const UNIQUE_VIOLATION = "23505";

/** Runs `work` in one transaction: commits what it returns, rolls back what it throws. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'`);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    if (LOCK_FAILURES.includes(sqlState(error) ?? "")) {
      throw new AuthError(409, "conflict", "Too many concurrent requests for the same login", {
        cause: error,
      });
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether a unique index refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === UNIQUE_VIOLATION;
}
