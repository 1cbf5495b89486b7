import { describe, expect, it } from "vitest";
import { pathBelowBase, safeReturnPath } from "../../src/paths.ts";

const ID = "0b0e7a52-6a2b-4c55-9a3e-9d6a3c1f2e11";

describe("a return path", () => {
  it.each([
    "/",
    "/timeline",
    "/timeline?q=a%20b&tag=%E5%AE%B6",
    "/trash",
    "/profile",
    `/entries/${ID}`,
    `/entries/${ID}/edit`,
  ])("to a page of Echo is followed: %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each([
    undefined,
    7,
    "",
    "timeline",
    "//evil.example",
    "//evil.example/timeline",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example/timeline",
    "https:evil.example",
    "javascript:alert(1)",
    "/%2f%2fevil.example",
    "/timeline/../..//evil.example",
    "/sign-in?return=/sign-in",
    "/entries/not-an-id",
    "/unknown",
    "/\u2215evil.example",
    `/timeline?q=${"a".repeat(1000)}`,
  ])("to anything else leads home: %j", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });

  it("loses its fragment", () => {
    expect(safeReturnPath("/timeline?q=a#x")).toBe("/timeline?q=a");
  });
});

describe("the path below the base", () => {
  it("is what the router calls a page", () => {
    expect(pathBelowBase("/app/timeline", "?q=a")).toBe("/timeline?q=a");
    expect(pathBelowBase("/app", "")).toBe("/");
    expect(pathBelowBase("/application", "")).toBe("/application");
    expect(pathBelowBase("/timeline", "")).toBe("/timeline");
  });
});
