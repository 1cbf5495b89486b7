/**
 * Uploads: POST and PUT of an object, and PUT to a signed upload URL. Every content type reaches these
 * routes unread, because the body is the file, whatever it says it is.
 */
import multipart from "@fastify/multipart";
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import type { StorageDeps } from "./deps.ts";
import { invalidRequest } from "./errors.ts";
import { callerOf, objectPathOf, operationOf, textOf } from "./request-scope.ts";
import { storeUpload } from "./upload.ts";
import { discardRest } from "./upload-body.ts";

export function uploadRoutes(deps: StorageDeps): FastifyPluginAsync {
  return async (fastify) => {
    fastify.removeAllContentTypeParsers();
    // The file's bytes are counted while they are written; the form's own limits guard its fields.
    await fastify.register(multipart, {
      throwFileSizeLimit: false,
      limits: { fileSize: Number.MAX_SAFE_INTEGER, files: 1, fields: 16, fieldSize: 65_536, parts: 20 },
    });
    fastify.addContentTypeParser("*", (_request, _body, done) => done(null));
    fastify.addHook("onError", async (request) => discardRest(request, deps.patience.discardMs));

    fastify.post("/object/:bucket/*", (request) =>
      store(deps, request, request.headers["x-upsert"] === "true", "storage.object.upload"),
    );
    fastify.put("/object/:bucket/*", (request) => store(deps, request, true, "storage.object.upload_update"));

    fastify.put("/object/upload/sign/:bucket/*", async (request) => {
      const path = objectPathOf(request);
      const token = textOf(request.query, "token");
      if (token === "") {
        throw invalidRequest("querystring must have required property 'token'");
      }
      const fullPath = `${path.bucket}/${path.key}`;
      const grant = await deps.urlTokens.verifyUpload(token, fullPath);
      await storeUpload(deps, request, { ...path, isUpsert: grant.isUpsert }, { grantedTo: grant.ownerId });
      return { Key: fullPath };
    });
  };
}

async function store(
  deps: StorageDeps,
  request: FastifyRequest,
  isUpsert: boolean,
  operationName: string,
): Promise<{ readonly Id: string; readonly Key: string }> {
  const path = objectPathOf(request);
  const caller = await callerOf(deps, request);
  const authority = { caller, operation: operationOf(request, operationName) };
  const id = await storeUpload(deps, request, { ...path, isUpsert }, authority);
  return { Id: id, Key: `${path.bucket}/${path.key}` };
}
