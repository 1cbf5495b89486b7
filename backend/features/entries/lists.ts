/** The pages of the three lists: filters checked, cursor opened, one statement, cursor sealed. */
import type {
  Entry,
  EntryVersion,
  ListEntriesQuery,
  ListTrashQuery,
  ListVersionsQuery,
  TrashedEntry,
} from "@echo/contract/entries.ts";
import type { Actor } from "#core/actor.ts";
import { invalidInput, notFound } from "#core/problem.ts";
import type { Deps } from "#backend/deps.ts";
import { listEntries, listTrash, listVersions } from "./list-queries.ts";
import { limitOf, openPosition, type Page, pageOf, pageStart } from "./pages.ts";
import { rangeOf } from "./range.ts";
import { normalizeTag } from "./rules.ts";

type ListDeps = Pick<Deps, "db" | "keys">;

/** One page of the timeline. */
export async function getTimelinePage(
  { db, keys }: ListDeps,
  actor: Actor,
  query: ListEntriesQuery,
): Promise<Page<Entry>> {
  const range = rangeOf(query.from, query.to);
  const tag = query.tag === undefined ? undefined : normalizeTag(query.tag);
  if (tag === "") throw invalidInput({ pointer: "/query/tag", detail: "Give a tag." });
  const filter = { range, tag, emotion: query.emotion, search: query.q };
  const scope = ["entries.list", actor.userId, query.from, query.to, tag, query.emotion, query.q];
  const start = pageStart(keys.cursor, scope, query.cursor, range?.toInstant);
  const limit = limitOf(query);
  const slice = await db.asUserOnce(actor, (tx) => listEntries(tx, actor.userId, filter, start, limit));
  return pageOf(keys.cursor, scope, slice, (entry) => `${entry.written_at} ${entry.id}`);
}

/** One page of the trash. */
export async function getTrashPage(
  { db, keys }: ListDeps,
  actor: Actor,
  query: ListTrashQuery,
): Promise<Page<TrashedEntry>> {
  const scope = ["entries.list_trash", actor.userId];
  const start = pageStart(keys.cursor, scope, query.cursor);
  const slice = await db.asUserOnce(actor, (tx) => listTrash(tx, actor.userId, start, limitOf(query)));
  return pageOf(keys.cursor, scope, slice, (entry) => `${entry.deleted_at} ${entry.id}`);
}

/** Versions count upwards from 1, and PostgreSQL's integer ends here. */
const ABOVE_EVERY_VERSION = 2_147_483_647;

/** One page of what an entry said before. */
export async function getVersionsPage(
  { db, keys }: ListDeps,
  actor: Actor,
  id: string,
  query: ListVersionsQuery,
): Promise<Page<EntryVersion>> {
  const scope = ["entries.list_versions", actor.userId, id];
  const before =
    query.cursor === undefined ? ABOVE_EVERY_VERSION : Number(openPosition(keys.cursor, scope, query.cursor));
  const slice = await db.asUserOnce(actor, (tx) =>
    listVersions(tx, actor.userId, id, before, limitOf(query)),
  );
  if (slice === undefined) throw notFound();
  return pageOf(keys.cursor, scope, slice, (version) => String(version.version));
}
