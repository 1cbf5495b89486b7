/** What the weeks show: insights, summaries, the coping kit and triggers; the calls, the cache, and what a change makes stale. */
import type { CopingKit, CopingOutcome, CopingStatistics } from "@echo/contract/coping.ts";
import type {
  InsightsCompare,
  InsightsRhythms,
  InsightsSummary,
  OnThisDay,
} from "@echo/contract/insights.ts";
import type { Summary, SummaryPeriod } from "@echo/contract/summary.ts";
import type {
  CreateTrigger,
  Trigger,
  TriggerList,
  TriggerStatistics,
  TriggerSuggestions,
  UpdateTrigger,
} from "@echo/contract/triggers.ts";
import { queryOptions } from "@tanstack/react-query";
import { transport } from "./client.ts";
import { queryClient } from "./queries.ts";

type Query = Readonly<Record<string, string | number | undefined>>;

/** Statistics are made anew whenever their page is opened: an entry may have come since. */
function statisticsQuery<T>(path: string, query: Query = {}) {
  return queryOptions({
    queryKey: [path.split("/")[1], path, query],
    queryFn: async ({ signal }) => (await transport.send<T>("GET", path, { query, signal })).body,
    staleTime: 0,
  });
}

export const insightsSummaryQuery = (days: number) =>
  statisticsQuery<InsightsSummary>("/insights/summary", { days });
export const rhythmsQuery = () => statisticsQuery<InsightsRhythms>("/insights/rhythms");
export const compareQuery = (period: "week" | "month") =>
  statisticsQuery<InsightsCompare>("/insights/compare", { period });
export const onThisDayQuery = () => statisticsQuery<OnThisDay>("/insights/on-this-day");
export const summaryQuery = (period: SummaryPeriod) => statisticsQuery<Summary>("/summary", { period });

export const copingKitQuery = () => statisticsQuery<CopingKit>("/coping/kit");
export const copingStatisticsQuery = () => statisticsQuery<CopingStatistics>("/coping/statistics");

/** Replaces the whole kit, in the person's order. */
export async function replaceCopingKit(actions: readonly string[]): Promise<void> {
  await transport.send<CopingKit>("PUT", "/coping/kit", { body: { actions } });
  await queryClient.invalidateQueries({ queryKey: ["coping"] });
}

/** Said again for the same entry and action, it replaces the former answer. */
export async function recordCopingOutcome(entryId: string, action: string, helped: boolean): Promise<void> {
  const body = { entry_id: entryId, action, helped };
  await transport.send<CopingOutcome>("POST", "/coping/outcomes", { body });
  void queryClient.invalidateQueries({ queryKey: ["coping"] });
}

export const triggersQuery = () => statisticsQuery<TriggerList>("/triggers");
export const triggerStatisticsQuery = (days: number) =>
  statisticsQuery<TriggerStatistics>("/triggers/statistics", { days });
export const triggerSuggestionsQuery = () => statisticsQuery<TriggerSuggestions>("/triggers/suggestions");

export const refreshTriggers = () => queryClient.invalidateQueries({ queryKey: ["triggers"] });
const triggerPath = (id: string) => `/triggers/${encodeURIComponent(id)}`;

/** The id of the body makes a repeated request the same trigger. */
export async function createTrigger(body: CreateTrigger): Promise<void> {
  await transport.send<Trigger>("POST", "/triggers", { body });
  await refreshTriggers();
}

/** Refused with `stale_version` when the trigger is no longer at this version. */
export async function updateTrigger(id: string, version: number, body: UpdateTrigger): Promise<void> {
  const headers = { "If-Match": `"${version}"` };
  await transport.send<Trigger>("PATCH", triggerPath(id), { body, headers });
  await refreshTriggers();
}

export async function deleteTrigger(id: string): Promise<void> {
  await transport.send("DELETE", triggerPath(id));
  await refreshTriggers();
}
