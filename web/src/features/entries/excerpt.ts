/** The beginning of a text, as lists show it. */

export const EXCERPT_LENGTH = 600;

/**
 * The beginning of a text for a list, without empty lines. How many lines are shown is the style sheet's
 * business; this bounds what a page has to hold.
 */
export function excerpt(text: string): string {
  return cut(dense(text.slice(0, 2 * EXCERPT_LENGTH)), text.length > 2 * EXCERPT_LENGTH);
}

/** A text without empty lines, and without blanks around its lines. */
export function dense(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** What a list has room for, from whole words. `isCutBefore`: more of the text is missing already. */
export function cut(text: string, isCutBefore: boolean): string {
  if (text.length <= EXCERPT_LENGTH && !isCutBefore) return text;
  const beginning = text.slice(0, EXCERPT_LENGTH);
  return `${/\s/.test(beginning) ? beginning.replace(/\s+\S*$/u, "") : Array.from(beginning).slice(0, -1).join("")}…`;
}
