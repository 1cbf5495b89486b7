import { describe, expect, it } from "vitest";
import { findTag, parseSearch } from "../../src/features/entries/search.ts";

const TAGS = ["Home", "long walk", "long", "家族"];

describe("a search", () => {
  it.each([
    ["rain", "", { q: "rain", tag: "" }],
    ["  rain on the roof ", "home", { q: "rain on the roof", tag: "home" }],
    ["#new", "", { q: "", tag: "new" }],
    ["#home", "other", { q: "", tag: "Home" }],
    ["#家族 雨", "", { q: "雨", tag: "家族" }],
    ["#long walk", "", { q: "", tag: "long walk" }],
    ["#long talk", "", { q: "talk", tag: "long" }],
    ["#long walk in rain", "", { q: "in rain", tag: "long walk" }],
    ["#longer", "", { q: "", tag: "longer" }],
    ["#", "home", { q: "", tag: "home" }],
    ["a #home", "", { q: "a #home", tag: "" }],
  ])("of %j beside the tag %j", (typed, tag, expected) => {
    expect(parseSearch(typed, TAGS, tag)).toEqual(expected);
  });

  it("keeps to the lengths that Echo takes", () => {
    const { q, tag } = parseSearch(`#${"t".repeat(40)} ${"😀".repeat(300)}`, [], "");
    expect([Array.from(q).length, tag.length]).toEqual([200, 32]);
  });

  it("that has no match may have meant a tag", () => {
    expect(findTag("home", TAGS)).toBe("Home");
    expect(findTag("hom", TAGS)).toBeUndefined();
  });
});
