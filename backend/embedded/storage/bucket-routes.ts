/** `/bucket`: making, reading, changing, emptying and deleting buckets. Policies decide; by default only the secret key may. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import {
  type BucketSettings,
  deleteBucket,
  findBucket,
  hasObjects,
  insertBucket,
  listBuckets,
  updateBucket,
} from "./buckets.ts";
import type { StorageDeps } from "./deps.ts";
import { bucketAlreadyExists, bucketNotEmpty, codeOf, entityTooLarge, noSuchBucket } from "./errors.ts";
import { assertBucketName, assertMimeRanges, parseFileSizeLimit } from "./limits.ts";
import { deleteSomeObjects } from "./objects.ts";
import { asRequester, bucketOf, callerOf, operationOf } from "./request-scope.ts";
import { asOwner } from "./scope.ts";
import { removeBlobs } from "./upload.ts";

const Settings = {
  public: Type.Optional(Type.Boolean()),
  file_size_limit: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.String(), Type.Null()])),
  allowed_mime_types: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
};
const NewBucket = Type.Object({ id: Type.Optional(Type.String()), name: Type.String(), ...Settings });
const ChangedBucket = Type.Object(Settings);
const BucketQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  search: Type.Optional(Type.String()),
  sortColumn: Type.Optional(
    Type.Union([
      Type.Literal("id"),
      Type.Literal("name"),
      Type.Literal("created_at"),
      Type.Literal("updated_at"),
    ]),
  ),
  sortOrder: Type.Optional(Type.Union([Type.Literal("asc"), Type.Literal("desc")])),
});

/** Objects that one transaction deletes while a bucket is emptied. */
const EMPTY_BATCH_SIZE = 500;

export function bucketRoutes(deps: StorageDeps): FastifyPluginAsyncTypebox {
  return async (fastify) => {
    fastify.post("/bucket", { schema: { body: NewBucket } }, async (request) => {
      const { id = request.body.name } = request.body;
      assertBucketName(id);
      assertBucketName(request.body.name);
      const settings = settingsOf(request.body, deps.sizeLimitBytes);
      await asRequester(deps, request, "storage.bucket.create", (tx, caller) =>
        insertBucket(
          tx,
          id,
          { isPublic: false, fileSizeLimitBytes: null, allowedMimeTypes: null, ...settings },
          caller,
        ),
      ).catch((error: unknown) => {
        throw codeOf(error) === "23505" ? bucketAlreadyExists() : error;
      });
      return { name: id };
    });

    fastify.get("/bucket", { schema: { querystring: BucketQuery } }, (request) => {
      const { limit = null, offset = 0, search = "", sortColumn = "id", sortOrder = "asc" } = request.query;
      return asRequester(deps, request, "storage.bucket.list", (tx) =>
        listBuckets(tx, { limit, offset, search, sortColumn, sortOrder }),
      );
    });

    fastify.get("/bucket/:bucket", async (request) => {
      const id = bucketOf(request);
      const bucket = await asRequester(deps, request, "storage.bucket.get", (tx) => findBucket(tx, id));
      if (bucket === null) {
        throw noSuchBucket();
      }
      return bucket;
    });

    fastify.put("/bucket/:bucket", { schema: { body: ChangedBucket } }, async (request) => {
      const id = bucketOf(request);
      const settings = settingsOf(request.body, deps.sizeLimitBytes);
      const isDone = await asRequester(deps, request, "storage.bucket.update", (tx) =>
        updateBucket(tx, id, settings),
      );
      if (!isDone) {
        throw noSuchBucket();
      }
      return { message: "Successfully updated" };
    });

    fastify.post("/bucket/:bucket/empty", async (request) => {
      const id = bucketOf(request);
      const operation = "storage.bucket.empty";
      if ((await asRequester(deps, request, operation, (tx) => findBucket(tx, id))) === null) {
        throw noSuchBucket();
      }
      let versions: string[];
      do {
        versions = await asRequester(deps, request, operation, (tx) =>
          deleteSomeObjects(tx, id, EMPTY_BATCH_SIZE),
        );
        await removeBlobs(
          deps,
          versions.map((version) => ({ bucket: id, version })),
        );
      } while (versions.length > 0);
      return { message: "Successfully emptied" };
    });

    fastify.delete("/bucket/:bucket", async (request) => {
      const id = bucketOf(request);
      const caller = await callerOf(deps, request);
      await asOwner(deps.pool, async (tx) => {
        const isFilled = await hasObjects(tx, id);
        await tx.assume(caller, operationOf(request, "storage.bucket.delete"));
        if ((await findBucket(tx, id)) === null) {
          throw noSuchBucket();
        }
        if (isFilled) {
          throw bucketNotEmpty();
        }
        if (!(await deleteBucket(tx, id))) {
          throw noSuchBucket();
        }
      }).catch((error: unknown) => {
        // An upload came between the look and the delete: the foreign key refuses.
        throw codeOf(error) === "23503" ? bucketNotEmpty() : error;
      });
      await deps.blobs.removeBucket(id);
      return { message: "Successfully deleted" };
    });
  };
}

interface SettingsBody {
  readonly public?: boolean;
  readonly file_size_limit?: number | string | null;
  readonly allowed_mime_types?: readonly string[] | null;
}

/** The settings that a body names, checked. */
function settingsOf(body: SettingsBody, sizeLimitBytes: number): Partial<BucketSettings> {
  assertMimeRanges(body.allowed_mime_types);
  const fileSizeLimitBytes = parseFileSizeLimit(body.file_size_limit);
  if (fileSizeLimitBytes !== null && fileSizeLimitBytes > sizeLimitBytes) {
    throw entityTooLarge();
  }
  return {
    ...(body.public === undefined ? {} : { isPublic: body.public }),
    ...(body.file_size_limit === undefined ? {} : { fileSizeLimitBytes }),
    ...(body.allowed_mime_types === undefined ? {} : { allowedMimeTypes: body.allowed_mime_types }),
  };
}
