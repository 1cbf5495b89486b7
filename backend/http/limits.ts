/**
 * What one request may cost: its size, the time it may take to arrive, the connections it may hold. When
 * the event loop falls behind, new requests are turned away at once instead of making everybody wait.
 */
import type { Server } from "node:http";
import type { FastifyHttpOptions, FastifyInstance } from "fastify";
import { Problem } from "#core/problem.ts";
import type { Settings } from "#core/settings.ts";

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 20_000;
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const CONNECTIONS_CHECKING_INTERVAL_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 10_000;
const PARAMETER_LENGTH = 100;

const LOOP_SAMPLE_MS = 250;
/** How late a timer may be before new requests are turned away. */
const LOOP_DELAY_LIMIT_MS = 1_000;
/** One long pause passes by itself; only what goes on is a reason to turn people away. */
const LATE_SAMPLES_LIMIT = 3;

/** Options of the server that bound every request. */
export function serverLimits(settings: Pick<Settings, "requestBodyLimitBytes">) {
  return {
    bodyLimit: settings.requestBodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECKING_INTERVAL_MS,
      // A missing Host is answered like an unknown one.
      requireHostHeader: false,
    },
  } satisfies FastifyHttpOptions<Server>;
}

export function addLimits(app: FastifyInstance): void {
  app.server.maxConnections = MAX_CONNECTIONS;
  refuseExpectations(app);
  shedWhenLate(app);
  closeWhenStopping(app);
}

/**
 * Node would answer an `Expect` other than `100-continue` by itself, without a body or an id. It comes in like
 * any other request instead, and is refused like one.
 */
function refuseExpectations(app: FastifyInstance): void {
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  app.addHook("onRequest", (request, reply, done) => {
    const { expect } = request.raw.headers;
    if (expect === undefined || expect.toLowerCase() === "100-continue") {
      done();
      return;
    }
    // Whoever waits for a permission has not sent a body, and whoever does not wait may have.
    reply.header("connection", "close");
    done(new Problem("expectation_failed", "Echo can promise 100-continue only."));
  });
}

/** Answers that are given while Echo stops end their connection, so that no further request is lost on it. */
function closeWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook("preClose", (done) => {
    isStopping = true;
    done();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (isStopping) reply.header("connection", "close");
    done(null, payload);
  });
}

function shedWhenLate(app: FastifyInstance): void {
  let lateSamples = 0;
  let sampler: NodeJS.Timeout | undefined;
  app.addHook("onReady", (done) => {
    let expectedAtMs = performance.now() + LOOP_SAMPLE_MS;
    sampler = setInterval(() => {
      const nowMs = performance.now();
      lateSamples = nowMs - expectedAtMs > LOOP_DELAY_LIMIT_MS ? lateSamples + 1 : 0;
      expectedAtMs = nowMs + LOOP_SAMPLE_MS;
    }, LOOP_SAMPLE_MS);
    sampler.unref();
    done();
  });
  app.addHook("onClose", (_instance, done) => {
    clearInterval(sampler);
    done();
  });
  app.addHook("onRequest", (_request, _reply, done) => {
    if (lateSamples < LATE_SAMPLES_LIMIT) {
      done();
    } else {
      done(new Problem("unavailable", "Echo is too busy at the moment.", { retryAfterS: 2 }));
    }
  });
}
