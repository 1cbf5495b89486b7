/**
 * The refresh grant with rotation version 2. The session's row is locked while the decision is made, so
 * parallel refreshes agree on one current token; a token that is too old ends the whole login, and
 * nothing signed for that login works any more, not even the token that was current.
 */
import type pg from "pg";
import type { Secret } from "#core/secret.ts";
import { recordAudit } from "./audit.ts";
import type { Caller } from "./caller.ts";
import { AuthError, badRequest, OAuthError } from "./errors.ts";
import { encodeRefreshToken, isSignedBy, parseRefreshToken } from "./refresh-token.ts";
import {
  deleteSession,
  lockSession,
  readLoginClaims,
  refreshKey,
  type Session,
  updateRefreshed,
} from "./sessions.ts";
import type { LoginClaims } from "./tokens.ts";
import { inTransaction, type Queryable } from "./transaction.ts";
import { findUserById, type User } from "./users.ts";

/** How long after a refresh older tokens of the login still get the current one (hosted default). */
export const REUSE_INTERVAL_MS = 10_000;

/** Refresh tokens of version 1: 12 characters. None was ever issued here. */
const VERSION_1_TOKEN = /^[a-z0-9]{12}$/;

export type RefreshVerdict =
  | { readonly kind: "rotate" }
  /** The current token goes out again. */
  | { readonly kind: "repeat"; readonly causes: readonly string[] }
  | { readonly kind: "foreign" }
  | { readonly kind: "abuse" };

/**
 * What to do with a genuine refresh token.
 * @param lag by how much the session's counter is ahead of the token's
 * @param sinceRefreshMs since the last refresh of the session, or since its start
 */
export function judgeRefresh(lag: number, sinceRefreshMs: number): RefreshVerdict {
  if (lag < 0) return { kind: "foreign" };
  if (lag === 0) return { kind: "rotate" };
  const causes = [
    ...(Math.abs(sinceRefreshMs) < REUSE_INTERVAL_MS ? ["concurrent-refresh"] : []),
    ...(lag === 1 ? ["fail-to-save"] : []),
  ];
  return causes.length > 0 ? { kind: "repeat", causes } : { kind: "abuse" };
}

export interface Refreshed {
  readonly user: User;
  readonly login: LoginClaims;
  readonly refreshToken: string;
  readonly refreshCounter: number;
  /** Why an older token was accepted; empty after an ordinary refresh. */
  readonly reuseCauses: readonly string[];
}

/**
 * Exchanges a refresh token.
 * @throws AuthError 400 for everything that is not the token of a living login; 409 when the session
 *   stays locked for five seconds
 */
export async function refreshSession(
  deps: { readonly pool: pg.Pool; readonly jwtSecret: Secret },
  token: string | undefined,
  caller: Caller,
  now: Date,
): Promise<Refreshed> {
  if (token === undefined || token === "") {
    throw new OAuthError("invalid_request", "refresh_token required");
  }
  const parsed = parseRefreshToken(token);
  if (parsed === undefined) {
    throw VERSION_1_TOKEN.test(token) ? tokenNotFound() : badRequest("Refresh token is not valid");
  }
  const outcome = await inTransaction(deps.pool, async (tx) => {
    const session = await lockSession(tx, parsed.sessionId);
    if (session === undefined) throw tokenNotFound();
    const key = refreshKey(deps.jwtSecret, session);
    if (!isSignedBy(parsed, key)) throw badRequest("Refresh token is not valid");
    const user = await findLivingUser(tx, session, now);
    const lastRefresh = session.refreshedAt ?? session.createdAt;
    const verdict = judgeRefresh(
      session.refreshCounter - parsed.counter,
      now.getTime() - lastRefresh.getTime(),
    );
    if (verdict.kind === "foreign") {
      throw badRequest("Invalid Refresh Token: Not Issued By This Server");
    }
    if (verdict.kind === "abuse") {
      await deleteSession(tx, session.id);
      await recordAudit(tx, "token_revoked", user.id, caller, now);
      return undefined;
    }
    // A repeat leaves the row alone: it must not stretch the interval in which older tokens pass.
    const isRotated = verdict.kind === "rotate";
    const refreshCounter = session.refreshCounter + (isRotated ? 1 : 0);
    if (isRotated) await updateRefreshed(tx, session.id, refreshCounter, caller, now);
    return {
      user,
      login: await readLoginClaims(tx, session),
      refreshToken: encodeRefreshToken(session.id, refreshCounter, key),
      refreshCounter,
      reuseCauses: verdict.kind === "repeat" ? verdict.causes : [],
    };
  });
  if (outcome === undefined) {
    throw new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used", {
      headers: { "sb-auth-refresh-token-rotated": "true" },
    });
  }
  return outcome;
}

async function findLivingUser(tx: Queryable, session: Session, now: Date): Promise<User> {
  const user = await findUserById(tx, session.userId);
  if (user === undefined || user.deletedAt !== null) throw tokenNotFound();
  if (user.bannedUntil !== null && user.bannedUntil > now) {
    throw badRequest("Invalid Refresh Token: User Banned", "user_banned");
  }
  if (session.notAfter !== null && session.notAfter <= now) {
    throw badRequest("Invalid Refresh Token: Session Expired", "session_expired");
  }
  return user;
}

function tokenNotFound(): AuthError {
  return badRequest("Invalid Refresh Token: Refresh Token Not Found", "refresh_token_not_found");
}
