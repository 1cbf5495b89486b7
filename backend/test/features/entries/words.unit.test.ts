/** Word counts, and that the short way for ASCII never differs from Unicode's own rules. */
import { describe, expect, test } from "vitest";
import { countSegments, countWords } from "#features/entries/words.ts";

describe("countWords", () => {
  test.each([
    ["", 0],
    ["  \n\t ", 0],
    ["one", 1],
    ["I don't know, e.g. why 3.14 isn't 1,000.", 8],
    ["snake_case __bold__ ____ _", 2],
    ["well-known", 2],
    ["größer als gestern", 3],
    ["Привет, мир", 2],
    ["שלום עולם, צה״ל", 3],
    ["مرحبا بالعالم", 2],
    ["안녕하세요 세계", 2],
    ["吾輩は猫である。", 5],
    ["今天天气很好", 3],
    ["สวัสดีครับโลก", 3],
    ["cafe\u0301 au lait", 3],
    ["👩‍👩‍👧‍👦 🎉", 0],
    ["👩‍👩‍👧‍👦 at home", 2],
  ])("%j has %i", (text, count) => {
    expect(countWords(text)).toBe(count);
  });

  test("the short way for ASCII counts what Unicode's word boundaries count", () => {
    const alphabet = "ab1_.,;:' -\n\r\t@/\"$%2Zz#()\0";
    let seed = 20_260_301;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 20_000; round += 1) {
      const text = Array.from({ length: 1 + random(14) }, () => alphabet[random(alphabet.length)]).join("");
      expect({ text, count: countWords(text) }).toEqual({ text, count: countSegments(text) });
    }
  });
});
