/**
 * Which other origins may call Echo from a browser: exactly the listed ones, with credentials. An
 * origin that is not listed gets no CORS header at all. Refusals carry the same headers as answers.
 */
import type { FastifyInstance } from "fastify";
import type { Settings } from "#core/settings.ts";

const METHODS = "GET, HEAD, POST, PATCH, PUT, DELETE";
const EXPOSED =
  "ETag, Location, Retry-After, X-Request-ID, Idempotency-Replayed, RateLimit, RateLimit-Policy";

export function addCors(
  app: FastifyInstance,
  settings: Pick<Settings, "allowedOrigins" | "csrfHeaderName">,
): void {
  const allowed = new Set(settings.allowedOrigins);
  const requestHeaders = [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Request-ID",
    settings.csrfHeaderName,
  ].join(", ");
  app.addHook("onRequest", (request, reply, done) => {
    const { origin } = request.raw.headers;
    if (origin === undefined || !allowed.has(origin)) {
      done();
      return;
    }
    reply.header("access-control-allow-origin", origin);
    reply.header("access-control-allow-credentials", "true");
    reply.header("access-control-expose-headers", EXPOSED);
    if (
      request.raw.method !== "OPTIONS" ||
      request.raw.headers["access-control-request-method"] === undefined
    ) {
      done();
      return;
    }
    reply
      .code(204)
      .headers({
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": requestHeaders,
        "access-control-max-age": "600",
      })
      .send();
  });
}
