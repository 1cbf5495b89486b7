/**
 * From what Postgres or the network said to what a person may read. A `DatabaseFault` is the private cause:
 * it keeps codes and names but never a message or a detail of the server, because those quote values, and
 * values are journal text.
 */
import { Problem } from "#core/problem.ts";

export interface FaultFields {
  /** SQLSTATE, or a code of the network such as ECONNREFUSED, or one of Echo's own words. */
  readonly code: string;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly routine?: string | undefined;
  readonly statementName?: string | undefined;
}

export class DatabaseFault extends Error implements FaultFields {
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly routine: string | undefined;
  readonly statementName: string | undefined;

  constructor(fields: FaultFields) {
    const places = (["statementName", "table", "column", "constraint", "routine"] as const)
      .filter((name) => fields[name] !== undefined)
      .map((name) => `${name} ${fields[name]}`);
    super(
      places.length === 0 ? `Database: ${fields.code}` : `Database: ${fields.code} (${places.join(", ")})`,
    );
    this.name = "DatabaseFault";
    this.code = fields.code;
    this.constraint = fields.constraint;
    this.table = fields.table;
    this.column = fields.column;
    this.routine = fields.routine;
    this.statementName = fields.statementName;
  }
}

/** The private cause of an error of the driver, without any text that the server made. */
export function toFault(error: unknown, statementName?: string): DatabaseFault {
  if (error instanceof DatabaseFault) return error;
  const text = (name: string): string | undefined => {
    const value: unknown = error instanceof Object ? Reflect.get(error, name) : undefined;
    return typeof value === "string" ? value : undefined;
  };
  return new DatabaseFault({
    code: text("code") ?? "CONNECTION_LOST",
    constraint: text("constraint"),
    table: text("table"),
    column: text("column"),
    routine: text("routine"),
    statementName,
  });
}

/** SQLSTATE behind an error that came out of a scope, if there is one. */
export function sqlStateOf(error: unknown): string | undefined {
  const cause = error instanceof Problem ? error.cause : error;
  return cause instanceof DatabaseFault && /^[0-9A-Z]{5}$/.test(cause.code) ? cause.code : undefined;
}

/** Name of the violated constraint behind an error that came out of a scope, if there is one. */
export function constraintOf(error: unknown): string | undefined {
  const cause = error instanceof Problem ? error.cause : error;
  return cause instanceof DatabaseFault ? cause.constraint : undefined;
}

/** Serialisation failure and deadlock: the transaction is gone, and the same one may succeed now. */
export function isTransient(fault: DatabaseFault): boolean {
  return fault.code === "40001" || fault.code === "40P01";
}

/** A statement that the server no longer knows, or whose plan no longer fits the schema. */
export function isStalePreparation(fault: DatabaseFault): boolean {
  return fault.code === "26000" || (fault.code === "0A000" && fault.routine === "RevalidateCachedQuery");
}

const RETRY_SOON_S = 1;
const RETRY_LATER_S = 2;

const UNREACHABLE = "Echo cannot reach its database at the moment. Please try again shortly.";
const BUSY = "Echo is very busy at the moment. Please try again shortly.";

/** The answer when nobody can say whether a change was stored. */
export function outcomeUnknown(fault: DatabaseFault): Problem {
  return new Problem(
    "unavailable",
    "It is not certain whether this was saved. It is safe to send the same request again.",
    { cause: fault, retryAfterS: RETRY_LATER_S },
  );
}

/** The answer when no connection became free in time. */
export function overloaded(): Problem {
  return new Problem("unavailable", BUSY, {
    cause: new DatabaseFault({ code: "POOL_EXHAUSTED" }),
    retryAfterS: RETRY_SOON_S,
  });
}

/** The public problem for a fault whose transaction is known to have had no effect. */
export function toProblem(fault: DatabaseFault): Problem {
  const { code } = fault;
  const cause = fault;
  switch (code) {
    case "CLIENT_TIMEOUT":
    case "57014":
      return new Problem("timed_out", "The database took too long to answer. Please try again.", { cause });
    case "55P03":
    case "40001":
    case "40P01":
    case "53300":
      return new Problem("unavailable", BUSY, { cause, retryAfterS: RETRY_SOON_S });
    case "23505":
      return new Problem("conflict", "Something with this identity exists already.", { cause });
    case "42501":
      return new Problem("forbidden", "You may not do this.", { cause });
    case "25006":
    case "25P03":
    case "3D000":
      return new Problem("unavailable", UNREACHABLE, { cause, retryAfterS: RETRY_LATER_S });
  }
  if (!/^[0-9A-Z]{5}$/.test(code)) {
    return new Problem("unavailable", UNREACHABLE, { cause, retryAfterS: RETRY_LATER_S });
  }
  switch (code.slice(0, 2)) {
    case "08":
    case "28":
    case "53":
    case "57":
    case "58":
      return new Problem("unavailable", UNREACHABLE, { cause, retryAfterS: RETRY_LATER_S });
    case "22":
    case "23":
    case "54":
      return new Problem("invalid_input", "Something in this request cannot be stored as it is.", { cause });
    default:
      return new Problem("internal_error", "Something went wrong on our side.", { cause });
  }
}
