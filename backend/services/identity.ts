/**
 * Supabase Auth through its official client: who a person is and how they prove it. Each call uses a
 * client of its own, because a client that has signed somebody in would speak for them ever after. What
 * Auth refuses becomes a Problem; what does not answer becomes `unavailable`, and never a sign-out.
 */
import { type AuthError, GoTrueClient as AuthClient, type Session, type User } from "@supabase/auth-js";
import type { ActorRole } from "#core/actor.ts";
import { Problem } from "#core/problem.ts";
import type { Secret } from "#core/secret.ts";
import { invalidToken } from "./auth.ts";
import { createAuthTransport } from "./auth-transport.ts";

export interface IdentityUser {
  readonly id: string;
  readonly email: string | null;
  readonly role: ActorRole;
  /** RFC 3339. */
  readonly emailConfirmedAt: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
}

export interface IdentitySession {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInS: number;
  readonly user: IdentityUser;
}

export type ConfirmationType = "signup" | "invite" | "email_change";

/**
 * `caller` is the network address of the person, which Auth counts attempts by. Every method rejects with
 * a Problem.
 */
export interface Identity {
  /** Without a session where the address must be confirmed first. */
  signUp(
    caller: string,
    person: { readonly email: string; readonly password: string; readonly fullName?: string | undefined },
  ): Promise<IdentitySession | undefined>;
  signInWithPassword(caller: string, email: string, password: string): Promise<IdentitySession>;
  refresh(caller: string, refreshToken: string): Promise<IdentitySession>;
  /** Ends this login, or all of the person. A login that has already ended is fine. */
  logout(caller: string, accessToken: string, scope: "local" | "global"): Promise<void>;
  getUser(caller: string, accessToken: string, timeoutMs?: number): Promise<IdentityUser>;
  /** Ends every other login of the person. */
  updatePassword(caller: string, accessToken: string, password: string): Promise<void>;
  /** Mails a link if there is such a person. Says nothing about whether there is. */
  recover(caller: string, email: string): Promise<void>;
  /** Without a session after the first half of a change of address. */
  verify(
    caller: string,
    tokenHash: string,
    type: ConfirmationType | "recovery",
  ): Promise<IdentitySession | undefined>;
  health(timeoutMs: number): Promise<void>;
}

export interface IdentityOptions {
  /** SUPABASE_URL without a trailing slash. */
  readonly url: string;
  readonly serviceRoleKey: Secret;
  /** PUBLIC_URL: mailed links lead there. */
  readonly publicUrl: string;
  readonly timeoutMs?: number;
}

type Refusals = Readonly<Record<string, () => Problem>>;
interface Answer {
  readonly data: unknown;
  readonly error: AuthError | null;
}

const STORAGE_KEY = "session";

export function createIdentity(options: IdentityOptions): Identity {
  const call = caller(options);
  return {
    async signUp(address, { email, password, fullName }) {
      const { session } = await call(address, SIGN_UP_REFUSALS, (client) =>
        client.signUp({
          email,
          password,
          options: {
            emailRedirectTo: `${options.publicUrl}/app/confirm`,
            ...(fullName === undefined ? {} : { data: { full_name: fullName } }),
          },
        }),
      );
      return session === null ? undefined : toSession(session);
    },
    async signInWithPassword(address, email, password) {
      const { session } = await call(address, SIGN_IN_REFUSALS, (client) =>
        client.signInWithPassword({ email, password }),
      );
      return requiredSession(session);
    },
    async refresh(address, refreshToken) {
      const { session } = await call(address, REFRESH_REFUSALS, (client) =>
        client.refreshSession({ refresh_token: refreshToken }),
      );
      return requiredSession(session);
    },
    async logout(address, accessToken, scope) {
      await call(address, LOGOUT_REFUSALS, (client) => client.admin.signOut(accessToken, scope)).catch(
        (error: unknown) => {
          if (!(error instanceof Problem) || error.problem !== "invalid_token") throw error;
        },
      );
    },
    async getUser(address, accessToken, timeoutMs) {
      const { user } = await call(address, TOKEN_REFUSALS, (client) => client.getUser(accessToken), {
        timeoutMs,
      });
      if (user === null) throw invalidToken();
      return toUser(user);
    },
    async updatePassword(address, accessToken, password) {
      await call(address, PASSWORD_REFUSALS, (client) => client.updateUser({ password }), {
        storage: sessionStorageOf(accessToken),
      });
    },
    async recover(address, email) {
      // Refusals (too soon, not an address) would tell who is known: only an outage is passed on.
      await call(address, RECOVER_REFUSALS, (client) =>
        client.resetPasswordForEmail(email, { redirectTo: `${options.publicUrl}/app/reset` }),
      ).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 503) throw error;
      });
    },
    async verify(address, tokenHash, type) {
      const { session } = await call(address, LINK_REFUSALS, (client) =>
        client.verifyOtp({ token_hash: tokenHash, type }),
      );
      return session === null ? undefined : toSession(session);
    },
    async health(timeoutMs) {
      const transport = createAuthTransport(timeoutMs);
      const response = await transport.fetch(`${options.url}/auth/v1/health`, {
        headers: { apikey: options.serviceRoleKey.reveal() },
      });
      if (!response.ok) throw unavailable(transport.outage());
    },
  };
}

