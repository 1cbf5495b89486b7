/**
 * Several statements, one round trip: everything is sent before a single Sync, which makes it one implicit
 * transaction unless BEGIN is among them. A batch ends when the server is ready again, never earlier, so
 * what a finished batch reports as done is committed and the connection is clean.
 */
import type pg from "pg";
import { serialize } from "pg-protocol";
import { DatabaseFault, toFault } from "./errors.ts";
import { RowReader, type Column } from "./rows.ts";
import { encodeValue, type Statement } from "./statement.ts";

export interface Step {
  readonly statement: Statement<unknown>;
  readonly values: (string | Buffer | null)[];
  /** Bind and Execute of the prepared form, kept for a step that is sent again and again. */
  bytes?: Buffer;
}

const EXECUTE = serialize.execute();
const DESCRIBE_PORTAL = serialize.describe({ type: "P", name: "" });
const SYNC = serialize.sync();

/** A statement with its values in wire form. Throws before anything is sent when a value has none. */
export function step(statement: Statement<unknown>, values: readonly unknown[]): Step {
  return { statement, values: values.map(encodeValue) };
}

/** The same for a step that is sent again and again: its prepared form is made once. */
export function reusableStep(statement: Statement<unknown>, values: readonly unknown[]): Step {
  const made = step(statement, values);
  const bind = serialize.bind({ statement: statement.name, values: made.values });
  return { ...made, bytes: Buffer.concat([bind, EXECUTE]) };
}

export interface StepResult {
  readonly rows: Record<string, unknown>[];
  /** The server's word for what it did, such as `INSERT 0 1`. */
  readonly tag: string;
}

/** How a batch failed, and what is known about its effects. */
export class BatchFailure extends Error {
  readonly fault: DatabaseFault;
  /** Nothing of the batch has had an effect, for certain. */
  readonly isRolledBack: boolean;
  /** The connection can no longer be used. */
  readonly isConnectionLost: boolean;
  /** Something of the batch may have reached the server. */
  readonly isSent: boolean;

  constructor(fault: DatabaseFault, isRolledBack: boolean, isConnectionLost: boolean, isSent: boolean) {
    super(fault.message);
    this.name = "BatchFailure";
    this.fault = fault;
    this.isRolledBack = isRolledBack;
    this.isConnectionLost = isConnectionLost;
    this.isSent = isSent;
  }
}

/** Statements that a connection has prepared, with the reader of their rows (none: no rows). */
type Preparations = Map<string, RowReader | undefined>;
const preparationsByClient = new WeakMap<pg.ClientBase, Preparations>();

function preparationsOf(client: pg.ClientBase): Preparations {
  let preparations = preparationsByClient.get(client);
  if (preparations === undefined) {
    preparations = new Map();
    preparationsByClient.set(client, preparations);
  }
  return preparations;
}

export interface BatchOptions {
  /** Prepare statements by name and keep them; false behind a pooler that changes connections. */
  readonly isPrepared: boolean;
  /** After this time the connection is cut. */
  readonly timeoutMs: number;
}

/** Sends the steps and resolves with one result each, once the server has committed or is ready again. */
export function runBatch(
  client: pg.ClientBase,
  steps: readonly Step[],
  options: BatchOptions,
): Promise<StepResult[]> {
  return new Promise((resolve, reject) => {
    client.query(new Batch(client, steps, options, resolve, reject));
  });
}

/** The events that the driver hands to the query that it is running. */
class Batch {
  readonly #steps: readonly Step[];
  readonly #isPrepared: boolean;
  readonly #preparations: Preparations;
  readonly #resolve: (results: StepResult[]) => void;
  readonly #reject: (failure: BatchFailure) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #results: StepResult[] = [];
  #rows: Record<string, unknown>[] = [];
  #reader: RowReader | undefined;
  #isSent = false;
  #isSettled = false;

  constructor(
    client: pg.ClientBase,
    steps: readonly Step[],
    options: BatchOptions,
    resolve: (results: StepResult[]) => void,
    reject: (failure: BatchFailure) => void,
  ) {
    this.#steps = steps;
    this.#isPrepared = options.isPrepared;
    this.#preparations = preparationsOf(client);
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => {
      this.#fail(
        new DatabaseFault({ code: "CLIENT_TIMEOUT", statementName: this.#statementName }),
        false,
        true,
      );
      connectionOf(client).stream.destroy();
    }, options.timeoutMs);
  }

