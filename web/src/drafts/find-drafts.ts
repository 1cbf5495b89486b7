/**
 * What is unfinished on this device, and which of it a page may go on with: never what another tab is
 * writing on. Whoever opens a draft that was found here has claimed it and lets go of it with `letGo`.
 */
import { type Draft, isBlank } from "./draft.ts";
import { draftStore } from "./draft-store.ts";
import { recallOpenDraft } from "./open-draft.ts";
import { newBlankDraft, settleDrafts } from "./use-draft.ts";
import { draftClaims } from "./page-claims.ts";

export interface Unfinished {
  /** Not open anywhere else, the one changed last first. */
  readonly drafts: readonly Draft[];
  /** Open in another tab. */
  readonly elsewhere: readonly Draft[];
}

/** All that holds anything; blank drafts that nobody has open are removed. */
export async function listUnfinished(personId: string): Promise<Unfinished> {
  await settleDrafts();
  const [drafts, elsewhereIds] = await Promise.all([
    draftStore.list(personId),
    draftClaims.listElsewhere(personId),
  ]);
  const isElsewhere = (draft: Draft) => elsewhereIds.has(draft.id);
  for (const draft of drafts) {
    const isOpen = isElsewhere(draft) || draftClaims.isHeld(personId, draft.id);
    if (isBlank(draft) && !isOpen) await draftStore.remove(personId, draft);
  }
  const unfinished = drafts.filter((draft) => !isBlank(draft));
  return {
    drafts: unfinished.filter((draft) => !isElsewhere(draft)),
    elsewhere: unfinished.filter(isElsewhere),
  };
}

export interface FoundDrafts {
  /** Claimed for this page until `letGo` is called; null: there is none that is free. */
  readonly first: Draft | null;
  readonly others: readonly Draft[];
  /** Drafts of the same kind that are open in another tab. */
  readonly elsewhere: readonly Draft[];
  readonly letGo: () => void;
}

/** Where the device keeps nothing. */
export const NO_DRAFTS: FoundDrafts = { first: null, others: [], elsewhere: [], letGo: () => {} };

/**
 * The draft to go on with among those that `isWanted`, or none; and everything else that is unfinished.
 * @param chosenId comes first, where it is free
 */
async function findDrafts(
  personId: string,
  isWanted: (draft: Draft) => boolean,
  chosenId: string | undefined,
): Promise<FoundDrafts> {
  await settleDrafts();
  const drafts = await draftStore.list(personId);
  const wanted = drafts.filter((draft) => !isBlank(draft) && isWanted(draft));
  const chosen = wanted.filter((draft) => draft.id === chosenId);
  const claimed = await claimFirst(personId, [...chosen, ...wanted.filter((draft) => draft !== chosen[0])]);
  const unfinished = await listUnfinished(personId);
  // As it lies there now: before the claim another tab may have changed it, or have saved it.
  const first = unfinished.drafts.find((draft) => draft.id === claimed?.id) ?? null;
  let isHeld = claimed !== null;
  const letGo = () => {
    if (isHeld && claimed !== null) draftClaims.release(personId, claimed.id);
    isHeld = false;
  };
  if (first === null) letGo();
  return {
    first,
    others: unfinished.drafts.filter((draft) => draft !== first),
    elsewhere: unfinished.elsewhere.filter(isWanted),
    letGo,
  };
}

/** Only the first is waited for, which a page that is being reloaded may hold a moment longer. */
async function claimFirst(personId: string, drafts: readonly Draft[]): Promise<Draft | null> {
  for (const draft of drafts) {
    if (await draftClaims.claim(personId, draft.id, draft === drafts[0])) return draft;
  }
  return null;
}

/** For the page to write on: the new page that was left unfinished last. */
export function findNewPageDrafts(personId: string): Promise<FoundDrafts> {
  return findDrafts(personId, (draft) => draft.base === null, recallOpenDraft());
}

/**
 * For changing an entry: the change of it that was left unfinished last.
 * @param draftId where a person has chosen one of several
 */
export async function findDraftsOfEntry(
  personId: string,
  entryId: string,
  draftId?: string,
): Promise<FoundDrafts> {
  const isOfEntry = (draft: Draft) => draft.base?.entryId === entryId;
  const found = await findDrafts(personId, isOfEntry, draftId ?? recallOpenDraft());
  return { ...found, others: found.others.filter(isOfEntry) };
}

/** Opens another unfinished draft. null: another tab has it, or it has been saved or removed. */
export async function claimDraft(personId: string, draftId: string): Promise<Draft | null> {
  if (!(await draftClaims.claim(personId, draftId, false))) return null;
  const draft = await draftStore.find(personId, draftId).catch(() => null);
  if (draft === null) draftClaims.release(personId, draftId);
  return draft;
}

/** Makes a new page of what was to change an entry that is no longer there; it opens on the empty page. */
export async function moveToNewPage(personId: string, draft: Draft): Promise<void> {
  const page = { ...newBlankDraft(), text: draft.text, tags: draft.tags, mood: draft.mood };
  await draftStore.put(personId, page);
  await draftStore.remove(personId, draft);
}

/** Removes everything unsaved of a person, in the other tabs as well: only when the person has said so. */
export async function removeAllDrafts(personId: string): Promise<void> {
  await draftStore.removeAll(personId);
  draftClaims.announceRemoval(personId);
}
