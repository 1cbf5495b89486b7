/**
 * The one exception that Echo throws on purpose. It carries two texts from birth: the public sentence
 * that the person reads, and the private cause for the log. `http/error-handler.ts` renders it.
 */
import { PROBLEMS, type ProblemBody, type ProblemName, problemType } from "@echo/contract/problem.ts";

export interface FieldError {
  /** RFC 6901 JSON pointer into the body, or `/query/<name>`, `/params/<name>`, `/headers/<name>`. */
  readonly pointer: string;
  /** What is expected, never what was found. */
  readonly detail: string;
}

export interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  /** Seconds after which trying again makes sense: sent as Retry-After. */
  readonly retryAfterS?: number;
  /** The private cause, for the log only. */
  readonly cause?: unknown;
}

export class Problem extends Error {
  readonly problem: ProblemName;
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfterS: number | undefined;

  constructor(problem: ProblemName, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Problem";
    this.problem = problem;
    this.status = PROBLEMS[problem].status;
    this.errors = options.errors;
    this.retryAfterS = options.retryAfterS;
  }

  /** The body that crosses the wire. */
  toBody(requestId: string): ProblemBody {
    const { status, title } = PROBLEMS[this.problem];
    const body: ProblemBody = {
      type: problemType(this.problem),
      title,
      status,
      detail: this.message,
      request_id: requestId,
    };
    return this.errors === undefined ? body : { ...body, errors: this.errors.map((error) => ({ ...error })) };
  }
}

/** The answer for what does not exist and for what is not yours: one text, so that nobody can tell. */
export function notFound(): Problem {
  return new Problem("not_found", "There is nothing here.");
}

/** The answer for a request that is well-formed but asks for what cannot be: each fault with its place. */
export function invalidInput(...errors: readonly [FieldError, ...FieldError[]]): Problem {
  return new Problem("invalid_input", "Some of what was sent cannot be accepted.", { errors });
}
