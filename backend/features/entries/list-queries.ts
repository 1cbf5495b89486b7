/**
 * The lists: timeline, trash and former wordings, page by page by keyset. There is one prepared statement
 * for each combination of filters and page size class, with its limit written into it, because a condition
 * like `$1 is null or ...` or a bound limit leaves the planner without a good plan.
 */
import type { EmotionLabel, Entry, EntryVersion, TrashedEntry } from "@echo/contract/entries.ts";
import { ENTRY_COLUMNS, type EntryRow, toEntry } from "#db/entry-row.ts";
import { type Statement, statement, type UserTx } from "#db/scope.ts";
import type { EntryRange } from "./range.ts";
import { toTrashedEntry, toVersion, type TrashedRow, type VersionRow } from "./wire.ts";

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
  readonly emotion: EmotionLabel | undefined;
  readonly search: string | undefined;
}

const SMALL_PAGE = 20;

/** One statement for each of three page sizes; a page in between is cut from the next larger one. */
function bySize<Row>(name: string, textOf: (rows: number) => string): (limit: number) => Statement<Row> {
  const sized = (size: number) => statement<Row>(`${name}_${size}`, textOf(size + 1));
  const small = sized(SMALL_PAGE);
  const medium = sized(50);
  const large = sized(100);
  return (limit) => (limit <= SMALL_PAGE ? small : limit <= 50 ? medium : large);
}

/**
 * A page ends early when its texts have this many bytes in UTF-8: it is held in memory whole, several times
 * over, and a hundred of the longest entries would be twenty megabytes. Pages of up to twenty, the usual ones,
 * have four megabytes at most and are spared the measuring, which would make them a fifth slower.
 */
export const PAGE_TEXT_BYTES = 2_000_000;

/** What `bounded` adds to a row of a larger page: whether the page is full before it. */
type Bounded<Row> = Row & { readonly is_beyond?: boolean };

/** The rows of `inner` (at most `rows`) in `order`, up to and including the first that a full page has no room for. */
function bounded(columns: string, inner: string, order: string, rows: number): string {
  if (rows <= SMALL_PAGE + 1) return `select ${columns} from (${inner}) as found order by ${order}`;
  const bytesUntil = (distance: number) =>
    `coalesce(sum(octet_length(text)) over (page rows between unbounded preceding and ${distance} preceding), 0)`;
  return `select ${columns}, is_beyond
  from (
    select *, ${bytesUntil(1)} >= ${PAGE_TEXT_BYTES} as is_beyond, ${bytesUntil(2)} < ${PAGE_TEXT_BYTES} as is_near
    from (${inner}) as found
    window page as (order by ${order})
  ) as measured
  where is_near
  order by ${order}`;
}

/** One row more than the page holds, or has room for, says whether there is another page. */
function slice<Row extends { readonly is_beyond?: boolean }, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
): Slice<T> {
  const full = rows.findIndex((row) => row.is_beyond === true);
  const end = full === -1 ? limit : Math.min(full, limit);
  return { items: rows.slice(0, end).map(toItem), hasMore: rows.length > end };
}

const timelines = new Map<string, (limit: number) => Statement<Bounded<EntryRow>>>();

/** Which filters a statement has. */
type FilterNames = { readonly [Name in keyof EntryFilter]: boolean };

/** The statement for a combination of filters, made when it is first needed. */
function timelineStatement(has: FilterNames, limit: number) {
  const name = `entries.list${has.range ? "_range" : ""}${has.tag ? "_tag" : ""}${has.emotion ? "_emotion" : ""}${has.search ? "_search" : ""}`;
  let known = timelines.get(name);
  if (known === undefined) {
    known = bySize<Bounded<EntryRow>>(name, (rows) => timelineText(has, rows));
    timelines.set(name, known);
  }
  return known(limit);
}

function timelineText(has: FilterNames, rows: number): string {
  let parameters = 3;
  const next = () => `$${(parameters += 1)}`;
  const conditions = [
    "user_id = $1::uuid",
    "deleted_at is null",
    "(written_at, id) < ($2::timestamptz, $3::uuid)",
  ];
  if (has.range) {
    conditions.push(
      `written_at >= ${next()}::timestamptz`,
      `local_date >= ${next()}::date`,
      `local_date <= ${next()}::date`,
    );
  }
  // Functions of the database find these by index, which row-level security keeps this query from.
  if (has.tag) conditions.push(`id in (select echo.tagged_entry_ids(${next()}))`);
  if (has.emotion) conditions.push(`emotion = ${next()}`);
  const order = "written_at desc, id desc";
  const where = conditions.join("\n      and ");
  const inner = has.search
    ? searched(where, next(), order, rows)
    : `select ${ENTRY_COLUMNS} from public.entries where ${where} order by ${order} limit ${rows}`;
  return bounded(ENTRY_COLUMNS, inner, order, rows);
}

