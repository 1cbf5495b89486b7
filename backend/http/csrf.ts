/**
 * Whether a request that changes something was made by a page of Echo. Cookies travel by themselves, so a
 * cookie alone proves nothing: the request must come from an allowed origin and carry a token that names
 * its login by HMAC. Cookies of the same name from elsewhere are useless, because the login is not theirs.
 */
import { type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, onRequestHookHandler } from "fastify";
import type { Deps } from "#backend/deps.ts";
import { hmacSha256 } from "#core/hmac.ts";
import { Problem } from "#core/problem.ts";

/**
 * - `session`: origin and token, where the login is known by cookie; the default;
 * - `origin`: the origin alone, for routes that no cookie has authority over.
 */
export type CsrfRule = "session" | "origin";

declare module "fastify" {
  interface FastifyRequest {
    /** A CSRF token for a login. */
    mintCsrfToken(sessionId: string): string;
  }
  interface FastifyContextConfig {
    csrf?: CsrfRule;
  }
}

const NONCE_BYTES = 16;
const TOKEN = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** `base64url(nonce).HMAC-SHA256(key, session id | nonce)` */
export function mintCsrfToken(key: KeyObject, sessionId: string): string {
  const nonce = randomBytes(NONCE_BYTES).toString("base64url");
  return `${nonce}.${macOf(key, sessionId, nonce)}`;
}

/** Whether `token` was minted for this login, compared in constant time. */
export function isCsrfTokenFor(key: KeyObject, sessionId: string, token: string): boolean {
  const [, nonce, mac] = TOKEN.exec(token) ?? [];
  if (nonce === undefined || mac === undefined) return false;
  // The texts are compared, because several texts decode to the same bytes.
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, sessionId, nonce)));
}

/** The second half of a token, as its text. */
function macOf(key: KeyObject, sessionId: string, nonce: string): string {
  return hmacSha256(key, `${sessionId}|${nonce}`).toString("base64url");
}

export function addCsrf(app: FastifyInstance, keys: Deps["keys"]): void {
  app.decorateRequest("mintCsrfToken", (sessionId: string) => mintCsrfToken(keys.csrf, sessionId));
}

/** The hook of one route with an unsafe method; runs after `authenticateFor`. */
export function csrfFor(rule: CsrfRule, deps: Pick<Deps, "settings" | "keys">): onRequestHookHandler {
  const origins = new Set(deps.settings.allowedOrigins);
  const headerName = deps.settings.csrfHeaderName.toLowerCase();
  return (request, _reply, done) => {
    if (request.authenticatedBy === "bearer") {
      done();
      return;
    }
    const { headers } = request.raw;
    const needsToken = rule === "session" && request.actor !== null;
    if (!isFromEcho(headers, origins, !needsToken)) {
      done(new Problem("csrf_failed", "The request does not come from a page of Echo."));
      return;
    }
    const token = headers[headerName];
    const isProven =
      !needsToken ||
      (typeof token === "string" && isCsrfTokenFor(deps.keys.csrf, request.actor?.sessionId ?? "", token));
    done(
      isProven
        ? undefined
        : new Problem(
            "csrf_failed",
            `The header ${deps.settings.csrfHeaderName} is missing or not for this login.`,
          ),
    );
  };
}

/**
 * The origin rule. Where Origin is absent, Sec-Fetch-Site counts, and where that is absent too, Referer;
 * `withoutAny` decides for programs that send none of them.
 */
function isFromEcho(
  headers: IncomingHttpHeaders,
  origins: ReadonlySet<string>,
  withoutAny: boolean,
): boolean {
  const { origin, referer } = headers;
  if (origin !== undefined) return origins.has(origin);
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (referer !== undefined) return URL.canParse(referer) && origins.has(new URL(referer).origin);
  return withoutAny;
}
