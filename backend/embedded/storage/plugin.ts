/**
 * The Supabase-compatible Storage server of embedded mode, as one Fastify plugin to be mounted at
 * `/storage/v1`. Small on purpose: buckets, objects, lists and signed URLs, with row-level security
 * deciding every request. No resumable uploads, no S3 protocol, no image rendering.
 */
import { TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import type { FastifyError, FastifyPluginAsync } from "fastify";
import type pg from "pg";
import type { VerifyToken } from "#embedded/claims.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import { createBlobStore, type FileSystem } from "./blobs.ts";
import { bucketRoutes } from "./bucket-routes.ts";
import type { StorageDeps, UploadPatience } from "./deps.ts";
import { type StorageErrorBody, toStorageError } from "./errors.ts";
import { readRoutes } from "./read-routes.ts";
import { signRoutes } from "./sign-routes.ts";
import { SWEEP_GRACE_MS, sweepOrphans } from "./sweep.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { createUrlTokens } from "./url-tokens.ts";
import { writeRoutes } from "./write-routes.ts";

/** The most bytes of one object, as on a hosted project without a plan. */
const SIZE_LIMIT_BYTES = 52_428_800;

const UPLOAD_PATIENCE: UploadPatience = { idleMs: 30_000, discardMs: 5_000 };

export interface StoragePluginOptions {
  /** In the place of the local disk, for tests of a failing one. */
  readonly files?: FileSystem;
  readonly sizeLimitBytes?: number;
  readonly patience?: UploadPatience;
}

type StorageSettings = Pick<EmbeddedSupabaseSettings, "storageUrlKey" | "storageDirectory" | "clock" | "log">;

/**
 * @param pool connections of `supabase_storage_admin`
 * @param verify gives the claims of an access token or API key, and refuses all others
 */
export function storagePlugin(
  settings: StorageSettings,
  pool: pg.Pool,
  verify: VerifyToken,
  options: StoragePluginOptions = {},
): FastifyPluginAsync {
  const { clock, log } = settings;
  const deps: StorageDeps = {
    pool,
    blobs: createBlobStore(settings.storageDirectory, options.files),
    verify,
    urlTokens: createUrlTokens(settings.storageUrlKey, clock),
    sizeLimitBytes: options.sizeLimitBytes ?? SIZE_LIMIT_BYTES,
    patience: options.patience ?? UPLOAD_PATIENCE,
    clock,
    log,
  };

  return async (fastify) => {
    fastify.setValidatorCompiler(TypeBoxValidatorCompiler);
    fastify.setErrorHandler<FastifyError>((error, _request, reply) => {
      const { httpStatus, body } = render(error);
      if (httpStatus >= 500) {
        log.error({ code: body.code, cause: describe(toStorageError(error).cause) }, "storage.failed");
      }
      return reply.code(httpStatus).header("cache-control", "no-store").send(body);
    });
    fastify.setNotFoundHandler((request, reply) =>
      reply.code(404).send({
        statusCode: "404",
        error: "Not Found",
        message: `Route ${request.method} is not found`,
        code: "NotFound",
      }),
    );

    await fastify.register(bucketRoutes(deps));
    await fastify.register(readRoutes(deps));
    await fastify.register(writeRoutes(deps));
    await fastify.register(signRoutes(deps));
    await fastify.register(uploadRoutes(deps));

    fastify.get("/health", async () => ({ healthy: await isDatabaseUp(pool) }));
    fastify.get("/status", async () => ({ healthy: true }));
    fastify.get("/version", async (_request, reply) => reply.type("text/plain").send("embedded"));

    // Listening does not wait for the sweep, but closing does, so that the pool outlives it.
    let sweeping: Promise<void> = Promise.resolve();
    fastify.addHook("onReady", async () => {
      sweeping = sweepAtStart(deps);
    });
    fastify.addHook("onClose", () => sweeping);
  };
}

async function sweepAtStart(deps: StorageDeps): Promise<void> {
  try {
    const now = deps.clock.now();
    const result = await sweepOrphans(deps.pool, deps.blobs, { now, graceMs: SWEEP_GRACE_MS });
    if (result.isRefused) {
      deps.log.error({ checked: result.checkedCount }, "storage.sweep_refused");
    } else if (result.removedCount > 0) {
      deps.log.info({ removed: result.removedCount, checked: result.checkedCount }, "storage.swept");
    }
  } catch (error) {
    deps.log.warn({ cause: describe(error) }, "storage.sweep_failed");
  }
}

/** A refusal of Fastify itself (a malformed body, a failed schema) keeps its status; all else is ours. */
function render(error: FastifyError): { httpStatus: number; body: StorageErrorBody } {
  const status = error.validation === undefined ? error.statusCode : 400;
  if (status !== undefined && status >= 400 && status < 500) {
    return {
      httpStatus: status,
      body: { statusCode: String(status), error: "Error", message: error.message, code: "InvalidRequest" },
    };
  }
  const known = toStorageError(error);
  return { httpStatus: known.httpStatus, body: known.toBody() };
}

/** An error for the log: its name and code. Messages may quote what a user sent. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return typeof cause;
  }
  return "code" in cause ? `${cause.name} ${String(cause.code)}` : cause.name;
}

const HEALTH_LIMIT_MS = 2_000;

async function isDatabaseUp(pool: pg.Pool): Promise<boolean> {
  const timeout = AbortSignal.timeout(HEALTH_LIMIT_MS);
  const isLate = new Promise<false>((resolve) => {
    timeout.addEventListener("abort", () => resolve(false));
  });
  const answers = pool.query("select 1").then(
    () => true,
    () => false,
  );
  return Promise.race([answers, isLate]);
}
