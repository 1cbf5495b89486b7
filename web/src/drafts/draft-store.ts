/**
 * Drafts on this device, in IndexedDB, each under its person. A write names the revision it builds on
 * and is refused when another tab has written meanwhile, so that no tab ever overwrites another's words.
 */
import { createStore, type UseStore } from "idb-keyval";
import { type Draft, hasSameContent } from "./draft.ts";
import { newId } from "./new-id.ts";

export interface DraftStore {
  /** The person's drafts, the one changed last first. */
  list(personId: string): Promise<readonly Draft[]>;
  find(personId: string, draftId: string): Promise<Draft | null>;
  /** Stores the draft with its revision raised by one; `taken` when it is not what lies there. */
  put(personId: string, draft: Draft): Promise<"kept" | "taken">;
  /** Removes the draft, if it is still at this revision. */
  remove(personId: string, draft: Draft): Promise<void>;
  removeAll(personId: string): Promise<void>;
  /** Writes at once and synchronously: for the moment in which a page is taken away. */
  rescue(personId: string, draft: Draft): boolean;
}

const RESCUE = "echo.rescue.";
/** How often words are brought back beside a page that goes on writing. */
const BRING_BACK_ROUNDS = 3;
const keyOf = (personId: string, draftId: string) => `${personId}/${draftId}`;
/** Each page view rescues under a name of its own: two that go away at once leave both their words. */
const rescueKeyOf = (personId: string, draft: Draft) =>
  `${RESCUE}${keyOf(personId, draft.id)}/${draft.writer}`;

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null | undefined;
  return typeof draft?.id === "string" && typeof draft.text === "string" && Array.isArray(draft.tags);
}

/** The rescued drafts of a person. What cannot be read is left alone rather than removed. */
function rescued(personId: string): readonly { key: string; draft: Draft }[] {
  const found: { key: string; draft: Draft }[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${RESCUE}${personId}/`)) continue;
      const draft = parse(localStorage.getItem(key));
      if (isDraft(draft)) found.push({ key, draft });
    }
  } catch {
    // Storage is switched off.
  }
  return found;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function removeRescued(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was there to remove.
  }
}

function request<T>(wanted: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    wanted.onsuccess = () => resolve(wanted.result);
    wanted.onerror = () => reject(wanted.error ?? new Error("IndexedDB refused"));
  });
}

/** Runs `change` in one transaction and resolves when it is committed. */
function inTransaction<T>(store: UseStore, change: (objects: IDBObjectStore) => Promise<T>): Promise<T> {
  return store("readwrite", async (objects) => {
    const committed = new Promise<void>((resolve, reject) => {
      objects.transaction.oncomplete = () => resolve();
      objects.transaction.onabort = () => reject(objects.transaction.error ?? new Error("IndexedDB aborted"));
    });
    const result = await change(objects);
    await committed;
    return result;
  });
}

export function createDraftStore(): DraftStore {
  // Opened at first use: a browser without IndexedDB then fails the write, which the page shows.
  let opened: UseStore | undefined;
  const store = (): UseStore => {
    opened ??= createStore("echo-drafts", "drafts");
    return opened;
  };

  async function put(personId: string, draft: Draft): Promise<"kept" | "taken"> {
    const key = keyOf(personId, draft.id);
    const outcome = await inTransaction(store(), async (objects) => {
      const lying: unknown = await request(objects.get(key));
      if ((isDraft(lying) ? lying.revision : 0) !== draft.revision) return "taken";
      await request(objects.put({ ...draft, revision: draft.revision + 1 }, key));
      return "kept";
    });
    if (outcome === "kept") removeRescued(rescueKeyOf(personId, draft));
    return outcome;
  }

  /**
   * Brings what was rescued back among the drafts: over what the same page wrote before, else beside it.
   * A rescue is removed only when its words lie among the drafts.
   */
  async function bringBack(personId: string): Promise<void> {
    for (const { key, draft } of rescued(personId)) {
      for (let round = 0; round < BRING_BACK_ROUNDS; round += 1) {
        const lying = await find(personId, draft.id);
        const isOwn = lying === null ? draft.revision === 0 : lying.writer === draft.writer;
        const target = isOwn
          ? { ...draft, revision: lying?.revision ?? 0 }
          : { ...draft, id: newId(), revision: 0, attempt: null };
        const isThere = lying !== null && hasSameContent(lying, draft);
        // Taken: another page wrote between the two steps. What it wrote decides once more.
        if (!isThere && (await put(personId, target)) === "taken") continue;
        removeRescued(key);
        break;
      }
    }
  }

  async function find(personId: string, draftId: string): Promise<Draft | null> {
    const lying: unknown = await store()("readonly", (objects) =>
      request(objects.get(keyOf(personId, draftId))),
    );
    return isDraft(lying) ? lying : null;
  }

  return {
    async list(personId) {
      await bringBack(personId);
      const range = IDBKeyRange.bound(`${personId}/`, `${personId}0`, false, true);
      const all: unknown[] = await store()("readonly", (objects) => request(objects.getAll(range)));
      return all.filter(isDraft).toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
    },
    find,
    put,
    async remove(personId, draft) {
      const key = keyOf(personId, draft.id);
      removeRescued(rescueKeyOf(personId, draft));
      await inTransaction(store(), async (objects) => {
        const lying: unknown = await request(objects.get(key));
        if (isDraft(lying) && lying.revision === draft.revision) await request(objects.delete(key));
      });
    },
    async removeAll(personId) {
      for (const { key } of rescued(personId)) removeRescued(key);
      const range = IDBKeyRange.bound(`${personId}/`, `${personId}0`, false, true);
      await inTransaction(store(), (objects) => request(objects.delete(range)));
    },
    rescue(personId, draft) {
      try {
        localStorage.setItem(rescueKeyOf(personId, draft), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
  };
}

export const draftStore = createDraftStore();
