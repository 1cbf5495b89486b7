/**
 * Headers that every answer carries. They are one constant table, made at start: a page of Echo may load
 * only what Echo itself serves, nobody may frame it, and nothing private is kept by a cache.
 */
import type { FastifyInstance } from "fastify";
import type { Settings } from "#core/settings.ts";

/** Content-Security-Policy: no inline script or style, nothing from elsewhere. */
function strictPolicy(isHttps: boolean): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Browser features that Echo never asks for are switched off; the microphone is for dictation. */
const PERMISSIONS = [
  "accelerometer=()",
  "browsing-topics=()",
  "camera=()",
  "display-capture=()",
  "geolocation=()",
  "gyroscope=()",
  "magnetometer=()",
  "microphone=(self)",
  "midi=()",
  "payment=()",
  "usb=()",
].join(", ");

/** The table: names in lower case. */
export function securityHeaders(
  settings: Pick<Settings, "contentSecurityPolicy" | "isHttps">,
): Readonly<Record<string, string>> {
  return Object.freeze({
    "content-security-policy": settings.contentSecurityPolicy ?? strictPolicy(settings.isHttps),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "same-origin",
    ...(settings.isHttps ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-download-options": "noopen",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    "x-xss-protection": "0",
    "cache-control": "no-store",
    vary: "Origin, Cookie, Authorization",
  });
}

export function addHeaders(app: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headers);
    reply.header("x-request-id", request.id);
    done();
  });
}
