/**
 * Starting a login and answering with it. The person is looked at again while their row is locked: what
 * was true when the password was compared must still be true when the session is written.
 */
import type { FastifyReply } from "fastify";
import { recordAudit } from "./audit.ts";
import { isBanned } from "./authenticate.ts";
import type { Caller } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { badRequest, invalidCredentials } from "./errors.ts";
import type { Refreshed } from "./refresh.ts";
import { encodeRefreshToken } from "./refresh-token.ts";
import { type AuthenticationMethod, insertSession, refreshKey } from "./sessions.ts";
import { ACCESS_TOKEN_LIFETIME_S, type LoginClaims } from "./tokens.ts";
import { inTransaction, type Queryable } from "./transaction.ts";
import { toUserObject } from "./user-object.ts";
import { findUserById, lockUser, type User } from "./users.ts";

/** A login that was just started or refreshed. */
export type StartedLogin = Omit<Refreshed, "reuseCauses">;

/**
 * Starts a login after a password was found right.
 * @param seen the person as they were when the password was compared
 * @throws AuthError 400 when they are banned, not confirmed, gone, or have another password by now
 */
export async function startPasswordLogin(
  context: AuthContext,
  seen: User,
  caller: Caller,
): Promise<StartedLogin> {
  const now = context.settings.clock.now();
  return await inTransaction(context.pool, async (tx) => {
    const user = await lockUser(tx, seen.id);
    if (user === undefined || user.deletedAt !== null) throw invalidCredentials();
    if (user.encryptedPassword !== seen.encryptedPassword) throw invalidCredentials();
    if (isBanned(user, now)) throw badRequest("User is banned", "user_banned");
    if (user.emailConfirmedAt === null) throw badRequest("Email not confirmed", "email_not_confirmed");
    return await startLogin(context, tx, user, "password", caller, now);
  });
}

/** Starts a login of a person whose row the transaction holds. */
export async function startLogin(
  context: AuthContext,
  tx: Queryable,
  user: User,
  method: AuthenticationMethod,
  caller: Caller,
  now: Date,
): Promise<StartedLogin> {
  const session = await insertSession(tx, user, method, caller, now);
  await recordAudit(tx, "login", user.id, caller, now);
  const login: LoginClaims = {
    sessionId: session.id,
    aal: session.aal,
    amr: [{ method, timestamp: Math.floor(now.getTime() / 1000) }],
  };
  return {
    user: (await findUserById(tx, user.id)) ?? user,
    login,
    refreshToken: encodeRefreshToken(session.id, 0, refreshKey(context.settings.jwtSecret, session)),
    refreshCounter: 0,
  };
}

/** The session object of the Auth API. */
export async function toSessionObject(
  context: AuthContext,
  login: StartedLogin,
): Promise<Readonly<Record<string, unknown>>> {
  const { token, expiresAt } = await context.tokens.issue(login.user, login.login);
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: ACCESS_TOKEN_LIFETIME_S,
    expires_at: expiresAt,
    refresh_token: login.refreshToken,
    user: toUserObject(login.user),
  };
}

/** Answers 200 with the session, and with the headers that name it. */
export async function sendSession(
  context: AuthContext,
  reply: FastifyReply,
  login: StartedLogin,
): Promise<FastifyReply> {
  return reply
    .header("sb-auth-user-id", login.user.id)
    .header("sb-auth-session-id", login.login.sessionId)
    .header("sb-auth-refresh-token-counter", String(login.refreshCounter))
    .send(await toSessionObject(context, login));
}
