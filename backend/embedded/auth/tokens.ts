/**
 * Access tokens: made with the ES256 signing key, verified with it or, for the legacy API keys, with the
 * HS256 secret. The algorithm in a token's header chooses between two fixed pairs of algorithm and key
 * and never a key alone, and a role outside the closed list is never issued and never believed.
 */
import { decodeProtectedHeader, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { isUuid } from "#core/ids.ts";
import { createApiKeys } from "#embedded/api-keys.ts";
import { type Claims, TokenError, type TokenRole, type VerifyToken } from "#embedded/claims.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import type { User } from "./users.ts";

export const ACCESS_TOKEN_LIFETIME_S = 3600;
export const AUDIENCE = "authenticated";

const USER_ROLES = ["authenticated", "admin"] as const;
const KEY_ROLES = ["anon", "service_role"] as const;
/** The longest text that is looked at: a token with the largest allowed metadata stays below it. */
const MAX_TOKEN_LENGTH = 32_768;

/** What a login adds to the claims of a person. */
export interface LoginClaims {
  readonly sessionId: string;
  readonly aal: string;
  readonly amr: readonly { readonly method: string; readonly timestamp: number }[];
}

export interface IssuedToken {
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface Tokens {
  /** `${externalUrl}/auth/v1` */
  readonly issuer: string;
  /** The public key, as JWKS lists it. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
  issue(user: User, login: LoginClaims): Promise<IssuedToken>;
  readonly verify: VerifyToken;
}

/** @throws Error when the signing key is not an ES256 private JWK with a `kid` */
export async function createTokens(settings: EmbeddedSupabaseSettings): Promise<Tokens> {
  const { privateJwk, publicJwk, kid } = readSigningKey(settings.signingKey.reveal());
  const privateKey = await importJWK(privateJwk, "ES256");
  const publicKey = await importJWK(publicJwk, "ES256");
  const legacyKey = Buffer.from(settings.jwtSecret.reveal());
  const apiKeys = createApiKeys(settings);
  const issuer = `${settings.externalUrl}/auth/v1`;

  const verifyUserToken = async (token: string, key: typeof publicKey | Buffer, algorithm: string) =>
    checkUserClaims(
      (
        await jwtVerify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience: AUDIENCE,
          requiredClaims: ["exp", "iat"],
          currentDate: settings.clock.now(),
        })
      ).payload,
    );

  const verifyLegacyToken = async (token: string): Promise<Claims> => {
    const { payload } = await jwtVerify(token, legacyKey, {
      algorithms: ["HS256"],
      requiredClaims: ["exp"],
      currentDate: settings.clock.now(),
    });
    const role = KEY_ROLES.find((candidate) => candidate === payload.role);
    if (role === undefined) return verifyUserToken(token, legacyKey, "HS256");
    return keyClaims(role);
  };

  return {
    issuer,
    publicJwk: { ...publicJwk, alg: "ES256", use: "sig", key_ops: ["verify"] },

    async issue(user, login) {
      const issuedAt = Math.floor(settings.clock.now().getTime() / 1000);
      const expiresAt = issuedAt + ACCESS_TOKEN_LIFETIME_S;
      const token = await new SignJWT(toPayload(user, login))
        .setProtectedHeader({ alg: "ES256", kid, typ: "JWT" })
        .setIssuer(issuer)
        .setSubject(user.id)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { token, expiresAt };
    },

    async verify(token) {
      const keyKind = apiKeys.identify(token);
      if (keyKind !== undefined) return keyClaims(keyKind === "secret" ? "service_role" : "anon");
      try {
        const algorithm = readAlgorithm(token, kid);
        return algorithm === "HS256"
          ? await verifyLegacyToken(token)
          : await verifyUserToken(token, publicKey, "ES256");
      } catch (error) {
        throw error instanceof TokenError
          ? error
          : new TokenError(error instanceof Error ? error.message : "token is malformed");
      }
    },
  };
}

/** The role that a token of this person carries: anything that is not `admin` is an ordinary person. */
function roleOf(user: User): TokenRole {
  return user.role === "admin" ? "admin" : "authenticated";
}

function toPayload(user: User, login: LoginClaims): JWTPayload {
  return {
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.appMetadata,
    user_metadata: user.userMetadata,
    role: roleOf(user),
    aal: login.aal,
    amr: login.amr,
    session_id: login.sessionId,
    is_anonymous: user.isAnonymous,
  };
}

function keyClaims(role: "anon" | "service_role"): Claims {
  return { role };
}

function checkUserClaims(payload: JWTPayload): Claims {
  const { sub, session_id: sessionId } = payload;
  const role = USER_ROLES.find((candidate) => candidate === payload.role);
  if (role === undefined) throw new TokenError("role claim is not allowed");
  if (!isUuid(sub)) throw new TokenError("sub claim must be a UUID");
  if (!isUuid(sessionId)) throw new TokenError("session_id claim must be a UUID");
  return { ...payload, role, sub, session_id: sessionId };
}

function readAlgorithm(token: string, kid: string): "ES256" | "HS256" {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenError("token is malformed");
  const header = decodeProtectedHeader(token);
  if (header.alg === "HS256") return "HS256";
  if (header.alg !== "ES256") throw new TokenError("signing method is not allowed");
  if (header.kid !== kid) throw new TokenError("unrecognized JWT kid for algorithm ES256");
  return "ES256";
}

function readSigningKey(text: string): { privateJwk: JWK; publicJwk: JWK & { kid: string }; kid: string } {
  const jwk = JSON.parse(text) as JWK;
  const { kty, crv, x, y, d, kid } = jwk;
  if (kty !== "EC" || crv !== "P-256" || !x || !y || !d || !kid) {
    throw new Error("The signing key of the embedded Auth server must be an ES256 private JWK with a kid.");
  }
  return { privateJwk: { kty, crv, x, y, d }, publicJwk: { kty, crv, x, y, kid }, kid };
}
