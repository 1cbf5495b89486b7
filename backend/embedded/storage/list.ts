/**
 * Listing objects as folders and files, in the two forms of the API. Prefixes are compared byte by byte,
 * so `%` and `_` are ordinary characters, and order does not depend on the database's collation.
 */
import { invalidRequest } from "./errors.ts";
import type { ObjectMetadata } from "./objects.ts";
import type { StorageTx } from "./scope.ts";

export type SortOrder = "asc" | "desc";

export interface ListOptions {
  /** A folder, with or without its closing slash; empty for the root. */
  readonly prefix: string;
  /** Only names that begin with this, in any case. */
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
  readonly sortColumn: "name" | "updated_at" | "created_at" | "last_accessed_at";
  readonly sortOrder: SortOrder;
}

export interface ListEntry {
  /** Relative to the prefix. */
  readonly name: string;
  /** Null for a folder, as everything after it. */
  readonly id: string | null;
  readonly updated_at: Date | null;
  readonly created_at: Date | null;
  readonly last_accessed_at: Date | null;
  readonly metadata: ObjectMetadata | null;
}

/** The rows of bucket $1 whose name begins with $2; the range lets the index find them. */
const UNDER_PREFIX = `bucket_id = $1 and starts_with(name, $2)
  and name collate "C" >= $2 and name collate "C" < $2 || chr(1114111)`;

/** One level below a folder: folders first, then files. */
export async function listFolder(tx: StorageTx, bucket: string, options: ListOptions): Promise<ListEntry[]> {
  const prefix =
    options.prefix === "" || options.prefix.endsWith("/") ? options.prefix : `${options.prefix}/`;
  const { sortColumn, sortOrder } = options;
  const byColumn = sortColumn === "name" ? "" : `${sortColumn} ${sortOrder},`;
  return tx.query<ListEntry & { is_folder: boolean }>(
    `with found as (
       select substr(name, length($2) + 1) as rest, id, updated_at, created_at, last_accessed_at, metadata
       from storage.objects where ${UNDER_PREFIX}
     ), entries as (
       select distinct split_part(rest, '/', 1) as name, null::uuid as id, null::timestamptz as updated_at,
         null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
       from found where strpos(rest, '/') > 0
       union all
       select rest, id, updated_at, created_at, last_accessed_at, metadata
       from found where strpos(rest, '/') = 0 and rest <> ''
     )
     select * from entries where starts_with(lower(name), lower($3))
     order by id is not null, ${byColumn} name collate "C" ${sortOrder} limit $4 offset $5`,
    [bucket, prefix, options.search, options.limit, options.offset],
  );
}

export interface PageOptions {
  readonly prefix: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Fold what lies below the next slash into one folder. */
  readonly isFolded: boolean;
  readonly sortColumn: "name" | "updated_at" | "created_at";
  readonly sortOrder: SortOrder;
}

export interface Page {
  readonly hasNext: boolean;
  readonly nextCursor?: string;
  readonly nextCursorKey?: string;
  /** Full names, with a closing slash. */
  readonly folders: readonly { readonly name: string; readonly key: string }[];
  /** Full names. */
  readonly objects: readonly (ListEntry & { readonly key: string })[];
}

interface PageRow extends ListEntry {
  readonly is_folder: boolean;
  /** The sort time with its microseconds, which a Date would lose; null when sorting by name. */
  readonly position: string | null;
}

/** One page of the names under a prefix, continued by a cursor. */
export async function listPage(tx: StorageTx, bucket: string, options: PageOptions): Promise<Page> {
  const { sortColumn, sortOrder, limit } = options;
  const time = sortColumn === "name" ? "null::timestamptz" : sortColumn;
  const after = sortOrder === "asc" ? ">" : "<";
  const cursor = options.cursor === undefined ? null : decodeCursor(options.cursor, sortColumn !== "name");
  const rows = await tx.query<PageRow>(
    `with found as (
       select name, id, updated_at, created_at, last_accessed_at, metadata, ${time} as sort_at,
         case when $3 then nullif(strpos(substr(name, length($2) + 1), '/'), 0) end as slash
       from storage.objects where ${UNDER_PREFIX}
     ), entries as (
       select left(name, length($2) + slash) as name, true as is_folder, min(sort_at) as sort_at, null::uuid as id,
         null::timestamptz as updated_at, null::timestamptz as created_at,
         null::timestamptz as last_accessed_at, null::jsonb as metadata
       from found where slash is not null group by 1
       union all
       select name, false, sort_at, id, updated_at, created_at, last_accessed_at, metadata
       from found where slash is null
     )
     select name, is_folder, sort_at::text as position, id, updated_at, created_at, last_accessed_at, metadata
     from entries
     where $4::text is null
       or ${
         sortColumn === "name"
           ? `$5::text is null and name collate "C" ${after} $4`
           : `(sort_at, name collate "C") ${after} ($5::timestamptz, $4)`
       }
     order by sort_at ${sortOrder}, name collate "C" ${sortOrder} limit $6`,
    [bucket, options.prefix, options.isFolded, cursor?.name, cursor?.position, limit + 1],
  );
  return pageOf(rows.slice(0, limit), rows.length > limit);
}

function pageOf(rows: readonly PageRow[], hasNext: boolean): Page {
  const last = rows.at(-1);
  return {
    hasNext,
    ...(hasNext && last !== undefined ? { nextCursor: encodeCursor(last), nextCursorKey: last.name } : {}),
    folders: rows.filter((row) => row.is_folder).map(({ name }) => ({ name, key: name })),
    objects: rows.filter((row) => !row.is_folder).map(objectEntry),
  };
}

function objectEntry(row: PageRow): ListEntry & { readonly key: string } {
  const { name, id, updated_at, created_at, last_accessed_at, metadata } = row;
  return { name, key: name, id, updated_at, created_at, last_accessed_at, metadata };
}

interface Cursor {
  readonly name: string;
  readonly position: string | null;
}

function encodeCursor(row: PageRow): string {
  return Buffer.from(JSON.stringify([row.name, row.position])).toString("base64url");
}

function decodeCursor(text: string, isByTime: boolean): Cursor {
  const parsed = parseJson(Buffer.from(text, "base64url").toString("utf8"));
  const [name, position]: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const isTime =
    typeof position === "string" && /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.+-]{8,32}$/.test(position);
  if (typeof name === "string" && !name.includes("\0") && (isByTime ? isTime : position === null)) {
    return { name, position: isTime ? position : null };
  }
  throw invalidRequest("The cursor is not valid for this list");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
