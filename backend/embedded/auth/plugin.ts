/**
 * The Supabase-compatible Auth server of embedded mode, as one Fastify plugin to be mounted at `/auth/v1`.
 * Small on purpose: passwords, refresh rotation, mailed links and the admin API; no SMS, no SAML, no
 * foreign providers. Routes throw or answer; errors become answers in one place, here.
 */
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyRequest } from "fastify";
import type pg from "pg";
import { newId } from "#core/ids.ts";
import type { Log } from "#core/log.ts";
import { sqlState } from "#embedded/pool.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import { type AuthContext, createAuthContext } from "./context.ts";
import {
  API_VERSION_HEADER,
  AuthError,
  badRequest,
  OAuthError,
  renderError,
  requestTimeout,
  unexpectedFailure,
} from "./errors.ts";
import { parseJsonBody } from "./json-body.ts";
import { limitRequests } from "./request-limit.ts";
import { addAdminLinkRoutes } from "./routes-admin-links.ts";
import { addAdminRoutes } from "./routes-admin.ts";
import { addMailRoutes } from "./routes-mail.ts";
import { addProjectRoutes } from "./routes-project.ts";
import { addSessionRoutes } from "./routes-session.ts";
import { addSignupRoutes } from "./routes-signup.ts";
import { addTokenRoutes } from "./routes-token.ts";
import { addUserRoutes } from "./routes-user.ts";
import { addVerifyRoutes } from "./routes-verify.ts";

const BODY_LIMIT_BYTES = 1_048_576;
const REQUEST_LIMIT_MS = 10_000;

/** SQLSTATE 57014: the statement took longer than it may. */
const QUERY_CANCELED = "57014";

/** @param pool connections of `supabase_auth_admin` */
export function authPlugin(settings: EmbeddedSupabaseSettings, pool: pg.Pool): FastifyPluginAsync {
  return async (app) => {
    const context: AuthContext = await createAuthContext(settings, pool);
    readJsonOnly(app);
    answerErrors(app, settings.log);
    app.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    app.addHook("onRoute", (route) => {
      route.bodyLimit = BODY_LIMIT_BYTES;
    });
    limitRequests(app, REQUEST_LIMIT_MS);
    addProjectRoutes(app, context);
    addSignupRoutes(app, context);
    addTokenRoutes(app, context);
    addSessionRoutes(app, context);
    addUserRoutes(app, context);
    addMailRoutes(app, context);
    addVerifyRoutes(app, context);
    addAdminRoutes(app, context);
    addAdminLinkRoutes(app, context);
  };
}

function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => parseJsonBody(body),
  );
}

function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const errorId = newId();
    const known = toKnownError(error);
    if (known instanceof AuthError && known.status >= 500) {
      log.error(
        { error_id: errorId, code: known.code, route: routeOf(request), cause: describe(known.cause) },
        "auth.failed",
      );
    }
    const { status, headers, body } = renderError(known, versionOf(request), errorId);
    return reply.code(status).headers(headers).send(body);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new AuthError(404, "validation_failed", "There is no such route");
    const { status, headers, body } = renderError(error, versionOf(request), newId());
    return reply.code(status).headers(headers).send(body);
  });
}

function toKnownError(error: FastifyError): AuthError | OAuthError {
  if (error instanceof AuthError || error instanceof OAuthError) return error;
  if (error.code === "FST_ERR_HANDLER_TIMEOUT" || sqlState(error) === QUERY_CANCELED) {
    return requestTimeout(error);
  }
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new AuthError(413, "request_entity_too_large", "Request body is too large");
  }
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return new AuthError(415, "bad_json", "The request body must be application/json");
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return badRequest("Malformed request");
  return unexpectedFailure(error);
}

function versionOf(request: FastifyRequest): string | undefined {
  const version = request.headers[API_VERSION_HEADER];
  return typeof version === "string" ? version : undefined;
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? "unknown"}`;
}

/** An error for the log: its name and code. Messages may quote what a person sent. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = sqlState(cause);
  return code === null ? cause.name : `${cause.name} ${code}`;
}
