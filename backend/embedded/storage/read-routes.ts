/** `/object`, reading: download, HEAD, info and the two lists. What policies hide answers like what does not exist. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { type Static, Type } from "typebox";
import { findBucket } from "./buckets.ts";
import type { StorageDeps } from "./deps.ts";
import { sendObject } from "./download.ts";
import { noSuchBucket, noSuchKey } from "./errors.ts";
import { listFolder, listPage } from "./list.ts";
import { findObject, type ObjectRow } from "./objects.ts";
import { asRequester, bucketOf, objectPathOf } from "./request-scope.ts";
import { asOwner } from "./scope.ts";

const Order = Type.Union([Type.Literal("asc"), Type.Literal("desc")]);
const Column = [Type.Literal("name"), Type.Literal("updated_at"), Type.Literal("created_at")] as const;
const ListBody = Type.Object({
  prefix: Type.Optional(Type.String()),
  search: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  sortBy: Type.Optional(
    Type.Object({
      column: Type.Optional(Type.Union([...Column, Type.Literal("last_accessed_at")])),
      order: Type.Optional(Order),
    }),
  ),
});
const PageBody = Type.Object({
  prefix: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  cursor: Type.Optional(Type.String()),
  with_delimiter: Type.Optional(Type.Boolean()),
  sortBy: Type.Optional(
    Type.Object({ column: Type.Optional(Type.Union([...Column])), order: Type.Optional(Order) }),
  ),
});
const DownloadQuery = Type.Object({ download: Type.Optional(Type.String()) });

const LIST_LIMIT = { standard: 100, most: 1500 } as const;
const PAGE_LIMIT = { standard: 1000, most: 1000 } as const;

export function readRoutes(deps: StorageDeps): FastifyPluginAsyncTypebox {
  return async (fastify) => {
    const download = {
      method: ["GET", "HEAD"] satisfies HTTPMethods[],
      schema: { querystring: DownloadQuery },
    };
    fastify.route({
      ...download,
      url: "/object/:bucket/*",
      handler: (request, reply) => sendReadable(deps, request, reply),
    });
    fastify.route({
      ...download,
      url: "/object/authenticated/:bucket/*",
      handler: (request, reply) => sendReadable(deps, request, reply),
    });
    fastify.route({
      ...download,
      url: "/object/public/:bucket/*",
      handler: (request, reply) =>
        sendObject(deps, request, reply, () => findPublic(deps, request), {
          download: request.query.download,
        }),
    });

    fastify.get("/object/info/:bucket/*", { exposeHeadRoute: false }, (request) => getInfo(deps, request));
    fastify.get("/object/info/authenticated/:bucket/*", { exposeHeadRoute: false }, (request) =>
      getInfo(deps, request),
    );

    fastify.post("/object/list/:bucket", { schema: { body: ListBody } }, async (request) => {
      const { prefix = "", search = "", limit = LIST_LIMIT.standard, offset = 0, sortBy } = request.body;
      const bucket = bucketOf(request);
      return asRequester(deps, request, "storage.object.list", (tx) =>
        listFolder(tx, bucket, {
          prefix,
          search,
          limit: Math.min(limit, LIST_LIMIT.most),
          offset,
          sortColumn: sortBy?.column ?? "name",
          sortOrder: sortBy?.order ?? "asc",
        }),
      );
    });

    fastify.post("/object/list-v2/:bucket", { schema: { body: PageBody } }, async (request) => {
      const { prefix = "", limit = PAGE_LIMIT.standard, cursor, sortBy } = request.body;
      const bucket = bucketOf(request);
      return asRequester(deps, request, "storage.object.list_v2", (tx) =>
        listPage(tx, bucket, {
          prefix,
          limit: Math.min(limit, PAGE_LIMIT.most),
          cursor,
          isFolded: request.body.with_delimiter === true,
          sortColumn: sortBy?.column ?? "name",
          sortOrder: sortBy?.order ?? "asc",
        }),
      );
    });
  };
}

function sendReadable(
  deps: StorageDeps,
  request: FastifyRequest<{ Querystring: Static<typeof DownloadQuery> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const findRow = () => findReadable(deps, request, "storage.object.get_authenticated");
  return sendObject(deps, request, reply, findRow, { download: request.query.download });
}

async function getInfo(deps: StorageDeps, request: FastifyRequest) {
  const row = await findReadable(deps, request, "storage.object.info_authenticated");
  if (row === null) {
    throw noSuchKey();
  }
  return infoOf(row);
}

/**
 * The object that the request may read: any of a public bucket, otherwise what policies show its caller.
 * @throws StorageError NoSuchBucket when there is no such bucket, and for a private one without a caller
 */
async function findReadable(
  deps: StorageDeps,
  request: FastifyRequest,
  operation: string,
): Promise<ObjectRow | null> {
  const { bucket, key } = objectPathOf(request);
  const found = await asOwner(deps.pool, (tx) => findBucket(tx, bucket));
  if (found === null) {
    throw noSuchBucket();
  }
  if (found.public) {
    return asOwner(deps.pool, (tx) => findObject(tx, bucket, key));
  }
  if (request.headers.authorization === undefined) {
    throw noSuchBucket();
  }
  return asRequester(deps, request, operation, (tx) => findObject(tx, bucket, key));
}

async function findPublic(deps: StorageDeps, request: FastifyRequest): Promise<ObjectRow | null> {
  const { bucket, key } = objectPathOf(request);
  return asOwner(deps.pool, async (tx) => {
    if ((await findBucket(tx, bucket))?.public !== true) {
      throw noSuchBucket();
    }
    return findObject(tx, bucket, key);
  });
}

function infoOf(row: ObjectRow) {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    bucket_id: row.bucket_id,
    size: row.metadata.size,
    content_type: row.metadata.mimetype,
    cache_control: row.metadata.cacheControl,
    content_encoding: row.metadata.contentEncoding ?? null,
    etag: row.metadata.eTag,
    metadata: row.user_metadata ?? {},
    last_modified: row.metadata.lastModified,
    created_at: row.created_at,
  };
}
