/**
 * POST /signup. Where addresses are confirmed by mail, a taken address and a fresh one get the same
 * answer after the same work, and the owner of a taken one is told by mail.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { newId } from "#core/ids.ts";
import { createAccount, issueOwnLink, mailLink, reload } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import { type AuthContext, countMail, countRequest } from "./context.ts";
import { AuthError } from "./errors.ts";
import { noSoonerThan } from "./even-timing.ts";
import { asBody, mergeMetadata, readEmail, readMetadata, readText, refuseUnsupported } from "./input.ts";
import { sendSession, startLogin } from "./login.ts";
import { checkNewPassword } from "./passwords.ts";
import { inTransaction, isUniqueViolation } from "./transaction.ts";
import { toFakeUserObject, toUserObject, type UserObject } from "./user-object.ts";
import { findUserByEmail, type Metadata, type User } from "./users.ts";

const SIGNUP_FLOOR_MS = 500;

interface SignupInput {
  readonly email: string;
  readonly password: string;
  readonly userMetadata: Metadata;
}

export function addSignupRoutes(app: FastifyInstance, context: AuthContext): void {
  app.post("/signup", async (request, reply) => {
    const caller = countRequest(context, request, "signup");
    if (!context.settings.signupEnabled) throw signupDisabled();
    const input = readSignup(request);
    return context.settings.autoconfirm
      ? await signUpAtOnce(context, input, caller, reply)
      : await noSoonerThan(SIGNUP_FLOOR_MS, () => signUpByMail(context, input, caller));
  });
}

export function signupDisabled(): AuthError {
  return new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
}

function readSignup(request: FastifyRequest): SignupInput {
  const body = asBody(request.body);
  refuseUnsupported(body);
  if ((readText(body, "email") ?? "") === "") {
    throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  }
  const password = readText(body, "password") ?? "";
  const input = {
    email: readEmail(body),
    password,
    userMetadata: mergeMetadata({}, readMetadata(body, "data")),
  };
  checkNewPassword(password);
  return input;
}

async function signUpAtOnce(
  context: AuthContext,
  input: SignupInput,
  caller: Caller,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const encryptedPassword = await context.passwords.hash(input.password);
  const now = context.settings.clock.now();
  const login = await inTransaction(context.pool, async (tx) => {
    const user = await createAccount(tx, { ...input, encryptedPassword, isConfirmed: true }, caller, now);
    return await startLogin(context, tx, user, "password", caller, now);
  }).catch((error: unknown) => {
    throw isUniqueViolation(error)
      ? new AuthError(422, "user_already_exists", "User already registered")
      : error;
  });
  return await sendSession(context, reply, login);
}

async function signUpByMail(context: AuthContext, input: SignupInput, caller: Caller): Promise<UserObject> {
  const { email, userMetadata } = input;
  countMail(context, caller, "confirmation", email);
  const encryptedPassword = await context.passwords.hash(input.password);
  const now = context.settings.clock.now();
  const known = await findUserByEmail(context.pool, email);
  if (known !== undefined && known.emailConfirmedAt !== null) {
    await context.outbox.send({ kind: "account_exists", to: email }, now);
    return toFakeUserObject(newId(), email, userMetadata, now);
  }
  const { user, issued } = await inTransaction(context.pool, async (tx) => {
    const fresh =
      known ??
      (await createAccount(tx, { email, encryptedPassword, userMetadata, isConfirmed: false }, caller, now));
    const token = await issueOwnLink(context, tx, fresh, "confirmation", now);
    return { user: await reload(tx, fresh.id), issued: token };
  }).catch((error: unknown) => {
    // Somebody else signed up with this address at the same moment: their mail is on its way.
    if (isUniqueViolation(error)) return { user: undefined, issued: undefined };
    throw error;
  });
  if (user === undefined) return toFakeUserObject(newId(), email, userMetadata, now);
  await mailLink(context, "confirmation", email, issued, now);
  return toUnconfirmedObject(user, userMetadata);
}

/** What somebody else has written about the owner of this address is not shown to who asks again. */
function toUnconfirmedObject(user: User, userMetadata: Metadata): UserObject {
  return toUserObject({ ...user, userMetadata });
}
