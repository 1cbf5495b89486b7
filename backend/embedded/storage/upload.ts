/**
 * Storing one object. The order is the promise: permission first, then the file on the disk, then the
 * row, then the old file goes. So a row never points at a missing or partial file, and whatever fails
 * leaves the previous object as it was.
 */
import type { FastifyRequest } from "fastify";
import { newId } from "#core/ids.ts";
import type { WrittenBlob } from "./blobs.ts";
import { findBucket } from "./buckets.ts";
import type { Caller } from "./caller.ts";
import type { StorageDeps } from "./deps.ts";
import { noSuchBucket, StorageError } from "./errors.ts";
import { assertBucketName, assertDeclaredSize, assertKey, assertMimeType, sizeLimitOf } from "./limits.ts";
import { insertObject, lockKey, type NewObject, type ObjectMetadata, upsertObject } from "./objects.ts";
import { asOwner, type Operation, rehearse, type StorageTx } from "./scope.ts";
import { readUploadBody, type UploadBody } from "./upload-body.ts";

export interface UploadTarget {
  readonly bucket: string;
  readonly key: string;
  /** Replace an object that is there; otherwise it is a conflict. */
  readonly isUpsert: boolean;
}

/** On whose authority: a caller whom policies bind, or a signed URL that was granted already. */
export type Authority =
  | { readonly caller: Caller; readonly operation: Operation }
  | { readonly grantedTo: string | null };

type UploadDeps = Pick<StorageDeps, "pool" | "blobs" | "log" | "clock" | "sizeLimitBytes" | "patience">;

/**
 * Stores the body of `request`.
 * @returns the id of the object's row
 * @throws StorageError as section 3.1 of the storage contract names them
 */
export async function storeUpload(
  deps: UploadDeps,
  request: FastifyRequest,
  target: UploadTarget,
  authority: Authority,
): Promise<string> {
  assertBucketName(target.bucket);
  assertKey(target.key);
  const bucket = await asOwner(deps.pool, (tx) => findBucket(tx, target.bucket));
  if (bucket === null) {
    throw noSuchBucket();
  }
  const limitBytes = sizeLimitOf(bucket.file_size_limit, deps.sizeLimitBytes);
  const body = await readUploadBody(request, deps.patience.idleMs);
  try {
    const declaredBytes = request.isMultipart() ? undefined : request.headers["content-length"];
    const draft = draftOf(target, authority, body);
    const declared = metadataOf(body, { sizeBytes: Number(declaredBytes ?? 0), md5: "" }, deps.clock.now());
    await rehearse(deps.pool, async (tx) => {
      await takeAuthority(tx, authority);
      await put(tx, { ...draft, version: newId(), metadata: declared }, target.isUpsert);
    });
    assertMimeType(body.mimeType, bucket.allowed_mime_types);
    assertDeclaredSize(declaredBytes, limitBytes);
    const blob = await deps.blobs.write(target.bucket, body.content, limitBytes);
    const metadata = metadataOf(body, blob, deps.clock.now());
    return await commitBlob(deps, target.bucket, blob.version, async (tx) => {
      const replaced = await lockKey(tx, target.bucket, target.key);
      await takeAuthority(tx, authority);
      const id = await put(tx, { ...draft, version: blob.version, metadata }, target.isUpsert);
      return {
        result: id,
        replaced: replaced === null ? [] : [{ bucket: target.bucket, version: replaced }],
      };
    });
  } finally {
    body.release();
  }
}

/** Refuses what an upload to this target would be refused for; stores nothing. */
export async function assertMayUpload(
  deps: Pick<StorageDeps, "pool">,
  target: UploadTarget,
  authority: Authority,
): Promise<void> {
  assertBucketName(target.bucket);
  assertKey(target.key);
  if ((await asOwner(deps.pool, (tx) => findBucket(tx, target.bucket))) === null) {
    throw noSuchBucket();
  }
  await rehearse(deps.pool, async (tx) => {
    await takeAuthority(tx, authority);
    const draft = {
      id: newId(),
      bucket: target.bucket,
      key: target.key,
      ownerId: ownerOf(authority),
      version: newId(),
      metadata: null,
      userMetadata: null,
    };
    await put(tx, draft, target.isUpsert);
  });
}

interface BlobName {
  readonly bucket: string;
  readonly version: string;
}

/**
 * Commits the row of a blob that is on the disk already. A refused commit removes the blob; after one
 * whose outcome nobody knows it stays, and the sweep decides. Replaced blobs go after the commit.
 */
export async function commitBlob<T>(
  deps: Pick<StorageDeps, "pool" | "blobs" | "log">,
  bucket: string,
  version: string,
  work: (tx: StorageTx) => Promise<{ readonly result: T; readonly replaced: readonly BlobName[] }>,
): Promise<T> {
  try {
    const { result, replaced } = await asOwner(deps.pool, work);
    await removeBlobs(deps, replaced);
    return result;
  } catch (error) {
    if (!(error instanceof StorageError && error.code === "OutcomeUnknown")) {
      await removeBlobs(deps, [{ bucket, version }]);
    }
    throw error;
  } finally {
    deps.blobs.release(version);
  }
}

/** Deletes blobs that no row points at any more. One that cannot be deleted is left to the sweep. */
export async function removeBlobs(
  deps: Pick<StorageDeps, "blobs" | "log">,
  names: readonly BlobName[],
): Promise<void> {
  for (const { bucket, version } of names) {
    await deps.blobs.remove(bucket, version).catch((error: unknown) => {
      deps.log.warn({ version, reason: String(error) }, "storage.blob_left_behind");
    });
  }
}

async function takeAuthority(tx: StorageTx, authority: Authority): Promise<void> {
  if ("caller" in authority) {
    await tx.assume(authority.caller, authority.operation);
  }
}

async function put(tx: StorageTx, object: NewObject, isUpsert: boolean): Promise<string> {
  if (isUpsert) {
    return upsertObject(tx, object);
  }
  await insertObject(tx, object);
  return object.id;
}

function ownerOf(authority: Authority): string | null {
  return "caller" in authority ? authority.caller.subject : authority.grantedTo;
}

function draftOf(target: UploadTarget, authority: Authority, body: UploadBody) {
  return {
    id: newId(),
    bucket: target.bucket,
    key: target.key,
    ownerId: ownerOf(authority),
    userMetadata: body.userMetadata,
  };
}

function metadataOf(
  body: UploadBody,
  blob: Pick<WrittenBlob, "sizeBytes" | "md5">,
  now: Date,
): ObjectMetadata {
  return {
    eTag: `"${blob.md5}"`,
    size: blob.sizeBytes,
    mimetype: body.mimeType,
    cacheControl: body.cacheControl,
    lastModified: now.toISOString(),
    contentLength: blob.sizeBytes,
    httpStatusCode: 200,
    ...(body.contentEncoding === undefined ? {} : { contentEncoding: body.contentEncoding }),
  };
}
