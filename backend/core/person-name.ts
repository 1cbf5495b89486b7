/**
 * The one rule for names of people, wherever they are given: at sign-up and in the profile. A name goes into
 * mails and pages, so it is one visible line.
 */
import { PROFILE_LIMITS } from "@echo/contract/profile.ts";

/**
 * Controls and line ends, which could end a line of a mail's header, and the marks that turn the direction
 * of everything after them, which could make a name look like another.
 */
const NOT_IN_A_NAME = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** The name in NFC without blanks around it, or the sentence that says what is wrong with it. */
export function readPersonName(given: string): { readonly name: string } | { readonly fault: string } {
  const name = given.normalize("NFC").trim();
  if (NOT_IN_A_NAME.test(given)) return { fault: "A name is one line without control characters." };
  if (INVISIBLE.test(name)) return { fault: "A name needs at least one visible character." };
  // A few characters become longer by normalisation.
  if (Array.from(name).length > PROFILE_LIMITS.fullNameLength) {
    return { fault: `A name has at most ${PROFILE_LIMITS.fullNameLength} characters.` };
  }
  return { name };
}
