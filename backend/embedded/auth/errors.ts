/**
 * Everything that the Auth server refuses, in the two shapes that clients know: the older one with
 * `error_code`, and the one of API version 2024-01-01, which needs the version echoed in a header.
 * Public text and private cause are separate from birth; the cause only ever reaches the log.
 */
export const API_VERSION_HEADER = "x-supabase-api-version";
const API_VERSION = "2024-01-01";

export interface AuthErrorOptions {
  /** Further members of the body, such as `weak_password`. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly status: number;
  /** One of the codes that auth-js knows (its `error-codes.ts`). */
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, options: AuthErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.code = code;
    this.body = options.body ?? {};
    this.headers = options.headers ?? {};
  }
}

/** An error of the OAuth grammar (RFC 6749, 5.2): `{error, error_description}` with status 400. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

export interface RenderedError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The answer for an error.
 * @param requestedVersion the request's `X-Supabase-Api-Version`, which selects the shape
 * @param errorId goes into the body of 5xx answers, so that a report can be found in the log
 */
export function renderError(
  error: AuthError | OAuthError,
  requestedVersion: string | undefined,
  errorId: string,
): RenderedError {
  if (error instanceof OAuthError) {
    return { status: 400, headers: {}, body: { error: error.error, error_description: error.message } };
  }
  const codeHeader = { ...error.headers, "x-sb-error-code": error.code };
  if (requestedVersion !== undefined && isVersionOrLater(requestedVersion)) {
    return {
      status: error.status,
      headers: { ...codeHeader, [API_VERSION_HEADER]: API_VERSION },
      body: { code: error.code, message: error.message, ...error.body },
    };
  }
  const id = error.status >= 500 ? { error_id: errorId } : {};
  return {
    status: error.status,
    headers: codeHeader,
    body: { code: error.status, error_code: error.code, msg: error.message, ...id, ...error.body },
  };
}

/** Dates of one format compare as text. */
function isVersionOrLater(version: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(version) && version >= API_VERSION;
}

export function badRequest(message: string, code = "validation_failed"): AuthError {
  return new AuthError(400, code, message);
}

export function unexpectedFailure(cause: unknown): AuthError {
  return new AuthError(
    500,
    "unexpected_failure",
    "Unexpected failure, please check server logs for more information",
    { cause },
  );
}

export function requestTimeout(cause: unknown): AuthError {
  return new AuthError(
    504,
    "request_timeout",
    "Processing this request timed out, please retry after a moment.",
    { cause },
  );
}

/** One text for an unknown address, a wrong password and no password. */
export function invalidCredentials(): AuthError {
  return badRequest("Invalid login credentials", "invalid_credentials");
}

export function userNotFound(): AuthError {
  return new AuthError(404, "user_not_found", "User not found");
}

export function emailExists(): AuthError {
  return new AuthError(422, "email_exists", "A user with this email address has already been registered");
}

export function expiredToken(message: string): AuthError {
  return new AuthError(403, "otp_expired", message);
}

export function overRequestRate(retryAfterS: number): AuthError {
  return new AuthError(429, "over_request_rate_limit", "Request rate limit reached", {
    headers: { "retry-after": String(retryAfterS) },
  });
}

export function overMailRate(retryAfterS: number): AuthError {
  return new AuthError(
    429,
    "over_email_send_rate_limit",
    `For security purposes, you can only request this after ${retryAfterS} seconds.`,
    { headers: { "retry-after": String(retryAfterS) } },
  );
}
