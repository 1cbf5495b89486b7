/**
 * The door of the embedded Supabase: one HTTP server on loopback, with Auth at `/auth/v1` and Storage at
 * `/storage/v1`. Like the hosted gateway it lets nobody near Auth without one of the project's keys. It
 * never listens on an address that another machine can reach.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { readApiKey } from "#embedded/auth/caller.ts";
import { authPlugin } from "#embedded/auth/plugin.ts";
import { createTokens } from "#embedded/auth/tokens.ts";
import { storagePlugin } from "#embedded/storage/plugin.ts";
import { type ApiKeyKind, createApiKeys } from "./api-keys.ts";
import { EmbeddedError, systemErrorCode } from "./errors.ts";
import { createEmbeddedPool } from "./pool.ts";
import { findServerPort, LOOPBACK } from "./ports.ts";
import type { EmbeddedSupabaseSettings } from "./settings.ts";

/** For the whole of a request to arrive; the largest are uploads. */
const RECEIVE_LIMIT_MS = 120_000;
const HEADERS_LIMIT_MS = 10_000;
const KEEP_ALIVE_MS = 5_000;
const MAX_HEADER_BYTES = 32_768;
const STOP_LIMIT_MS = 5_000;

/** What a browser must be able to open, and what says how to check tokens: no key needed. */
const OPEN_AUTH_ROUTES = [
  "/auth/v1/verify",
  "/auth/v1/callback",
  "/auth/v1/authorize",
  "/auth/v1/.well-known/jwks.json",
];

export interface Gateway {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Answers what has begun, then closes; later calls wait for the first. */
  stop(): Promise<void>;
}

/**
 * Starts Auth and Storage.
 * @param port the port of `settings.externalUrl`; 0 for any free one, which then replaces it
 * @throws EmbeddedError when the port is taken, or when the address of the settings is not loopback
 */
export async function startGateway(settings: EmbeddedSupabaseSettings, port: number): Promise<Gateway> {
  refuseForeignAddress(settings.externalUrl);
  const chosenPort = port === 0 ? await findServerPort() : port;
  const url = `http://${LOOPBACK}:${chosenPort}`;
  const own = port === 0 ? { ...settings, externalUrl: url } : settings;
  const { app, close } = await buildGateway(own);
  try {
    await app.listen({ host: LOOPBACK, port: chosenPort });
  } catch (error) {
    await close();
    if (systemErrorCode(error) !== "EADDRINUSE") throw error;
    throw new EmbeddedError(
      `Port ${chosenPort} of ${LOOPBACK} is taken: stop the program that holds it, or set ECHO_SUPABASE_PORT to another port.`,
      { cause: error },
    );
  }
  settings.log.debug({ port: chosenPort }, "embedded.gateway.listening");
  let stopped: Promise<void> | undefined;
  return { port: chosenPort, url, stop: () => (stopped ??= close()) };
}

async function buildGateway(
  settings: EmbeddedSupabaseSettings,
): Promise<{ readonly app: FastifyInstance; close(): Promise<void> }> {
  const { log } = settings;
  const authPool = createEmbeddedPool(settings.authDatabaseUrl, "echo_auth", log);
  const storagePool = createEmbeddedPool(settings.storageDatabaseUrl, "echo_storage", log);
  const { verify } = await createTokens(settings);
  const app = Fastify({
    logger: false,
    requestTimeout: RECEIVE_LIMIT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    exposeHeadRoutes: false,
    http: { headersTimeout: HEADERS_LIMIT_MS, maxHeaderSize: MAX_HEADER_BYTES },
  });
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("x-echo-embedded", "1");
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: "no Route matched with those values" }),
  );
  await app.register(async (scope) => {
    requireApiKey(scope, settings);
    await scope.register(authPlugin(settings, authPool), { prefix: "/auth/v1" });
  });
  await app.register(async (scope) => {
    actAsApiKey(scope, settings);
    await scope.register(storagePlugin(settings, storagePool, verify), { prefix: "/storage/v1" });
  });
  const close = async () => {
    const limit = setTimeout(() => app.server.closeAllConnections(), STOP_LIMIT_MS);
    await app.close();
    clearTimeout(limit);
    await Promise.all([authPool.end(), storagePool.end()]);
  };
  return { app, close };
}

function requireApiKey(scope: FastifyInstance, settings: EmbeddedSupabaseSettings): void {
  const apiKeys = createApiKeys(settings);
  scope.addHook("onRequest", async (request, reply) => {
    const [path = ""] = request.url.split("?");
    if (OPEN_AUTH_ROUTES.includes(path)) return undefined;
    const key = readApiKey(request);
    if (key === undefined) {
      return await refuse(
        reply,
        "No API key found in request",
        "No `apikey` request header or url param was found.",
      );
    }
    return await refuseKey(reply, request, apiKeys.identify(key));
  });
}

/** Undefined when the key is one of the project's, used by a program. */
async function refuseKey(
  reply: FastifyReply,
  request: FastifyRequest,
  kind: ApiKeyKind | undefined,
): Promise<FastifyReply | undefined> {
  if (kind === undefined) {
    return await refuse(reply, "Invalid API key", "Double check your Supabase API key.");
  }
  if (kind === "secret" && isBrowser(request)) {
    return await refuse(
      reply,
      "Forbidden use of secret API key in browser",
      "A secret key opens everything: it belongs on a server, never in a browser.",
    );
  }
  return undefined;
}

/** Storage has no gate of its own: a key without a Bearer token stands in for it. */
function actAsApiKey(scope: FastifyInstance, settings: EmbeddedSupabaseSettings): void {
  const apiKeys = createApiKeys(settings);
  scope.addHook("onRequest", async (request, reply) => {
    const key = readApiKey(request);
    const kind = apiKeys.identify(key);
    if (key === undefined || kind === undefined) return undefined;
    request.headers.authorization ??= `Bearer ${key}`;
    return await refuseKey(reply, request, kind);
  });
}

async function refuse(reply: FastifyReply, message: string, hint: string): Promise<FastifyReply> {
  return await reply.code(401).send({ message, hint });
}

function isBrowser(request: FastifyRequest): boolean {
  return request.headers["user-agent"]?.startsWith("Mozilla/") ?? false;
}

function refuseForeignAddress(externalUrl: string): void {
  const hostname = URL.parse(externalUrl)?.hostname ?? "";
  if (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)) return;
  throw new EmbeddedError(
    "The embedded Supabase serves this machine only: its address must be a loopback address.",
  );
}
