/**
 * Who may import whom, as `docs/architecture.md` draws it. Each rule that is broken is reported with the
 * sentence that explains it, so that the message is the documentation.
 */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { parseSync } from "oxc-parser";
import { run } from "./repository.ts";

export interface ImportEdge {
  /** Path from the root of the repository. */
  readonly from: string;
  /** Path from the root for files of ours, else the name of the package. */
  readonly to: string;
  readonly isTypeOnly: boolean;
  /** As it stands in the source. */
  readonly specifier: string;
}

export interface Violation {
  readonly from: string;
  readonly specifier: string;
  readonly rule: string;
}

/** What a layer may import besides itself. `types:` allows type imports only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  emotion: [],
  "backend/core": ["contract"],
  "backend/db": ["contract", "backend/core"],
  "backend/services": ["contract", "emotion", "backend/core", "types:backend/db"],
  "backend/jobs": ["contract", "backend/core", "backend/db"],
  "backend/embedded": ["contract", "backend/core", "backend/db"],
  "backend/deps.ts": [
    "contract",
    "emotion",
    "backend/core",
    "backend/db",
    "backend/services",
    "backend/jobs",
  ],
  "backend/http": [
    "contract",
    "backend/core",
    "backend/db",
    "types:backend/services",
    "types:backend/deps.ts",
  ],
  "backend/features/feature.ts": ["contract", "backend/core", "types:backend/deps.ts"],
  "backend/features/index.ts": ["backend/features/*"],
  "backend/features/*": [
    "contract",
    "types:emotion",
    "backend/core",
    "backend/db",
    "backend/jobs",
    "backend/features/feature.ts",
    "types:backend/services",
    "types:backend/deps.ts",
    "types:backend/http",
  ],
};

const WHY: Readonly<Record<string, string>> = {
  contract: "contract/ is what crosses the wire: it imports nothing of ours, so that any client can use it.",
  emotion: "emotion/ is pure: it imports nothing of ours, so that it runs in Node and in a browser.",
  "backend/core": "core/ is the vocabulary: it may import contract/ only, never Fastify, SQL or the network.",
  "backend/db": "db/ may import core/ and contract/ only; what people do with the data lives in features/.",
  "backend/services":
    "services/ wrap outside systems and the emotion engine, one file each: they may import core/, contract/ and emotion/, and types of db/.",
  "backend/jobs": "jobs/ may import core/ and db/ only.",
  "backend/embedded":
    "embedded/ is an outside system that Echo brings along: it may import core/ and db/ only.",
  "backend/deps.ts":
    "deps.ts builds the dependencies: it may import core/, db/, services/, jobs/ and the weights of emotion/.",
  "backend/http":
    "http/ holds hooks for every route: it knows core/, db/ and the types of deps, never a feature.",
  "backend/features/feature.ts":
    "feature.ts is a type that every feature shares: it may import core/ and contract/ only.",
  "backend/features/index.ts": "features/index.ts is the one list of features and does nothing else.",
  "backend/features/*":
    "A feature may import contract/, core/, db/, jobs/ and feature.ts, and types of emotion, services, http and deps; never another feature. Share a SQL view, a job by name or a hook of Feature.",
};

/** Packages that only one layer may know. */
const PACKAGE_HOMES: ReadonlyArray<readonly [RegExp, readonly string[], string]> = [
  [
    /^pg(-.*)?$/,
    ["backend/db", "backend/embedded", "backend/test", "scripts"],
    "db/ is the only folder that knows the Postgres driver (and embedded/, which is a Postgres of its own).",
  ],
  [
    /^(fastify|@fastify\/.*)$/,
    ["backend/http", "backend/features", "backend/app.ts", "backend/embedded", "backend/test", "scripts"],
    "Fastify is known by http/, features/, app.ts and embedded/ only.",
  ],
  [
    /^@supabase\//,
    ["backend/services", "backend/test", "scripts"],
    "Supabase's clients are known by services/ only.",
  ],
  [/^react(-dom)?(\/.*)?$|^@tanstack\//, ["web"], "React lives in web/."],
];

/** Where system transactions, which no person's rights bind, may be opened. */
const SYSTEM_SCOPE_HOMES = [
  "backend/db/",
  "backend/services/",
  "backend/cli/",
  "backend/test/",
  "backend/jobs/",
];

/** All import edges of the TypeScript files that git knows or would add. */
export async function readImports(root: string): Promise<ImportEdge[]> {
  const listed = await run(
    "git",
    ["-C", root, "ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
    10_000,
  );
  const files = listed.output.split("\n").filter((file) => file !== "" && !file.endsWith(".d.ts"));
  const edges = await Promise.all(
    files.map(async (file) => importsOf(file, await readFile(join(root, file), "utf8").catch(() => ""))),
  );
  return edges.flat();
}

/** The import edges of one file, type imports and dynamic imports with a fixed name included. */
export function importsOf(file: string, source: string): ImportEdge[] {
  const { module } = parseSync(file, source);
  const edges: ImportEdge[] = [];
  const add = (specifier: string, isTypeOnly: boolean) =>
    edges.push({ from: file, to: resolveSpecifier(file, specifier), isTypeOnly, specifier });
  for (const statement of module.staticImports) {
    const isTypeOnly = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    add(statement.moduleRequest.value, isTypeOnly);
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest !== null) add(entry.moduleRequest.value, entry.isType);
    }
  }
  for (const dynamic of module.dynamicImports) {
    const text = source.slice(dynamic.moduleRequest.start, dynamic.moduleRequest.end);
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text);
    if (literal?.[1] !== undefined) add(literal[1], false);
  }
  return edges;
}

