/** A stand-in for the JWKS endpoint of a Supabase project, which can change its keys, fail, or not answer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface KeyServer {
  readonly url: string;
  /** How often the keys were asked for. */
  fetches: number;
  /** What is answered next. */
  body: string;
  status: number;
  /** Accepts requests and never answers. */
  isSilent: boolean;
  publish(...keys: SigningKey[]): void;
  stop(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  const server = createServer((request, response) => {
    if (request.url !== "/auth/v1/.well-known/jwks.json") {
      response.writeHead(404).end();
      return;
    }
    keyServer.fetches += 1;
    if (keyServer.isSilent) return;
    response.writeHead(keyServer.status, { "content-type": "application/json" }).end(keyServer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const keyServer: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetches: 0,
    body: '{"keys":[]}',
    status: 200,
    isSilent: false,
    publish(...keys) {
      keyServer.body = JSON.stringify({ keys: keys.map((key) => key.publicJwk) });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return keyServer;
}

export async function makeSigningKey(kid: string, alg: "ES256" | "RS256" = "ES256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

export const SUBJECT = "0b6a1f8e-1111-4222-8333-444444444444";
export const SESSION = "0b6a1f8e-5555-4666-8777-888888888888";

/** Claims of a good token, `atS` seconds since 1970. */
export function claimsOf(url: string, atS: number): JWTPayload {
  return {
    iss: `${url}/auth/v1`,
    aud: "authenticated",
    sub: SUBJECT,
    iat: atS,
    exp: atS + 3600,
    role: "authenticated",
    session_id: SESSION,
    aal: "aal1",
    is_anonymous: false,
    email: "somebody@example.org",
  };
}

export function sign(key: SigningKey, claims: JWTPayload, alg = "ES256"): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid }).sign(key.privateKey);
}

export function signWithSecret(secret: string, claims: JWTPayload, kid?: string): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", ...(kid === undefined ? {} : { kid }) })
    .sign(new TextEncoder().encode(secret));
}
