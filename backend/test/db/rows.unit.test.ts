/** Values from the wire become what the driver would make of them, only cheaper. */
import { types } from "pg";
import { expect, it } from "vitest";
import { decodeInstant, decodeSmallintArray, decodeTextArray } from "#db/rows.ts";

const TEXT_ARRAY = 1009;
const SMALLINT_ARRAY = 1005;

it.each([
  "{}",
  "{a}",
  "{a,b c,d'e}",
  '{"a,b","c\\"d","\\\\"}',
  "{NULL,a}",
  '{"NULL",null1}',
  '{"{a}",b}',
  "{{a,b},{c,d}}",
  "{東京,👩‍👩‍👧}",
  '{""}',
])("the array %s is read as the driver reads it", (text) => {
  const driver = (types.getTypeParser as (id: number, format: "text") => (value: string) => unknown)(
    TEXT_ARRAY,
    "text",
  );
  expect(decodeTextArray(text)).toEqual(driver(text));
});

it.each(["{}", "{0}", "{120,9880,0,-3}"])("the array %s is read as the driver reads it", (text) => {
  const driver = (types.getTypeParser as (id: number, format: "text") => (value: string) => unknown)(
    SMALLINT_ARRAY,
    "text",
  );
  expect(decodeSmallintArray(text)).toEqual(driver(text));
});

it.each([
  ["2025-01-31 10:20:30.123456+00", "2025-01-31T10:20:30.123456Z"],
  ["2025-01-31 10:20:30+00", "2025-01-31T10:20:30Z"],
  ["2025-01-31 10:20:30.1+00", "2025-01-31T10:20:30.100Z"],
  ["2025-01-31 10:20:30.12+00", "2025-01-31T10:20:30.120Z"],
  ["2025-01-31 10:20:30.123+00", "2025-01-31T10:20:30.123Z"],
  ["2025-01-31 10:20:30.1234+00", "2025-01-31T10:20:30.123400Z"],
  ["2025-01-31 10:20:30.12345+00", "2025-01-31T10:20:30.123450Z"],
  ["2025-01-31 10:20:30.5+05:30", "2025-01-31T04:50:30.500Z"],
  ["infinity", "infinity"],
])("the instant %s becomes %s", (text, expected) => {
  expect(decodeInstant(text)).toBe(expected);
});
