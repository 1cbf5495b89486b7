/**
 * The tokens inside signed URLs: HS256 JWTs under a key that signs nothing else, bound to one path and
 * one purpose. A signed URL is a bearer secret; policies were asked when it was signed.
 */
import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "#core/clock.ts";
import type { Secret } from "#core/secret.ts";
import { invalidJwt, invalidSignature } from "./errors.ts";

export interface DownloadGrant {
  /** `<bucket>/<key>` */
  readonly path: string;
  readonly expiresAt: Date;
}

export interface UploadGrant {
  readonly path: string;
  readonly ownerId: string | null;
  readonly isUpsert: boolean;
}

export interface UrlTokens {
  /** @param lifetimeS seconds, at least 1 */
  signDownload(path: string, lifetimeS: number): Promise<string>;
  signUpload(grant: UploadGrant, lifetimeS: number): Promise<string>;
  /** @throws StorageError InvalidJWT when forged, expired or for uploads; InvalidSignature for another path */
  verifyDownload(token: string, path: string): Promise<DownloadGrant>;
  verifyUpload(token: string, path: string): Promise<UploadGrant>;
}

const ALGORITHM = "HS256";

export function createUrlTokens(key: Secret, clock: Clock): UrlTokens {
  const keyBytes = new TextEncoder().encode(key.reveal());
  const sign = (claims: Record<string, unknown>, lifetimeS: number) => {
    const issuedAtS = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + lifetimeS)
      .sign(keyBytes);
  };
  const verify = async (token: string, path: string, scope: "download" | "upload") => {
    const { payload } = await jwtVerify(token, keyBytes, {
      algorithms: [ALGORITHM],
      currentDate: clock.now(),
      requiredClaims: ["exp", "url", "scope"],
    }).catch((error: unknown) => {
      throw invalidJwt(error instanceof errors.JOSEError ? error.message : "Invalid token");
    });
    if (payload["scope"] !== scope) {
      throw invalidJwt("The token is for another purpose");
    }
    if (payload["url"] !== path) {
      throw invalidSignature();
    }
    return payload;
  };

  return {
    signDownload: (path, lifetimeS) => sign({ url: path, scope: "download" }, lifetimeS),
    signUpload: ({ path, ownerId, isUpsert }, lifetimeS) =>
      sign(
        { url: path, scope: "upload", upsert: isUpsert, ...(ownerId === null ? {} : { owner: ownerId }) },
        lifetimeS,
      ),
    async verifyDownload(token, path) {
      const { exp = 0 } = await verify(token, path, "download");
      return { path, expiresAt: new Date(exp * 1000) };
    },
    async verifyUpload(token, path) {
      const { owner, upsert } = await verify(token, path, "upload");
      return { path, ownerId: typeof owner === "string" ? owner : null, isUpsert: upsert === true };
    },
  };
}
