/**
 * What a verified token says about its bearer. `role` has passed a closed list: only these four may ever
 * be used for `SET ROLE`.
 */
export const TOKEN_ROLES = ["anon", "authenticated", "admin", "service_role"] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

export interface Claims {
  readonly role: TokenRole;
  /** The person; absent for API keys. */
  readonly sub?: string;
  /** The login; absent for API keys. */
  readonly session_id?: string;
  readonly [claim: string]: unknown;
}

/**
 * Verifies an access token, a legacy API key or an `sb_...` key.
 * @throws TokenError when it is none of these, expired, or signed by somebody else
 */
export type VerifyToken = (token: string) => Promise<Claims>;

/** Why a token was refused; the message names the check that failed and never the token. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}
