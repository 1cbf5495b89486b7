/**
 * The addresses of the app below its base, and the check of a return path. After signing in, only a
 * known page of this app is ever opened: nothing that a crafted link could send a person to.
 */
export const BASE = "/app";

/** Pages that somebody may be sent back to. An id is a UUID. */
const RETURNABLE = [
  /^\/$/,
  /^\/timeline$/,
  /^\/patterns$/,
  /^\/trash$/,
  /^\/profile$/,
  /^\/entries\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/edit)?$/,
];
/** An origin that can never be real: what leaves it was not a path of ours. */
const NOWHERE = "https://echo.invalid";

/** A path below the base that is safe to open, such as `/timeline?q=rain`; `/` for anything else. */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || wanted.length > 1000) return "/";
  // Browsers drop tabs and line ends inside URLs and read a backslash as a slash.
  if (!wanted.startsWith("/") || /[\\\p{Cc}]/u.test(wanted)) return "/";
  let url: URL;
  try {
    url = new URL(wanted, NOWHERE);
  } catch {
    return "/";
  }
  if (url.origin !== NOWHERE || !RETURNABLE.some((page) => page.test(url.pathname))) return "/";
  return `${url.pathname}${url.search}`;
}

/** The path below the base of a location of the router, for a later return. */
export function pathBelowBase(pathname: string, search: string): string {
  const below = pathname === BASE || pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : pathname;
  return `${below === "" ? "/" : below}${search}`;
}
