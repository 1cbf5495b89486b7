/**
 * From rows to what crosses the wire. Columns are selected under their wire names, so a row becomes an
 * entry in one literal. Emotions, sentiment and one-liner are null: nothing analyses entries yet, and there
 * are no columns for what nobody has found out.
 */
import type { Entry, EntryVersion, TrashedEntry } from "@echo/contract/entries.ts";

type Analysis = "emotions" | "top_emotion" | "emotion_source" | "sentiment" | "one_liner";

export type EntryRow = Omit<Entry, Analysis>;
export type TrashedRow = Omit<TrashedEntry, Analysis>;
export type VersionRow = EntryVersion;

/** The columns of `EntryRow`. */
export const ENTRY_COLUMNS =
  "id, text, tags, mood, source, word_count, written_at, timezone, local_date, created_at, updated_at, version";

export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    text: row.text,
    tags: row.tags,
    mood: row.mood,
    source: row.source,
    emotions: null,
    top_emotion: null,
    emotion_source: null,
    sentiment: null,
    one_liner: null,
    word_count: row.word_count,
    written_at: row.written_at,
    timezone: row.timezone,
    local_date: row.local_date,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  };
}

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

/** The ETag of an entry: its version, which changes with its content and with nothing else. */
export function etagOf(entry: Pick<Entry, "version">): string {
  return `"${entry.version}"`;
}
