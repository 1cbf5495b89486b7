/**
 * Which mailed links this browser has seen used or refused, so that a page can say so before anybody types
 * a password. Only a link's own beginning is kept, which opens nothing.
 */
const KEY = "echo.spent-links";
const MOST_LINKS = 10;
const MARK_LENGTH = 12;

function read(): readonly string[] {
  try {
    const marks: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(marks) ? marks.filter((mark) => typeof mark === "string") : [];
  } catch {
    return [];
  }
}

export function isLinkSpent(tokenHash: string): boolean {
  return read().includes(tokenHash.slice(0, MARK_LENGTH));
}

export function markLinkSpent(tokenHash: string): void {
  try {
    const marks = [tokenHash.slice(0, MARK_LENGTH), ...read()].slice(0, MOST_LINKS);
    localStorage.setItem(KEY, JSON.stringify(marks));
  } catch {
    // Storage is switched off: the server says so after the password instead.
  }
}
