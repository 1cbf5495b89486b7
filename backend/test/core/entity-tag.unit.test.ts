/** Versions as entity tags: what If-Match asks for, in every spelling of it, and what is no tag at all. */
import { describe, expect, test } from "vitest";
import { entityTagOf, requiredVersion } from "#core/entity-tag.ts";
import { Problem } from "#core/problem.ts";

test("a version is a strong tag in quotes, which asks for that version again", () => {
  expect(entityTagOf({ version: 3 })).toBe('"3"');
  expect(requiredVersion(entityTagOf({ version: 3 }))).toBe(3);
});

describe("If-Match", () => {
  test.each([
    [undefined, null],
    ["*", null],
    ['"3"', 3],
    ["3", 3],
    ['W/"3"', 3],
    ['"abc"', 0],
    ['""', 0],
    ['"99999999999"', 0],
    ["2147483648", 0],
  ])("%j asks for version %j", (header, version) => {
    expect(requiredVersion(header)).toBe(version);
  });

  test.each(["", "abc", '"3', '"3", "4"', "-1", "3.0", "w3"])("%j is refused", (header) => {
    let thrown: unknown;
    try {
      requiredVersion(header);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Problem);
    expect((thrown as Problem).errors).toEqual([expect.objectContaining({ pointer: "/headers/if-match" })]);
  });
});
