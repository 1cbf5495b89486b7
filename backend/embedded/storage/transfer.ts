/**
 * Moving and copying objects. Inside one bucket a move changes only the row; otherwise the content is
 * copied to a new file first, with the same order of steps as an upload.
 */
import { newId } from "#core/ids.ts";
import type { WrittenBlob } from "./blobs.ts";
import { type BucketRow, findBucket } from "./buckets.ts";
import type { Caller } from "./caller.ts";
import { type Content, openContent } from "./content.ts";
import type { StorageDeps } from "./deps.ts";
import { internalError, noSuchBucket, noSuchKey } from "./errors.ts";
import { assertMimeType, sizeLimitOf } from "./limits.ts";
import {
  findObject,
  insertObject,
  lockKey,
  type NewObject,
  type ObjectMetadata,
  updateObjectKey,
  upsertObject,
} from "./objects.ts";
import type { ObjectPath } from "./request-scope.ts";
import { asCaller, asOwner, type Operation, rehearse, type StorageTx } from "./scope.ts";
import { commitBlob } from "./upload.ts";

type TransferDeps = Pick<StorageDeps, "pool" | "blobs" | "log" | "clock" | "sizeLimitBytes">;

/** Moves an object and gives the id of its row, which it keeps. @throws StorageError NoSuchKey, KeyAlreadyExists */
export async function moveObject(
  deps: TransferDeps,
  from: ObjectPath,
  to: ObjectPath,
  caller: Caller,
  operation: Operation,
): Promise<string> {
  const rename = async (tx: StorageTx, version: string | null, expectedVersion: string | null) => {
    await lockKey(tx, to.bucket, to.key);
    await tx.assume(caller, operation);
    const id = await updateObjectKey(tx, from, { ...to, version }, caller, expectedVersion);
    if (id === null) {
      throw noSuchKey();
    }
    return id;
  };
  if (from.bucket === to.bucket) {
    return asOwner(deps.pool, (tx) => rename(tx, null, null));
  }
  const findSource = () =>
    asCaller(deps.pool, caller, operation, (tx) => findObject(tx, from.bucket, from.key));
  const destination = await getBucket(deps, to.bucket);
  const source = await openSource(deps, findSource);
  await using _closing = source.file;
  await rehearse(deps.pool, async (tx) => void (await rename(tx, newId(), source.row.version)));
  const blob = await copyContent(deps, source, destination, source.row.metadata.mimetype);
  return commitBlob(deps, to.bucket, blob.version, async (tx) => ({
    result: await rename(tx, blob.version, source.row.version),
    replaced: [{ bucket: from.bucket, version: source.row.version }],
  }));
}

export interface CopyOptions {
  readonly isUpsert: boolean;
  /** What differs from the source's metadata; null to copy the owner's metadata as well. */
  readonly changes: { readonly cacheControl?: string; readonly mimetype?: string } | null;
}

/** Copies an object and gives the id of the new row. @throws StorageError NoSuchKey, KeyAlreadyExists */
export async function copyObject(
  deps: TransferDeps,
  from: ObjectPath,
  to: ObjectPath,
  caller: Caller,
  operation: Operation,
  options: CopyOptions,
): Promise<string> {
  const findSource = () =>
    asCaller(deps.pool, caller, operation, (tx) => findObject(tx, from.bucket, from.key));
  const destination = await getBucket(deps, to.bucket);
  const source = await openSource(deps, findSource);
  await using _closing = source.file;
  const metadata: ObjectMetadata = {
    ...source.row.metadata,
    ...options.changes,
    lastModified: deps.clock.now().toISOString(),
  };
  const draft: NewObject = {
    id: newId(),
    ...to,
    ownerId: caller.subject,
    version: newId(),
    metadata,
    userMetadata: options.changes === null ? source.row.user_metadata : null,
  };
  const put = async (tx: StorageTx, object: NewObject) => {
    await tx.assume(caller, operation);
    if (options.isUpsert) {
      return upsertObject(tx, object);
    }
    await insertObject(tx, object);
    return object.id;
  };
  await rehearse(deps.pool, async (tx) => void (await put(tx, draft)));
  const blob = await copyContent(deps, source, destination, metadata.mimetype);
  return commitBlob(deps, to.bucket, blob.version, async (tx) => {
    const replaced = await lockKey(tx, to.bucket, to.key);
    const id = await put(tx, { ...draft, version: blob.version });
    return { result: id, replaced: replaced === null ? [] : [{ bucket: to.bucket, version: replaced }] };
  });
}

async function getBucket(deps: TransferDeps, id: string): Promise<BucketRow> {
  const bucket = await asOwner(deps.pool, (tx) => findBucket(tx, id));
  if (bucket === null) {
    throw noSuchBucket();
  }
  return bucket;
}

async function openSource(
  deps: TransferDeps,
  findSource: () => ReturnType<typeof findObject>,
): Promise<Content> {
  const row = await findSource();
  if (row === null) {
    throw noSuchKey();
  }
  return openContent(deps, row, findSource);
}

/** Writes the source's content as a new blob, within the limits of the bucket that it goes to. */
async function copyContent(
  deps: TransferDeps,
  source: Content,
  destination: BucketRow,
  mimeType: string,
): Promise<WrittenBlob> {
  assertMimeType(mimeType, destination.allowed_mime_types);
  const limitBytes = sizeLimitOf(destination.file_size_limit, deps.sizeLimitBytes);
  const blob = await deps.blobs.write(
    destination.id,
    source.file.createReadStream({ autoClose: false }),
    limitBytes,
  );
  if (`"${blob.md5}"` !== source.row.metadata.eTag) {
    await deps.blobs.remove(destination.id, blob.version);
    deps.blobs.release(blob.version);
    throw internalError("The content of this object is damaged on the server");
  }
  return blob;
}
