import { describe, expect, test } from "vitest";
import { StorageError } from "#embedded/storage/errors.ts";
import {
  assertBucketName,
  assertMimeRanges,
  assertMimeType,
  isKey,
  parseFileSizeLimit,
} from "#embedded/storage/limits.ts";

describe("keys", () => {
  test.for(["a", "a/b/c.txt", "a b", "!-_.*'()&$@=;:+,?", ".hidden", "a/..b/c..", "...", "x".repeat(1024)])(
    "%s is a key",
    (key) => {
      expect(isKey(key)).toBe(true);
    },
  );

  test.for([
    "",
    "..",
    ".",
    "../x",
    "a/../b",
    "a/./b",
    "a/..",
    "/etc/passwd",
    "//x",
    "a\\b",
    "C:\\x",
    "a\0b",
    "a\nb",
    "a%2e",
    "a#b",
    "ü",
    "日記",
    "a\u2028b",
    "x".repeat(1025),
  ])("%j is none", (key) => {
    expect(isKey(key)).toBe(false);
  });
});

test("a bucket's name is no path and no folder of the file system", () => {
  for (const name of ["journal-assets", "A.b_c", "a b"]) expect(() => assertBucketName(name)).not.toThrow();
  for (const name of ["", ".", "..", "a/b", "a\\b", " a", "a ", "\0", "ü", "x".repeat(101)]) {
    expect(() => assertBucketName(name)).toThrow(StorageError);
  }
});

test("a size limit is a number or a number with a decimal unit", () => {
  expect(parseFileSizeLimit(1234)).toBe(1234);
  expect(parseFileSizeLimit("10MB")).toBe(10_000_000);
  expect(parseFileSizeLimit("1.5kb")).toBe(1500);
  expect(parseFileSizeLimit("2GB")).toBe(2_000_000_000);
  expect(parseFileSizeLimit("7")).toBe(7);
  for (const none of [null, undefined, 0, "0"]) expect(parseFileSizeLimit(none)).toBeNull();
  for (const wrong of ["", "MB", "-1MB", "1e9", "10 MB", "1TB", -5, 1e300]) {
    expect(() => parseFileSizeLimit(wrong)).toThrow(StorageError);
  }
});

describe("content types", () => {
  const allowed = ["image/*", "application/pdf"];

  test("are compared without parameters and case, by range", () => {
    for (const type of ["image/png", "IMAGE/JPEG", "application/pdf; version=1"]) {
      expect(() => assertMimeType(type, allowed)).not.toThrow();
    }
    for (const type of ["text/plain", "imagex/png", "application/pdfx", "image"]) {
      expect(() => assertMimeType(type, allowed)).toThrow(StorageError);
    }
  });

  test("are refused when they could not be served as a header", () => {
    for (const type of ["text/plain\r\nset-cookie: a=b", "text/ü", "text/plain; x=\u00e9", "/", "a/b/c"]) {
      expect(() => assertMimeType(type, null)).toThrow(StorageError);
    }
    expect(() => assertMimeType("application/vnd.api+json", [])).not.toThrow();
  });

  test("an allowed range is a type, or a type with a star", () => {
    expect(() => assertMimeRanges(["image/*", "*/*", "text/plain"])).not.toThrow();
    for (const range of ["image", "image/*/x", "", "a b/c"]) {
      expect(() => assertMimeRanges([range])).toThrow(StorageError);
    }
  });
});
