/** Access tokens that nobody should accept, and the ones beside them that somebody should. */
import { type CryptoKey, importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import type { Person, TestApp } from "#test/setup/app.ts";

export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Claims to leave out. */
  readonly without?: readonly string[];
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: CryptoKey | Uint8Array;
}

export type Forge = (person: Person, forgery?: Forgery) => Promise<string>;

/** Signs whatever it is told with the key of the embedded Auth, for the person's own login by default. */
export async function forgerFor(echo: TestApp): Promise<Forge> {
  const jwk = JSON.parse(echo.secrets.signingKey.reveal()) as { kid: string };
  const ownKey = (await importJWK(jwk, "ES256")) as CryptoKey;
  return async (person, { claims = {}, without = [], header = {}, key = ownKey } = {}) => {
    const nowS = Math.floor(Date.now() / 1000);
    const payload: JWTPayload = {
      iss: `${echo.gateway.url}/auth/v1`,
      aud: "authenticated",
      sub: person.id,
      iat: nowS,
      exp: nowS + 600,
      role: "authenticated",
      session_id: person.sessionId,
      aal: "aal1",
      is_anonymous: false,
      email: person.email,
      ...claims,
    };
    for (const name of without) delete payload[name];
    return new SignJWT(payload)
      .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: jwk.kid, ...header })
      .sign(key);
  };
}

/** A token whose parts were put together by hand. */
export function assemble(header: object, payload: object, signature = ""): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(payload)}.${signature}`;
}