/** Every broken rule among `edges`. */
export function findViolations(edges: readonly ImportEdge[]): Violation[] {
  return edges.flatMap((edge) => [...layerViolations(edge), ...styleViolations(edge)]);
}

/** Files that open a system transaction outside the listed places. */
export function findSystemScopes(file: string, source: string): Violation[] {
  if (!file.startsWith("backend/") || SYSTEM_SCOPE_HOMES.some((home) => file.startsWith(home))) return [];
  if (!/\.asSystem\s*\(/.test(source)) return [];
  const rule = `asSystem escapes row-level security: it may be called in ${SYSTEM_SCOPE_HOMES.join(", ")} only.`;
  return [{ from: file, specifier: "asSystem", rule }];
}

function resolveSpecifier(from: string, specifier: string): string {
  if (specifier.startsWith("@echo/")) return specifier.slice("@echo/".length);
  if (specifier.startsWith("#emotion/")) return specifier.slice(1);
  if (specifier.startsWith("#backend/")) return `backend/${specifier.slice("#backend/".length)}`;
  if (specifier.startsWith("#")) return `backend/${specifier.slice(1)}`;
  if (specifier.startsWith(".")) return relative(".", join(dirname(from), specifier)).replaceAll(sep, "/");
  return specifier;
}

/** The layer of a path: the longest rule that names it. */
function layerOf(path: string): string | undefined {
  if (path in MAY_IMPORT) return path;
  const feature = /^backend\/features\/[^/]+\//.exec(path);
  if (feature !== null) return "backend/features/*";
  return Object.keys(MAY_IMPORT).find((layer) => path.startsWith(`${layer}/`));
}

function unitOf(path: string): string {
  return /^backend\/features\/[^/]+/.exec(path)?.[0] ?? layerOf(path) ?? path;
}

function layerViolations(edge: ImportEdge): Violation[] {
  const layer = layerOf(edge.from);
  const isOurs = /^(contract|emotion|backend|web|scripts)\//.test(edge.to);
  if (!isOurs) {
    return PACKAGE_HOMES.filter(
      ([pattern, homes]) =>
        pattern.test(edge.to) && !edge.isTypeOnly && !homes.some((home) => edge.from.startsWith(home)),
    ).map(([, , rule]) => violation(edge, rule));
  }
  if (edge.from.startsWith("web/")) {
    const isAllowed =
      edge.to.startsWith("web/") ||
      edge.to.startsWith("emotion/") ||
      (edge.to.startsWith("contract/") && (edge.isTypeOnly || isTest(edge.from)));
    return isAllowed
      ? []
      : [violation(edge, "web/ may import emotion/ and the types of contract/, nothing else of ours.")];
  }
  if (layer === undefined || isTest(edge.from)) return [];
  if (isTest(edge.to)) return [violation(edge, "Product code never imports test code.")];
  if (unitOf(edge.to) === unitOf(edge.from)) return [];
  const target = layerOf(edge.to) ?? edge.to;
  const isAllowed = (MAY_IMPORT[layer] ?? []).some((allowed) =>
    allowed.startsWith("types:")
      ? edge.isTypeOnly && allowed.slice("types:".length) === target
      : allowed === target,
  );
  return isAllowed ? [] : [violation(edge, WHY[layer] ?? "This import is not allowed.")];
}

function styleViolations(edge: ImportEdge): Violation[] {
  const isParent = edge.specifier.startsWith("../");
  if (isParent && edge.from.startsWith("backend/")) {
    return [
      violation(
        edge,
        "Across folders of backend/ import #layer/x.ts, so that a file can move without its imports.",
      ),
    ];
  }
  if (edge.specifier.startsWith(".") && !/\.(tsx?|css|json|mjs)$/.test(edge.specifier.replace(/\?.*$/, ""))) {
    return [violation(edge, "Imports name the file with its ending: TypeScript runs as it is.")];
  }
  return [];
}

function isTest(path: string): boolean {
  return /^(backend|emotion|web)\/test\//.test(path) || /\.test\.tsx?$/.test(path);
}

function violation(edge: ImportEdge, rule: string): Violation {
  return { from: edge.from, specifier: edge.specifier, rule };
}

/** Import circles, type imports included, each as the path that leads back to its start. */
export function findCircles(edges: readonly ImportEdge[]): string[][] {
  const graph = new Map<string, string[]>();
  for (const edge of edges) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.to]);
  const circles: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (node: string): void => {
    if (state.get(node) === "done") return;
    if (state.get(node) === "open") {
      circles.push([...path.slice(path.indexOf(node)), node]);
      return;
    }
    state.set(node, "open");
    path.push(node);
    for (const next of graph.get(node) ?? []) if (graph.has(next)) visit(next);
    path.pop();
    state.set(node, "done");
  };
  for (const node of graph.keys()) visit(node);
  return circles;
}
