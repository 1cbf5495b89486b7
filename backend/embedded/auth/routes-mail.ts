/**
 * POST /recover, /resend and /otp: asking for a mail. All of them answer 200 with an empty object, after
 * the same time, whether or not the address is known.
 */
import type { FastifyInstance } from "fastify";
import { createAccount, issueOwnLink, mailLink, type OwnLinkKind } from "./accounts.ts";
import { recordAudit } from "./audit.ts";
import type { Caller } from "./caller.ts";
import { type AuthContext, countMail, countRequest } from "./context.ts";
import { badRequest } from "./errors.ts";
import { noSoonerThan } from "./even-timing.ts";
import {
  asBody,
  mergeMetadata,
  readEmail,
  readFlag,
  readMetadata,
  readText,
  refuseUnsupported,
} from "./input.ts";
import { signupDisabled } from "./routes-signup.ts";
import { inTransaction, isUniqueViolation } from "./transaction.ts";
import { findUserByEmail, lockUser, type Metadata, type User } from "./users.ts";

const MAIL_FLOOR_MS = 250;

export function addMailRoutes(app: FastifyInstance, context: AuthContext): void {
  app.post("/recover", async (request) => {
    const caller = countRequest(context, request, "otp");
    const body = asBody(request.body);
    refuseUnsupported(body);
    const email = readEmail(body);
    countMail(context, caller, "recovery", email);
    return await noSoonerThan(MAIL_FLOOR_MS, async () => {
      const user = await findReachable(context, email);
      if (user !== undefined) await sendOwnLink(context, user, "recovery", caller);
      return {};
    });
  });

  app.post("/resend", async (request) => {
    const caller = countRequest(context, request, "otp");
    const body = asBody(request.body);
    refuseUnsupported(body);
    const type = readText(body, "type");
    if (type !== "signup" && type !== "email_change") {
      throw badRequest("Missing one of these types: signup, email_change");
    }
    const email = readEmail(body);
    countMail(context, caller, type === "signup" ? "confirmation" : "email_change_new", email);
    return await noSoonerThan(MAIL_FLOOR_MS, async () => {
      const user = await findReachable(context, email);
      if (user !== undefined) await resend(context, user, type, caller);
      return {};
    });
  });

  app.post("/otp", async (request) => {
    const caller = countRequest(context, request, "otp");
    const body = asBody(request.body);
    refuseUnsupported(body);
    const email = readEmail(body);
    const mayCreate = readFlag(body, "create_user") ?? true;
    if (mayCreate && !context.settings.signupEnabled) throw signupDisabled();
    const userMetadata = mergeMetadata({}, readMetadata(body, "data"));
    countMail(context, caller, "magiclink", email);
    return await noSoonerThan(MAIL_FLOOR_MS, async () => {
      const user = await findReachable(context, email);
      if (user !== undefined) await sendOwnLink(context, user, "magiclink", caller);
      else if (mayCreate) await welcome(context, email, userMetadata, caller);
      return {};
    });
  });
}

async function findReachable(context: AuthContext, email: string): Promise<User | undefined> {
  const user = await findUserByEmail(context.pool, email);
  return user?.deletedAt === null ? user : undefined;
}

async function sendOwnLink(
  context: AuthContext,
  user: User,
  kind: OwnLinkKind,
  caller: Caller,
): Promise<void> {
  const now = context.settings.clock.now();
  const issued = await inTransaction(context.pool, async (tx) => {
    const held = await lockUser(tx, user.id);
    // Changed or gone since it was found: there is nobody to write to at this address any more.
    if (held === undefined || held.email !== user.email) return undefined;
    await recordAudit(tx, "user_recovery_requested", user.id, caller, now);
    return await issueOwnLink(context, tx, held, kind, now);
  });
  if (issued !== undefined) await mailLink(context, kind, user.email ?? "", issued, now);
}

async function resend(
  context: AuthContext,
  user: User,
  type: "signup" | "email_change",
  caller: Caller,
): Promise<void> {
  if (type === "signup") {
    if (user.emailConfirmedAt === null) await sendOwnLink(context, user, "confirmation", caller);
    return;
  }
  const now = context.settings.clock.now();
  const mail = await inTransaction(context.pool, async (tx) => {
    const newEmail = (await lockUser(tx, user.id))?.emailChange ?? "";
    if (newEmail === "") return undefined;
    const token = { userId: user.id, type: "email_change_token_new", email: newEmail } as const;
    return { newEmail, issued: await context.oneTimeTokens.issue(tx, token, now) };
  });
  if (mail === undefined) return;
  const { newEmail, issued } = mail;
  await context.outbox.send({ kind: "email_change_new", to: newEmail, newEmail, ...issued }, now);
}

/** A magic link for somebody new: an account without a password, and the mail that confirms it. */
async function welcome(
  context: AuthContext,
  email: string,
  userMetadata: Metadata,
  caller: Caller,
): Promise<void> {
  const now = context.settings.clock.now();
  const issued = await inTransaction(context.pool, async (tx) => {
    const account = { email, encryptedPassword: "", userMetadata, isConfirmed: false };
    const user = await createAccount(tx, account, caller, now);
    return await issueOwnLink(context, tx, user, "confirmation", now);
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  });
  if (issued !== undefined) await mailLink(context, "confirmation", email, issued, now);
}
