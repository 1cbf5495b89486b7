/**
 * The SQL on `storage.objects`. Each function is one statement inside a transaction of `scope.ts`; the
 * role of that transaction decides which rows exist.
 */
import type { Caller } from "./caller.ts";
import type { StorageTx } from "./scope.ts";

/** What the server knows of a content; field names as hosted Storage stores them. */
export interface ObjectMetadata {
  /** The entity tag in its quotes. */
  readonly eTag: string;
  readonly size: number;
  readonly mimetype: string;
  readonly cacheControl: string;
  /** RFC 3339. */
  readonly lastModified: string;
  readonly contentLength: number;
  readonly httpStatusCode: number;
  readonly contentEncoding?: string;
}

export interface ObjectRow {
  readonly id: string;
  readonly bucket_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly owner_id: string | null;
  readonly version: string;
  readonly metadata: ObjectMetadata;
  readonly user_metadata: Record<string, unknown> | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly last_accessed_at: Date;
}

/** What an upload or a copy is about to store. */
export interface NewObject {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly ownerId: string | null;
  readonly version: string;
  readonly metadata: ObjectMetadata | null;
  readonly userMetadata: Record<string, unknown> | null;
}

const COLUMNS =
  "id, bucket_id, name, owner, owner_id, version, metadata, user_metadata, created_at, updated_at, last_accessed_at";

export async function findObject(tx: StorageTx, bucket: string, key: string): Promise<ObjectRow | null> {
  const rows = await tx.query<ObjectRow>(
    `select ${COLUMNS} from storage.objects where bucket_id = $1 and name = $2`,
    [bucket, key],
  );
  return rows[0] ?? null;
}

/** The names among `keys` that exist for this role. */
export async function listExistingKeys(
  tx: StorageTx,
  bucket: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ name: string }>(
    "select name from storage.objects where bucket_id = $1 and name = any($2)",
    [bucket, keys],
  );
  return new Set(rows.map(({ name }) => name));
}

/**
 * Waits until no other transaction writes this key, and gives the version that a write would replace.
 * Runs as the owner: the caller may not be allowed to read what it is allowed to replace.
 */
export async function lockKey(tx: StorageTx, bucket: string, key: string): Promise<string | null> {
  // The advisory lock serialises two first uploads; the row lock keeps a move from carrying the row away.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${bucket}/${key}`]);
  const rows = await tx.query<{ version: string | null }>(
    "select version from storage.objects where bucket_id = $1 and name = $2 for update",
    [bucket, key],
  );
  return rows[0]?.version ?? null;
}

/** Adds an object. Without RETURNING, so that a role which may insert need not be allowed to read. */
export async function insertObject(tx: StorageTx, object: NewObject): Promise<void> {
  await tx.query(INSERT, insertValues(object));
}

/** Adds an object or replaces the one with this key. @returns the row's id, which a replacement keeps */
export async function upsertObject(tx: StorageTx, object: NewObject): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `${INSERT} on conflict (bucket_id, name) do update set
       owner = excluded.owner, owner_id = excluded.owner_id, version = excluded.version,
       metadata = excluded.metadata, user_metadata = excluded.user_metadata
     returning id`,
    insertValues(object),
  );
  return rows[0]?.id ?? object.id;
}

const INSERT = `insert into storage.objects
  (id, bucket_id, name, owner, owner_id, version, metadata, user_metadata)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

function insertValues(object: NewObject): unknown[] {
  return [
    object.id,
    object.bucket,
    object.key,
    object.ownerId,
    object.ownerId,
    object.version,
    object.metadata,
    object.userMetadata,
  ];
}

export interface KeyChange {
  readonly bucket: string;
  readonly key: string;
  /** Where the content lies from now on; null when it stays where it is. */
  readonly version: string | null;
}

/**
 * Gives an object another key, and with a version another content file.
 * @param expectedVersion changes nothing unless the object still has this version; null skips the check
 * @returns the row's id, or null when there is no such object for this role
 */
export async function updateObjectKey(
  tx: StorageTx,
  from: { readonly bucket: string; readonly key: string },
  to: KeyChange,
  caller: Caller,
  expectedVersion: string | null,
): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `update storage.objects
     set bucket_id = $3, name = $4, version = coalesce($5, version),
       owner = coalesce($6::text::uuid, owner), owner_id = coalesce($6::text, owner_id)
     where bucket_id = $1 and name = $2 and ($7::text is null or version = $7) returning id`,
    [from.bucket, from.key, to.bucket, to.key, to.version, caller.subject, expectedVersion],
  );
  return rows[0]?.id ?? null;
}

/** Deletes the objects with these names that this role may delete, and gives their rows. */
export async function deleteObjects(
  tx: StorageTx,
  bucket: string,
  keys: readonly string[],
): Promise<ObjectRow[]> {
  return tx.query<ObjectRow>(
    `delete from storage.objects where bucket_id = $1 and name = any($2) returning ${COLUMNS}`,
    [bucket, keys],
  );
}

/** Deletes up to `limit` objects of a bucket that this role may delete, and gives their versions. */
export async function deleteSomeObjects(tx: StorageTx, bucket: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ version: string }>(
    `delete from storage.objects where id in
       (select id from storage.objects where bucket_id = $1 limit $2) returning version`,
    [bucket, limit],
  );
  return rows.map(({ version }) => version);
}
