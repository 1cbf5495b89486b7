/**
 * Making accounts and sending their links: the steps that sign-up, invitation, magic links and the admin
 * routes share. Mails leave after the transaction that made their token has committed.
 */
import { newId } from "#core/ids.ts";
import type { Caller } from "./caller.ts";
import { recordAudit } from "./audit.ts";
import type { AuthContext } from "./context.ts";
import type { MailKind } from "./mail.ts";
import type { IssuedOneTimeToken } from "./one-time-tokens.ts";
import type { Queryable } from "./transaction.ts";
import { findUserById, insertUser, type Metadata, updateUser, type User } from "./users.ts";

export interface AccountInput {
  readonly id?: string;
  readonly email: string;
  readonly encryptedPassword: string;
  readonly role?: string;
  readonly appMetadata?: Metadata;
  readonly userMetadata: Metadata;
  readonly isConfirmed: boolean;
  readonly bannedUntil?: Date | null;
}

/** @throws a unique violation where the address or the id is taken */
export async function createAccount(
  tx: Queryable,
  input: AccountInput,
  caller: Caller,
  now: Date,
): Promise<User> {
  const id = input.id ?? newId();
  await insertUser(
    tx,
    {
      id,
      email: input.email,
      encryptedPassword: input.encryptedPassword,
      role: input.role ?? "authenticated",
      appMetadata: { provider: "email", providers: ["email"], ...input.appMetadata },
      userMetadata: input.userMetadata,
      emailConfirmedAt: input.isConfirmed ? now : null,
      bannedUntil: input.bannedUntil ?? null,
    },
    now,
  );
  await recordAudit(tx, "user_signedup", id, caller, now);
  return await reload(tx, id);
}

/** Links that prove the address that a person has. */
export type OwnLinkKind = "confirmation" | "recovery" | "magiclink" | "invite";

/** Makes the token of a link to the person's own address, and notes when it was made. */
export async function issueOwnLink(
  context: AuthContext,
  tx: Queryable,
  user: User,
  kind: OwnLinkKind,
  now: Date,
): Promise<IssuedOneTimeToken> {
  const isConfirmation = kind === "confirmation" || kind === "invite";
  const issued = await context.oneTimeTokens.issue(
    tx,
    {
      userId: user.id,
      type: isConfirmation ? "confirmation_token" : "recovery_token",
      email: user.email ?? "",
    },
    now,
  );
  await updateUser(
    tx,
    user.id,
    {
      ...(isConfirmation ? { confirmationSentAt: now } : { recoverySentAt: now }),
      ...(kind === "invite" ? { invitedAt: now } : {}),
    },
    now,
  );
  return issued;
}

export async function mailLink(
  context: AuthContext,
  kind: MailKind,
  email: string,
  issued: IssuedOneTimeToken,
  now: Date,
): Promise<void> {
  await context.outbox.send({ kind, to: email, ...issued }, now);
}

/** A person as the transaction has left them. */
export async function reload(tx: Queryable, id: string): Promise<User> {
  const user = await findUserById(tx, id);
  if (user === undefined) throw new Error("A person vanished within the transaction that holds their row.");
  return user;
}