/** How many entries are read one by one before the index of words is asked. */
const NEAR_ENTRIES = 100;

/**
 * A search in two steps within one statement. A frequent word fills the page from the newest entries, where
 * the index would have to look at every entry that has it; a rare one is left to the index, which then has
 * few to look at. The second step is skipped where the first has filled the page or seen everything.
 */
function searched(where: string, question: string, order: string, rows: number): string {
  return `with newest as materialized (
      select ${ENTRY_COLUMNS} from public.entries where ${where} order by ${order} limit ${NEAR_ENTRIES}
    ), near as materialized (
      select * from newest
      where (select echo.fold(${question}::text)) <> ''
        and strpos(echo.fold(text), (select echo.fold(${question}::text))) > 0
      order by ${order} limit ${rows}
    ), reach as materialized (
      select (select count(*) from near) = ${rows} or (select count(*) from newest) < ${NEAR_ENTRIES} as is_enough
    )
    select * from near where (select is_enough from reach)
    union all
    select * from (
      select ${ENTRY_COLUMNS} from public.entries
      where ${where} and id in (select echo.search_entry_ids(${question}::text))
        and not (select is_enough from reach)
      order by ${order} limit ${rows}
    ) as indexed`;
}

/** Entries outside the trash, newest first. The page begins within the range, which `start` sees to. */
export async function listEntries(
  tx: UserTx,
  userId: string,
  filter: EntryFilter,
  start: PageStart,
  limit: number,
): Promise<Slice<Entry>> {
  const { range, tag, emotion, search } = filter;
  const values: unknown[] = [userId, start.at, start.id];
  if (range !== undefined) values.push(range.fromInstant, range.fromDay, range.toDay);
  for (const value of [tag, emotion, search]) if (value !== undefined) values.push(value);
  const has = {
    range: range !== undefined,
    tag: tag !== undefined,
    emotion: emotion !== undefined,
    search: search !== undefined,
  };
  const list = timelineStatement(has, limit);
  return slice(await tx.query(list, values), limit, toEntry);
}

const trashStatement = bySize<Bounded<TrashedRow>>("entries.list_trash", (rows) =>
  bounded(
    `${ENTRY_COLUMNS}, deleted_at`,
    `select ${ENTRY_COLUMNS}, deleted_at from public.entries
    where user_id = $1::uuid and deleted_at is not null and (deleted_at, id) < ($2::timestamptz, $3::uuid)
    order by deleted_at desc, id desc
    limit ${rows}`,
    "deleted_at desc, id desc",
    rows,
  ),
);

/** Entries in the trash, last thrown away first. */
export async function listTrash(
  tx: UserTx,
  userId: string,
  start: PageStart,
  limit: number,
): Promise<Slice<TrashedEntry>> {
  return slice(await tx.query(trashStatement(limit), [userId, start.at, start.id]), limit, toTrashedEntry);
}

/** An entry that has never changed gives one row of nulls; no entry gives no row. */
type VersionOrNothing = Bounded<VersionRow> | Bounded<{ readonly version: null }>;

const VERSION_COLUMNS = "version, text, tags, mood, written_at, timezone, local_date, replaced_at";

const versionsStatement = bySize<VersionOrNothing>("entries.list_versions", (rows) =>
  bounded(
    VERSION_COLUMNS,
    `select ${VERSION_COLUMNS.replaceAll(/\w+/g, "v.$&")}
    from public.entries e
    left join public.entry_versions v on v.user_id = e.user_id and v.entry_id = e.id and v.version < $3::integer
    where e.user_id = $1::uuid and e.id = $2::uuid and e.deleted_at is null
    order by v.version desc
    limit ${rows}`,
    "version desc",
    rows,
  ),
);

/** Former wordings below version `before`, newest first; undefined where there is no such entry. */
export async function listVersions(
  tx: UserTx,
  userId: string,
  id: string,
  before: number,
  limit: number,
): Promise<Slice<EntryVersion> | undefined> {
  const rows = await tx.query(versionsStatement(limit), [userId, id, before]);
  if (rows.length === 0) return undefined;
  const versions = rows.filter((row) => row.version !== null);
  return slice(versions, limit, toVersion);
}
