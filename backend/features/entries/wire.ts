/** From rows to what crosses the wire, where `db/entry-row.ts` does not do it already. */
import type { EntryVersion, TrashedEntry } from "@echo/contract/entries.ts";
import { type EntryRow, toEntry } from "#db/entry-row.ts";

export type TrashedRow = EntryRow & Pick<TrashedEntry, "deleted_at">;
export type VersionRow = EntryVersion;

export function toTrashedEntry(row: TrashedRow): TrashedEntry {
  return { ...toEntry(row), deleted_at: row.deleted_at };
}

export function toVersion(row: VersionRow): EntryVersion {
  return {
    version: row.version,
    text: row.text,
    tags: row.tags,
    mood: row.mood,
    written_at: row.written_at,
    timezone: row.timezone,
    local_date: row.local_date,
    replaced_at: row.replaced_at,
  };
}
