/** The architecture check finds what is planted, and the tree as it is passes. */
import { describe, expect, it } from "vitest";
import { findCircles, findSystemScopes, findViolations, importsOf } from "./architecture.ts";

function rulesBrokenBy(file: string, source: string): string[] {
  return findViolations(importsOf(file, source)).map((violation) => violation.rule);
}

describe("who may import whom", () => {
  it.each([
    ["backend/core/a.ts", 'import { x } from "#db/scope.ts";', "core/ is the vocabulary"],
    ["backend/core/a.ts", 'import fastify from "fastify";', "Fastify is known by"],
    [
      "backend/features/entries/a.ts",
      'import { x } from "#features/profile/rules.ts";',
      "never another feature",
    ],
    [
      "backend/features/entries/a.ts",
      'import { createDeps } from "#backend/deps.ts";',
      "A feature may import",
    ],
    [
      "backend/features/entries/a.ts",
      'import pg from "pg";',
      "the only folder that knows the Postgres driver",
    ],
    ["backend/http/a.ts", 'import { entries } from "#features/entries/routes.ts";', "never a feature"],
    ["contract/a.ts", 'import { x } from "../backend/core/ids.ts";', "imports nothing of ours"],
    ["web/src/a.ts", 'import { PROBLEMS } from "@echo/contract/problem.ts";', "types of contract/"],
    ["backend/db/a.ts", 'import { x } from "../core/ids.ts";', "import #layer/x.ts"],
    ["backend/db/a.ts", 'import { x } from "./scope";', "with its ending"],
    ["backend/db/a.ts", 'import { x } from "#test/setup/database.ts";', "never imports test code"],
  ])("%s with %s is refused", (file, source, rule) => {
    expect(rulesBrokenBy(file, source).join(" ")).toContain(rule);
  });

  it.each([
    ["backend/features/entries/a.ts", 'import type { Deps } from "#backend/deps.ts";'],
    ["backend/features/entries/a.ts", 'import { statement } from "#db/scope.ts";'],
    ["backend/db/a.ts", 'import pg from "pg"; import { x } from "./scope.ts";'],
    ["web/src/a.ts", 'import type { Entry } from "@echo/contract/entries.ts";'],
  ])("%s with %s is allowed", (file, source) => {
    expect(rulesBrokenBy(file, source)).toEqual([]);
  });

  it("a dynamic import counts like a static one", () => {
    expect(rulesBrokenBy("backend/core/a.ts", 'await import("#db/scope.ts");')).toHaveLength(1);
  });

  it("a circle of type imports is found", () => {
    const edges = [
      ...importsOf("backend/db/a.ts", 'import type { B } from "./b.ts";'),
      ...importsOf("backend/db/b.ts", 'import type { A } from "./a.ts";'),
    ];
    expect(findCircles(edges)).toHaveLength(1);
  });

  it("a feature cannot open a system transaction", () => {
    expect(
      findSystemScopes("backend/features/entries/actions.ts", "await db.asSystem('why', work)"),
    ).toHaveLength(1);
    expect(findSystemScopes("backend/db/scope.ts", "await db.asSystem('why', work)")).toEqual([]);
  });
});
