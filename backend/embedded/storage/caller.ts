/**
 * Who is asking: the Authorization header becomes a `Caller`, whose role and claims one transaction
 * takes on. A refused token never falls back to another credential.
 */
import { isUuid } from "#core/ids.ts";
import type { Claims, TokenRole, VerifyToken } from "#embedded/claims.ts";
import { accessDenied, invalidRequest } from "./errors.ts";

export interface Caller {
  readonly role: TokenRole;
  readonly claims: Claims;
  /** The person's id; null for API keys. Becomes `owner_id` of what the caller uploads. */
  readonly subject: string | null;
}

/**
 * The caller behind an Authorization header.
 * @throws StorageError InvalidRequest without a header, AccessDenied for a token that does not verify
 */
export async function identifyCaller(
  authorization: string | undefined,
  verify: VerifyToken,
): Promise<Caller> {
  const token = /^(?:bearer )?\s*(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    throw invalidRequest("headers must have required property 'authorization'");
  }
  const claims = await verify(token).catch((error: unknown) => {
    throw accessDenied(error instanceof Error ? error.message : "Invalid token", error);
  });
  const subject = claims.sub ?? null;
  // Policies cast the subject to uuid: another text would fail inside the database.
  if (subject !== null && !isUuid(subject)) {
    throw accessDenied("The subject of this token is not a UUID");
  }
  return { role: claims.role, claims, subject };
}
