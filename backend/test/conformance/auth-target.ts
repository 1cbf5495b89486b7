/**
 * Which Supabase the Auth suite talks to: an embedded one that it starts, or the one that
 * CONFORMANCE_SUPABASE_URL, CONFORMANCE_PUBLISHABLE_KEY and CONFORMANCE_SECRET_KEY name. There, sign-up
 * must confirm addresses at once, limits must be wide and refresh tokens be of version 2.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { GoTrueAdminApi, GoTrueClient, Session } from "@supabase/auth-js";
import { afterAll, beforeAll, expect } from "vitest";
import {
  type AuthServer,
  createAdminApi,
  createAuthClient,
  freshEmail,
  startAuthServer,
} from "#test/embedded/auth-server.ts";

export const PASSWORD = "correct horse battery";
export const OTHER_PASSWORD = "another horse battery";

/** The interval in which older refresh tokens pass, and a little more. */
const REUSE_INTERVAL_MS = 11_000;

export interface Answer {
  readonly response: Response;
  /** The parsed JSON, or the text where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SignedUp {
  readonly client: GoTrueClient;
  readonly email: string;
  readonly session: Session;
}

export interface Target {
  /** Ends with `/auth/v1`. */
  readonly authUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly admin: GoTrueAdminApi;
  readonly newClient: () => GoTrueClient;
  /** Somebody who has just signed up. */
  readonly signUp: () => Promise<SignedUp>;
  readonly signIn: (email: string, password?: string) => Promise<Session>;
  /** A request without the client, to look at the bare answer. */
  readonly call: (
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answer>;
  readonly refresh: (refreshToken: string) => Promise<Answer>;
  readonly letReuseIntervalPass: () => Promise<void>;
}

/** Starts the embedded server before the tests of a file, unless another Supabase is named. */
export function useTarget(): Target {
  let server: AuthServer | undefined;
  beforeAll(async () => {
    if (process.env.CONFORMANCE_SUPABASE_URL === undefined) server = await startAuthServer();
  });
  afterAll(() => server?.stop());

  const call: Target["call"] = async (method, path, options = {}) => {
    const response = await fetch(`${target.authUrl}${path}`, {
      method,
      headers: { apikey: target.publishableKey, "content-type": "application/json", ...options.headers },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      redirect: "manual",
    });
    const text = await response.text();
    const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
    return { response, body: body as Answer["body"] };
  };

  const target: Target = {
    get authUrl() {
      const { CONFORMANCE_SUPABASE_URL: url = "" } = process.env;
      return server?.authUrl ?? `${url.replace(/\/$/, "")}/auth/v1`;
    },
    get publishableKey() {
      return server?.settings.publishableKey ?? process.env.CONFORMANCE_PUBLISHABLE_KEY ?? "";
    },
    get secretKey() {
      return server?.settings.secretKey.reveal() ?? process.env.CONFORMANCE_SECRET_KEY ?? "";
    },
    get admin() {
      return createAdminApi(target.authUrl, target.secretKey);
    },
    newClient: () => createAuthClient(target.authUrl, target.publishableKey),
    async signUp() {
      const client = target.newClient();
      const email = freshEmail();
      const { data, error } = await client.signUp({ email, password: PASSWORD });
      expect(error).toBeNull();
      if (data.session === null) throw new Error("Sign-up gave no session: this project confirms by mail.");
      return { client, email, session: data.session };
    },
    async signIn(email, password = PASSWORD) {
      const { data, error } = await target.newClient().signInWithPassword({ email, password });
      expect(error).toBeNull();
      if (data.session === null) throw new Error("Signing in gave no session.");
      return data.session;
    },
    call,
    refresh: (refreshToken) =>
      call("POST", "/token?grant_type=refresh_token", { body: { refresh_token: refreshToken } }),
    async letReuseIntervalPass() {
      // The embedded server's clock is moved; another server's has to be waited for.
      if (server === undefined) await delay(REUSE_INTERVAL_MS);
      else server.clock.advance(REUSE_INTERVAL_MS);
    },
  };
  return target;
}

export function bearer(session: Session): Record<string, string> {
  return { authorization: `Bearer ${session.access_token}` };
}
