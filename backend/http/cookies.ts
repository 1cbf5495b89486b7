/**
 * The cookies of a browser login: the access token for every path, the refresh token for `/auth` only,
 * both HttpOnly, SameSite=Strict and without a domain, and the readable copy of the CSRF token. On https
 * their names carry the prefixes that keep other subdomains from setting them.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Settings } from "#core/settings.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The tokens in the cookies, unverified; undefined where absent or given twice. */
    readSessionCookies(): {
      readonly accessToken: string | undefined;
      readonly refreshToken: string | undefined;
    };
  }
  interface FastifyReply {
    /** Signs the browser in; `csrfToken` is the copy that pages may read. */
    setSessionCookies(tokens: SessionTokens, csrfToken: string): void;
    setCsrfCookie(csrfToken: string): void;
    /** Signs the browser out. */
    clearSessionCookies(): void;
  }
}

export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInS: number;
}

export interface CookieNames {
  readonly session: string;
  readonly refresh: string;
  readonly csrf: string;
}

type CookieSettings = Pick<Settings, "isHttps" | "csrfCookieName">;

/** How long a browser stays signed in without coming back. */
const REFRESH_LIFETIME_S = 30 * 24 * 3600;
/** Browsers refuse cookies over 4096 bytes; what is longer goes on in a cookie with a number. */
const CHUNK_LENGTH = 3600;
const MAX_CHUNKS = 3;
const REFRESH_PATH = "/auth";

export function cookieNames(settings: CookieSettings): CookieNames {
  return {
    session: settings.isHttps ? "__Host-echo_session" : "echo_session",
    refresh: settings.isHttps ? "__Secure-echo_refresh" : "echo_refresh",
    csrf: settings.csrfCookieName,
  };
}

/** What a Cookie header says about one name: the value, undefined where absent, null where given twice. */
export function readCookie(header: string | undefined, name: string): string | undefined | null {
  if (header === undefined) return undefined;
  let found: string | undefined;
  let start = 0;
  while (start < header.length) {
    const semicolon = header.indexOf(";", start);
    const end = semicolon === -1 ? header.length : semicolon;
    while (header.charCodeAt(start) === 0x20) start += 1;
    if (header.startsWith(name, start) && header.charCodeAt(start + name.length) === 0x3d) {
      if (found !== undefined) return null;
      found = header.slice(start + name.length + 1, end).trim();
    }
    start = end + 1;
  }
  return found;
}

/** The access token of a Cookie header, put together again where it was too long for one cookie. */
export function readSessionCookie(header: string | undefined, name: string): string | undefined | null {
  const first = readCookie(header, name);
  if (typeof first !== "string" || first.length < CHUNK_LENGTH) return first;
  let token = first;
  for (let index = 1; index < MAX_CHUNKS; index += 1) {
    const chunk = readCookie(header, `${name}.${index}`);
    if (chunk === null) return null;
    if (chunk === undefined) break;
    token += chunk;
  }
  return token;
}

export function addCookies(app: FastifyInstance, settings: CookieSettings): void {
  const names = cookieNames(settings);
  const secure = settings.isHttps ? "; Secure" : "";
  const set = (reply: FastifyReply, cookie: string) => reply.header("set-cookie", cookie);
  const httpOnly = (path: string, maxAgeS: number) =>
    `; Path=${path}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`;
  const readable = (maxAgeS: number) => `; Path=/; Max-Age=${maxAgeS}; SameSite=Strict${secure}`;

  app.decorateRequest("readSessionCookies", function readSessionCookies() {
    const header = this.raw.headers.cookie;
    return {
      accessToken: readSessionCookie(header, names.session) ?? undefined,
      refreshToken: readCookie(header, names.refresh) ?? undefined,
    };
  });
  app.decorateReply(
    "setSessionCookies",
    function setSessionCookies(tokens: SessionTokens, csrfToken: string) {
      const header = this.request.raw.headers.cookie;
      for (let index = 0; index < MAX_CHUNKS; index += 1) {
        const name = index === 0 ? names.session : `${names.session}.${index}`;
        const chunk = tokens.accessToken.slice(index * CHUNK_LENGTH, (index + 1) * CHUNK_LENGTH);
        if (chunk !== "") set(this, `${name}=${chunk}${httpOnly("/", tokens.expiresInS)}`);
        else if (readCookie(header, name) !== undefined) set(this, `${name}=${httpOnly("/", 0)}`);
      }
      set(this, `${names.refresh}=${tokens.refreshToken}${httpOnly(REFRESH_PATH, REFRESH_LIFETIME_S)}`);
      this.setCsrfCookie(csrfToken);
    },
  );
  app.decorateReply("setCsrfCookie", function setCsrfCookie(csrfToken: string) {
    set(this, `${names.csrf}=${csrfToken}${readable(REFRESH_LIFETIME_S)}`);
  });
  app.decorateReply("clearSessionCookies", function clearSessionCookies() {
    const header = this.request.raw.headers.cookie;
    set(this, `${names.session}=${httpOnly("/", 0)}`);
    for (let index = 1; index < MAX_CHUNKS; index += 1) {
      const name = `${names.session}.${index}`;
      if (readCookie(header, name) !== undefined) set(this, `${name}=${httpOnly("/", 0)}`);
    }
    set(this, `${names.refresh}=${httpOnly(REFRESH_PATH, 0)}`);
    set(this, `${names.csrf}=${readable(0)}`);
  });
}
