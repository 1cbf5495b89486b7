/** What can be said of an address or a password before it is sent. The server has the last word. */
import type { PASSWORD_LIMITS } from "@echo/contract/auth.ts";
import { messages } from "./messages.ts";

const SHORTEST: typeof PASSWORD_LIMITS.shortest = 10;
const LONGEST_BYTES: typeof PASSWORD_LIMITS.longestBytes = 72;

/** The fault of an address; undefined: none that can be seen from here. */
export function emailFault(email: string): string | undefined {
  if (email === "") return messages.emailMissing;
  return /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : messages.emailWrong;
}

/** The fault of a password that is being chosen: at least 10 code points, at most 72 bytes of UTF-8. */
export function newPasswordFault(password: string): string | undefined {
  if (password === "") return messages.passwordMissing;
  if (Array.from(password).length < SHORTEST) return messages.passwordShort;
  return new TextEncoder().encode(password).length > LONGEST_BYTES ? messages.passwordLong : undefined;
}
