/** From a question to its answer: the sums of the window in one round trip, then the rule. */
import type {
  InsightsCompare,
  InsightsRhythms,
  InsightsSummary,
  OnThisDay,
} from "@echo/contract/insights.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { addDays } from "#core/local-day.ts";
import { toEntry } from "#db/entry-row.ts";
import { COMPARE_DAYS, type ComparePeriod, compareOf } from "./compare.ts";
import { figuresByDay } from "#core/day-figures.ts";
import { getDaysRow, getRhythmsRow, getSummaryRow, listRemembered, type RememberedRow } from "./queries.ts";
import { rhythmsOf } from "./rhythms.ts";
import { summaryOf } from "./summary.ts";

type InsightDeps = Pick<Deps, "db" | "clock">;

export async function getSummary(
  { db, clock }: InsightDeps,
  actor: Actor,
  days: number,
): Promise<InsightsSummary> {
  const row = await db.asUserOnce(actor, (tx) => getSummaryRow(tx, actor.userId, clock.now(), days));
  return summaryOf(addDays(row.today, 1 - days), row.today, row.cells, row.terms);
}

export async function getRhythms(
  { db, clock }: InsightDeps,
  actor: Actor,
  days: number,
): Promise<InsightsRhythms> {
  const row = await db.asUserOnce(actor, (tx) => getRhythmsRow(tx, actor.userId, clock.now(), days));
  return {
    from: addDays(row.today, 1 - days),
    to: row.today,
    days,
    entries: row.entries,
    ...rhythmsOf(row.cells, row.week_start, row.median_words),
  };
}

export async function getCompare(
  { db, clock }: InsightDeps,
  actor: Actor,
  period: ComparePeriod,
): Promise<InsightsCompare> {
  const row = await db.asUserOnce(actor, (tx) => getDaysRow(tx, actor.userId, clock.now(), COMPARE_DAYS));
  return compareOf(period, row.today, row.week_start, figuresByDay(row.cells));
}

/** `day`: the day whose like is remembered, or undefined for today. */
export async function getOnThisDay(
  { db, clock }: InsightDeps,
  actor: Actor,
  day: string | undefined,
): Promise<OnThisDay> {
  const rows = await db.asUserOnce(actor, (tx) => listRemembered(tx, actor.userId, clock.now(), day ?? null));
  return toOnThisDay(rows);
}

function toOnThisDay(rows: readonly RememberedRow[]): OnThisDay {
  const items: OnThisDay["items"] = [];
  for (const { id, asked_day: _asked, years_ago, months_ago, entry_count, ...row } of rows) {
    if (id === null) continue;
    const open = items.at(-1);
    if (open?.date === row.local_date) open.entries.push(toEntry({ id, ...row }));
    else {
      items.push({
        date: row.local_date,
        years_ago,
        months_ago,
        entry_count,
        entries: [toEntry({ id, ...row })],
      });
    }
  }
  return { date: rows[0]?.asked_day ?? "", items };
}
