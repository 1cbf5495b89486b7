/**
 * One line in the log for every request that reached Echo, also for those that broke off: what was
 * asked (route template, never the path or the query), what was answered, how long it took, for whom.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { newId } from "#core/ids.ts";
import type { Log } from "#core/log.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** `performance.now()` when the head of the request had been read. */
    startedAtMs: number;
  }
}

/** What an inbound X-Request-ID must look like to be kept. */
const INBOUND_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** Logged instead of a status where the client had gone before the answer was written. */
const CLIENT_CLOSED_REQUEST = 499;

/** The id of a request: the caller's own where it is harmless, a new one otherwise. */
export function requestIdOf(raw: IncomingMessage): string {
  const inbound = raw.headers["x-request-id"];
  return typeof inbound === "string" && INBOUND_ID.test(inbound) ? inbound : newId();
}

const REQUEST = Symbol("request");
type MarkedResponse = ServerResponse & { [REQUEST]?: FastifyRequest };

/** Writes the line when the response is closed: finished or broken off, whichever comes. */
export function addRequestLog(app: FastifyInstance, log: Log): void {
  function onClose(this: MarkedResponse): void {
    const request = this[REQUEST];
    if (request === undefined) return;
    logRequest(log, request, this.writableEnded ? this.statusCode : CLIENT_CLOSED_REQUEST);
  }
  app.decorateRequest("startedAtMs", 0);
  app.addHook("onRequest", (request, reply, done) => {
    request.startedAtMs = performance.now();
    (reply.raw as MarkedResponse)[REQUEST] = request;
    reply.raw.on("close", onClose);
    done();
  });
}

/** The line itself; also used where a request is refused before any route was looked up. */
export function logRequest(log: Log, request: FastifyRequest, statusCode: number): void {
  const elapsedMs = request.startedAtMs > 0 ? performance.now() - request.startedAtMs : 0;
  log.info(
    {
      request_id: request.id,
      method: request.raw.method,
      route: request.routeOptions.url ?? null,
      status_code: statusCode,
      duration_ms: Math.round(elapsedMs * 100) / 100,
      client: request.ip,
      user_id: request.actor?.userId ?? null,
    },
    "request.completed",
  );
}
