/**
 * Pages of a list and the cursors between them. A cursor is sealed for one person, one list and one set of
 * filters: anything else that is handed in, also another person's cursor, is refused with one sentence.
 */
import type { KeyObject } from "node:crypto";
import { openCursor, sealCursor } from "#core/cursor.ts";
import { Problem } from "#core/problem.ts";
import type { PageStart, Slice } from "./list-queries.ts";

export interface Page<T> {
  readonly items: T[];
  readonly next_cursor: string | null;
}

/** At one instant no id comes after this one in the order of a list. */
const LOWEST_ID = "00000000-0000-0000-0000-000000000000";
const DEFAULT_LIMIT = 20;

export function limitOf(query: { readonly limit?: number }): number {
  return query.limit ?? DEFAULT_LIMIT;
}

/** Where the page begins that `cursor` leads to: without one, with the newest row before `end`. */
export function pageStart(
  key: KeyObject,
  scope: readonly unknown[],
  cursor: string | undefined,
  end = "infinity",
): PageStart {
  if (cursor === undefined) return { at: end, id: LOWEST_ID };
  const [at, id] = openPosition(key, scope, cursor).split(" ");
  if (at === undefined || id === undefined) throw invalidCursor();
  return { at, id };
}

/** The sealed position in `cursor`, or a Problem. */
export function openPosition(key: KeyObject, scope: readonly unknown[], cursor: string): string {
  const position = openCursor(key, scope, cursor);
  if (position === undefined) throw invalidCursor();
  return position;
}

/** The page with the cursor to the next one, which begins after the last item. */
export function pageOf<T>(
  key: KeyObject,
  scope: readonly unknown[],
  { items, hasMore }: Slice<T>,
  positionOf: (item: T) => string,
): Page<T> {
  const last = hasMore ? items.at(-1) : undefined;
  return { items, next_cursor: last === undefined ? null : sealCursor(key, scope, positionOf(last)) };
}

function invalidCursor(): Problem {
  return new Problem(
    "invalid_cursor",
    "Begin again with the first page: this cursor does not belong to this list.",
  );
}
