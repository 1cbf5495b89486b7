/**
 * POST /admin/generate_link and POST /invite: links that the holder of the secret key hands out or has
 * mailed. A generated link is given back once and never mailed.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { createAccount, issueOwnLink, mailLink, type OwnLinkKind, reload } from "./accounts.ts";
import { recordAudit } from "./audit.ts";
import { requireAdmin } from "./authenticate.ts";
import { type Caller, readCaller } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { AuthError, badRequest, emailExists } from "./errors.ts";
import { asBody, type Body, mergeMetadata, readEmail, readMetadata, readQuery, readText } from "./input.ts";
import type { IssuedOneTimeToken } from "./one-time-tokens.ts";
import { checkNewPassword } from "./passwords.ts";
import { chooseRedirect } from "./redirects.ts";
import { inTransaction, isUniqueViolation, type Queryable } from "./transaction.ts";
import { toUserObject } from "./user-object.ts";
import { findUserByEmail, lockUser, type Metadata, updateUser, type User } from "./users.ts";

const LINK_KINDS = [
  "signup",
  "invite",
  "magiclink",
  "recovery",
  "email_change_current",
  "email_change_new",
] as const;
type GeneratedKind = (typeof LINK_KINDS)[number];

interface LinkRequest {
  readonly kind: GeneratedKind;
  readonly email: string;
  /** "" unless a sign-up names one. */
  readonly encryptedPassword: string;
  readonly userMetadata: Metadata | undefined;
  readonly newEmail: string | undefined;
}

interface GeneratedLink {
  readonly user: User;
  readonly issued: IssuedOneTimeToken;
  readonly verificationType: string;
}

export function addAdminLinkRoutes(app: FastifyInstance, context: AuthContext): void {
  app.post("/admin/generate_link", async (request) => {
    await requireAdmin(context, request);
    const body = asBody(request.body);
    const wanted = await readLinkRequest(context, body);
    const link = await generate(context, wanted, request);
    const requested = readText(body, "redirect_to") ?? readQuery(request.query, "redirect_to");
    const redirectTo = chooseRedirect(context.settings.siteUrl, requested, request);
    return {
      ...toUserObject(link.user),
      action_link: toActionLink(context, link, redirectTo),
      email_otp: link.issued.code,
      hashed_token: link.issued.linkToken,
      redirect_to: redirectTo,
      verification_type: link.verificationType,
    };
  });

  app.post("/invite", async (request) => {
    await requireAdmin(context, request);
    const body = asBody(request.body);
    const link = await generate(
      context,
      {
        kind: "invite",
        email: readEmail(body),
        encryptedPassword: "",
        userMetadata: readMetadata(body, "data"),
        newEmail: undefined,
      },
      request,
    );
    await mailLink(context, "invite", link.user.email ?? "", link.issued, context.settings.clock.now());
    return toUserObject(link.user);
  });
}

async function readLinkRequest(context: AuthContext, body: Body): Promise<LinkRequest> {
  const kind = LINK_KINDS.find((candidate) => candidate === readText(body, "type"));
  if (kind === undefined) throw badRequest("Invalid email action link type requested");
  const email = readEmail(body);
  const newEmail = kind.startsWith("email_change") ? readEmail(body, "new_email") : undefined;
  const userMetadata = readMetadata(body, "data");
  const password = kind === "signup" ? (readText(body, "password") ?? "") : "";
  if (kind === "signup") checkNewPassword(password);
  const encryptedPassword = password === "" ? "" : await context.passwords.hash(password);
  return { kind, email, encryptedPassword, userMetadata, newEmail };
}

async function generate(
  context: AuthContext,
  wanted: LinkRequest,
  request: FastifyRequest,
): Promise<GeneratedLink> {
  const caller = readCaller(request, context.apiKeys);
  const now = context.settings.clock.now();
  return await inTransaction(context.pool, async (tx) => {
    const known = await findUserByEmail(tx, wanted.email);
    const held = known === undefined ? undefined : await lockUser(tx, known.id);
    return held === undefined
      ? await generateForNew(context, tx, wanted, caller, now)
      : await generateForKnown(context, tx, held, wanted, caller, now);
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? emailExists() : error;
  });
}

/** A magic link for somebody unknown is a sign-up; the links that need an account find none. */
async function generateForNew(
  context: AuthContext,
  tx: Queryable,
  wanted: LinkRequest,
  caller: Caller,
  now: Date,
): Promise<GeneratedLink> {
  const { kind, email, encryptedPassword } = wanted;
  if (kind === "recovery" || kind === "email_change_current" || kind === "email_change_new") {
    throw new AuthError(404, "user_not_found", "User with this email not found");
  }
  const userMetadata = mergeMetadata({}, wanted.userMetadata);
  const account = { email, encryptedPassword, userMetadata, isConfirmed: false };
  const user = await createAccount(tx, account, caller, now);
  return await ownLink(context, tx, user, kind === "magiclink" ? "signup" : kind, caller, now);
}

async function generateForKnown(
  context: AuthContext,
  tx: Queryable,
  user: User,
  wanted: LinkRequest,
  caller: Caller,
  now: Date,
): Promise<GeneratedLink> {
  const { kind, newEmail } = wanted;
  if ((kind === "signup" || kind === "invite") && user.emailConfirmedAt !== null) throw emailExists();
  if (kind !== "email_change_current" && kind !== "email_change_new") {
    return await ownLink(context, tx, user, kind, caller, now);
  }
  const target = newEmail ?? "";
  if ((await findUserByEmail(tx, target)) !== undefined) throw emailExists();
  await updateUser(
    tx,
    user.id,
    { emailChange: target, emailChangeSentAt: now, emailChangeConfirmStatus: 0 },
    now,
  );
  const isCurrent = kind === "email_change_current";
  const issued = await context.oneTimeTokens.issue(
    tx,
    {
      userId: user.id,
      type: isCurrent ? "email_change_token_current" : "email_change_token_new",
      email: isCurrent ? (user.email ?? "") : target,
    },
    now,
  );
  return { user: await reload(tx, user.id), issued, verificationType: kind };
}

async function ownLink(
  context: AuthContext,
  tx: Queryable,
  user: User,
  kind: "signup" | "invite" | "magiclink" | "recovery",
  caller: Caller,
  now: Date,
): Promise<GeneratedLink> {
  const linkKind: OwnLinkKind = kind === "signup" ? "confirmation" : kind;
  const issued = await issueOwnLink(context, tx, user, linkKind, now);
  if (kind === "invite") await recordAudit(tx, "user_invited", user.id, caller, now);
  return { user: await reload(tx, user.id), issued, verificationType: kind };
}

function toActionLink(context: AuthContext, link: GeneratedLink, redirectTo: string): string {
  const url = new URL(`${context.tokens.issuer}/verify`);
  url.searchParams.set("token", link.issued.linkToken);
  url.searchParams.set(
    "type",
    link.verificationType.startsWith("email_change") ? "email_change" : link.verificationType,
  );
  url.searchParams.set("redirect_to", redirectTo);
  return url.href;
}
