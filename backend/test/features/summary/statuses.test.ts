/** Every status that is promised for summaries is really answered. */
import { testPromises } from "#test/features/promised-statuses.ts";

testPromises({
  paths: /^\/summary\b/,
  tables: ["entries", "profiles"],
  good: { "summary.get": async () => ({ query: "?period=week" }) },
  special: {},
});
