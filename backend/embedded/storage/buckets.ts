/** The SQL on `storage.buckets`; the role of the transaction decides which rows exist. */
import type { Caller } from "./caller.ts";
import type { StorageTx } from "./scope.ts";

export interface BucketRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly public: boolean;
  readonly type: string;
  /** Bytes; null where only the server's own limit counts. */
  readonly file_size_limit: number | null;
  readonly allowed_mime_types: string[] | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface BucketSettings {
  readonly isPublic: boolean;
  readonly fileSizeLimitBytes: number | null;
  readonly allowedMimeTypes: readonly string[] | null;
}

/** The limit leaves as a JSON number, not as the text that the driver makes of a bigint. */
const COLUMNS = `id, name, coalesce(owner::text, '') as owner, coalesce(public, false) as public, type,
  file_size_limit::float8 as file_size_limit, allowed_mime_types, created_at, updated_at`;

export async function findBucket(tx: StorageTx, id: string): Promise<BucketRow | null> {
  const rows = await tx.query<BucketRow>(`select ${COLUMNS} from storage.buckets where id = $1`, [id]);
  return rows[0] ?? null;
}

export interface BucketListOptions {
  readonly limit: number | null;
  readonly offset: number;
  readonly search: string;
  readonly sortColumn: "id" | "name" | "created_at" | "updated_at";
  readonly sortOrder: "asc" | "desc";
}

export async function listBuckets(tx: StorageTx, options: BucketListOptions): Promise<BucketRow[]> {
  return tx.query<BucketRow>(
    `select ${COLUMNS} from storage.buckets where strpos(lower(name), lower($1)) > 0
     order by storage.buckets.${options.sortColumn} ${options.sortOrder}, storage.buckets.id limit $2 offset $3`,
    [options.search, options.limit, options.offset],
  );
}

export async function insertBucket(
  tx: StorageTx,
  id: string,
  settings: BucketSettings,
  caller: Caller,
): Promise<void> {
  await tx.query(
    `insert into storage.buckets (id, name, owner, owner_id, public, file_size_limit, allowed_mime_types)
     values ($1, $1, $2::text::uuid, $2::text, $3, $4, $5)`,
    [id, caller.subject, settings.isPublic, settings.fileSizeLimitBytes, settings.allowedMimeTypes],
  );
}

/** Changes the settings that are given. @returns whether this role could */
export async function updateBucket(
  tx: StorageTx,
  id: string,
  settings: Partial<BucketSettings>,
): Promise<boolean> {
  const rows = await tx.query(
    `update storage.buckets set
       public = coalesce($2, public),
       file_size_limit = case when $3 then $4 else file_size_limit end,
       allowed_mime_types = case when $5 then $6 else allowed_mime_types end,
       updated_at = now()
     where id = $1 returning id`,
    [
      id,
      settings.isPublic,
      settings.fileSizeLimitBytes !== undefined,
      settings.fileSizeLimitBytes,
      settings.allowedMimeTypes !== undefined,
      settings.allowedMimeTypes,
    ],
  );
  return rows.length === 1;
}

/** @returns whether this role could */
export async function deleteBucket(tx: StorageTx, id: string): Promise<boolean> {
  const rows = await tx.query("delete from storage.buckets where id = $1 returning id", [id]);
  return rows.length === 1;
}

/** Whether any object lies in the bucket. Ask as the owner: a hidden object counts as well. */
export async function hasObjects(tx: StorageTx, id: string): Promise<boolean> {
  const rows = await tx.query("select 1 from storage.objects where bucket_id = $1 limit 1", [id]);
  return rows.length === 1;
}
