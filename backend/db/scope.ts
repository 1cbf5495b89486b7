/**
 * The only transactions of Echo. A statement runs inside a scope that says who is asking, or it does not
 * run: role and claims are set for one transaction only, before the statement and in the same round trip,
 * and end with it. What a scope has resolved is committed.
 */
import { type Actor, ACTOR_ROLES } from "#core/actor.ts";
import { isUuid } from "#core/ids.ts";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { BatchFailure, type BatchOptions, reusableStep, runBatch, type Step, step } from "./batch.ts";
import { isStalePreparation, isTransient, outcomeUnknown, toProblem } from "./errors.ts";
import { createPinger } from "./ping.ts";
import { createPool, type Pool } from "./pool.ts";
import { type Statement, statement } from "./statement.ts";
import { Transaction } from "./transaction.ts";

export { type Statement, statement } from "./statement.ts";

declare const userScope: unique symbol;
declare const systemScope: unique symbol;

/** A transaction as one person. Only the scopes of `Db` make it. */
export interface UserTx {
  readonly [userScope]: true;
  query<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>;
}

/** A transaction as Echo's login, without a person. Only `asSystem` makes it. */
export interface SystemTx {
  readonly [systemScope]: true;
  query<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>;
}

export interface Db {
  /**
   * One statement as one person, in one round trip. A second `query` on the same transaction rejects. The
   * statement is committed when its `query` resolves.
   */
  asUserOnce<T>(actor: Actor, work: (tx: UserTx) => Promise<T>): Promise<T>;
  /**
   * Several statements as one person, all or none. Resolves after COMMIT. `work` may run a second time,
   * after a deadlock or a lost connection, when its first run is known to have had no effect; so it must do
   * nothing but query.
   */
  asUser<T>(actor: Actor, work: (tx: UserTx) => Promise<T>): Promise<T>;
  /** Several statements as the login itself, in listed places only; `reason` names the place in the log. */
  asSystem<T>(reason: string, work: (tx: SystemTx) => Promise<T>): Promise<T>;
  /** Resolves when the database answers, on a connection outside the pool; rejects with a Problem. */
  ping(timeoutMs: number): Promise<void>;
  /** Lets running statements finish and closes every connection. */
  close(): Promise<void>;
}

export interface DbOptions {
  /** `?prepared=false`, or port 6543, switches prepared statements off. */
  readonly connectionString: Secret;
  readonly log: Log;
  readonly poolSize?: number;
  readonly acquireTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly queueLimit?: number;
  /** Cuts the connection; longer than the login's statement_timeout, so that this answers first. */
  readonly statementTimeoutMs?: number;
  /** Statements and transactions that take longer are logged. */
  readonly slowMs?: number;
}

export const IDENTITY = statement(
  "echo.identity",
  "select set_config('role', $1, true) is null, set_config('request.jwt.claims', $2, true) is null",
);
const BEGIN = step(statement("echo.begin", "begin"), []);

export function createDb(options: DbOptions): Db {
  const { log, slowMs = 1000 } = options;
  const pool = createPool({
    connectionString: options.connectionString,
    log,
    poolSize: options.poolSize ?? 10,
    acquireTimeoutMs: options.acquireTimeoutMs ?? 1000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5000,
    queueLimit: options.queueLimit ?? 256,
  });
  const pinger = createPinger(pool.newClient);
  const batch: BatchOptions = {
    isPrepared: pool.isPrepared,
    timeoutMs: options.statementTimeoutMs ?? 6000,
  };

  const timed = async <T>(fields: Record<string, string>, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      const durationMs = performance.now() - startedAt;
      if (durationMs >= slowMs) log.warn({ ...fields, duration_ms: Math.round(durationMs) }, "db.slow");
    }
  };

  return {
    async asUserOnce(actor, work) {
      const identity = identityStep(actor);
      let pending: Promise<unknown> | undefined;
      let isOver = false;
      const query = async (asked: Statement<unknown>, values: readonly unknown[]) => {
        if (isOver) throw new Error(`The transaction is over; "${asked.name}" came too late.`);
        if (pending !== undefined)
          throw new Error(`asUserOnce takes one statement; "${asked.name}" is one more.`);
        const own = step(asked, values);
        pending = timed({ statement: asked.name }, () => runOnce(pool, batch, identity, own));
        return pending;
      };
      try {
        const result = await work({ query } as unknown as UserTx);
        await pending;
        return result;
      } finally {
        isOver = true;
      }
    },

    async asUser(actor, work) {
      const opening = [BEGIN, identityStep(actor)];
      return timed({ scope: "user" }, () =>
        runTransaction(pool, batch, opening, (tx) => work(tx as unknown as UserTx)),
      );
    },

    async asSystem(reason, work) {
      try {
        return await timed({ scope: "system", reason }, () =>
          runTransaction(pool, batch, [BEGIN], (tx) => work(tx as unknown as SystemTx)),
        );
      } catch (error) {
        log.warn({ reason, error: error instanceof Error ? error.name : "unknown" }, "db.system.failed");
        throw error;
      }
    },

    ping: (timeoutMs) => pinger.ping(timeoutMs),

    async close() {
      await Promise.all([pinger.close(), pool.close()]);
    },
  };
}

/** Identity steps by actor: a token that is verified once makes one actor, which asks many times. */
const identities = new WeakMap<Actor, Step>();

/** Role and claims of a person. What the access token said has been verified; this is the last look. */
function identityStep(actor: Actor): Step {
  const known = identities.get(actor);
  if (known !== undefined) return known;
  if (!ACTOR_ROLES.includes(actor.role)) throw new Error("The actor's role is not one that Echo uses.");
  if (!isUuid(actor.userId) || !actor.claims.includes(`"sub":"${actor.userId}"`)) {
    throw new Error("The actor's claims do not name the actor.");
  }
  const made = reusableStep(IDENTITY, [actor.role, actor.claims]);
  // An actor that could still change must be looked at each time.
  if (Object.isFrozen(actor)) identities.set(actor, made);
  return made;
}

const MAX_ATTEMPTS = 2;

/** Whether the same statements may be sent again on another connection, and may do better there. */
function isWorthRepeating({ fault, isConnectionLost }: BatchFailure): boolean {
  return (
    isTransient(fault) ||
    isStalePreparation(fault) ||
    (isConnectionLost && fault.code !== "CLIENT_TIMEOUT" && fault.code !== "25P03")
  );
}

async function runOnce(pool: Pool, options: BatchOptions, identity: Step, own: Step): Promise<unknown[]> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.acquire();
    try {
      const results = await runBatch(client, [identity, own], options);
      pool.release(client, false);
      return results[1]?.rows ?? [];
    } catch (error) {
      if (!(error instanceof BatchFailure)) {
        pool.release(client, true);
        throw error;
      }
      pool.release(client, error.isConnectionLost || isStalePreparation(error.fault));
      const isHarmless = error.isRolledBack || own.statement.isRead;
      if (!isHarmless) throw outcomeUnknown(error.fault);
      if (attempt === MAX_ATTEMPTS || !isWorthRepeating(error)) throw toProblem(error.fault);
    }
  }
}

async function runTransaction<T>(
  pool: Pool,
  options: BatchOptions,
  opening: readonly Step[],
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const tx = new Transaction(pool, options, opening);
    try {
      const result = await work(tx);
      await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback();
      const mayRepeat = tx.failure !== undefined && tx.isUndone && isWorthRepeating(tx.failure);
      if (attempt === MAX_ATTEMPTS || !mayRepeat) throw error;
    }
  }
}
