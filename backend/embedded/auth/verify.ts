/**
 * Using a one-time token: it is taken out of the database first, in the same transaction as everything
 * that it allows, so that two who hold it cannot both use it.
 */
import { recordAudit } from "./audit.ts";
import { isBanned } from "./authenticate.ts";
import type { Caller } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { AuthError, badRequest, emailExists, expiredToken } from "./errors.ts";
import { type StartedLogin, startLogin } from "./login.ts";
import {
  deleteOneTimeTokens,
  lockHolders,
  type OneTimeToken,
  type OneTimeTokenType,
  type TokenProof,
} from "./one-time-tokens.ts";
import { inTransaction, isUniqueViolation, type Queryable } from "./transaction.ts";
import { lockUser, updateEmailIdentity, updateUser, type User } from "./users.ts";

export const FIRST_HALF_MESSAGE =
  "Confirmation link accepted. Please proceed to confirm link sent to the other email";

const EXPIRED_LINK = "Email link is invalid or has expired";
const EXPIRED_CODE = "Token has expired or is invalid";

/** Which tokens a `type` of POST and GET /verify opens. */
const TYPES: Readonly<Record<string, readonly OneTimeTokenType[]>> = {
  signup: ["confirmation_token"],
  invite: ["confirmation_token"],
  recovery: ["recovery_token"],
  magiclink: ["recovery_token", "confirmation_token"],
  email: ["confirmation_token", "recovery_token"],
  email_change: ["email_change_token_current", "email_change_token_new"],
};

/**
 * Uses a token up.
 * @returns the login that it started, or undefined after the first half of a change of address
 * @throws AuthError 403 `otp_expired` for whatever is not a living token of this type
 */
export async function useToken(
  context: AuthContext,
  type: string,
  proof: TokenProof,
  caller: Caller,
): Promise<StartedLogin | undefined> {
  const types = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (types === undefined) throw badRequest("Verify requires a verification type");
  const now = context.settings.clock.now();
  const expired = expiredToken("linkToken" in proof ? EXPIRED_LINK : EXPIRED_CODE);
  return await inTransaction(context.pool, async (tx) => {
    await lockHolders(tx, types, proof);
    const token = await context.oneTimeTokens.consume(tx, types, proof, now);
    const user = token === undefined ? undefined : await lockUser(tx, token.userId);
    if (token === undefined || user === undefined || user.deletedAt !== null) throw expired;
    if (isBanned(user, now)) throw new AuthError(403, "user_banned", "User is banned");
    const isDone = await applyToken(tx, user, token, caller, now, expired);
    return isDone ? await startLogin(context, tx, user, "otp", caller, now) : undefined;
  });
}

/** Does what the token allows; false when its other half is still to come. */
async function applyToken(
  tx: Queryable,
  user: User,
  token: OneTimeToken,
  caller: Caller,
  now: Date,
  expired: AuthError,
): Promise<boolean> {
  if (token.type === "email_change_token_current" || token.type === "email_change_token_new") {
    return await applyEmailChange(tx, user, token, caller, now, expired);
  }
  // The address has changed since the mail was sent: it proves nothing about this account any more.
  if (token.email !== user.email) throw expired;
  if (user.emailConfirmedAt === null) {
    await updateUser(tx, user.id, { emailConfirmedAt: now }, now);
    await updateEmailIdentity(tx, user.id, token.email, true, now);
  }
  return true;
}

async function applyEmailChange(
  tx: Queryable,
  user: User,
  token: OneTimeToken,
  caller: Caller,
  now: Date,
  expired: AuthError,
): Promise<boolean> {
  const newEmail = user.emailChange ?? "";
  const expected = token.type === "email_change_token_current" ? user.email : newEmail;
  if (newEmail === "" || token.email !== expected) throw expired;
  if (user.emailChangeConfirmStatus === 0) {
    await updateUser(tx, user.id, { emailChangeConfirmStatus: 1 }, now);
    return false;
  }
  await updateUser(
    tx,
    user.id,
    { email: newEmail, emailConfirmedAt: now, emailChange: "", emailChangeConfirmStatus: 0 },
    now,
  ).catch((error: unknown) => {
    throw isUniqueViolation(error) ? emailExists() : error;
  });
  await updateEmailIdentity(tx, user.id, newEmail, true, now);
  // Links that went to the old address must not open the account of the new one.
  await deleteOneTimeTokens(tx, user.id);
  await recordAudit(tx, "user_modified", user.id, caller, now);
  return true;
}
