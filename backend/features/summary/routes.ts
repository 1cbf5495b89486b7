/** A day, week or month in words, over HTTP. */
import { Ref } from "@echo/contract/common.ts";
import { Summary, SummaryQuery } from "@echo/contract/summary.ts";
import type { Deps } from "#backend/deps.ts";
import { checkDay } from "#core/local-day.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { getSummary } from "./actions.ts";

function addRoutes(app: App, deps: Deps): void {
  app.get(
    "/summary",
    {
      schema: {
        operationId: "summary.get",
        summary: "A day, week or month in a few sentences",
        description:
          "Says what was counted, and quotes up to three sentences of the writer that stood out. " +
          "The period is the one around the date, by the writer's first weekday.",
        tags: ["summary"],
        querystring: SummaryQuery,
        response: { 200: Ref(Summary), ...problems(401, 422, 429) },
      },
    },
    (request) => {
      const { period, date } = request.query;
      return getSummary(deps, request.requireActor(), period, checkDay(date, "/query/date"));
    },
  );
}

export const summary: Feature = { name: "summary", schemas: [Summary], routes: addRoutes };
