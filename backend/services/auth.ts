/**
 * Verifies access tokens locally. Algorithms, issuer and audience are fixed by Echo and never read from
 * the token; every refusal is the same Problem, so that nobody learns which check failed. Only what this
 * file lets through becomes an `Actor`.
 */
import { hash } from "node:crypto";
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { type Actor, ACTOR_ROLES, type ActorRole } from "#core/actor.ts";
import type { Clock } from "#core/clock.ts";
import { isUuid } from "#core/ids.ts";
import type { Log } from "#core/log.ts";
import { Problem } from "#core/problem.ts";
import type { Secret } from "#core/secret.ts";
import { createKeyKeeper } from "./kept-keys.ts";
import { createKeySetCache, type KeySetCache } from "./key-set.ts";

export interface VerifiedToken {
  readonly actor: Actor;
  /** Seconds since 1970. */
  readonly expiresAtS: number;
  readonly email: string | null;
}

export interface TokenVerifier {
  /** @throws Problem 401 for a token that is not good, 403 for an anonymous login, 503 where no key could be had */
  verify(token: string): Promise<VerifiedToken>;
  /** The result of an earlier `verify` of the very same text, while it holds. */
  findVerified(token: string): VerifiedToken | undefined;
}

export interface TokenVerifierOptions {
  /** SUPABASE_URL without a trailing slash. */
  readonly url: string;
  readonly audience: string;
  /** HS256 secrets, for projects that publish no keys. */
  readonly jwtSecrets: readonly Secret[];
  readonly clock: Clock;
  readonly log: Log;
  /** A file in which the last good keys outlive a restart; nowhere where absent. */
  readonly keysFile?: string | undefined;
  /** How many verified tokens are remembered. */
  readonly cacheSize?: number;
}

const ASYMMETRIC = ["ES256", "RS256"];
const CLOCK_TOLERANCE_S = 5;
const MAX_LIFETIME_S = 7 * 24 * 3600;
const MAX_TOKEN_LENGTH = 8192;
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const cache = new TokenCache(options.cacheSize ?? 10_000);
  const url = `${options.url}/auth/v1/.well-known/jwks.json`;
  const keys = createKeySetCache({
    url,
    keeper: options.keysFile === undefined ? undefined : createKeyKeeper(options.keysFile, url),
    clock: options.clock,
    log: options.log,
    // A key that was taken back must not live on in what it has verified.
    onChange: () => cache.clear(),
  });
  const secrets = options.jwtSecrets.map((secret) => new TextEncoder().encode(secret.reveal()));
  let isOverlapKnown = false;
  /** A shared secret beside published keys is meant for the hours of a change, and easily left behind. */
  const warnOfOverlap = (): void => {
    if (isOverlapKnown) return;
    isOverlapKnown = true;
    void keys.get().then((set) => {
      if ((set?.keyIds.size ?? 0) > 0) options.log.warn({}, "auth.shared_secret_beside_published_keys");
    });
  };
  return {
    findVerified: (token) => cache.find(token, nowS(options.clock)),
    async verify(token) {
      const known = cache.find(token, nowS(options.clock));
      if (known !== undefined) return known;
      if (token.length > MAX_TOKEN_LENGTH || !TOKEN.test(token) || !isCanonical(token)) throw invalidToken();
      const payload = await verifySignature(token, keys, secrets, verifyOptions(options), warnOfOverlap);
      const verified = toVerified(payload, options);
      cache.add(token, verified);
      return verified;
    },
  };
}

/** Whether each part is spelled as its bytes are encoded: the last character of a part may hide spare bits. */
function isCanonical(token: string): boolean {
  return token.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
}

/** The one answer to every kind of bad token. */
export function invalidToken(cause?: unknown): Problem {
  return new Problem("invalid_token", "Sign in to go on.", { cause });
}

function verifyOptions(options: TokenVerifierOptions): JWTVerifyOptions {
  return {
    issuer: `${options.url}/auth/v1`,
    audience: options.audience,
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: options.clock.now(),
    requiredClaims: ["sub", "exp", "iat", "role", "session_id"],
  };
}

