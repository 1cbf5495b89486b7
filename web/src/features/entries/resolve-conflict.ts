/** The three ways out of a conflict between two versions of an entry. None of them loses a text. */
import type { Entry } from "@echo/contract/entries.ts";
import type { Client } from "../../api/client.ts";
import type { DraftContent } from "../../drafts/draft.ts";
import { changesOf } from "./save-draft.ts";

export type ConflictChoice = "mine" | "theirs" | "both";

/**
 * Ends a conflict as the person chose. Whatever is chosen, both texts stay: one as the entry, the other
 * among its versions; therefore choosing "theirs" first stores mine and then theirs over it.
 */
export async function resolveConflict(
  client: Pick<Client, "updateEntry">,
  choice: ConflictChoice,
  mine: DraftContent,
  theirs: Entry,
): Promise<Entry> {
  const ownContent = changesOf(mine, null);
  if (choice === "both") {
    const tags = [...new Set([...theirs.tags, ...mine.tags])].slice(0, 10);
    const text = `${theirs.text}\n\n${mine.text}`;
    return client.updateEntry(theirs.id, theirs.version, { text, tags, mood: mine.mood ?? theirs.mood });
  }
  const withMine = await client.updateEntry(theirs.id, theirs.version, ownContent);
  if (choice === "mine") return withMine;
  const content = { text: theirs.text, tags: theirs.tags, mood: theirs.mood };
  return client.updateEntry(theirs.id, withMine.version, content);
}
