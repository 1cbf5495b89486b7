/**
 * PUT /user and GET /reauthenticate: what a person may change about themselves. A new password ends every
 * other login; a new address counts when both mailboxes have agreed.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { reload } from "./accounts.ts";
import { recordAudit } from "./audit.ts";
import { requireUser, type SignedIn } from "./authenticate.ts";
import { type Caller, readCaller } from "./caller.ts";
import { type AuthContext, countMail, countRequest } from "./context.ts";
import { AuthError, emailExists } from "./errors.ts";
import { asBody, mergeMetadata, readEmail, readMetadata, readText, refuseUnsupported } from "./input.ts";
import { deleteOneTimeTokens, type IssuedOneTimeToken } from "./one-time-tokens.ts";
import { checkNewPassword } from "./passwords.ts";
import { deleteSessionsOf } from "./sessions.ts";
import { inTransaction, type Queryable } from "./transaction.ts";
import { toUserObject } from "./user-object.ts";
import { findUserByEmail, lockUser, type Metadata, updateUser, type User } from "./users.ts";

interface UserUpdate {
  readonly newEmail: string | undefined;
  readonly password: string | undefined;
  readonly currentPassword: string | undefined;
  readonly nonce: string | undefined;
  readonly userMetadata: Metadata | undefined;
}

interface EmailChangeLinks {
  readonly current: IssuedOneTimeToken;
  readonly next: IssuedOneTimeToken;
}

export function addUserRoutes(app: FastifyInstance, context: AuthContext): void {
  app.put("/user", async (request) => {
    const signedIn = await requireUser(context, request);
    const caller = readCaller(request, context.apiKeys);
    const update = readUpdate(request, signedIn.user);
    // A stolen login must not become a place to guess the password at.
    if (update.currentPassword !== undefined) countRequest(context, request, "token");
    const encryptedPassword = await preparePassword(context, signedIn.user, update);
    if (update.newEmail !== undefined) await prepareEmailChange(context, caller, update.newEmail);
    const now = context.settings.clock.now();
    const { user, links } = await inTransaction(context.pool, (tx) =>
      applyUpdate(context, tx, signedIn, update, encryptedPassword, caller, now),
    );
    if (links !== undefined) await mailEmailChange(context, user, links, now);
    return toUserObject(user);
  });

  app.get("/reauthenticate", async (request) => {
    const { user } = await requireUser(context, request);
    const email = user.email ?? "";
    const caller = readCaller(request, context.apiKeys);
    countMail(context, caller, "reauthentication", email);
    const now = context.settings.clock.now();
    const { code } = await inTransaction(context.pool, async (tx) => {
      await lockUser(tx, user.id);
      const token = { userId: user.id, type: "reauthentication_token", email } as const;
      const issued = await context.oneTimeTokens.issue(tx, token, now);
      await updateUser(tx, user.id, { reauthenticationSentAt: now }, now);
      await recordAudit(tx, "user_reauthenticate_requested", user.id, caller, now);
      return issued;
    });
    await context.outbox.send({ kind: "reauthentication", to: email, code }, now);
    return {};
  });
}

function readUpdate(request: FastifyRequest, user: User): UserUpdate {
  const body = asBody(request.body);
  refuseUnsupported(body);
  if (readMetadata(body, "app_metadata") !== undefined) {
    throw new AuthError(403, "not_admin", "Updating app_metadata requires admin privileges");
  }
  const email = (readText(body, "email") ?? "") === "" ? undefined : readEmail(body);
  const password = readText(body, "password");
  if (password !== undefined) checkNewPassword(password);
  return {
    newEmail: email === user.email ? undefined : email,
    password,
    currentPassword: readText(body, "current_password"),
    nonce: readText(body, "nonce"),
    userMetadata: readMetadata(body, "data"),
  };
}

/**
 * The hash of the new password, or undefined when it stays. Whoever names their current password must
 * name the right one.
 */
