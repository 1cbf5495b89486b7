/**
 * Saving what is being written. Only what the server has acknowledged leaves the device; what was typed
 * meanwhile stays; a failure changes nothing but the words of the status.
 */
import type { Entry } from "@echo/contract/entries.ts";
import { useRef, useState } from "react";
import { client } from "../../api/client.ts";
import { type Explanation, explain } from "../../api/errors.ts";
import { entryKeys, queryClient } from "../../api/queries.ts";
import { afterSave, type Draft, markAttempt } from "../../drafts/draft.ts";
import type { DraftKeeper } from "../../drafts/draft-keeper.ts";
import { newId } from "../../drafts/new-id.ts";
import { newBlankDraft } from "../../drafts/use-draft.ts";
import { type SavedDraft, saveDraft } from "./save-draft.ts";
import { deviceTimezone } from "./when.ts";

export type SavePhase =
  | { readonly name: "idle" }
  | { readonly name: "sending" }
  | { readonly name: "saved"; readonly saved: SavedDraft }
  | { readonly name: "failed"; readonly error: unknown; readonly failure: Explanation };

export interface Saving {
  readonly phase: SavePhase;
  /** Resolves with what was saved; null when it was not. Once at a time. */
  save(known: Entry | null): Promise<SavedDraft | null>;
  /** Forgets the last outcome. */
  settle(): void;
}

export function useSaving(keeper: DraftKeeper): Saving {
  const [phase, setPhase] = useState<SavePhase>({ name: "idle" });
  const isSending = useRef(false);

  async function save(known: Entry | null): Promise<SavedDraft | null> {
    if (isSending.current) return null;
    isSending.current = true;
    setPhase({ name: "sending" });
    try {
      const sent = await prepare(keeper);
      const saved = await saveDraft(client, sent, known);
      await keeper.flush();
      const rest = afterSave(keeper.current(), sent, saved.entry);
      if (rest === null) await keeper.replace(newBlankDraft());
      else keeper.keep(rest);
      rememberEntry(saved.entry);
      setPhase({ name: "saved", saved });
      return saved;
    } catch (error) {
      setPhase({ name: "failed", error, failure: explain(error) });
      return null;
    } finally {
      isSending.current = false;
    }
  }

  return { phase, save, settle: () => setPhase({ name: "idle" }) };
}

/** Stores the draft with its attempt before it is sent, so that a crash repeats the very same request. */
async function prepare(keeper: DraftKeeper): Promise<Draft> {
  let draft = await keeper.flush();
  // Twice, if another tab has taken the draft between the two writes: the copy needs an attempt of its own.
  for (let round = 0; round < 2; round += 1) {
    if (draft.base !== null) return draft;
    const marked = markAttempt(draft, new Date().toISOString(), deviceTimezone(), newId());
    if (marked === draft) return draft;
    keeper.keep(marked);
    draft = await keeper.flush();
  }
  return markAttempt(draft, new Date().toISOString(), deviceTimezone(), newId());
}

/** Puts an entry that the server answered into the cache, and lets the lists be fetched anew. */
export function rememberEntry(entry: Entry): void {
  queryClient.setQueryData(entryKeys.one(entry.id), entry);
  void queryClient.invalidateQueries({ queryKey: entryKeys.lists });
  void queryClient.invalidateQueries({ queryKey: entryKeys.versions(entry.id) });
}

/** After an entry came or went: nothing of the old lists is shown any more. */
export function forgetEntry(id: string): void {
  queryClient.removeQueries({ queryKey: entryKeys.one(id) });
  void queryClient.invalidateQueries({ queryKey: entryKeys.lists });
  void queryClient.invalidateQueries({ queryKey: entryKeys.trash });
}
