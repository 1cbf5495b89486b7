/**
 * What the routes of the Auth server share. Each part is made once, when the server starts.
 */
import type pg from "pg";
import type { FastifyRequest } from "fastify";
import { type ApiKeys, createApiKeys } from "#embedded/api-keys.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import { type Caller, readCaller } from "./caller.ts";
import { overMailRate, overRequestRate } from "./errors.ts";
import { createRateCounters, DEFAULT_LIMITS, type LimitName, type RateCounters } from "./limits.ts";
import { createFolderOutbox, type MailKind, type Outbox } from "./mail.ts";
import { createOneTimeTokens, type OneTimeTokens } from "./one-time-tokens.ts";
import { createPasswords, type Passwords } from "./passwords.ts";
import { createTokens, type Tokens } from "./tokens.ts";

export interface AuthContext {
  readonly settings: EmbeddedSupabaseSettings;
  readonly pool: pg.Pool;
  readonly apiKeys: ApiKeys;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly oneTimeTokens: OneTimeTokens;
  readonly counters: RateCounters;
  readonly outbox: Outbox;
}

export async function createAuthContext(
  settings: EmbeddedSupabaseSettings,
  pool: pg.Pool,
): Promise<AuthContext> {
  return {
    settings,
    pool,
    apiKeys: createApiKeys(settings),
    tokens: await createTokens(settings),
    passwords: createPasswords(),
    oneTimeTokens: createOneTimeTokens(settings.jwtSecret, settings.clock),
    counters: createRateCounters(settings.limits ?? DEFAULT_LIMITS, settings.clock),
    outbox: createFolderOutbox(settings.mailDirectory, settings.siteUrl, settings.log),
  };
}

export type RequestLimitName = Exclude<LimitName, "mail" | "mailbox">;

/** Names the caller, and counts the request. @throws AuthError 429 */
export function countRequest(context: AuthContext, request: FastifyRequest, name: RequestLimitName): Caller {
  const caller = readCaller(request, context.apiKeys);
  const waitS = context.counters.take(name, caller.limitKey);
  if (waitS !== undefined) throw overRequestRate(waitS);
  return caller;
}

/**
 * Counts a mail before anybody looks whether the address is known: the answer must not depend on that.
 * @throws AuthError 429
 */
export function countMail(context: AuthContext, caller: Caller, kind: MailKind, email: string): void {
  const waitS =
    context.counters.take("mailbox", `${kind} ${email}`) ?? context.counters.take("mail", caller.limitKey);
  if (waitS !== undefined) throw overMailRate(waitS);
}
