/**
 * A page that is being written: what it holds and how it changes, without a browser. The rules that
 * keep words safe stand here: a draft leaves the device only when the server has acknowledged exactly
 * what it holds, and a repeated save is the same request or clearly another one.
 */
import type { Entry } from "@echo/contract/entries.ts";

export interface DraftContent {
  readonly text: string;
  readonly tags: readonly string[];
  /** 1 (awful) to 5 (great). */
  readonly mood: number | null;
}

/** The first time that this draft was sent off. */
export interface SaveAttempt {
  /** Stays the same over every repetition: the moment at which the person meant to save. */
  readonly writtenAt: string;
  /** IANA name; undefined where the device does not tell. */
  readonly timezone: string | undefined;
  /** Idempotency-Key of exactly this content; another content gets another key. */
  readonly key: string;
}

export interface Draft extends DraftContent {
  /** UUID. Becomes the id of the entry that a new page is saved as. */
  readonly id: string;
  /** The entry on the server that this draft changes; null: a new page. */
  readonly base: { readonly entryId: string; readonly version: number } | null;
  readonly startedAt: string;
  readonly changedAt: string;
  /** Counts what was stored on the device; two tabs notice each other by it. 0: never stored. */
  readonly revision: number;
  /** The page view that wrote it last: tells a draft that is merely older from one that another tab took. */
  readonly writer: string;
  readonly attempt: SaveAttempt | null;
}

/** A new, empty page. */
export function blankDraft(id: string, now: string): Draft {
  return {
    id,
    base: null,
    text: "",
    tags: [],
    mood: null,
    startedAt: now,
    changedAt: now,
    revision: 0,
    writer: "",
    attempt: null,
  };
}

/** A draft that changes an entry. Line ends as a textarea holds them, so that opening changes nothing. */
export function draftOfEntry(entry: Entry, id: string, now: string): Draft {
  return {
    ...blankDraft(id, now),
    base: { entryId: entry.id, version: entry.version },
    text: asTextareaHolds(entry.text),
    tags: entry.tags,
    mood: entry.mood,
  };
}

/** Browsers turn CRLF and CR into LF inside a textarea, and nowhere else. */
export function asTextareaHolds(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}

export function isBlank(content: DraftContent): boolean {
  return content.text.trim() === "" && content.tags.length === 0 && content.mood === null;
}

export function hasSameContent(one: DraftContent, other: DraftContent): boolean {
  return (
    one.text === other.text &&
    one.mood === other.mood &&
    one.tags.length === other.tags.length &&
    one.tags.every((tag, index) => tag === other.tags[index])
  );
}

/** The draft after the person changed something. A content that was sent before gets a new key next time. */
export function changeDraft(draft: Draft, change: Partial<DraftContent>, now: string): Draft {
  const changed = { ...draft, ...change, changedAt: now };
  if (hasSameContent(changed, draft)) return draft;
  return draft.attempt === null ? changed : { ...changed, attempt: { ...draft.attempt, key: "" } };
}

/** The draft as it is sent: with the time and the key that every repetition of this content will carry. */
export function markAttempt(draft: Draft, now: string, timezone: string | undefined, key: string): Draft {
  if (draft.attempt === null) return { ...draft, attempt: { writtenAt: now, timezone, key } };
  return draft.attempt.key === "" ? { ...draft, attempt: { ...draft.attempt, key } } : draft;
}

/**
 * What remains on the device once the server has acknowledged `sent` as `saved`: null when that is
 * everything; else a draft of the same entry with what was typed meanwhile.
 */
export function afterSave(current: Draft, sent: Draft, saved: Entry): Draft | null {
  if (hasSameContent(current, sent)) return null;
  return { ...current, base: { entryId: saved.id, version: saved.version }, attempt: null };
}

/** A copy under another id, for when another tab holds this draft by now: both are kept. */
export function forkDraft(draft: Draft, id: string): Draft {
  return { ...draft, id, revision: 0, attempt: null };
}

export type TagFault = "too_long" | "too_many";

const TAG_LIMIT: typeof import("@echo/contract/entries.ts").ENTRY_LIMITS.tagCount = 10;
const TAG_LENGTH: typeof import("@echo/contract/entries.ts").ENTRY_LIMITS.tagLength = 32;
const TEXT_LENGTH: typeof import("@echo/contract/entries.ts").ENTRY_LIMITS.textLength = 50_000;

/** Adds what was typed into the tag field; commas part several. Written as the server will keep them. */
export function addTags(
  tags: readonly string[],
  typed: string,
): { tags: readonly string[]; fault: TagFault | null } {
  const added = [...tags];
  let fault: TagFault | null = null;
  for (const part of typed.split(/[,，、\n]/)) {
    const tag = part.normalize("NFC").trim().replace(/^#/, "").trim();
    if (tag === "" || added.includes(tag)) continue;
    if (Array.from(tag).length > TAG_LENGTH) fault = "too_long";
    else if (added.length >= TAG_LIMIT) fault = "too_many";
    else added.push(tag);
  }
  return { tags: added, fault };
}

/** Code points that may still be written; below zero: too many. Counts only where it could matter. */
export function remainingLength(text: string): number {
  if (text.length <= TEXT_LENGTH) return TEXT_LENGTH - text.length;
  let codePoints = 0;
  for (const _ of text) codePoints += 1;
  return TEXT_LENGTH - codePoints;
}
