/**
 * A draft inside a React page: what it holds now, whether it lies on the device, and how to change it.
 * The keeper is the only holder; the page re-reads it after every change.
 */
import { useCallback, useEffect, useReducer, useState } from "react";
import { blankDraft, changeDraft, type Draft, type DraftContent } from "./draft.ts";
import { createDraftKeeper, type DraftKeeper, type KeepState } from "./draft-keeper.ts";
import { draftStore } from "./draft-store.ts";
import { newId } from "./new-id.ts";
import { rememberOpenDraft } from "./open-draft.ts";
import { draftClaims } from "./page-claims.ts";

const PAUSE_MS = 250;

export interface DraftPage {
  readonly draft: Draft;
  readonly keepState: KeepState;
  /** Another tab has changed the same draft; this page goes on with a copy. */
  readonly isCopy: boolean;
  readonly keeper: DraftKeeper;
  change(change: Partial<DraftContent>): void;
}

/** Pages that have gone and may still be writing. */
const pendingCloses = new Set<Promise<void>>();

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
      claims: draftClaims,
      personId,
      draft: first,
      newId,
      onChange: showAgain,
      pauseMs: PAUSE_MS,
    }),
  );

  useEffect(() => {
    keeper.hold();
    const onHide = () => {
      rememberOpenDraft(keeper.current().id);
      keeper.rescue();
      void keeper.flush();
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") onHide();
      else void keeper.reconcile();
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (keeper.state() === "refused" && !keeper.rescue()) event.preventDefault();
    };
    const stopListening = draftClaims.onRemoval((ofPerson) => {
      if (ofPerson === personId) void keeper.replace(newBlankDraft());
    });
    addEventListener("pagehide", onHide);
    addEventListener("beforeunload", onUnload);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      stopListening();
      removeEventListener("pagehide", onHide);
      removeEventListener("beforeunload", onUnload);
      document.removeEventListener("visibilitychange", onVisibility);
      const closing = keeper.close();
      pendingCloses.add(closing);
      void closing.finally(() => pendingCloses.delete(closing));
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

  return {
    draft: keeper.current(),
    keepState: keeper.state(),
    isCopy: keeper.isCopy(),
    keeper,
    change,
  };
}

/** Resolves when the pages that have gone have kept everything. */
export async function settleDrafts(): Promise<void> {
  await Promise.allSettled(pendingCloses);
}
