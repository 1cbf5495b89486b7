/** What a profile may hold, checked without a database. */
import { describe, expect, test } from "vitest";
import { Problem } from "#core/problem.ts";
import { checkProfile, emailOf } from "#features/profile/rules.ts";

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

describe("full_name", () => {
  test.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["  Ada  ", "Ada"],
    ["Ame\u0301lie", "Am\u00e9lie"],
    ["דנה\u200f כהן", "דנה\u200f כהן"],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
  ])("%j is kept as %j", (given, kept) => {
    expect(checkProfile({ full_name: given }).fullName).toBe(kept);
  });

  test.each([
    "   ",
    "\u200b",
    "\u3000",
    "Ada\r\nBcc: x@example.org",
    "Ada\u0000",
    "Ada\u2028",
    "Ada\u202eadA",
    "\tAda",
  ])("%j is refused", (given) => {
    expect(pointersOf(() => checkProfile({ full_name: given }))).toEqual(["/full_name"]);
  });

  test("null takes it away, and absence leaves it", () => {
    expect(checkProfile({ full_name: null }).fullName).toBeNull();
    expect(checkProfile({ week_start: 7 }).fullName).toBeUndefined();
  });

  test("that normalisation makes too long is refused", () => {
    expect(pointersOf(() => checkProfile({ full_name: "\ufb2c".repeat(200) }))).toEqual(["/full_name"]);
  });
});

test("a language tag is kept in its canonical spelling", () => {
  expect(checkProfile({ locale: "de-at" }).locale).toBe("de-AT");
  expect(checkProfile({ locale: "ZH-hant-tw" }).locale).toBe("zh-Hant-TW");
  expect(pointersOf(() => checkProfile({ locale: "en-US-US" }))).toEqual(["/locale"]);
});

test("every fault is named at once", () => {
  expect(pointersOf(() => checkProfile({ full_name: " ", timezone: "+01:00", locale: "en-US-US" }))).toEqual([
    "/full_name",
    "/timezone",
    "/locale",
  ]);
});

test("the address comes from the claims, or is null", () => {
  expect(emailOf('{"sub":"x","email":"ada@example.org"}')).toBe("ada@example.org");
  expect(emailOf('{"sub":"x","email":""}')).toBeNull();
  expect(emailOf('{"sub":"x","email":{"a":1}}')).toBeNull();
  expect(emailOf('{"sub":"x"}')).toBeNull();
});
