/**
 * Keeps one draft on the device while it is being typed: the first change at once, further ones on every
 * pause and at least four times a second. One write at a time; a draft that another tab has taken goes on
 * under an id of its own.
 */
import { type Draft, forkDraft } from "./draft.ts";
import type { DraftStore } from "./draft-store.ts";

/** `kept`: what is on the screen lies on the device; `refused`: the device does not take it. */
export type KeepState = "kept" | "keeping" | "refused";

export interface DraftKeeper {
  /** The draft that this keeper holds, with its stored revision. */
  current(): Draft;
  /** Takes a changed draft; it is stored soon. */
  keep(draft: Draft): void;
  /** Stores what is not stored yet, now. Resolves with the draft as it lies there. */
  flush(): Promise<Draft>;
  /** Goes on with another draft; the one before stays where it lies. Flush first. */
  show(next: Draft): void;
  /** Removes the draft from the device and goes on with `next`, which is not stored until it changes. */
  replace(next: Draft): Promise<void>;
  /** Synchronous, for the moment in which the page goes away. False: the words could not be kept. */
  rescue(): boolean;
  state(): KeepState;
}

export interface DraftKeeperOptions {
  readonly store: DraftStore;
  readonly personId: string;
  readonly draft: Draft;
  readonly newId: () => string;
  /** Called whenever the draft or its state has changed by itself. */
  readonly onChange: () => void;
  /** Least time between two writes. */
  readonly pauseMs: number;
}

export function createDraftKeeper(options: DraftKeeperOptions): DraftKeeper {
  const { store, personId, onChange } = options;
  const writer = options.newId();
  let draft = options.draft;
  let isDirty = false;
  let isRefused = false;
  let writing: Promise<void> | null = null;
  /** By draft: the revision that this keeper wrote last. */
  const written = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const state = (): KeepState => (isRefused ? "refused" : isDirty ? "keeping" : "kept");

  async function write(): Promise<void> {
    const taken = draft;
    isDirty = false;
    try {
      const outcome = await store.put(personId, taken);
      if (outcome === "kept") written.set(taken.id, taken.revision + 1);
      // Another draft may be on the screen by now; else what was typed meanwhile builds on this write.
      if (draft.id === taken.id) {
        if (outcome === "kept") draft = { ...draft, revision: taken.revision + 1 };
        else {
          draft = forkDraft(draft, options.newId());
          isDirty = true;
        }
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

  return {
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
    async flush() {
      while (writing !== null) await writing;
      if (isDirty) await start();
      return draft;
    },
    show(next) {
      draft = next;
      isDirty = false;
      isRefused = false;
      onChange();
    },
    async replace(next) {
      const gone = draft;
      clearTimeout(timer);
      timer = undefined;
      draft = next;
      isDirty = false;
      isRefused = false;
      onChange();
      while (writing !== null) await writing;
      const revision = written.get(gone.id) ?? gone.revision;
      if (revision > 0) await store.remove(personId, { ...gone, revision }).catch(() => undefined);
    },
    rescue() {
      if (!isDirty && writing === null) return true;
      return store.rescue(personId, draft);
    },
  };
}