async function verifySignature(
  token: string,
  keys: KeySetCache,
  secrets: readonly Uint8Array[],
  options: JWTVerifyOptions,
  onSharedSecret: () => void,
): Promise<JWTPayload> {
  const { alg, kid } = readHeader(token);
  if (alg === "HS256") {
    // A key id that is published belongs to an asymmetric key: no shared secret may stand in for it.
    if (secrets.length === 0 || (kid !== undefined && (await keys.get())?.keyIds.has(kid) === true)) {
      throw invalidToken();
    }
    const payload = await verifyBySecrets(token, secrets, { ...options, algorithms: ["HS256"] });
    onSharedSecret();
    return payload;
  }
  const asymmetric = { ...options, algorithms: ASYMMETRIC };
  let set = await keys.get();
  if (kid !== undefined && set !== undefined && !set.keyIds.has(kid)) set = await keys.getNewer();
  if (set === undefined) {
    throw new Problem("unavailable", "Sign-in cannot be checked at the moment. Your words are safe.", {
      retryAfterS: 5,
    });
  }
  try {
    return (await jwtVerify(token, set.find, asymmetric)).payload;
  } catch (error) {
    throw invalidToken(error);
  }
}

function readHeader(token: string): { alg: unknown; kid: string | undefined } {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== "HS256" && !ASYMMETRIC.includes(String(alg))) throw invalidToken();
    return { alg, kid: typeof kid === "string" ? kid : undefined };
  } catch (error) {
    throw invalidToken(error);
  }
}

async function verifyBySecrets(
  token: string,
  secrets: readonly Uint8Array[],
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for (const secret of secrets) {
    try {
      return (await jwtVerify(token, secret, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw invalidToken(error);
    }
  }
  throw invalidToken();
}

/** What jose does not look at, and the way from claims to an actor. */
function toVerified(payload: JWTPayload, options: TokenVerifierOptions): VerifiedToken {
  const { sub, iat, exp, aud, role, session_id: sessionId } = payload;
  const isTimely =
    typeof iat === "number" &&
    typeof exp === "number" &&
    iat <= nowS(options.clock) + CLOCK_TOLERANCE_S &&
    exp - iat > 0 &&
    exp - iat <= MAX_LIFETIME_S;
  if (!isTimely || aud !== options.audience || !isUuid(sub) || !isUuid(sessionId) || !isActorRole(role)) {
    throw invalidToken();
  }
  if (payload.is_anonymous === true) {
    throw new Problem("forbidden", "Echo does not serve anonymous logins.");
  }
  const email = typeof payload.email === "string" && payload.email !== "" ? payload.email : null;
  const aal = payload.aal === "aal2" ? "aal2" : "aal1";
  const claims = JSON.stringify({
    sub,
    role,
    aud,
    session_id: sessionId,
    aal,
    ...(email === null ? {} : { email }),
  });
  return Object.freeze({
    actor: Object.freeze({ userId: sub, sessionId, role, claims }),
    expiresAtS: exp,
    email,
  });
}

/** Only the `role` claim counts; metadata of the person or of an application never makes a role. */
function isActorRole(role: unknown): role is ActorRole {
  return ACTOR_ROLES.some((known) => known === role);
}

function nowS(clock: Clock): number {
  return clock.now().getTime() / 1000;
}

/** Verified tokens by a digest of their whole text; the oldest leave first. Tokens themselves are not kept. */
class TokenCache {
  readonly #entries = new Map<string, VerifiedToken>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  find(token: string, atS: number): VerifiedToken | undefined {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const key = digestOf(token);
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    if (found.expiresAtS + CLOCK_TOLERANCE_S > atS) return found;
    this.#entries.delete(key);
    return undefined;
  }

  add(token: string, verified: VerifiedToken): void {
    if (this.#entries.size >= this.#size) {
      const oldest = this.#entries.keys().next();
      if (oldest.done !== true) this.#entries.delete(oldest.value);
    }
    this.#entries.set(digestOf(token), verified);
  }

  clear(): void {
    this.#entries.clear();
  }
}

function digestOf(token: string): string {
  return hash("sha256", token, "base64");
}
