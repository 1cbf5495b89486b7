/**
 * What the shape of a password or a name cannot say, the guard of routes that are open to everybody, and
 * where mails go.
 */
import { PASSWORD_LIMITS } from "@echo/contract/auth.ts";
import type { Deps } from "#backend/deps.ts";
import { readPersonName } from "#core/person-name.ts";
import { Problem } from "#core/problem.ts";

/** Of routes that no cookie has authority over: a page of another site may not call them all the same. */
export const open = { access: "public", csrf: "origin" } as const;

/** The hash reads 72 bytes and would ignore the rest in silence, so there must not be a rest. */
export function checkNewPassword(password: string, pointer: string): void {
  if (Buffer.byteLength(password, "utf8") > PASSWORD_LIMITS.longestBytes) {
    throw invalid(pointer, `must have at most ${PASSWORD_LIMITS.longestBytes} bytes in UTF-8`);
  }
}

/** The name in the form in which the profile keeps it. */
export function checkFullName(fullName: string | undefined): string | undefined {
  if (fullName === undefined) return undefined;
  const read = readPersonName(fullName);
  if ("fault" in read) throw invalid("/full_name", read.fault);
  return read.name;
}

/** The embedded Auth writes its mails to a folder, which people must be told who wait for one. */
export function deliveryOf(deps: Pick<Deps, "settings">): "mail" | "folder" {
  return deps.settings.supabase === undefined ? "folder" : "mail";
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem("invalid_input", "Some of what was sent is not valid.", {
    errors: [{ pointer, detail }],
  });
}
