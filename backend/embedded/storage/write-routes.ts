/** `/object`, changing what is there: delete one and many, move, copy. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { StorageDeps } from "./deps.ts";
import { noSuchKey } from "./errors.ts";
import { assertBucketName, assertKey, isKey } from "./limits.ts";
import { deleteObjects } from "./objects.ts";
import { asRequester, bucketOf, callerOf, objectPathOf, operationOf } from "./request-scope.ts";
import { copyObject, moveObject } from "./transfer.ts";
import { removeBlobs } from "./upload.ts";

const DeleteBody = Type.Object({ prefixes: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) });
const TransferBody = Type.Object({
  bucketId: Type.String(),
  sourceKey: Type.String(),
  destinationBucket: Type.Optional(Type.String()),
  destinationKey: Type.String(),
  copyMetadata: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(
    Type.Object({
      cacheControl: Type.Optional(Type.String({ maxLength: 256, pattern: "^[\\x20-\\x7e]+$" })),
      mimetype: Type.Optional(Type.String()),
    }),
  ),
});

export function writeRoutes(deps: StorageDeps): FastifyPluginAsyncTypebox {
  return async (fastify) => {
    fastify.delete("/object/:bucket", { schema: { body: DeleteBody } }, async (request) => {
      const bucket = bucketOf(request);
      // A name that no object can have is absent from the answer, like any other name without an object.
      const keys = request.body.prefixes.filter(isKey);
      const rows = await asRequester(deps, request, "storage.object.delete_many", (tx) =>
        deleteObjects(tx, bucket, keys),
      );
      await removeBlobs(
        deps,
        rows.map(({ version }) => ({ bucket, version })),
      );
      return rows;
    });

    fastify.delete("/object/:bucket/*", async (request) => {
      const { bucket, key } = objectPathOf(request);
      const rows = await asRequester(deps, request, "storage.object.delete", (tx) =>
        deleteObjects(tx, bucket, [key]),
      );
      const [deleted] = rows;
      if (deleted === undefined) {
        throw noSuchKey();
      }
      await removeBlobs(deps, [{ bucket, version: deleted.version }]);
      return { message: "Successfully deleted" };
    });

    fastify.post("/object/move", { schema: { body: TransferBody } }, async (request) => {
      const { from, to } = endsOf(request.body);
      const caller = await callerOf(deps, request);
      const id = await moveObject(deps, from, to, caller, operationOf(request, "storage.object.move"));
      return { message: "Successfully moved", Id: id, Key: `${to.bucket}/${to.key}` };
    });

    fastify.post("/object/copy", { schema: { body: TransferBody } }, async (request) => {
      const { from, to } = endsOf(request.body);
      const caller = await callerOf(deps, request);
      const id = await copyObject(deps, from, to, caller, operationOf(request, "storage.object.copy"), {
        isUpsert: request.headers["x-upsert"] === "true",
        changes: request.body.copyMetadata === false ? (request.body.metadata ?? {}) : null,
      });
      return { Id: id, Key: `${to.bucket}/${to.key}`, name: to.key, bucket_id: to.bucket };
    });
  };
}

interface TransferEnds {
  readonly bucketId: string;
  readonly sourceKey: string;
  readonly destinationBucket?: string;
  readonly destinationKey: string;
}

function endsOf(body: TransferEnds) {
  const from = { bucket: body.bucketId, key: body.sourceKey };
  const to = { bucket: body.destinationBucket ?? body.bucketId, key: body.destinationKey };
  for (const { bucket, key } of [from, to]) {
    assertBucketName(bucket);
    assertKey(key);
  }
  return { from, to };
}
