/** The description of the API in the repository is the one that the routes give. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiText } from "./openapi.ts";

test("contract/openapi.json has not fallen behind the routes; `npm run openapi` writes it anew", async () => {
  const [first, second] = [await openApiText(), await openApiText()];
  expect(first).toBe(second);
  const file = join(import.meta.dirname, "..", "contract", "openapi.json");
  expect(await readFile(file, "utf8")).toBe(first);
});
