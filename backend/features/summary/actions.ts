/** A summary: the sums of the period in one round trip, then words for them, then the sentences that stood out. */
import type { Summary, SummaryPeriod } from "@echo/contract/summary.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { figuresByDay, totalOf } from "#core/day-figures.ts";
import { getPeriodRow } from "./queries.ts";
import { type HeardCandidate, outstandingSentences } from "./sentences.ts";
import { summaryText } from "./text.ts";

type SummaryDeps = Pick<Deps, "db" | "clock" | "emotion">;

/** `day`: any day of the period; undefined: today. */
export async function getSummary(
  { db, clock, emotion }: SummaryDeps,
  actor: Actor,
  period: SummaryPeriod,
  day: string | undefined,
): Promise<Summary> {
  const row = await db.asUserOnce(actor, (tx) =>
    getPeriodRow(tx, actor.userId, clock.now(), day ?? null, period),
  );
  const days = figuresByDay(row.cells);
  const { entries, understood } = totalOf(days.values());
  const heard: HeardCandidate[] = [];
  for (const candidate of row.candidates) {
    // What asks for help is not held up to its writer as a quotation.
    const { crisis } = await emotion.hear(candidate.text);
    if (crisis === null) heard.push({ candidate, explanation: await emotion.explain(candidate.text) });
  }
  return {
    period,
    from: row.first_day,
    to: row.last_day,
    entries,
    understood,
    text: summaryText({ period, from: row.first_day, to: row.last_day, today: row.today }, days),
    sentences: outstandingSentences(heard),
  };
}
