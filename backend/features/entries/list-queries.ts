/**
 * The lists: timeline, trash and former wordings, page by page by keyset. There is one prepared statement
 * for each combination of filters and page size class, with its limit written into it, because a condition
 * like `$1 is null or ...` or a bound limit leaves the planner without a good plan.
 */
import type { Entry, EntryVersion, TrashedEntry } from "@echo/contract/entries.ts";
import { type Statement, statement, type UserTx } from "#db/scope.ts";
import type { EntryRange } from "./range.ts";
import {
  ENTRY_COLUMNS,
  type EntryRow,
  toEntry,
  toTrashedEntry,
  type TrashedRow,
  type VersionRow,
} from "./wire.ts";

/** Where a page begins: just after this row, in the order of its list. */
export interface PageStart {
  /** The instant of order; `infinity` begins with the newest. */
  readonly at: string;
  readonly id: string;
}

export interface Slice<T> {
  readonly items: T[];
  readonly hasMore: boolean;
}

export interface EntryFilter {
  readonly range: EntryRange | undefined;
  readonly tag: string | undefined;
  readonly search: string | undefined;
}

/** Statements exist for pages of up to these sizes; a smaller page is cut from the next larger one. */
const PAGE_SIZES = [20, 50, 100] as const;

function sizeClass(limit: number): number {
  return PAGE_SIZES.find((size) => limit <= size) ?? PAGE_SIZES[2];
}

/** One row more than the page says whether there is another page. */
function slice<Row, T>(rows: readonly Row[], limit: number, toItem: (row: Row) => T): Slice<T> {
  const items: T[] = [];
  for (let index = 0; index < rows.length && index < limit; index += 1)
    items.push(toItem(rows[index] as Row));
  return { items, hasMore: rows.length > limit };
}

const timelines = new Map<string, Statement<EntryRow>>();

/** The statement for a combination, made when it is first needed. */
function timelineStatement(hasRange: boolean, hasTag: boolean, hasSearch: boolean, size: number) {
  const name = `entries.list${hasRange ? "_range" : ""}${hasTag ? "_tag" : ""}${hasSearch ? "_search" : ""}_${size}`;
  let known = timelines.get(name);
  if (known === undefined) {
    known = statement<EntryRow>(name, timelineText(hasRange, hasTag, hasSearch, size));
    timelines.set(name, known);
  }
  return known;
}

function timelineText(hasRange: boolean, hasTag: boolean, hasSearch: boolean, size: number): string {
  let parameters = 3;
  const next = () => `$${(parameters += 1)}`;
  const conditions = [
    "user_id = $1::uuid",
    "deleted_at is null",
    "(written_at, id) < ($2::timestamptz, $3::uuid)",
  ];
  if (hasRange) {
    conditions.push(
      `written_at >= ${next()}::timestamptz`,
      `written_at < ${next()}::timestamptz`,
      `local_date >= ${next()}::date`,
      `local_date <= ${next()}::date`,
    );
  }
  // Functions of the database find these by index, which row-level security keeps this query from.
  if (hasTag) conditions.push(`id in (select echo.tagged_entry_ids(${next()}))`);
  if (hasSearch) conditions.push(`id in (select echo.search_entry_ids(${next()}))`);
  return `select ${ENTRY_COLUMNS} from public.entries
  where ${conditions.join("\n    and ")}
  order by written_at desc, id desc
  limit ${size + 1}`;
}

/** Entries outside the trash, newest first. */
export async function listEntries(
  tx: UserTx,
  userId: string,
  filter: EntryFilter,
  start: PageStart,
  limit: number,
): Promise<Slice<Entry>> {
  const { range, tag, search } = filter;
  const values: unknown[] = [userId, start.at, start.id];
  if (range !== undefined) values.push(range.fromInstant, range.toInstant, range.fromDay, range.toDay);
  if (tag !== undefined) values.push(tag);
  if (search !== undefined) values.push(search);
  const list = timelineStatement(
    range !== undefined,
    tag !== undefined,
    search !== undefined,
    sizeClass(limit),
  );
  return slice(await tx.query(list, values), limit, toEntry);
}

const trashes = new Map(
  PAGE_SIZES.map((size) => [
    size as number,
    statement<TrashedRow>(
      `entries.list_trash_${size}`,
      `select ${ENTRY_COLUMNS}, deleted_at from public.entries
      where user_id = $1::uuid and deleted_at is not null
        and (deleted_at, id) < ($2::timestamptz, $3::uuid)
      order by deleted_at desc, id desc
      limit ${size + 1}`,
    ),
  ]),
);

/** Entries in the trash, last thrown away first. */
export async function listTrash(
  tx: UserTx,
  userId: string,
  start: PageStart,
  limit: number,
): Promise<Slice<TrashedEntry>> {
  const list = trashes.get(sizeClass(limit)) as Statement<TrashedRow>;
  return slice(await tx.query(list, [userId, start.at, start.id]), limit, toTrashedEntry);
}

type VersionOrNothing = VersionRow | { readonly version: null };

const versions = new Map(
  PAGE_SIZES.map((size) => [
    size as number,
    statement<VersionOrNothing>(
      `entries.list_versions_${size}`,
      `select v.version, v.text, v.tags, v.mood, v.written_at, v.timezone, v.local_date, v.replaced_at
      from public.entries e
      left join public.entry_versions v
        on v.user_id = e.user_id and v.entry_id = e.id and v.version < $3::integer
      where e.user_id = $1::uuid and e.id = $2::uuid and e.deleted_at is null
      order by v.version desc
      limit ${size + 1}`,
    ),
  ]),
);

/** Former wordings below version `before`, newest first; undefined where there is no such entry. */
export async function listVersions(
  tx: UserTx,
  userId: string,
  id: string,
  before: number,
  limit: number,
): Promise<Slice<EntryVersion> | undefined> {
  const list = versions.get(sizeClass(limit)) as Statement<VersionOrNothing>;
  const rows = await tx.query(list, [userId, id, before]);
  const [first] = rows;
  if (first === undefined) return undefined;
  if (first.version === null) return { items: [], hasMore: false };
  return slice(rows as readonly VersionRow[], limit, (row) => row);
}
