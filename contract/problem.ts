/**
 * Errors on the wire: RFC 9457 problem details, media type `application/problem+json`. `type` comes
 * from a closed list, so that a client can branch on it; `detail` is one sentence for a person.
 */
import { Type, type Static } from "typebox";

/** Problem types by name: the HTTP status and the title that always go with them. */
export const PROBLEMS = {
  malformed_request: { status: 400, title: "The request could not be read" },
  invalid_cursor: { status: 400, title: "The page cursor is not valid" },
  invalid_host: { status: 400, title: "The host name is not served here" },
  invalid_token: { status: 401, title: "Not signed in" },
  invalid_credentials: { status: 401, title: "Wrong e-mail address or password" },
  csrf_failed: { status: 403, title: "The request did not come from Echo" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Conflict" },
  stale_version: { status: 412, title: "Changed in the meantime" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  expectation_failed: { status: 417, title: "That cannot be expected here" },
  invalid_input: { status: 422, title: "Invalid input" },
  weak_password: { status: 422, title: "Choose a stronger password" },
  too_many_requests: { status: 429, title: "Too many requests" },
  headers_too_large: { status: 431, title: "Request headers too large" },
  internal_error: { status: 500, title: "Something went wrong" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
  timed_out: { status: 503, title: "It took too long" },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** The `type` member of a problem: a URI reference that names it, resolvable under PUBLIC_URL. */
export function problemType(name: ProblemName): string {
  return `/problems/${name.replaceAll("_", "-")}`;
}

export const ProblemBody = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    request_id: Type.String(),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          { pointer: Type.String({ description: "RFC 6901 JSON pointer" }), detail: Type.String() },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: "Problem", additionalProperties: false },
);
export type ProblemBody = Static<typeof ProblemBody>;
