import { describe, expect, it } from "vitest";
import { excerptAround, findMatches } from "../../src/features/entries/matches.ts";

describe("an excerpt around a match", () => {
  const marked = (text: string, searched: string) => {
    const { text: shown, marks } = excerptAround(text, searched);
    return { shown, marked: marks.map(([from, to]) => shown.slice(from, to)) };
  };

  it("shows the match where the beginning alone would not", () => {
    const { shown, marked: words } = marked(
      `${"before ".repeat(300)}the needle ${"after ".repeat(300)}`,
      "needle",
    );
    expect(shown.startsWith("…")).toBe(true);
    expect(shown.indexOf("needle")).toBeLessThan(80);
    expect(words).toEqual(["needle"]);
    expect(shown.length).toBeLessThanOrEqual(601);
  });

  it("begins with the line of the match, so that a phone shows it", () => {
    expect(marked(`${"line\n".repeat(30)}here it is`, "it").shown).toBe("…here it is");
  });

  it("marks every match of what it shows, and stays the beginning where that has one", () => {
    expect(marked("Rain on rain", "rain")).toEqual({ shown: "Rain on rain", marked: ["Rain", "rain"] });
  });

  it("never begins inside a character", () => {
    for (let length = 58; length < 64; length += 1) {
      expect(marked(`${"x".repeat(length - 40)}${"😀".repeat(40)}雨`, "雨").shown.isWellFormed()).toBe(true);
    }
  });

  it("is the beginning, unmarked, where the match cannot be pointed at", () => {
    expect(marked("Something else", "needle")).toEqual({ shown: "Something else", marked: [] });
  });
});

describe("matches", () => {
  const found = (text: string, searched: string) =>
    findMatches(text, searched).map(([from, to]) => text.slice(from, to));

  it.each([
    ["Un café, deux cafés", "cafe", ["café", "café"]],
    ["Un cafe\u0301 noir", "café", ["cafe\u0301"]],
    ["Die Straße", "strasse", ["Straße"]],
    ["Ο Οδυσσεύς", "οδυσσευσ", ["Οδυσσεύς"]],
    ["今日は雨だった", "雨", ["雨"]],
    ["ｆｕｌｌ width", "full", ["ｆｕｌｌ"]],
    ["She said “it’s”", "it's", ["it’s"]],
    ["שָׁלוֹם לך", "שלום", ["שָׁלוֹם"]],
    ["が", "か", []],
    ["100% sure", "%", ["%"]],
    ["aaaa", "aa", ["aa", "aa"]],
    ["anything", "  ", []],
  ])("in %j of %j", (text, searched, expected) => {
    expect(found(text, searched)).toEqual(expected);
  });

  it("are found quickly in the longest text", () => {
    const text = `${"雨の日に駅まで歩いた。".repeat(4_500)}終`;
    const startedAt = performance.now();
    expect(found(text, "終")).toEqual(["終"]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
