/**
 * Telephone numbers in the words of a helpline's contact, so that one touch dials. A number that follows
 * "text" or "SMS" gets a message instead of a call.
 */
export interface ContactPart {
  readonly text: string;
  /** `tel:` or `sms:`; undefined: plain words. */
  readonly href?: string;
}

/** A number of three digits and more, as they are written around the world. */
const NUMBER = /[+*]?\(?\d[\d()\u00a0 .-]*\d#?/gu;
const MESSAGE = /\b(?:text|sms)\b[^.,;]*$/iu;
const FEWEST_DIGITS = 3;

export function contactParts(contact: string): readonly ContactPart[] {
  const parts: ContactPart[] = [];
  let shown = 0;
  for (const match of contact.matchAll(NUMBER)) {
    const text = match[0];
    const dialled = text.replaceAll(/[^\d+*#]/g, "");
    if (dialled.replaceAll(/\D/g, "").length < FEWEST_DIGITS) continue;
    const before = contact.slice(shown, match.index);
    if (before !== "") parts.push({ text: before });
    const scheme = MESSAGE.test(before) ? "sms" : "tel";
    parts.push({ text, href: `${scheme}:${dialled.replaceAll("#", "%23")}` });
    shown = match.index + text.length;
  }
  if (shown < contact.length) parts.push({ text: contact.slice(shown) });
  return parts;
}

/** The address of a resource where it is one that may be opened: https, and nothing else. */
export function safeAddress(url: string | null): string | null {
  return url !== null && URL.canParse(url) && new URL(url).protocol === "https:" ? url : null;
}
