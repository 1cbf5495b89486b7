/**
 * The built web app at `/app`: files with a hash in their name are kept for ever, the page itself is asked
 * for anew every time, and every other address below `/app` opens the page, because the app routes itself.
 */
import { access } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { notFound, Problem } from "#core/problem.ts";
import type { Settings } from "#core/settings.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export interface WebAppOptions {
  /** The folder that the build made; it may appear later. */
  readonly directory: string | undefined;
  readonly settings: Pick<Settings, "publicUrl">;
}

export async function addWebApp(app: FastifyInstance, options: WebAppOptions): Promise<void> {
  const { directory } = options;
  const canonical = canonicalHost(options.settings.publicUrl);
  if (directory !== undefined) {
    await app.register(fastifyStatic, {
      root: directory,
      serve: false,
      cacheControl: false,
      etag: true,
      lastModified: true,
      index: false,
      preCompressed: true,
    });
  }
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const elsewhere = canonical(request);
    if (elsewhere !== undefined) return reply.redirect(elsewhere, 302);
    if (directory === undefined || !(await exists(join(directory, "index.html")))) {
      throw new Problem("unavailable", "The web app has not been built; `npm start` builds it.");
    }
    const path = (request.params as { "*"?: string })["*"] ?? "";
    const isFile = /\.[a-z0-9]{2,12}$/i.test(path);
    // A missing file is a 404, not the page: the plugin answers for it.
    const file = isFile ? path : "index.html";
    const isHashed = file.startsWith("assets/");
    reply.header("cache-control", isHashed ? IMMUTABLE : "no-cache");
    reply.header("vary", "Origin, Accept-Encoding");
    return reply.sendFile(file);
  };
  // Browsers ask for it by themselves, whatever page they are on.
  app.get("/favicon.ico", { schema: { hide: true } }, async (_request, reply) => {
    if (directory === undefined || !(await exists(join(directory, "favicon.ico")))) throw notFound();
    reply.header("cache-control", "public, max-age=86400");
    return reply.sendFile("favicon.ico");
  });
  app.get("/app", { schema: { hide: true } }, serve);
  app.get("/app/*", { schema: { hide: true } }, serve);
}

/**
 * One machine has several names for itself, but cookies and origins know only one. Where PUBLIC_URL is
 * such a name, pages asked for under another are sent there.
 */
function canonicalHost(publicUrl: string): (request: FastifyRequest) => string | undefined {
  const canonical = new URL(publicUrl);
  if (!LOOPBACK.has(canonical.hostname)) return () => undefined;
  return (request) =>
    LOOPBACK.has(request.hostname) && request.host !== canonical.host
      ? `${canonical.origin}${request.raw.url ?? "/app"}`
      : undefined;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
