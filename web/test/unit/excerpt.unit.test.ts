import { describe, expect, it } from "vitest";
import { excerpt } from "../../src/features/entries/excerpt.ts";

describe("an excerpt", () => {
  it("is the text without empty lines where it is short", () => {
    expect(excerpt("  one\n\n\n two ")).toBe("one\ntwo");
  });

  it("ends between words, and never inside a character", () => {
    const long = excerpt("word ".repeat(500));
    expect(long.endsWith("word…")).toBe(true);
    expect(long.length).toBeLessThanOrEqual(601);
    const emoji = excerpt("😀".repeat(1000));
    expect(emoji.isWellFormed()).toBe(true);
    expect(excerpt(`a${"😀".repeat(1000)}`).isWellFormed()).toBe(true);
  });
});
