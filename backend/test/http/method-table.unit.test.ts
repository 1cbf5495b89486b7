/** Which methods a path offers: by its template, with the methods of every template that fits. */
import { expect, test } from "vitest";
import { MethodTable } from "#http/method-table.ts";

test("a path offers the methods of the routes that serve it, and nothing else exists", () => {
  const table = new MethodTable();
  table.add("/entries", ["POST", "GET"]);
  table.add("/entries/:id", "DELETE");
  table.add("/entries/trash", "GET");
  table.add("/a.b", "GET");
  table.add("/app/*", "GET");
  table.add("*", "OPTIONS");
  expect(table.find("/entries?x=/y")).toBe("GET, POST");
  expect(table.find("/entries/1")).toBe("DELETE");
  expect(table.find("/entries/trash")).toBe("GET");
  expect([table.findWrittenOut("/entries/trash?x"), table.findWrittenOut("/entries/1")]).toEqual([
    "GET",
    undefined,
  ]);
  expect(table.find("/app/a/b")).toBe("GET");
  for (const url of ["/", "/entries/", "/entries/1/2", "/axb", "*"]) expect(table.find(url)).toBeUndefined();
});
