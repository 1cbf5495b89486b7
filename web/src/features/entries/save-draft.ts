/**
 * Brings a draft to the server so that repeating it is always safe: a new page has a client-made id and a
 * key; if the first answer was lost and more was written since, the entry is there already and is changed.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { CreateEntry, Entry, UpdateEntry } from "@echo/contract/entries.ts";
import type { Client } from "../../api/client.ts";
import { isProblem } from "../../api/errors.ts";
import { asTextareaHolds, type Draft, type DraftContent } from "../../drafts/draft.ts";

export interface SavedDraft {
  readonly entry: Entry;
  readonly oneLiner: string | null;
  /** Help that is offered instead of an answer. */
  readonly support?: CrisisSupport | null;
}

type EntryWrites = Pick<Client, "createEntry" | "getEntry" | "updateEntry">;

/**
 * @param draft with an attempt, if it is a new page
 * @param known the entry as this device knows it, to send only what has changed
 * @throws ApiError; `stale_version` when the entry was changed elsewhere
 */
export async function saveDraft(client: EntryWrites, draft: Draft, known: Entry | null): Promise<SavedDraft> {
  if (draft.base !== null) {
    const { entryId, version } = draft.base;
    const changes = changesOf(draft, known?.version === version ? known : null);
    if (known !== null && Object.keys(changes).length === 0) return { entry: known, oneLiner: null };
    try {
      return { entry: await client.updateEntry(entryId, version, changes), oneLiner: null };
    } catch (error) {
      if (!isProblem(error, "stale_version")) throw error;
      // The change may have arrived before, and only its answer was lost.
      const current = await client.getEntry(entryId).catch(() => null);
      if (current === null || Object.keys(changesOf(draft, current)).length > 0) throw error;
      return { entry: current, oneLiner: null };
    }
  }
  if (draft.attempt === null) throw new TypeError("A new page is sent with an attempt");
  const { key, timezone, writtenAt } = draft.attempt;
  const body: CreateEntry = {
    id: draft.id,
    text: draft.text,
    tags: [...draft.tags],
    mood: draft.mood,
    source: "web",
    written_at: writtenAt,
    ...(timezone === undefined ? {} : { timezone }),
  };
  try {
    const created = await client.createEntry(body, key);
    return { entry: created.entry, oneLiner: created.one_liner, support: created.support };
  } catch (error) {
    if (!isProblem(error, "conflict")) throw error;
    const arrived = await client.getEntry(draft.id).catch(() => null);
    if (arrived === null) throw error;
    return {
      entry: await client.updateEntry(arrived.id, arrived.version, changesOf(draft, null)),
      oneLiner: null,
    };
  }
}

/**
 * What a draft changes of an entry; all of it where the entry is not known. A text that differs only by
 * the line ends of a textarea has not been changed by the person, and is left as it is.
 */
export function changesOf(content: DraftContent, entry: Entry | null): UpdateEntry {
  const changes: UpdateEntry = {};
  if (entry === null || asTextareaHolds(entry.text) !== content.text) changes.text = content.text;
  if (entry === null || entry.tags.join("\n") !== content.tags.join("\n")) changes.tags = [...content.tags];
  if (entry === null || entry.mood !== content.mood) changes.mood = content.mood;
  return changes;
}
