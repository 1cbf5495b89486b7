/** Signed URLs: making them, which policies decide, and reading by them, which asks for the token alone. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { StorageDeps } from "./deps.ts";
import { sendObject } from "./download.ts";
import { noSuchKey } from "./errors.ts";
import { isKey } from "./limits.ts";
import { findObject, listExistingKeys } from "./objects.ts";
import { asRequester, bucketOf, callerOf, objectPathOf, operationOf } from "./request-scope.ts";
import { asOwner } from "./scope.ts";
import { assertMayUpload } from "./upload.ts";

/** Ten years: beyond that an expiry time says nothing. */
const LIFETIME_LIMIT_S = 315_360_000;
const UPLOAD_LIFETIME_S = 7_200;

const Lifetime = Type.Integer({ minimum: 1, maximum: LIFETIME_LIMIT_S });
const SignBody = Type.Object({ expiresIn: Lifetime });
const SignManyBody = Type.Object({
  expiresIn: Lifetime,
  paths: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }),
});
const SignedQuery = Type.Object({ token: Type.String(), download: Type.Optional(Type.String()) });

export function signRoutes(deps: StorageDeps): FastifyPluginAsyncTypebox {
  return async (fastify) => {
    fastify.post("/object/sign/:bucket/*", { schema: { body: SignBody } }, async (request) => {
      const { bucket, key } = objectPathOf(request);
      const row = await asRequester(deps, request, "storage.object.sign", (tx) =>
        findObject(tx, bucket, key),
      );
      if (row === null) {
        throw noSuchKey();
      }
      return { signedURL: await signedUrl(deps, `${bucket}/${key}`, request.body.expiresIn) };
    });

    fastify.post("/object/sign/:bucket", { schema: { body: SignManyBody } }, async (request) => {
      const bucket = bucketOf(request);
      const { paths, expiresIn } = request.body;
      const existing = await asRequester(deps, request, "storage.object.sign_many", (tx) =>
        listExistingKeys(tx, bucket, paths.filter(isKey)),
      );
      return Promise.all(
        paths.map(async (path) =>
          existing.has(path)
            ? { path, signedURL: await signedUrl(deps, `${bucket}/${path}`, expiresIn), error: null }
            : {
                path,
                signedURL: null,
                error: "Either the object does not exist or you do not have access to it",
              },
        ),
      );
    });

    fastify.route({
      method: ["GET", "HEAD"],
      url: "/object/sign/:bucket/*",
      schema: { querystring: SignedQuery },
      handler: async (request, reply) => {
        const { bucket, key } = objectPathOf(request);
        const { expiresAt } = await deps.urlTokens.verifyDownload(request.query.token, `${bucket}/${key}`);
        const findRow = () => asOwner(deps.pool, (tx) => findObject(tx, bucket, key));
        return sendObject(deps, request, reply, findRow, { download: request.query.download, expiresAt });
      },
    });

    fastify.post("/object/upload/sign/:bucket/*", async (request) => {
      const path = objectPathOf(request);
      const caller = await callerOf(deps, request);
      const isUpsert = request.headers["x-upsert"] === "true";
      const operation = operationOf(request, "storage.object.sign_upload_url");
      await assertMayUpload(deps, { ...path, isUpsert }, { caller, operation });
      const fullPath = `${path.bucket}/${path.key}`;
      const grant = { path: fullPath, ownerId: caller.subject, isUpsert };
      const token = await deps.urlTokens.signUpload(grant, UPLOAD_LIFETIME_S);
      return { url: `/object/upload/sign/${fullPath}?token=${token}`, token };
    });
  };
}

/** Relative to the storage API, as clients expect it. */
async function signedUrl(deps: StorageDeps, path: string, lifetimeS: number): Promise<string> {
  return `/object/sign/${path}?token=${await deps.urlTokens.signDownload(path, lifetimeS)}`;
}
