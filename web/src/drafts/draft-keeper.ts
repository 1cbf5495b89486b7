/**
 * Keeps one draft on the device while it is being typed: the first change at once, further ones on every
 * pause and at least four times a second. One write at a time. The draft on the screen is claimed for this
 * page; one that another page has changed all the same goes on under an id of its own, so that nothing that
 * is on a screen is ever replaced in silence.
 */
import { type Draft, forkDraft, hasSameContent } from "./draft.ts";
import type { DraftClaims } from "./draft-claims.ts";
import type { DraftStore } from "./draft-store.ts";

/** `kept`: what is on the screen lies on the device; `refused`: the device does not take it. */
export type KeepState = "kept" | "keeping" | "refused";

export interface DraftKeeper {
  /** Claims the draft for this page. To be called when the page appears, as `close` when it goes. */
  hold(): void;
  /** The draft that this keeper holds, with its stored revision. */
  current(): Draft;
  /** Takes a changed draft; it is stored soon. */
  keep(draft: Draft): void;
  /** Stores what is not stored yet, now. Resolves with the draft as it lies there. */
  flush(): Promise<Draft>;
  /**
   * Goes on with another draft, which the caller has claimed; the one before stays where it lies.
   * false: what is on the screen could not be kept, and stays there.
   */
  open(next: Draft): Promise<boolean>;
  /** Removes the draft from the device and goes on with `next`, which is not stored until it changes. */
  replace(next: Draft): Promise<void>;
  /** Looks whether another page has changed or removed this draft, and then goes on with a copy. */
  reconcile(): Promise<void>;
  /** Whether what is on the screen is a copy, because another page has changed the same draft. */
  isCopy(): boolean;
  /** Synchronous, for the moment in which the page goes away. False: the words could not be kept. */
  rescue(): boolean;
  state(): KeepState;
  /** Keeps what there is and lets go of the draft. */
  close(): Promise<void>;
}

export interface DraftKeeperOptions {
  readonly store: DraftStore;
  readonly claims: Pick<DraftClaims, "claim" | "release">;
  readonly personId: string;
  readonly draft: Draft;
  readonly newId: () => string;
  /** Called whenever the draft or its state has changed by itself. */
  readonly onChange: () => void;
  /** Least time between two writes. */
  readonly pauseMs: number;
}

export function createDraftKeeper(options: DraftKeeperOptions): DraftKeeper {
  const { store, claims, personId, onChange } = options;
  const writer = options.newId();
  let draft = options.draft;
  let isDirty = false;
  let isRefused = false;
  let isCopy = false;
  let writing: Promise<void> | null = null;
  /** By draft: the revision that this keeper wrote last. */
  const written = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const state = (): KeepState => (isRefused ? "refused" : isDirty ? "keeping" : "kept");

  /** Puts another draft on the screen. `isClaimed`: the caller has claimed it. */
  function show(next: Draft, isClaimed: boolean): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isClaimed) void claims.claim(personId, next.id);
    claims.release(personId, draft.id);
    draft = next;
    isDirty = false;
    isRefused = false;
    isCopy = false;
  }

  /** Goes on with the same words under another id. */
  function fork(): void {
    show(forkDraft(draft, options.newId()), false);
    isDirty = true;
    isCopy = true;
  }

  async function write(): Promise<void> {
    const taken = draft;
    isDirty = false;
    try {
      const outcome = await store.put(personId, taken);
      if (outcome === "kept") written.set(taken.id, taken.revision + 1);
      // Another draft may be on the screen by now; else what was typed meanwhile builds on this write.
      if (draft.id === taken.id) {
        if (outcome === "kept") draft = { ...draft, revision: taken.revision + 1 };
        else fork();
      }
      isRefused = false;
    } catch {
      isDirty = true;
      isRefused = true;
    }
    onChange();
  }

  /** Writes until nothing is left to write, or the device refuses. */
  function start(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= (async () => {
      do await write();
      while (isDirty && !isRefused);
    })().finally(() => {
      writing = null;
    });
    return writing;
  }

  async function flush(): Promise<Draft> {
    while (writing !== null) await writing;
    if (isDirty) await start();
    return draft;
  }

  return {
    hold: () => void claims.claim(personId, draft.id),
    current: () => draft,
    state,
    keep(changed) {
      // The revision is this keeper's business: the page may hold an older one.
      draft = { ...changed, id: draft.id, revision: draft.revision, writer };
      isDirty = true;
      if (writing !== null || timer !== undefined) return;
      if (draft.revision === 0) void start();
      else timer = setTimeout(() => void start(), options.pauseMs);
    },
    flush,
    async open(next) {
      await flush();
      if (state() !== "kept" && !store.rescue(personId, draft)) {
        claims.release(personId, next.id);
        return false;
      }
      show(next, true);
      onChange();
      return true;
    },
    async replace(next) {
      const gone = draft;
      // Held until it is removed: no other page goes on with what was saved or given up.
      void claims.claim(personId, gone.id);
      show(next, false);
      onChange();
      while (writing !== null) await writing;
      const revision = written.get(gone.id) ?? gone.revision;
      if (revision > 0) await store.remove(personId, { ...gone, revision }).catch(() => undefined);
      claims.release(personId, gone.id);
    },
    async reconcile() {
      const mine = draft;
      if (state() !== "kept" || writing !== null || mine.revision === 0) return;
      const lying = await store.find(personId, mine.id).catch(() => mine);
      if (draft !== mine || state() !== "kept" || lying?.revision === mine.revision) return;
      if (lying !== null && hasSameContent(lying, mine)) draft = { ...mine, revision: lying.revision };
      else {
        fork();
        await start();
      }
      onChange();
    },
    isCopy: () => isCopy,
    rescue() {
      if (!isDirty && writing === null) return true;
      return store.rescue(personId, draft);
    },
    async close() {
      if (isDirty || writing !== null) store.rescue(personId, draft);
      await flush();
      claims.release(personId, draft.id);
    },
  };
}
