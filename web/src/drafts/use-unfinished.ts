/**
 * What else is unfinished on this device, beside the page that is open here, kept up to date while other
 * tabs come and go. A page that was open in a tab that has gone is handed over to a tab that is still empty.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { type Draft, isBlank } from "./draft.ts";
import type { DraftKeeper } from "./draft-keeper.ts";
import { claimDraft, type FoundDrafts, listUnfinished } from "./find-drafts.ts";
import { draftClaims } from "./page-claims.ts";

/** What a page that is being reloaded needs to have its draft back. */
const RELOAD_MS = 1_500;

export interface UnfinishedDrafts {
  readonly others: readonly Draft[];
  /** Drafts of the same kind that another tab has open. */
  readonly elsewhere: readonly Draft[];
  refresh(): Promise<void>;
  /** Shows another draft instead of the one on the screen, which stays on the device. */
  open(draft: Draft): Promise<void>;
}

/** @param entryId the entry that this page changes, whose drafts alone are listed; null: a new page, which lists all */
export function useUnfinished(
  personId: string,
  keeper: DraftKeeper,
  found: FoundDrafts,
  entryId: string | null,
): UnfinishedDrafts {
  const [listed, setListed] = useState({ others: found.others, elsewhere: found.elsewhere });
  const elsewhere = useRef(found.elsewhere);

  const refresh = useCallback(async () => {
    const unfinished = await listUnfinished(personId).catch(() => null);
    if (unfinished === null) return;
    const isSameKind = (draft: Draft) => (draft.base?.entryId ?? null) === entryId;
    const mine = keeper.current();
    const handedOver = unfinished.drafts.find((draft) =>
      elsewhere.current.some((former) => former.id === draft.id),
    );
    elsewhere.current = unfinished.elsewhere.filter(isSameKind);
    if (handedOver !== undefined && isBlank(mine) && isSameKind(handedOver)) {
      const draft = await claimDraft(personId, handedOver.id);
      if (draft !== null && !isBlank(keeper.current())) draftClaims.release(personId, draft.id);
      else if (draft !== null) await keeper.open(draft);
    }
    setListed({
      others: unfinished.drafts.filter(
        (draft) => draft.id !== keeper.current().id && (entryId === null || isSameKind(draft)),
      ),
      elsewhere: elsewhere.current,
    });
  }, [personId, keeper, entryId]);

  const open = useCallback(
    async (wanted: Draft) => {
      const draft = await claimDraft(personId, wanted.id);
      if (draft !== null) await keeper.open(draft);
      await refresh();
    },
    [personId, keeper, refresh],
  );

  useEffect(() => {
    found.letGo();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), RELOAD_MS);
    };
    const onVisibility = () => {
      if (document.visibilityState === "visible") void refresh();
    };
    const stopListening = draftClaims.onReleased(refreshSoon);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      stopListening();
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [found, refresh]);

  return { ...listed, refresh, open };
}
