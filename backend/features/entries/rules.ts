/**
 * What an entry must be, beyond its shape on the wire. The text is kept as it was written, to the byte;
 * only tags are brought to one form. Pure: the present instant is an argument.
 */
import { createHash } from "node:crypto";
import { type CreateEntry, ENTRY_LIMITS, type UpdateEntry } from "@echo/contract/entries.ts";
import { parseInstant } from "#core/instant.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";
import { canonicalTimeZone } from "#core/time-zone.ts";
import { countWords } from "./words.ts";

/** Checked content: null where the request says nothing. Instants are UTC with six digits. */
export interface EntryContent {
  readonly text: string | null;
  readonly wordCount: number | null;
  readonly tags: readonly string[] | null;
  readonly writtenAt: string | null;
  readonly timezone: string | null;
}

const EARLIEST_MS = Date.parse("1900-01-01T00:00:00Z");
/** A device's clock may be wrong, or in another zone than it believes, but not by more than a day. */
const FUTURE_TOLERANCE_MS = 86_400_000;

/** Nothing to be seen: white space, controls, and what Unicode says to ignore when displaying. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]*$/u;
const VISIBLE_ASCII = /^[!-~]/;
/** Controls and line ends: what would make two lines of a tag. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Whether nobody could see anything in `text`. */
export function isBlank(text: string): boolean {
  return !VISIBLE_ASCII.test(text) && BLANK.test(text);
}

/** The content of a request, or a Problem that names every fault. */
export function checkContent(body: CreateEntry | UpdateEntry, now: Date): EntryContent {
  const faults: FieldError[] = [];
  // The bytes need no look: 50,000 code points of at most four bytes are 200,000, the limit of the table.
  if (body.text !== undefined && isBlank(body.text)) {
    faults.push({ pointer: "/text", detail: "Write something: spaces alone are not an entry." });
  }
  const tags = body.tags === undefined ? null : cleanTags(body.tags, faults);
  const writtenAt = body.written_at === undefined ? null : checkWrittenAt(body.written_at, now, faults);
  const timezone = body.timezone === undefined ? undefined : canonicalTimeZone(body.timezone);
  if (body.timezone !== undefined && timezone === undefined) {
    faults.push({ pointer: "/timezone", detail: "Give an IANA time zone name, such as Europe/Berlin." });
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return {
    text: body.text ?? null,
    wordCount: body.text === undefined ? null : countWords(body.text),
    tags,
    writtenAt,
    timezone: timezone ?? null,
  };
}

/** A tag in the one form in which tags are stored and compared: NFC, without blanks around it. */
export function normalizeTag(tag: string): string {
  return tag.normalize("NFC").trim();
}

/** Normalised, each once, in the order given. */
function cleanTags(tags: readonly string[], faults: FieldError[]): readonly string[] {
  const clean = new Set<string>();
  for (const [index, given] of tags.entries()) {
    const tag = normalizeTag(given);
    const pointer = `/tags/${index}`;
    if (isBlank(tag)) {
      faults.push({ pointer, detail: "A tag needs at least one visible character." });
    } else if (CONTROL.test(tag)) {
      faults.push({ pointer, detail: "A tag is one line without control characters." });
    } else if (Array.from(tag).length > ENTRY_LIMITS.tagLength) {
      // A few characters become longer by normalisation.
      faults.push({ pointer, detail: `A tag has at most ${ENTRY_LIMITS.tagLength} characters.` });
    }
    clean.add(tag);
  }
  return [...clean];
}

function checkWrittenAt(text: string, now: Date, faults: FieldError[]): string | null {
  const instant = parseInstant(text);
  const pointer = "/written_at";
  if (instant === undefined) {
    faults.push({ pointer, detail: "Give an RFC 3339 instant, such as 2026-03-01T08:30:00+01:00." });
  } else if (instant.epochMs < EARLIEST_MS) {
    faults.push({ pointer, detail: "An entry cannot be older than the year 1900." });
  } else if (instant.epochMs > now.getTime() + FUTURE_TOLERANCE_MS) {
    faults.push({ pointer, detail: "An entry cannot lie more than a day in the future." });
  }
  return instant?.text ?? null;
}

/**
 * SHA-256 of what a create asks for, without the id: two requests with the same digest want the same entry.
 * What is absent stays absent, so that a repeated request is recognised although defaults have changed.
 */
export function createDigest(body: CreateEntry, content: EntryContent): Buffer {
  const { text, tags, writtenAt, timezone } = content;
  return sha256(["entry/1", text, tags ?? [], body.mood ?? null, body.source ?? null, writtenAt, timezone]);
}

/** SHA-256 of a whole POST /entries, for its Idempotency-Key. */
export function requestDigest(body: CreateEntry, digest: Buffer): Buffer {
  return sha256(["POST /entries", body.id ?? null, digest.toString("hex")]);
}

function sha256(parts: readonly unknown[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** The Idempotency-Key header, or null where there is none. */
export function checkIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (IDEMPOTENCY_KEY.test(header)) return header;
  throw invalidInput({
    pointer: "/headers/idempotency-key",
    detail: "Give 16 to 64 letters, digits, hyphens or underscores.",
  });
}
