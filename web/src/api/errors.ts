/**
 * The one funnel for everything that can go wrong with a request. Whatever is thrown becomes one kind
 * sentence and, where the server named fields, a sentence for each of them. It never repeats what the
 * person wrote.
 */
import type { ProblemBody, ProblemName } from "@echo/contract/problem.ts";
import { messages } from "./messages.ts";

/**
 * - `offline`: the device has no network; `unreachable`: it has, but Echo did not answer;
 * - `timeout`: it took too long; `signed_out`: the login has ended;
 * - `problem`: Echo answered with a problem.
 */
export type ApiErrorKind = "offline" | "unreachable" | "timeout" | "signed_out" | "problem";

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly problem: ProblemBody | undefined;
  /** Seconds that the server asked to wait; undefined where it did not. */
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ApiErrorKind, problem?: ProblemBody, retryAfterSeconds?: number) {
    super(problem === undefined ? kind : `${problem.status} ${problem.title}`);
    this.name = "ApiError";
    this.kind = kind;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The name in a problem's `type`, a URI reference such as `/problems/not-found`. */
export function problemName(problem: ProblemBody): string {
  const path = problem.type.split(/[?#]/, 1)[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1).replaceAll("-", "_");
}

/** Whether Echo answered with this problem. */
export function isProblem(error: unknown, name: ProblemName): error is ApiError {
  return error instanceof ApiError && error.problem !== undefined && problemName(error.problem) === name;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.kind === "signed_out";
}

/** Whether the same request may well succeed later: no network, no answer, a server in trouble. */
export function isTemporary(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (error.kind === "problem") return (error.problem?.status ?? 0) >= 500;
  return error.kind !== "signed_out";
}

/** Whether no answer came: then the notice about the connection says so on every page. */
export function isUnreached(error: unknown): boolean {
  return error instanceof ApiError && ["offline", "unreachable", "timeout"].includes(error.kind);
}

/** What a person is told: one sentence, and one for each field that the server named. */
export interface Explanation {
  readonly sentence: string;
  /** By the name of the field in the request: the first segment of its JSON pointer. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Turns whatever was thrown into words for a person. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof ApiError)) return { sentence: messages.unexpected, fields: {} };
  if (error.problem === undefined) {
    const sentences: Record<ApiErrorKind, string> = {
      offline: messages.offline,
      unreachable: messages.unreachable,
      timeout: messages.timeout,
      signed_out: messages.signedOut,
      problem: messages.unexpected,
    };
    return { sentence: sentences[error.kind], fields: {} };
  }
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of error.problem.errors ?? []) {
    const field = firstSegment(pointer);
    if (field !== "" && !(field in fields)) fields[field] = asSentence(detail);
  }
  return { sentence: sentenceFor(error.problem, error.retryAfterSeconds), fields };
}

function sentenceFor(problem: ProblemBody, retryAfterSeconds: number | undefined): string {
  switch (problemName(problem)) {
    case "too_many_requests":
      return messages.tooManyRequests(retryAfterSeconds);
    case "unavailable":
    case "timed_out":
      return messages.unavailable;
    case "internal_error":
      return messages.internalError;
    case "csrf_failed":
      return messages.csrfFailed;
    case "too_large":
      return messages.tooLarge;
    case "not_found":
      return messages.notFound;
    case "invalid_input":
      return messages.invalidInput;
    default:
      // The contract promises one sentence for a person.
      return problem.detail === "" ? messages.unexpected : problem.detail;
  }
}

/** The server says what is wrong with a field, such as "must not be empty"; its label stands above. */
function asSentence(detail: string): string {
  const begun = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.?]$/.test(begun) ? begun : `${begun}.`;
}

/** RFC 6901: `/tags/0` names the field `tags`; `~1` is a slash, `~0` a tilde. */
function firstSegment(pointer: string): string {
  const segment = pointer.replace(/^#/, "").split("/")[1] ?? "";
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
