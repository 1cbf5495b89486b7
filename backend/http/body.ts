/**
 * Which bodies Echo reads: JSON in UTF-8, not compressed. Every other content type finds no parser and
 * is refused before a byte of it is read.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "#core/problem.ts";
import { parseStrictJson } from "./json-text.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route has a body schema, and may yet be called without a body: an empty object is assumed. */
    isBodyOptional?: boolean;
  }
}

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

export function addBodyRules(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, readJson);
  app.addHook("onRequest", (request, _reply, done) => {
    const encoding = request.raw.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      done(new Problem("unsupported_media_type", "Send the body without compression."));
    } else {
      done();
    }
  });
  app.addHook("onRoute", (route) => {
    if (route.config?.isBodyOptional !== true) return;
    const present = route.preValidation ?? [];
    route.preValidation = [
      (request, _reply, done) => {
        if (request.body === undefined) request.body = {};
        done();
      },
      ...(Array.isArray(present) ? present : [present]),
    ];
  });
}

function readJson(
  request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  try {
    const type = request.raw.headers["content-type"];
    if (type !== "application/json" && !JSON_TYPE.test(type ?? "")) {
      throw new Problem("unsupported_media_type", "Send the body as application/json in UTF-8.");
    }
    done(null, body.length === 0 ? withoutBody(request) : withBody(request, parseStrictJson(body)));
  } catch (error) {
    done(error as Error);
  }
}

/** A route that describes no body takes none: what was sent must not be dropped in silence. */
function withBody(request: FastifyRequest, value: unknown): unknown {
  const isEmptyObject = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (!request.is404 && request.routeOptions.schema?.body === undefined && !isEmptyObject) {
    throw new Problem("invalid_input", "This request takes no body.", {
      errors: [{ pointer: "", detail: "must be empty" }],
    });
  }
  return value;
}

/** Clients send the content type along with nothing; that is fine wherever nothing is needed. */
function withoutBody(request: FastifyRequest): undefined {
  const { schema, config } = request.routeOptions;
  if (schema?.body !== undefined && config.isBodyOptional !== true) {
    throw new Problem("malformed_request", "The request needs a JSON body.");
  }
}