  get #statementName(): string | undefined {
    return this.#steps[Math.min(this.#results.length, this.#steps.length - 1)]?.statement.name;
  }

  /** Everything in one piece: a single write costs the least of what a round trip costs here. */
  submit(connection: pg.Connection): void {
    this.#isSent = true;
    const parts: Buffer[] = [];
    for (const step of this.#steps) this.#encode(step, parts);
    parts.push(SYNC);
    connection.stream.write(Buffer.concat(parts));
    this.#prepareReader();
  }

  #encode(step: Step, parts: Buffer[]): void {
    const { statement, values } = step;
    const name = this.#isPrepared ? statement.name : "";
    if (this.#isPrepared && this.#preparations.has(name)) {
      if (step.bytes === undefined) parts.push(serialize.bind({ statement: name, values }), EXECUTE);
      else parts.push(step.bytes);
      return;
    }
    // An earlier attempt may have prepared it before it failed; closing what is not there is no error.
    if (this.#isPrepared) parts.push(serialize.close({ type: "S", name }));
    parts.push(
      serialize.parse({ name, text: statement.text, types: [] }),
      serialize.bind({ statement: name, values }),
      DESCRIBE_PORTAL,
      EXECUTE,
    );
  }

  /** The reader for the step that answers next. */
  #prepareReader(): void {
    const next = this.#steps[this.#results.length];
    this.#rows = [];
    this.#reader =
      next === undefined || !this.#isPrepared ? undefined : this.#preparations.get(next.statement.name);
  }

  handleRowDescription(message: { fields: readonly Column[] }): void {
    this.#reader = new RowReader(message.fields);
  }

  handleDataRow(message: { fields: readonly (string | null)[] }): void {
    if (this.#reader !== undefined) this.#rows.push(this.#reader.read(message.fields));
  }

  handleCommandComplete(message: { text: string }): void {
    const done = this.#steps[this.#results.length];
    if (done !== undefined && this.#isPrepared) this.#preparations.set(done.statement.name, this.#reader);
    this.#results.push({ rows: this.#rows, tag: message.text });
    this.#prepareReader();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  handleReadyForQuery(): void {
    if (this.#isSettled) return;
    this.#settle();
    this.#resolve(this.#results);
  }

  /** Called for an error of the server, for a lost connection, and when the connection was unusable. */
  handleError(error: Error & { severity?: string; code?: string }, connection: pg.Connection): void {
    if (this.#isSettled) return;
    const fault = toFault(error, this.#statementName);
    if (error.severity === undefined) {
      this.#fail(fault, !this.#isSent, true);
      return;
    }
    if (error.severity === "FATAL" || error.severity === "PANIC") {
      // The stream is in order: when the last statement had not been answered yet, Sync was not reached.
      this.#fail(fault, this.#results.length < this.#steps.length, true);
      return;
    }
    this.#failWhenReady(fault, connection);
  }

  /** The server skips to Sync after an error; only then is the connection of use again. */
  #failWhenReady(fault: DatabaseFault, connection: pg.Connection): void {
    const settle = (isConnectionLost: boolean) => {
      connection.off("readyForQuery", onReady);
      connection.off("end", onEnd);
      this.#fail(fault, true, isConnectionLost);
    };
    const onReady = () => settle(false);
    const onEnd = () => settle(true);
    connection.once("readyForQuery", onReady);
    connection.once("end", onEnd);
  }

  handlePortalSuspended(): void {}
  handleCopyInResponse(connection: pg.Connection): void {
    connection.stream.destroy();
  }
  handleCopyData(): void {}

  #settle(): void {
    this.#isSettled = true;
    clearTimeout(this.#timer);
  }

  #fail(fault: DatabaseFault, isRolledBack: boolean, isConnectionLost: boolean): void {
    if (this.#isSettled) return;
    this.#settle();
    this.#reject(new BatchFailure(fault, isRolledBack, isConnectionLost, this.#isSent));
  }
}

function connectionOf(client: pg.ClientBase): pg.Connection {
  return (client as unknown as { connection: pg.Connection }).connection;
}