async function preparePassword(
  context: AuthContext,
  user: User,
  { password, currentPassword }: UserUpdate,
): Promise<string | undefined> {
  if (currentPassword !== undefined) {
    if (!(await context.passwords.isMatch(currentPassword, user.encryptedPassword))) {
      throw new AuthError(400, "current_password_invalid", "Current password is not valid");
    }
  }
  if (password === undefined) return undefined;
  const hasPassword = (user.encryptedPassword ?? "") !== "";
  if (hasPassword && (await context.passwords.isMatch(password, user.encryptedPassword))) {
    throw new AuthError(422, "same_password", "New password should be different from the old password.");
  }
  return await context.passwords.hash(password);
}

async function prepareEmailChange(context: AuthContext, caller: Caller, newEmail: string): Promise<void> {
  if ((await findUserByEmail(context.pool, newEmail)) !== undefined) throw emailExists();
  countMail(context, caller, "email_change_new", newEmail);
}

async function applyUpdate(
  context: AuthContext,
  tx: Queryable,
  signedIn: SignedIn,
  update: UserUpdate,
  encryptedPassword: string | undefined,
  caller: Caller,
  now: Date,
): Promise<{ readonly user: User; readonly links: EmailChangeLinks | undefined }> {
  const user = await lockUser(tx, signedIn.user.id);
  if (user === undefined) {
    throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  }
  if (encryptedPassword !== undefined) {
    if (user.encryptedPassword !== signedIn.user.encryptedPassword) {
      throw new AuthError(409, "conflict", "The password was changed by somebody else in the meantime");
    }
    await checkNonce(context, tx, user, update.nonce, now);
    await updateUser(tx, user.id, { encryptedPassword }, now);
    await deleteSessionsOf(tx, user.id, signedIn.session.id);
    await deleteOneTimeTokens(tx, user.id);
    await recordAudit(tx, "user_updated_password", user.id, caller, now);
  }
  if (update.userMetadata !== undefined) {
    const userMetadata = mergeMetadata(user.userMetadata, update.userMetadata);
    await updateUser(tx, user.id, { userMetadata }, now);
  }
  const links =
    update.newEmail === undefined
      ? undefined
      : await issueEmailChange(context, tx, user, update.newEmail, now);
  await recordAudit(tx, "user_modified", user.id, caller, now);
  return { user: await reload(tx, user.id), links };
}

/** A nonce is optional; one that is given must be the right one, and is used up. */
async function checkNonce(
  context: AuthContext,
  tx: Queryable,
  user: User,
  nonce: string | undefined,
  now: Date,
): Promise<void> {
  if (nonce === undefined || nonce === "") return;
  const types = ["reauthentication_token"] as const;
  const token = await context.oneTimeTokens.consume(tx, types, { email: user.email ?? "", code: nonce }, now);
  if (token?.userId !== user.id) {
    throw new AuthError(422, "reauthentication_not_valid", "Nonce has expired or is invalid");
  }
}

async function issueEmailChange(
  context: AuthContext,
  tx: Queryable,
  user: User,
  newEmail: string,
  now: Date,
): Promise<EmailChangeLinks> {
  const issue = (type: "email_change_token_current" | "email_change_token_new", email: string) =>
    context.oneTimeTokens.issue(tx, { userId: user.id, type, email }, now);
  const current = await issue("email_change_token_current", user.email ?? "");
  const next = await issue("email_change_token_new", newEmail);
  await updateUser(
    tx,
    user.id,
    { emailChange: newEmail, emailChangeSentAt: now, emailChangeConfirmStatus: 0 },
    now,
  );
  return { current, next };
}

async function mailEmailChange(
  context: AuthContext,
  user: User,
  { current, next }: EmailChangeLinks,
  now: Date,
): Promise<void> {
  const newEmail = user.emailChange ?? "";
  await context.outbox.send(
    { kind: "email_change_current", to: user.email ?? "", newEmail, ...current },
    now,
  );
  await context.outbox.send({ kind: "email_change_new", to: newEmail, newEmail, ...next }, now);
}
