import { beforeEach, describe, expect, it, vi } from "vitest";
import { blankDraft, type Draft } from "../../src/drafts/draft.ts";
import { createDraftKeeper, type DraftKeeper } from "../../src/drafts/draft-keeper.ts";
import type { DraftStore } from "../../src/drafts/draft-store.ts";

const NOW = "2026-03-01T10:00:00.000Z";

/** A store in memory with the same rule: a write names the revision that it builds on. */
function memoryStore() {
  const drafts = new Map<string, Draft>();
  const rescued: Draft[] = [];
  let isBroken = false;
  const store: DraftStore = {
    list: () => Promise.resolve([...drafts.values()]),
    find: (_person, id) => Promise.resolve(drafts.get(id) ?? null),
    put: async (_person, draft) => {
      await Promise.resolve();
      if (isBroken) throw new Error("QuotaExceededError");
      if ((drafts.get(draft.id)?.revision ?? 0) !== draft.revision) return "taken";
      drafts.set(draft.id, { ...draft, revision: draft.revision + 1 });
      return "kept";
    },
    remove: (_person, draft) => {
      if (drafts.get(draft.id)?.revision === draft.revision) drafts.delete(draft.id);
      return Promise.resolve();
    },
    removeAll: () => Promise.resolve(drafts.clear()),
    rescue: (_person, draft) => {
      rescued.push(draft);
      return true;
    },
  };
  return {
    store,
    drafts,
    rescued,
    setBroken: (broken: boolean) => {
      isBroken = broken;
    },
  };
}

function aKeeper(store: DraftStore, draft: Draft): DraftKeeper {
  let count = 0;
  return createDraftKeeper({
    store,
    claims: { claim: () => Promise.resolve(true), release: () => undefined },
    personId: "p",
    draft,
    newId: () => `new-${(count += 1)}`,
    onChange: () => undefined,
    pauseMs: 250,
  });
}

const typed = (keeper: DraftKeeper, text: string) => keeper.keep({ ...keeper.current(), text });

describe("keeping a draft", () => {
  let memory: ReturnType<typeof memoryStore>;
  beforeEach(() => {
    memory = memoryStore();
  });

  it("stores the first change without waiting and a later one after the pause", async () => {
    vi.useFakeTimers();
    try {
      const keeper = aKeeper(memory.store, blankDraft("a", NOW));
      typed(keeper, "o");
      await vi.advanceTimersByTimeAsync(0);
      expect(memory.drafts.get("a")?.text).toBe("o");
      expect(keeper.state()).toBe("kept");
      typed(keeper, "on");
      typed(keeper, "one");
      expect(keeper.state()).toBe("keeping");
      await vi.advanceTimersByTimeAsync(249);
      expect(memory.drafts.get("a")?.text).toBe("o");
      await vi.advanceTimersByTimeAsync(1);
      expect(memory.drafts.get("a")).toMatchObject({ text: "one", revision: 2 });
    } finally {
      vi.useRealTimers();
    }
  });

  it("stores what was typed while a write was going on", async () => {
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "first");
    typed(keeper, "first, second");
    await keeper.flush();
    expect(memory.drafts.get("a")?.text).toBe("first, second");
    expect(keeper.current().revision).toBe(memory.drafts.get("a")?.revision);
  });

  it("keeps both texts when two tabs hold the same draft", async () => {
    const stored = { ...blankDraft("a", NOW), text: "common", revision: 1 };
    memory.drafts.set("a", stored);
    const one = aKeeper(memory.store, stored);
    const other = aKeeper(memory.store, stored);
    typed(one, "common, one");
    await one.flush();
    typed(other, "common, other");
    const forked = await other.flush();
    expect(forked.id).not.toBe("a");
    expect([one.isCopy(), other.isCopy()]).toEqual([false, true]);
    expect([...memory.drafts.values()].map((draft) => draft.text)).toEqual(["common, one", "common, other"]);
  });

  it("keeps what a tab shows when another one has replaced it meanwhile", async () => {
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "mine");
    await keeper.flush();
    const taken = { ...keeper.current(), text: "theirs", revision: 2, writer: "other" };
    memory.drafts.set("a", taken);
    await keeper.reconcile();
    expect(keeper.current()).toMatchObject({ text: "mine", revision: 1 });
    expect(keeper.current().id).not.toBe("a");
    expect(keeper.isCopy()).toBe(true);
    expect([...memory.drafts.values()].map((draft) => draft.text)).toEqual(["theirs", "mine"]);
  });

  it("keeps what a tab shows when the draft is gone from the device", async () => {
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "mine");
    await keeper.flush();
    memory.drafts.clear();
    await keeper.reconcile();
    expect([...memory.drafts.values()].map((draft) => draft.text)).toEqual(["mine"]);
  });

  it("goes on with the same draft when another tab has written the same words", async () => {
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "same");
    await keeper.flush();
    memory.drafts.set("a", { ...keeper.current(), revision: 5, writer: "other" });
    await keeper.reconcile();
    expect(keeper.isCopy()).toBe(false);
    typed(keeper, "same, and more");
    await keeper.flush();
    expect([...memory.drafts.values()].map((draft) => draft.text)).toEqual(["same, and more"]);
  });

  it("opens another draft only when what is on the screen is kept", async () => {
    const keeper = aKeeper({ ...memory.store, rescue: () => false }, blankDraft("a", NOW));
    memory.setBroken(true);
    typed(keeper, "not kept anywhere");
    expect(await keeper.open({ ...blankDraft("b", NOW), text: "other", revision: 1 })).toBe(false);
    expect(keeper.current().text).toBe("not kept anywhere");
    memory.setBroken(false);
    expect(await keeper.open({ ...blankDraft("b", NOW), text: "other", revision: 1 })).toBe(true);
    expect(keeper.current().text).toBe("other");
    expect(memory.drafts.get("a")?.text).toBe("not kept anywhere");
  });

  it("does not bring back a draft that another tab has saved and removed", async () => {
    const stored = { ...blankDraft("a", NOW), text: "common", revision: 1 };
    const keeper = aKeeper(memory.store, stored);
    typed(keeper, "common, more");
    const forked = await keeper.flush();
    expect(memory.drafts.has("a")).toBe(false);
    expect(memory.drafts.get(forked.id)?.text).toBe("common, more");
  });

  it("removes the old draft and loses nothing of the new one when it is replaced while writing", async () => {
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "saved");
    const replaced = keeper.replace(blankDraft("b", NOW));
    typed(keeper, "next");
    await replaced;
    await keeper.flush();
    expect([...memory.drafts.values()].map(({ id, text }) => ({ id, text }))).toEqual([
      { id: "b", text: "next" },
    ]);
  });

  it("says when the device refuses, tries again with the next change, and rescues at the end", async () => {
    memory.setBroken(true);
    const keeper = aKeeper(memory.store, blankDraft("a", NOW));
    typed(keeper, "words");
    await keeper.flush();
    expect(keeper.state()).toBe("refused");
    expect(keeper.rescue()).toBe(true);
    expect(memory.rescued.map((draft) => draft.text)).toEqual(["words"]);
    memory.setBroken(false);
    typed(keeper, "words again");
    await keeper.flush();
    expect(keeper.state()).toBe("kept");
    expect(memory.drafts.get("a")?.text).toBe("words again");
  });
});
