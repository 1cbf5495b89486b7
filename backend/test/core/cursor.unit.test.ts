/** A cursor leads on only where it was handed out. */
import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { openCursor, sealCursor } from "#core/cursor.ts";

const KEY = createSecretKey(Buffer.alloc(32, 1));
const SCOPE = ["list", "alice", undefined, "tag"];
const POSITION = "2026-03-01T08:30:00.123456Z 11111111-1111-4111-8111-111111111111";

test("a cursor opens to its position, in the scope it was sealed for", () => {
  const cursor = sealCursor(KEY, SCOPE, POSITION);
  expect(openCursor(KEY, [...SCOPE], cursor)).toBe(POSITION);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,512}$/);
});

test("a cursor does not open for another person, list, filter or key", () => {
  const cursor = sealCursor(KEY, SCOPE, POSITION);
  for (const scope of [
    ["list", "bob", undefined, "tag"],
    ["other", "alice", undefined, "tag"],
    ["list", "alice", "tag", undefined],
    ["list", "alice"],
    [],
  ]) {
    expect(openCursor(KEY, scope, cursor)).toBeUndefined();
  }
  expect(openCursor(createSecretKey(Buffer.alloc(32, 2)), SCOPE, cursor)).toBeUndefined();
});

test("a cursor with any character changed, added or removed does not open", () => {
  const cursor = sealCursor(KEY, SCOPE, POSITION);
  for (let index = 0; index < cursor.length; index += 1) {
    const other = cursor[index] === "A" ? "B" : "A";
    expect(openCursor(KEY, SCOPE, cursor.slice(0, index) + other + cursor.slice(index + 1))).toBeUndefined();
  }
  for (const text of [
    "",
    "A",
    cursor.slice(1),
    cursor.slice(0, -1),
    `${cursor}A`,
    `${cursor}=`,
    ` ${cursor}`,
    `${cursor}!`,
  ]) {
    expect(openCursor(KEY, SCOPE, text)).toBeUndefined();
  }
});
