/** Values on their way to the server and back. */
import { describe, expect, it } from "vitest";
import { RowReader } from "#db/rows.ts";
import { encodeValue, statement } from "#db/statement.ts";

describe("parameters", () => {
  it.each<[unknown, unknown]>([
    [null, null],
    ["text", "text"],
    ["", ""],
    [5, "5"],
    [1.5, "1.5"],
    [true, "true"],
    [new Date("2026-03-01T00:00:00.123Z"), "2026-03-01T00:00:00.123Z"],
    [[], "{}"],
    [
      ["a", 'b"c', "d\\e", "f,g", "{h}", "NULL", "", null, "東京"],
      '{"a","b\\"c","d\\\\e","f,g","{h}","NULL","",NULL,"東京"}',
    ],
    [[1, 2], '{"1","2"}'],
  ])("%j is sent as %j", (value, expected) => {
    expect(encodeValue(value)).toEqual(expected);
  });

  it("an integer beyond the safe ones is sent whole", () => {
    expect(encodeValue(12_345_678_901_234_567_890n)).toBe("12345678901234567890");
  });

  it("bytes are sent as bytes", () => {
    const bytes = Buffer.from([0, 1, 255]);
    expect(encodeValue(bytes)).toBe(bytes);
  });

  it.each([[undefined], [{ a: 1 }], [() => 1], [[["nested"]]], [[undefined]], [Symbol("x")]])(
    "a value without a form of its own is refused",
    (value) => {
      expect(() => encodeValue(value)).toThrow(TypeError);
    },
  );
});

it("columns are decoded by their type, and null stays null", () => {
  const reader = new RowReader([
    { name: "id", dataTypeID: 2950 },
    { name: "count", dataTypeID: 23 },
    { name: "big", dataTypeID: 20 },
    { name: "is_set", dataTypeID: 16 },
    { name: "tags", dataTypeID: 1009 },
    { name: "day", dataTypeID: 1082 },
    { name: "at", dataTypeID: 1184 },
    { name: "body", dataTypeID: 3802 },
    { name: "bytes", dataTypeID: 17 },
    { name: "nothing", dataTypeID: 23 },
  ]);
  const fields = [
    "a-b",
    "7",
    "9007199254740993",
    "t",
    '{a,"b,c"}',
    "2026-03-01",
    "2026-03-01 10:20:30+00",
    '{"x":1}',
    "\\x00ff",
    null,
  ];
  expect(reader.read(fields)).toEqual({
    id: "a-b",
    count: 7,
    big: "9007199254740993",
    is_set: true,
    tags: ["a", "b,c"],
    day: "2026-03-01",
    at: "2026-03-01T10:20:30Z",
    body: { x: 1 },
    bytes: Buffer.from([0, 255]),
    nothing: null,
  });
});

describe("statements", () => {
  it("a name stands for one text in the whole process", () => {
    statement("unit.same", "select 1");
    expect(() => statement("unit.same", "select 1")).not.toThrow();
    expect(() => statement("unit.same", "select 2")).toThrow("is taken");
  });

  it("a name that the server would cut off is refused", () => {
    expect(() => statement("x".repeat(64), "select 1")).toThrow("63 bytes");
    expect(() => statement("", "select 1")).toThrow("63 bytes");
  });

  it("only what begins with select counts as a read", () => {
    expect(statement("unit.read", "\n  SELECT 1").isRead).toBe(true);
    expect(statement("unit.write", "with made as (insert into t values (1)) select 1").isRead).toBe(false);
    expect(statement("unit.update", "update t set a = 1").isRead).toBe(false);
  });
});