interface CallOptions {
  /** A session that the operation speaks for. */
  readonly storage?: SessionStorage;
  /** Shorter than the usual limit. */
  readonly timeoutMs?: number | undefined;
}

/** Runs one operation with a client of its own and turns its refusal into a Problem. */
function caller(options: IdentityOptions) {
  return async <A extends Answer>(
    address: string,
    refusals: Refusals,
    operation: (client: AuthClient) => Promise<A>,
    { storage, timeoutMs }: CallOptions = {},
  ): Promise<A["data"]> => {
    const limitMs = options.timeoutMs ?? 10_000;
    const transport = createAuthTransport(Math.min(timeoutMs ?? limitMs, limitMs));
    const client = new AuthClient({
      url: `${options.url}/auth/v1`,
      headers: {
        apikey: options.serviceRoleKey.reveal(),
        "x-forwarded-for": address,
        "sb-forwarded-for": address,
      },
      fetch: transport.fetch,
      storageKey: STORAGE_KEY,
      persistSession: storage !== undefined,
      ...(storage === undefined ? {} : { storage }),
      autoRefreshToken: false,
      detectSessionInUrl: false,
    });
    const { data, error } = await operation(client);
    if (error === null) return data;
    if (transport.outage() !== undefined) throw unavailable(transport.outage());
    throw refusalOf(error, refusals, transport.retryAfterS());
  };
}

function refusalOf(error: AuthError, refusals: Refusals, retryAfterS: number | undefined): Problem {
  const code = error.code ?? "";
  const own = refusals[code];
  if (own !== undefined) return own();
  if (error.status === 429) {
    return new Problem("too_many_requests", "That was too often. Please wait a little.", {
      retryAfterS: retryAfterS ?? 60,
    });
  }
  // A refusal without a code comes from the gateway: Echo's own key is wrong.
  const fallback = code === "" && error.name !== "AuthSessionMissingError" ? undefined : refusals.default;
  return fallback?.() ?? unavailable(error);
}

function unavailable(cause: unknown): Problem {
  return new Problem("unavailable", "Signing in is not possible at the moment. Please try again soon.", {
    cause,
    retryAfterS: 5,
  });
}

const field = (pointer: string, detail: string) => () =>
  new Problem("invalid_input", "Some of what was sent is not valid.", { errors: [{ pointer, detail }] });
const forbidden = (detail: string) => () => new Problem("forbidden", detail);
const weakPassword = () =>
  new Problem("weak_password", "Choose a longer or less common password.", {
    errors: [{ pointer: "/password", detail: "is too easy to guess" }],
  });
const wrongCredentials = () =>
  new Problem("invalid_credentials", "The e-mail address or the password is not right.");
const usedLink = () =>
  new Problem("invalid_input", "This link has expired or was used before. Ask for a new one.", {
    errors: [{ pointer: "/token_hash", detail: "is not valid any more" }],
  });

const SIGN_UP_REFUSALS: Refusals = {
  user_already_exists: () => new Problem("conflict", "There is an account with this e-mail address."),
  email_exists: () => new Problem("conflict", "There is an account with this e-mail address."),
  signup_disabled: forbidden("New accounts are not taken here."),
  weak_password: weakPassword,
  default: field("/email", "must be an e-mail address that can receive mail"),
};

const SIGN_IN_REFUSALS: Refusals = {
  email_not_confirmed: forbidden("Confirm your e-mail address first: the link is in the mail from Echo."),
  user_banned: forbidden("This account is suspended."),
  default: wrongCredentials,
};

const REFRESH_REFUSALS: Refusals = {
  conflict: () =>
    new Problem("conflict", "This login is being renewed at the moment. Please try again.", {
      retryAfterS: 1,
    }),
  default: invalidToken,
};

const TOKEN_REFUSALS: Refusals = { default: invalidToken };
const LOGOUT_REFUSALS: Refusals = { default: invalidToken };

const PASSWORD_REFUSALS: Refusals = {
  weak_password: weakPassword,
  same_password: field("/new_password", "must differ from the current password"),
  reauthentication_needed: forbidden("Sign in again to change the password."),
  default: invalidToken,
};

const RECOVER_REFUSALS: Refusals = { default: field("/email", "must be an e-mail address") };
const LINK_REFUSALS: Refusals = { default: usedLink };

type SessionStorage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

/** auth-js changes a password only for the session it holds: this is one, made of an access token alone. */
function sessionStorageOf(accessToken: string): SessionStorage {
  const values = new Map([
    [
      STORAGE_KEY,
      JSON.stringify({
        access_token: accessToken,
        refresh_token: "none",
        token_type: "bearer",
        expires_in: 3600,
        // Never about to expire: whether the token is good is for Auth to say.
        expires_at: Number.MAX_SAFE_INTEGER,
        user: {},
      }),
    ],
  ]);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

function requiredSession(session: Session | null): IdentitySession {
  if (session === null) throw unavailable(new Error("Auth answered without a session."));
  return toSession(session);
}

function toSession(session: Session): IdentitySession {
  return {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresInS: session.expires_in,
    user: toUser(session.user),
  };
}

function toUser(user: User): IdentityUser {
  return {
    id: user.id,
    email: user.email === undefined || user.email === "" ? null : user.email,
    role: user.role === "admin" ? "admin" : "authenticated",
    emailConfirmedAt: user.email_confirmed_at ?? null,
    createdAt: user.created_at,
  };
}
