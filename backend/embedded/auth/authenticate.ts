/**
 * Who is asking, by the Bearer token: a person with a living login, or a program with the secret key.
 * The login's row is looked up every time, so that signing out counts at once.
 */
import type { FastifyRequest } from "fastify";
import { type Claims, TokenError } from "#embedded/claims.ts";
import { readApiKey } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { AuthError } from "./errors.ts";
import { findSession, type Session } from "./sessions.ts";
import { findUserById, type User } from "./users.ts";

export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

/**
 * The person behind the access token.
 * @throws AuthError 401 without a token, 403 for a bad one, for an ended login and for a banned person
 */
export async function requireUser(context: AuthContext, request: FastifyRequest): Promise<SignedIn> {
  const { sub, session_id: sessionId } = await readClaims(context, request);
  if (sub === undefined || sessionId === undefined) {
    throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  }
  const user = await findUserById(context.pool, sub);
  if (user === undefined || user.deletedAt !== null) {
    throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  }
  const session = await findSession(context.pool, sessionId);
  if (session === undefined || session.userId !== user.id) {
    throw new AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
  }
  if (isBanned(user, context.settings.clock.now())) {
    throw new AuthError(403, "user_banned", "User is banned");
  }
  return { user, session };
}

/** @throws AuthError 401 or 403 unless the caller holds the secret key */
export async function requireAdmin(context: AuthContext, request: FastifyRequest): Promise<void> {
  const claims = await readClaims(context, request);
  if (claims.role !== "service_role") throw new AuthError(403, "not_admin", "User not allowed");
}

export function isBanned(user: User, now: Date): boolean {
  return user.bannedUntil !== null && user.bannedUntil > now;
}

async function readClaims(context: AuthContext, request: FastifyRequest): Promise<Claims> {
  const token = readBearer(request);
  if (token === undefined) {
    throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  }
  try {
    return await context.tokens.verify(token);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new AuthError(403, "bad_jwt", `invalid JWT: unable to parse or verify signature, ${error.message}`);
  }
}

/** The Bearer token, or the API key where there is none: the hosted gateway puts it in its place. */
function readBearer(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return readApiKey(request);
  return /^bearer +([^ ]+) *$/i.exec(header)?.[1];
}
