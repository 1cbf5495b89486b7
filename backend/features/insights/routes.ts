/** What the weeks show, over HTTP. Each answer is one statement and a pure rule; nothing is stored or cached. */
import { Ref } from "@echo/contract/common.ts";
import {
  INSIGHT_LIMITS,
  InsightsCompare,
  InsightsCompareQuery,
  InsightsRhythms,
  InsightsRhythmsQuery,
  InsightsSummary,
  InsightsSummaryQuery,
  OnThisDay,
  OnThisDayQuery,
} from "@echo/contract/insights.ts";
import type { Deps } from "#backend/deps.ts";
import { checkDay } from "#core/local-day.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { getCompare, getOnThisDay, getRhythms, getSummary } from "./actions.ts";

const tags = ["insights"];

function addRoutes(app: App, deps: Deps): void {
  app.get(
    "/insights/summary",
    {
      schema: {
        operationId: "insights.summary",
        summary: "Feelings, direction, words and days of a window",
        description:
          "Days are the writer's local days, and every day of the window is there. A direction or a word " +
          "is called clear only where days and weeks, not entries, are counted as observations.",
        tags,
        querystring: InsightsSummaryQuery,
        response: { 200: Ref(InsightsSummary), ...problems(401, 422, 429) },
      },
    },
    (request) => getSummary(deps, request.requireActor(), request.query.days ?? INSIGHT_LIMITS.defaultDays),
  );
  app.get(
    "/insights/rhythms",
    {
      schema: {
        operationId: "insights.rhythms",
        summary: "Sentiment by time of day, weekday and length",
        description: "Each week is compared with itself only; weeks are the observations.",
        tags,
        querystring: InsightsRhythmsQuery,
        response: { 200: Ref(InsightsRhythms), ...problems(401, 422, 429) },
      },
    },
    (request) =>
      getRhythms(deps, request.requireActor(), request.query.days ?? INSIGHT_LIMITS.defaultRhythmDays),
  );
  app.get(
    "/insights/compare",
    {
      schema: {
        operationId: "insights.compare",
        summary: "This week or month against the last one, up to the same point",
        description:
          "A change is clear where it goes beyond what neighbouring periods of this writer usually differ by.",
        tags,
        querystring: InsightsCompareQuery,
        response: { 200: Ref(InsightsCompare), ...problems(401, 422, 429) },
      },
    },
    (request) => getCompare(deps, request.requireActor(), request.query.period),
  );
  app.get(
    "/insights/on-this-day",
    {
      schema: {
        operationId: "insights.on_this_day",
        summary: "Entries of the same day in earlier years, and one, three and six months ago",
        tags,
        querystring: OnThisDayQuery,
        response: { 200: Ref(OnThisDay), ...problems(401, 422, 429) },
      },
    },
    (request) => getOnThisDay(deps, request.requireActor(), checkDay(request.query.date, "/query/date")),
  );
}

export const insights: Feature = {
  name: "insights",
  schemas: [InsightsSummary, InsightsRhythms, InsightsCompare, OnThisDay],
  routes: addRoutes,
};
