/** The time filter of a list, checked without a database. */
import { describe, expect, test } from "vitest";
import { Problem } from "#core/problem.ts";
import { rangeOf } from "#features/entries/range.ts";

describe("rangeOf", () => {
  test("asks for nothing when nothing is given", () => {
    expect(rangeOf(undefined, undefined)).toBeUndefined();
  });

  test("takes days as they are, with instants that every zone's day lies between", () => {
    expect(rangeOf("2026-03-01", "2026-03-02")).toEqual({
      fromDay: "2026-03-01",
      toDay: "2026-03-02",
      fromInstant: "2026-02-27T00:00:00.000Z",
      toInstant: "2026-03-04T00:00:00.000Z",
    });
  });

  test("takes instants as they are, without a word about days", () => {
    expect(rangeOf("2026-03-01T10:00:00+01:00", "2026-03-01T10:00:00.000001Z")).toEqual({
      fromDay: "-infinity",
      toDay: "infinity",
      fromInstant: "2026-03-01T09:00:00.000000Z",
      toInstant: "2026-03-01T10:00:00.000001Z",
    });
  });

  test("leaves an absent side open", () => {
    expect(rangeOf("2026-03-01", undefined)).toMatchObject({ toDay: "infinity", toInstant: "infinity" });
    expect(rangeOf(undefined, "2026-03-01")).toMatchObject({
      fromDay: "-infinity",
      fromInstant: "-infinity",
    });
  });

  test("brings years that PostgreSQL could not read to ones that no entry reaches", () => {
    expect(rangeOf("0000-01-01", "9999-12-31")).toEqual({
      fromDay: "1800-01-01",
      toDay: "2500-01-01",
      fromInstant: "1799-12-30T00:00:00.000Z",
      toInstant: "2500-01-03T00:00:00.000Z",
    });
    expect(rangeOf("0000-01-01T00:00:00Z", undefined)?.fromInstant).toBe("1800-01-01T00:00:00.000Z");
  });

  test.each([
    ["2026-03-02", "2026-03-01"],
    ["2026-03-01T10:00:01Z", "2026-03-01T10:00:00Z"],
    ["2026-03-01T10:00:00.000002Z", "2026-03-01T10:00:00.000001Z"],
    ["2026-03-10T00:00:00Z", "2026-03-01"],
    ["2026-03-10", "2026-03-01T00:00:00Z"],
  ])("refuses %s to %s", (from, to) => {
    expect(() => rangeOf(from, to)).toThrow(Problem);
  });

  test("does not judge a day against an instant that may lie in it somewhere on earth", () => {
    expect(rangeOf("2026-03-02T03:00:00Z", "2026-03-01")).toBeDefined();
    expect(rangeOf("2026-03-02", "2026-03-01T13:00:00Z")).toBeDefined();
  });

  test.each(["tomorrow", "2026-03", "2026-02-30T00:00:00Z"])("names the side that is %j", (text) => {
    expect(() => rangeOf(undefined, text)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: "/query/to" })] }),
    );
  });
});
