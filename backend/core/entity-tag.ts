/**
 * Versions as HTTP entity tags (RFC 9110, 8.8.3): a resource gives its version as ETag, and a change names the
 * version that it was made on in If-Match.
 */
import { invalidInput } from "./problem.ts";

const IF_MATCH = /^(?:W\/)?"([^"]*)"$|^(\d+)$/;
const HIGHEST_VERSION = 2_147_483_647;

/** The ETag of a version: it changes with the content and with nothing else. */
export function entityTagOf({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/**
 * The version that an If-Match header asks for (`"3"`, `3`, or weakened by a proxy `W/"3"`); null for none
 * and for `*`; 0, which nothing has, for a tag that was never given out.
 */
export function requiredVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === "*") return null;
  const match = IF_MATCH.exec(ifMatch);
  if (match === null) {
    throw invalidInput({
      pointer: "/headers/if-match",
      detail: 'Give the ETag of what is to be changed, such as "3", or *.',
    });
  }
  const version = match[1] ?? match[2] ?? "";
  return /^\d{1,10}$/.test(version) && Number(version) <= HIGHEST_VERSION ? Number(version) : 0;
}
