/** Reading cookies: a value is found whole, or not at all, and two of one name are no value. */
import { describe, expect, test } from "vitest";
import { readCookie, readSessionCookie } from "#http/cookies.ts";

describe("readCookie", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["a=1", "1"],
    ["b=2; a=1; c=3", "1"],
    ["b=2;a=1", "1"],
    ["a=1 ;b=2", "1"],
    ["a=", ""],
    ["a=b=c", "b=c"],
    ["aa=1", undefined],
    ["x=a=1", undefined],
    ["A=1", undefined],
    [";;; a=1;;", "1"],
    ["a", undefined],
    ["a=1; a=1", null],
    ["a=1; b=2;a=3", null],
  ])("of %j gives %j for a", (header, value) => {
    expect(readCookie(header, "a")).toBe(value);
  });
});

describe("readSessionCookie", () => {
  const long = "x".repeat(3600);

  test("puts a long token together again, in the right order", () => {
    expect(readSessionCookie(`s.1=yy; s=${long}`, "s")).toBe(`${long}yy`);
    expect(readSessionCookie(`s=${long}; s.2=z; s.1=${long}`, "s")).toBe(`${long}${long}z`);
  });

  test("ignores what was left over from a longer token", () => {
    expect(readSessionCookie("s=short; s.1=old", "s")).toBe("short");
    expect(readSessionCookie(`s=${long}; s.2=old`, "s")).toBe(long);
  });

  test("gives no value where a part is there twice", () => {
    expect(readSessionCookie(`s=${long}; s.1=a; s.1=b`, "s")).toBeNull();
    expect(readSessionCookie("s=a; s=b", "s")).toBeNull();
  });
});
