/** The strict JSON reader agrees with JSON.parse on what it accepts, and says plainly what it refuses. */
import { describe, expect, test } from "vitest";
import { Problem } from "#core/problem.ts";
import { JSON_DEPTH_LIMIT, parseStrictJson } from "#http/json-text.ts";

const read = (text: string) => parseStrictJson(Buffer.from(text));
const problemOf = (text: string | Buffer) => {
  try {
    parseStrictJson(Buffer.from(text));
    return "accepted";
  } catch (error) {
    return error instanceof Problem ? error.problem : String(error);
  }
};

describe("parseStrictJson", () => {
  test.each([
    "{}",
    "[]",
    "null",
    " 1 ",
    '"a:b{[\\"]}"',
    '{"a":{"b":[1,2,{"c":":"}]},"d":"\\\\","e":"\\\\\\""}',
    '{"":1," ":2,"a b":3}',
    '{"text":"東京 שלום e\\u0301 👨‍👩‍👧‍👦 \\ud83d\\ude00"}',
    '{"constructor":"a","prototype":{"b":1}}',
    "1e308",
  ])("reads %s as JSON.parse does", (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  test.each([
    "",
    "{",
    '{"a":1,"a":1}',
    '{"x":{"a":1,"b":2,"\\u0061":3}}',
    '[{"a":1},{"a":1,"a":2}]',
    '{"__proto__":1}',
    '{"a":{"constructor":{"prototype":1}}}',
    "1e309",
    "[-1e400]",
    "\uFEFF{}",
  ])("refuses %j as malformed", (text) => {
    expect(problemOf(text)).toBe("malformed_request");
  });

  test("goes as deep as its limit and no deeper, in time that does not grow with the depth", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(problemOf(nested(JSON_DEPTH_LIMIT))).toBe("accepted");
    expect(problemOf(nested(JSON_DEPTH_LIMIT + 1))).toBe("malformed_request");
    expect(problemOf("[".repeat(1_000_000))).toBe("malformed_request");
    expect(problemOf(`{"a":"${"[".repeat(100)}"}`)).toBe("accepted");
  });

  test("names the place of text that cannot be kept, but not an unusual field", () => {
    const errorsOf = (text: string) => {
      try {
        return read(text);
      } catch (error) {
        return (error as Problem).errors?.map(({ pointer }) => pointer);
      }
    };
    expect(errorsOf('{"a":["x","\\u0000"],"b":"\\ud800"}')).toEqual(["/a/1", "/b"]);
    expect(errorsOf('{"dear diary":"\\u0000"}')).toEqual(["/-"]);
  });

  test("survives random documents and random damage to them", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const make = (depth: number): unknown => {
      switch (random(depth > 4 ? 4 : 6)) {
        case 0:
          return random(1000) - 500;
        case 1:
          return ["a", '"', "\\", ":", "{", "é", "😀", "\n"].slice(random(8)).join("");
        case 2:
          return null;
        case 3:
          return true;
        case 4:
          return Array.from({ length: random(4) }, () => make(depth + 1));
        default:
          return Object.fromEntries(
            Array.from({ length: random(4) }, (_unused, n) => [`k${n}:"`, make(depth + 1)]),
          );
      }
    };
    for (let round = 0; round < 500; round += 1) {
      const document = make(0);
      const text = JSON.stringify(document, null, random(3));
      expect(read(text)).toEqual(document);
      const cut = text.slice(0, random(text.length + 1));
      const isJson = (() => {
        try {
          JSON.parse(cut);
          return true;
        } catch {
          return false;
        }
      })();
      expect(problemOf(cut)).toBe(isJson ? "accepted" : "malformed_request");
    }
  });
});

test("the answer does not grow with the faults: at most ten are named", () => {
  const body = Buffer.from(JSON.stringify({ list: Array.from({ length: 50_000 }, () => "\0") }));
  try {
    parseStrictJson(body);
    expect.unreachable();
  } catch (error) {
    expect((error as { errors: unknown[] }).errors).toHaveLength(10);
  }
});
