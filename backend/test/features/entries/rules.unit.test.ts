/** What an entry must be, checked without a database. */
import type { CreateEntry } from "@echo/contract/entries.ts";
import { describe, expect, test } from "vitest";
import { Problem } from "#core/problem.ts";
import {
  checkContent,
  checkIdempotencyKey,
  createDigest,
  isBlank,
  requestDigest,
} from "#features/entries/rules.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");

function pointersOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem && error.status === 422)
      return (error.errors ?? []).map((each) => each.pointer);
    throw error;
  }
  return [];
}

const tagsOf = (...tags: string[]) => checkContent({ text: "a", tags }, NOW).tags;

const writtenAt = (written_at: string) => checkContent({ text: "a", written_at }, NOW).writtenAt;

const digestOf = (body: CreateEntry) => createDigest(body, checkContent(body, NOW)).toString("hex");

describe("text", () => {
  test.each([
    "",
    " ",
    "\n\t",
    "\u00a0\u3000",
    "\ufeff",
    "\u200b\u200d",
    "\u00ad",
    "\u202e",
    "\u3164",
    "\u0085",
  ])("%j is blank", (text) => {
    expect(isBlank(text)).toBe(true);
    expect(pointersOf(() => checkContent({ text }, NOW))).toEqual(["/text"]);
  });

  test.each(["a", ".", " 猫", "\u202eש", "👩‍👩‍👧‍👦", "\u200b!"])(
    "%j is not blank and stays as it is",
    (text) => {
      expect(checkContent({ text }, NOW).text).toBe(text);
    },
  );
});

describe("tags", () => {
  test("are composed, trimmed, and each there once, in the order given", () => {
    expect(tagsOf(" work ", "cafe\u0301", "caf\u00e9", "work", "Work")).toEqual([
      "work",
      "caf\u00e9",
      "Work",
    ]);
  });

  test("without anything visible or with a control character are refused by their place", () => {
    expect(pointersOf(() => tagsOf("a", "  ", "b\nc", "\u200b"))).toEqual(["/tags/1", "/tags/2", "/tags/3"]);
    expect(pointersOf(() => tagsOf("a\u2028b", "a\u2029b", "a\u0085b"))).toEqual([
      "/tags/0",
      "/tags/1",
      "/tags/2",
    ]);
  });

  test("that normalisation makes too long are refused", () => {
    expect(pointersOf(() => tagsOf("\ufb2c".repeat(32)))).toEqual(["/tags/0"]);
    expect(tagsOf("👩‍👩‍👧‍👦".repeat(4))).toHaveLength(1);
  });

  test("that are absent say nothing, and an empty list says none", () => {
    expect(checkContent({ text: "a" }, NOW).tags).toBeNull();
    expect(tagsOf()).toEqual([]);
  });
});

describe("written_at", () => {
  test("may have any offset and keeps its microseconds", () => {
    expect(writtenAt("2026-03-01T08:30:00.123456+05:45")).toBe("2026-03-01T02:45:00.123456Z");
  });

  test.each([
    ["1900-01-01T00:00:00Z", []],
    ["1899-12-31T23:59:59Z", ["/written_at"]],
    ["2026-03-02T12:00:00Z", []],
    ["2026-03-02T12:00:00.001Z", ["/written_at"]],
    ["2026-02-30T12:00:00Z", ["/written_at"]],
    ["294277-01-01T00:00:00Z", ["/written_at"]],
    ["-0044-03-15T12:00:00Z", ["/written_at"]],
  ])("%s at 2026-03-01T12:00:00Z has the faults %j", (text, faults) => {
    expect(pointersOf(() => writtenAt(text))).toEqual(faults);
  });
});

test("a zone must be a name that has local days", () => {
  for (const timezone of ["Europe/Berlin", "Asia/Kolkata", "Europe/Kyiv", "UTC", "Etc/GMT+5"]) {
    expect(checkContent({ text: "a", timezone }, NOW).timezone).toBe(timezone);
  }
  for (const timezone of [
    "../../etc/passwd",
    "Etc/GMT+99",
    "+01:00",
    "Mars/Olympus",
    "localtime",
    "posixrules",
  ]) {
    expect(pointersOf(() => checkContent({ text: "a", timezone }, NOW))).toEqual(["/timezone"]);
  }
});

test("every fault of a request is named at once", () => {
  const body = { text: " ", tags: [""], written_at: "1600-01-01T00:00:00Z", timezone: "nowhere" };
  expect(pointersOf(() => checkContent(body, NOW))).toEqual(["/text", "/tags/0", "/written_at", "/timezone"]);
});

describe("digests", () => {
  const base: CreateEntry = { text: "a", tags: ["x"], mood: 3, written_at: "2026-03-01T10:00:00Z" };

  test("are equal for requests that ask for the same", () => {
    expect(digestOf({ ...base, id: "11111111-1111-4111-8111-111111111111" })).toBe(digestOf(base));
    expect(digestOf({ ...base, written_at: "2026-03-01T11:00:00.000+01:00", tags: ["x ", "x"] })).toBe(
      digestOf(base),
    );
    expect(digestOf({ text: "a", mood: null, tags: [] })).toBe(digestOf({ text: "a" }));
  });

  test("differ when anything of the content differs", () => {
    const variants: CreateEntry[] = [
      base,
      { ...base, text: "b" },
      { ...base, text: "a " },
      { ...base, tags: ["y"] },
      { ...base, mood: 4 },
      { ...base, source: "web" },
      { ...base, written_at: "2026-03-01T10:00:00.000001Z" },
      { ...base, timezone: "UTC" },
    ];
    expect(new Set(variants.map(digestOf)).size).toBe(variants.length);
  });

  test("of a whole request also tell ids apart", () => {
    const digest = createDigest(base, checkContent(base, NOW));
    const withId = { ...base, id: "11111111-1111-4111-8111-111111111111" };
    expect(requestDigest(withId, digest)).not.toEqual(requestDigest(base, digest));
    expect(requestDigest(base, digest)).toEqual(requestDigest(base, digest));
  });
});

test("an Idempotency-Key has 16 to 64 plain characters", () => {
  expect(checkIdempotencyKey(undefined)).toBeNull();
  for (const key of ["a".repeat(16), "A0_-".repeat(16)]) expect(checkIdempotencyKey(key)).toBe(key);
  for (const key of [
    "",
    "a".repeat(15),
    "a".repeat(65),
    "a".repeat(16) + " ",
    "ä".repeat(16),
    "a".repeat(16) + "\n",
  ]) {
    expect(pointersOf(() => checkIdempotencyKey(key))).toEqual(["/headers/idempotency-key"]);
  }
});
