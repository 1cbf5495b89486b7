/**
 * The steps of signing in and out that are more than one call. A login that is replaced or left is ended
 * at Supabase Auth as well, so that its refresh token is of no use to anybody.
 */
import type { User } from "@echo/contract/auth.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { Problem } from "#core/problem.ts";
import type { IdentitySession } from "#services/identity.ts";
import { toUser } from "./wire.ts";

type AuthDeps = Pick<Deps, "identity" | "tokens" | "loginSessions" | "log">;

/** The tokens that a browser still holds, unverified. */
export interface HeldTokens {
  readonly accessToken: string | undefined;
  readonly refreshToken: string | undefined;
}

/**
 * Ends the login that a browser held before it signed in anew. Done when there was none or it is over;
 * what cannot be ended now is logged, because the new login must not fail for it.
 */
export async function endFormerLogin(deps: AuthDeps, caller: string, held: HeldTokens): Promise<void> {
  if (held.accessToken === undefined && held.refreshToken === undefined) return;
  await endLogin(deps, caller, held, "local").catch((error: unknown) => {
    deps.log.warn({ error: error instanceof Error ? error.name : "unknown" }, "auth.former_login_not_ended");
  });
}

/**
 * Signs out by whatever tokens are held: the access token where it is still good, otherwise a new one that
 * the refresh token gives.
 * @throws Problem 503 when Auth does not answer
 */
export async function endLogin(
  deps: AuthDeps,
  caller: string,
  held: HeldTokens,
  scope: "local" | "global",
): Promise<void> {
  const accessToken = await findUsableToken(deps, caller, held);
  if (accessToken === undefined) return;
  const { actor } = await deps.tokens.verify(accessToken);
  forget(deps, actor, scope);
  await deps.identity.logout(caller, accessToken, scope);
  forget(deps, actor, scope);
}

/** Long enough for an Auth that answers, short enough for a page that waits. */
const USER_LIMIT_MS = 3_000;

/**
 * Who holds this access token. While Auth does not answer, the verified token itself says it, so that nobody
 * is kept from writing by an outage.
 * @throws Problem 401 where Auth knows that the login is over
 */
export async function findUser(
  deps: Pick<Deps, "identity" | "tokens">,
  caller: string,
  accessToken: string,
): Promise<User> {
  try {
    return toUser(await deps.identity.getUser(caller, accessToken, USER_LIMIT_MS));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 503) throw error;
    const { actor, email } = await deps.tokens.verify(accessToken);
    return { id: actor.userId, email, role: actor.role, email_confirmed_at: null, created_at: null };
  }
}

function forget(deps: AuthDeps, actor: Actor, scope: "local" | "global"): void {
  deps.loginSessions.end(actor.sessionId);
  if (scope === "global") deps.loginSessions.forgetPerson(actor.userId);
}

async function findUsableToken(
  deps: AuthDeps,
  caller: string,
  held: HeldTokens,
): Promise<string | undefined> {
  const { accessToken, refreshToken } = held;
  if (accessToken !== undefined && (await isAccepted(deps.tokens.verify(accessToken)))) return accessToken;
  if (refreshToken === undefined) return undefined;
  let renewed: IdentitySession | undefined;
  await isAccepted(
    deps.identity.refresh(caller, refreshToken).then((session) => {
      renewed = session;
    }),
  );
  return renewed?.accessToken;
}

/** False for what was refused for good; an outage is passed on. */
async function isAccepted(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false;
    throw error;
  }
}

/**
 * Changes the password of somebody who is signed in and knows the current one; every other login ends.
 * @throws Problem 422 with a pointer where the current password is wrong
 */
export async function changePassword(
  deps: AuthDeps,
  caller: string,
  actor: Actor,
  accessToken: string,
  passwords: { readonly current: string; readonly next: string },
): Promise<void> {
  const { email } = await deps.identity.getUser(caller, accessToken);
  if (email === null) throw new Problem("forbidden", "This account has no password.");
  const proof = await proveCurrentPassword(deps, caller, email, passwords.current);
  try {
    await deps.identity.updatePassword(caller, accessToken, passwords.next);
  } catch (error) {
    // Where the password changes, this login is one of the others that end; where not, it must not stay.
    await endFormerLogin(deps, caller, proof);
    throw error;
  }
  deps.loginSessions.forgetPerson(actor.userId);
}

/** Signs in once more: the only way to have Auth check a password. */
async function proveCurrentPassword(
  deps: AuthDeps,
  caller: string,
  email: string,
  password: string,
): Promise<IdentitySession> {
  try {
    return await deps.identity.signInWithPassword(caller, email, password);
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== "invalid_credentials") throw error;
    throw new Problem("invalid_input", "The current password is not right.", {
      errors: [{ pointer: "/current_password", detail: "is not the current password" }],
    });
  }
}

/**
 * Sets a new password by the token of a mailed link; every login of the person ends, the one of the link
 * included.
 */
export async function resetPassword(
  deps: AuthDeps,
  caller: string,
  tokenHash: string,
  password: string,
): Promise<void> {
  const session = await deps.identity.verify(caller, tokenHash, "recovery");
  if (session === undefined)
    throw new Problem("invalid_input", "This link cannot be used for a new password.");
  await deps.identity.updatePassword(caller, session.accessToken, password).catch((error: unknown) => {
    // Choosing the password that is set already leaves the person where they want to be.
    const isSame = error instanceof Problem && error.errors?.[0]?.detail.startsWith("must differ") === true;
    if (!isSame) throw error;
  });
  await endLogin(deps, caller, { accessToken: session.accessToken, refreshToken: undefined }, "global");
}
