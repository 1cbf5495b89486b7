/** What the shape of a password or a name cannot say, and the guard of routes that are open to everybody. */
import { PASSWORD_LIMITS } from "@echo/contract/auth.ts";
import { Problem } from "#core/problem.ts";

/** Of routes that no cookie has authority over: a page of another site may not call them all the same. */
export const open = { access: "public", csrf: "origin" } as const;

/** The hash reads 72 bytes and would ignore the rest in silence, so there must not be a rest. */
export function checkNewPassword(password: string, pointer: string): void {
  if (Buffer.byteLength(password, "utf8") > PASSWORD_LIMITS.longestBytes) {
    throw invalid(pointer, `must have at most ${PASSWORD_LIMITS.longestBytes} bytes in UTF-8`);
  }
}

/** A name goes into mails and pages: trimmed, not blank, without control characters or line breaks. */
export function checkFullName(fullName: string | undefined): string | undefined {
  if (fullName === undefined) return undefined;
  const trimmed = fullName.trim();
  if (trimmed === "") throw invalid("/full_name", "must not be blank");
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed)) {
    throw invalid("/full_name", "must not contain control characters or line breaks");
  }
  return trimmed;
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem("invalid_input", "Some of what was sent is not valid.", {
    errors: [{ pointer, detail }],
  });
}
