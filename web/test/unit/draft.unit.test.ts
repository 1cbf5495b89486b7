import type { Entry } from "@echo/contract/entries.ts";
import { describe, expect, it } from "vitest";
import {
  addTags,
  afterSave,
  asTextareaHolds,
  blankDraft,
  changeDraft,
  draftOfEntry,
  forkDraft,
  isBlank,
  markAttempt,
  remainingLength,
} from "../../src/drafts/draft.ts";

const NOW = "2026-03-01T10:00:00.000Z";
const LATER = "2026-03-01T10:05:00.000Z";

function anEntry(change: Partial<Entry> = {}): Entry {
  return {
    id: "e",
    text: "text",
    tags: [],
    mood: null,
    source: "web",
    emotions: null,
    top_emotion: null,
    emotion_source: null,
    sentiment: null,
    one_liner: null,
    word_count: 1,
    written_at: NOW,
    timezone: "UTC",
    local_date: "2026-03-01",
    created_at: NOW,
    updated_at: NOW,
    version: 1,
    ...change,
  };
}

describe("a draft that is sent", () => {
  it("carries the same key and time on every repetition of the same content", () => {
    const draft = changeDraft(blankDraft("a", NOW), { text: "words" }, NOW);
    const first = markAttempt(draft, NOW, "Europe/Berlin", "key-1");
    const again = markAttempt(first, LATER, "Asia/Tokyo", "key-2");
    expect(again).toBe(first);
    expect(again.attempt).toEqual({ writtenAt: NOW, timezone: "Europe/Berlin", key: "key-1" });
  });

  it("gets a new key but keeps its time and id when its content has changed", () => {
    const sent = markAttempt(changeDraft(blankDraft("a", NOW), { text: "one" }, NOW), NOW, "UTC", "key-1");
    const changed = changeDraft(sent, { text: "one, two" }, LATER);
    const again = markAttempt(changed, LATER, "UTC", "key-2");
    expect(again.id).toBe("a");
    expect(again.attempt).toEqual({ writtenAt: NOW, timezone: "UTC", key: "key-2" });
  });

  it("keeps its key when a change changed nothing", () => {
    const sent = markAttempt(changeDraft(blankDraft("a", NOW), { text: "one" }, NOW), NOW, "UTC", "key-1");
    expect(changeDraft(sent, { text: "one" }, LATER)).toBe(sent);
  });

  it("leaves the device only when the server has exactly what it holds", () => {
    const sent = changeDraft(blankDraft("a", NOW), { text: "one" }, NOW);
    expect(afterSave(sent, sent, anEntry({ id: "a" }))).toBeNull();
    const typedMeanwhile = changeDraft(sent, { text: "one, two" }, LATER);
    expect(afterSave(typedMeanwhile, sent, anEntry({ id: "a", version: 1 }))).toMatchObject({
      text: "one, two",
      base: { entryId: "a", version: 1 },
      attempt: null,
    });
  });
});

describe("a draft of an entry", () => {
  it("holds line ends as a textarea does, and the text as it is otherwise", () => {
    expect(asTextareaHolds("a\r\nb\rc\n e\u0301 ")).toBe("a\nb\nc\n e\u0301 ");
    expect(draftOfEntry(anEntry({ text: "a\r\nb", version: 4 }), "d", NOW)).toMatchObject({
      text: "a\nb",
      base: { entryId: "e", version: 4 },
    });
  });

  it("goes on under another id, without an attempt, when another tab has taken it", () => {
    const draft = markAttempt({ ...blankDraft("a", NOW), text: "x", revision: 3 }, NOW, "UTC", "key");
    expect(forkDraft(draft, "b")).toMatchObject({ id: "b", revision: 0, attempt: null, text: "x" });
  });
});

describe("what counts as blank", () => {
  it("is a page without words, tags and mood", () => {
    const blank = blankDraft("a", NOW);
    expect(isBlank({ ...blank, text: " \n" })).toBe(true);
    expect(isBlank({ ...blank, mood: 3 })).toBe(false);
    expect(isBlank({ ...blank, tags: ["a"] })).toBe(false);
  });
});

describe("tags", () => {
  it("are parted by commas of any script, trimmed, composed, and kept once", () => {
    expect(addTags(["work"], " #cafe\u0301 ,work、家族，  ,")).toEqual({
      tags: ["work", "caf\u00e9", "家族"],
      fault: null,
    });
  });

  it("are at most ten of at most 32 characters, and say what was wrong", () => {
    const ten = Array.from({ length: 10 }, (_, index) => `t${index}`);
    expect(addTags(ten, "eleventh")).toEqual({ tags: ten, fault: "too_many" });
    expect(addTags([], "👨‍👩‍👧‍👦".repeat(5))).toMatchObject({ tags: [], fault: "too_long" });
    expect(addTags([], "愛".repeat(32)).fault).toBeNull();
  });
});

describe("the length of a text", () => {
  it("is counted in code points", () => {
    expect(remainingLength("")).toBe(50_000);
    expect(remainingLength("😀".repeat(30_000))).toBe(20_000);
    expect(remainingLength("a".repeat(50_001))).toBe(-1);
  });
});
