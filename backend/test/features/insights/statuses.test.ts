/** Every status that is promised for the insights is really answered. */
import { testPromises } from "#test/features/promised-statuses.ts";

testPromises({
  paths: /^\/insights\b/,
  tables: ["entries", "profiles"],
  good: {
    "insights.summary": async () => ({}),
    "insights.rhythms": async () => ({}),
    "insights.compare": async () => ({ query: "?period=week" }),
    "insights.on_this_day": async () => ({}),
  },
  special: {},
});
