/**
 * A draft inside a React page: what it holds now, whether it lies on the device, and how to change it.
 * The keeper is the only holder; the page re-reads it after every change.
 */
import { useCallback, useEffect, useReducer, useState } from "react";
import { blankDraft, changeDraft, type Draft, type DraftContent, isBlank } from "./draft.ts";
import { createDraftKeeper, type DraftKeeper, type KeepState } from "./draft-keeper.ts";
import { draftStore } from "./draft-store.ts";
import { newId } from "./new-id.ts";

const PAUSE_MS = 250;

export interface DraftPage {
  readonly draft: Draft;
  readonly keepState: KeepState;
  readonly keeper: DraftKeeper;
  change(change: Partial<DraftContent>): void;
  /** Shows another draft instead; the shown one stays on the device if it holds anything. */
  open(draft: Draft): Promise<void>;
}

const nowText = () => new Date().toISOString();

export function newBlankDraft(): Draft {
  return blankDraft(newId(), nowText());
}

/** @param first is read once, as the person is: another person needs another page (a `key`) */
export function useDraft(personId: string, first: Draft): DraftPage {
  const [, showAgain] = useReducer((count: number) => count + 1, 0);
  const [keeper] = useState(() =>
    createDraftKeeper({
      store: draftStore,
      personId,
      draft: first,
      newId,
      onChange: showAgain,
      pauseMs: PAUSE_MS,
    }),
  );

  useEffect(() => {
    const onHide = () => {
      keeper.rescue();
      void keeper.flush();
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") onHide();
      else void followOtherTab(keeper, personId);
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (keeper.state() === "refused" && !keeper.rescue()) event.preventDefault();
    };
    addEventListener("pagehide", onHide);
    addEventListener("beforeunload", onUnload);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      removeEventListener("pagehide", onHide);
      removeEventListener("beforeunload", onUnload);
      document.removeEventListener("visibilitychange", onVisibility);
      void keeper.flush();
    };
  }, [keeper, personId]);

  const change = useCallback(
    (wanted: Partial<DraftContent>) => {
      const before = keeper.current();
      const after = changeDraft(before, wanted, nowText());
      if (after === before) return;
      keeper.keep(after);
      showAgain();
    },
    [keeper],
  );

  const open = useCallback(
    async (draft: Draft) => {
      await keeper.flush();
      keeper.show(draft);
    },
    [keeper],
  );

  return { draft: keeper.current(), keepState: keeper.state(), keeper, change, open };
}

/** Another tab may have gone on with this draft, or saved it, while this one was out of sight. */
async function followOtherTab(keeper: DraftKeeper, personId: string): Promise<void> {
  const mine = keeper.current();
  if (keeper.state() !== "kept" || mine.revision === 0) return;
  const lying = await draftStore.find(personId, mine.id).catch(() => mine);
  if (keeper.state() !== "kept" || keeper.current() !== mine) return;
  if (lying === null) keeper.show(newBlankDraft());
  else if (lying.revision > mine.revision) keeper.show(lying);
}

/**
 * The page to write on: the new page that was left unfinished last, else a blank one; and everything else
 * that is unfinished on this device, changes of entries included.
 */
export async function findNewPageDrafts(
  personId: string,
): Promise<{ first: Draft; others: readonly Draft[] }> {
  const drafts = await draftStore.list(personId);
  for (const draft of drafts) if (isBlank(draft)) await draftStore.remove(personId, draft);
  const unfinished = drafts.filter((draft) => !isBlank(draft));
  const first = unfinished.find((draft) => draft.base === null) ?? newBlankDraft();
  return { first, others: unfinished.filter((draft) => draft !== first) };
}

/** Makes a new page of what was to change an entry that is no longer there; it opens on the empty page. */
export async function moveToNewPage(personId: string, draft: Draft): Promise<void> {
  const page = { ...newBlankDraft(), text: draft.text, tags: draft.tags, mood: draft.mood };
  await draftStore.put(personId, page);
  await draftStore.remove(personId, draft);
}

/** The unfinished change of an entry, if there is one on this device. */
export async function findDraftOfEntry(personId: string, entryId: string): Promise<Draft | null> {
  const drafts = await draftStore.list(personId);
  return drafts.find((draft) => draft.base?.entryId === entryId) ?? null;
}
