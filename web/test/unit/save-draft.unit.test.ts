import type { CreateEntry, Entry, UpdateEntry } from "@echo/contract/entries.ts";
import { describe, expect, it } from "vitest";
import { ApiError, isProblem } from "../../src/api/errors.ts";
import { blankDraft, type Draft, draftOfEntry, markAttempt } from "../../src/drafts/draft.ts";
import { resolveConflict } from "../../src/features/entries/resolve-conflict.ts";
import { changesOf, saveDraft } from "../../src/features/entries/save-draft.ts";

const NOW = "2026-03-01T10:00:00.000Z";

/** As much of Echo as saving needs: one journal, versions, the rule about ids. */
function aJournal(first: Partial<Entry>[] = []) {
  const entries = new Map<string, Entry>();
  const versions: string[] = [];
  const make = (change: Partial<Entry>) => ({ tags: [], mood: null, version: 1, ...change }) as Entry;
  for (const each of first) entries.set(each.id ?? "", make(each));
  const refuse = (name: string, status: number) =>
    new ApiError("problem", { type: `/problems/${name}`, title: "", status, detail: "", request_id: "" });
  const client = {
    createEntry: (body: CreateEntry, _key: string) => {
      const lying = entries.get(body.id ?? "");
      if (lying !== undefined && lying.text !== body.text) return Promise.reject(refuse("conflict", 409));
      const entry = lying ?? make(body);
      entries.set(entry.id, entry);
      return Promise.resolve({ entry, one_liner: null, coping: null, support: null });
    },
    getEntry: (id: string) => {
      const entry = entries.get(id);
      return entry === undefined ? Promise.reject(refuse("not-found", 404)) : Promise.resolve(entry);
    },
    updateEntry: (id: string, version: number, body: UpdateEntry) => {
      const lying = entries.get(id);
      if (lying?.version !== version) return Promise.reject(refuse("stale-version", 412));
      versions.push(lying.text);
      const entry = { ...lying, ...body, version: version + 1 };
      entries.set(id, entry);
      return Promise.resolve(entry);
    },
  };
  return { client, entries, versions };
}

const aPage = (text: string): Draft =>
  markAttempt({ ...blankDraft("a", NOW), text }, NOW, "UTC", "key-of-this-content");

describe("saving a new page", () => {
  it("twice makes one entry", async () => {
    const { client, entries } = aJournal();
    await saveDraft(client, aPage("words"), null);
    await saveDraft(client, aPage("words"), null);
    expect(entries.size).toBe(1);
  });

  it("whose first answer was lost changes the entry that is there already", async () => {
    const { client, entries, versions } = aJournal();
    await saveDraft(client, aPage("words"), null);
    const { entry } = await saveDraft(client, aPage("words and more"), null);
    expect(entry.text).toBe("words and more");
    expect(entries.size).toBe(1);
    expect(versions).toEqual(["words"]);
  });

  it("passes a conflict on when the entry is not to be seen", async () => {
    const { client } = aJournal([{ id: "a", text: "of somebody else" }]);
    const hidden = { ...client, getEntry: () => Promise.reject(new Error("404")) };
    await expect(saveDraft(hidden, aPage("mine"), null)).rejects.toSatisfy((error) =>
      isProblem(error, "conflict"),
    );
  });
});

describe("saving a change", () => {
  it("sends only what was changed, and nothing for line ends alone", () => {
    const entry = { text: "a\r\nb", tags: ["x"], mood: 2 } as Entry;
    expect(changesOf({ text: "a\nb", tags: ["x"], mood: 2 }, entry)).toEqual({});
    expect(changesOf({ text: "a\nb", tags: ["x", "y"], mood: null }, entry)).toEqual({
      tags: ["x", "y"],
      mood: null,
    });
    expect(changesOf({ text: "c", tags: ["x"], mood: 2 }, entry)).toEqual({ text: "c" });
  });

  it("of nothing sends nothing", async () => {
    const { client, entries } = aJournal([{ id: "e", text: "same" }]);
    const entry = entries.get("e") as Entry;
    const saved = await saveDraft(client, draftOfEntry(entry, "d", NOW), entry);
    expect(saved.entry.version).toBe(1);
  });

  it("that had arrived, though its answer was lost, is no conflict", async () => {
    const { client, entries } = aJournal([{ id: "e", text: "first" }]);
    const known = entries.get("e") as Entry;
    const draft = { ...draftOfEntry(known, "d", NOW), text: "changed" };
    await saveDraft(client, draft, known);
    const again = await saveDraft(client, draft, known);
    expect(again.entry).toMatchObject({ text: "changed", version: 2 });
  });

  it("of an entry that was changed elsewhere is refused, with everything of it", async () => {
    const { client, entries } = aJournal([{ id: "e", text: "first" }]);
    const draft = { ...draftOfEntry(entries.get("e") as Entry, "d", NOW), text: "mine" };
    await client.updateEntry("e", 1, { text: "theirs" });
    await expect(saveDraft(client, draft, entries.get("e") as Entry)).rejects.toSatisfy((error) =>
      isProblem(error, "stale_version"),
    );
  });
});

describe("a conflict", () => {
  const mine = { text: "mine", tags: ["m"], mood: null };

  it.each([
    ["mine", "mine"],
    ["theirs", "theirs"],
    ["both", "theirs\n\nmine"],
  ] as const)("that ends with %s loses neither text", async (choice, expected) => {
    const { client, entries, versions } = aJournal([
      { id: "e", text: "theirs", tags: ["t"], mood: 4, version: 3 },
    ]);
    const entry = await resolveConflict(client, choice, mine, entries.get("e") as Entry);
    expect(entry.text).toBe(expected);
    const everything = [entry.text, ...versions].join(" ");
    expect(everything).toContain("mine");
    expect(everything).toContain("theirs");
    if (choice === "theirs") expect(entry).toMatchObject({ tags: ["t"], mood: 4 });
    if (choice === "both") expect(entry).toMatchObject({ tags: ["t", "m"], mood: 4 });
  });
});
