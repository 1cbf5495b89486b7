/**
 * An ordinary transaction of several statements. BEGIN and what belongs to it travel with the first
 * statement, statements run one after the other, and the connection is held from the first of them until
 * COMMIT or ROLLBACK was answered.
 */
import type pg from "pg";
import { BatchFailure, type BatchOptions, runBatch, type Step, step, type StepResult } from "./batch.ts";
import { DatabaseFault, outcomeUnknown, toProblem } from "./errors.ts";
import type { Pool } from "./pool.ts";
import { type Statement, statement } from "./statement.ts";

const COMMIT = step(statement("echo.commit", "commit"), []);
const ROLLBACK = step(statement("echo.rollback", "rollback"), []);

export class Transaction {
  readonly #pool: Pool;
  readonly #options: BatchOptions;
  readonly #opening: readonly Step[];
  #client: pg.PoolClient | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #isOver = false;
  /** What made it fail, once something has. */
  failure: BatchFailure | undefined;
  /** False once COMMIT was sent and nobody knows what became of it. */
  isUndone = true;

  constructor(pool: Pool, options: BatchOptions, opening: readonly Step[]) {
    this.#pool = pool;
    this.#options = options;
    this.#opening = opening;
  }

  /** Runs after every earlier statement of this transaction. Rejects with a Problem. */
  async query<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    if (this.#isOver) throw new Error(`The transaction is over; "${statement.name}" came too late.`);
    const next = step(statement, values);
    const results = this.#inOrder(() => this.#run([next], (fault) => toProblem(fault)));
    return (await results).at(-1)?.rows as Row[];
  }

  /** Resolves when everything is stored. Rejects with a Problem that says so when nobody can tell. */
  async commit(): Promise<void> {
    await this.#close(async () => {
      const [result] = await this.#run([COMMIT], (fault, failure) => {
        // The server may have committed and died before it could say so.
        this.isUndone = failure.isRolledBack && (!failure.isConnectionLost || !failure.isSent);
        return this.isUndone ? toProblem(fault) : outcomeUnknown(fault);
      });
      // COMMIT of a transaction in which a statement has failed is answered with ROLLBACK.
      if (result?.tag !== "COMMIT") {
        throw this.failure === undefined
          ? new Error("The transaction was rolled back without a reason.")
          : toProblem(this.failure.fault);
      }
    });
  }

  /** Undoes everything. Never rejects: a connection that cannot roll back is cut, which does the same. */
  async rollback(): Promise<void> {
    await this.#close(() => this.#run([ROLLBACK], toProblem)).catch(() => {});
  }

  #close(end: () => Promise<unknown>): Promise<void> {
    this.#isOver = true;
    return this.#inOrder(async () => {
      const client = this.#client;
      if (client === undefined) return;
      let isLost = true;
      try {
        if (this.failure?.isConnectionLost !== true) await end();
        else throw toProblem(this.failure.fault);
        isLost = false;
      } finally {
        this.#client = undefined;
        this.#pool.release(client, isLost);
      }
    });
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => {});
    return run;
  }

  async #run(
    steps: readonly Step[],
    toError: (fault: DatabaseFault, failure: BatchFailure) => Error,
  ): Promise<StepResult[]> {
    const opening = this.#client === undefined ? this.#opening : [];
    this.#client ??= await this.#pool.acquire();
    try {
      return await runBatch(this.#client, [...opening, ...steps], this.#options);
    } catch (error) {
      if (!(error instanceof BatchFailure)) throw error;
      this.failure ??= error;
      throw toError(error.fault, error);
    }
  }
}
