import { describe, expect, test } from "vitest";
import { isNotModified, isRangeCurrent, parseRange } from "#embedded/storage/range.ts";

describe("parseRange", () => {
  test.for([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=2-5", { start: 2, end: 5 }],
    ["BYTES=7-", { start: 7, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-100", { start: 0, end: 9 }],
    ["bytes=5-999999999999999", { start: 5, end: 9 }],
    ["bytes=9-9", { start: 9, end: 9 }],
  ] as const)("%s of ten bytes", ([header, range]) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  test.for(["bytes=10-", "bytes=10-11", "bytes=-0"])("%s of ten bytes cannot be satisfied", (header) => {
    expect(parseRange(header, 10)).toBe("unsatisfiable");
  });

  test.for([
    undefined,
    "",
    "bytes=",
    "bytes=-",
    "bytes=5-2",
    "bytes=a-b",
    "bytes=1.5-2",
    "bytes=0-1,3-4",
    "items=0-1",
    "bytes=+1-2",
    "bytes=1--2",
    "bytes=0-9999999999999999999999",
  ])("%s is ignored", (header) => {
    expect(parseRange(header, 10)).toBeNull();
  });

  test("no range of an empty content can be satisfied", () => {
    expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable");
    expect(parseRange("bytes=-1", 0)).toBe("unsatisfiable");
  });
});

const content = { eTag: '"abc"', lastModified: new Date("2026-03-01T10:00:00.900Z") };

describe("isNotModified", () => {
  const check = (ifNoneMatch?: string, ifModifiedSince?: string) =>
    isNotModified({ ifNoneMatch, ifModifiedSince }, content);

  test("a matching tag, a weak one, one of a list and * mean that the client has it", () => {
    for (const header of ['"abc"', 'W/"abc"', '"x", "abc"', "*"]) expect(check(header)).toBe(true);
    for (const header of ['"abd"', "abc", ""]) expect(check(header)).toBe(false);
  });

  test("a tag outranks a date", () => {
    expect(check('"other"', "Sun, 01 Mar 2026 10:00:00 GMT")).toBe(false);
  });

  test("a date is compared by whole seconds, and nonsense is no date", () => {
    expect(check(undefined, "Sun, 01 Mar 2026 10:00:00 GMT")).toBe(true);
    expect(check(undefined, "Sun, 01 Mar 2026 09:59:59 GMT")).toBe(false);
    expect(check(undefined, "yesterday")).toBe(false);
    expect(check()).toBe(false);
  });
});

test("If-Range lets a range through for this very content alone", () => {
  expect(isRangeCurrent(undefined, content)).toBe(true);
  expect(isRangeCurrent('"abc"', content)).toBe(true);
  expect(isRangeCurrent("Sun, 01 Mar 2026 10:00:00 GMT", content)).toBe(true);
  expect(isRangeCurrent('W/"abc"', content)).toBe(false);
  expect(isRangeCurrent('"old"', content)).toBe(false);
  expect(isRangeCurrent("Sun, 01 Mar 2026 10:00:01 GMT", content)).toBe(false);
});
