/** Prints every broken architecture rule; exit code 1 when there is one. Part of `npm run check`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findCircles, findSystemScopes, findViolations, readImports } from "./architecture.ts";
import { ROOT } from "./repository.ts";

const edges = await readImports(ROOT);
const files = [...new Set(edges.map((edge) => edge.from))];
const scopes = await Promise.all(
  files.map(async (file) => findSystemScopes(file, await readFile(join(ROOT, file), "utf8"))),
);
const violations = [...findViolations(edges), ...scopes.flat()];
const circles = findCircles(edges);

for (const { from, specifier, rule } of violations) console.error(`${from} -> ${specifier}\n    ${rule}`);
for (const circle of circles)
  console.error(`Circle: ${circle.join(" -> ")}\n    Arrows point one way; move what both need below them.`);
if (edges.length < 20) {
  console.error(`Only ${edges.length} imports were found; the check itself is broken.`);
  process.exit(1);
}
console.log(
  `${files.length} files, ${edges.length} imports, ${violations.length} violations, ${circles.length} circles`,
);
process.exit(violations.length + circles.length === 0 ? 0 : 1);
