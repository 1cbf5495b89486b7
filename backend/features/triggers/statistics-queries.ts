/** The sums behind the statistics: entries by local day, all of them and those that speak of each trigger. */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import { statement, type UserTx } from "#db/scope.ts";

/** The entries of one local day: all of them, or those that speak of one trigger. */
export interface DaySums {
  readonly day: string;
  readonly mentions: number;
  /** How many of them were understood. */
  readonly understood: number;
  /** Of those. */
  readonly sentimentSum: number;
  readonly sentimentSquares: number;
  /** Of those, in the order of `EMOTION_LABELS`. */
  readonly labelCounts: readonly number[];
}

export interface TriggerSums {
  readonly id: string;
  readonly name: string;
  readonly days: readonly DaySums[];
}

export interface Sums {
  /** The first and the last local day. */
  readonly from: string;
  readonly to: string;
  readonly all: readonly DaySums[];
  /** Oldest trigger first. */
  readonly triggers: readonly TriggerSums[];
}

interface SumRow {
  readonly first_day: string;
  readonly today: string;
  readonly trigger_id: string | null;
  readonly name: string | null;
  readonly days: string | null;
}

const LABEL_COUNTS = EMOTION_LABELS.map((label) => `count(*) filter (where e.emotion = '${label}')`).join(
  ", ",
);

/**
 * Each entry is joined with itself and with each of its triggers, by looking up its matches: one pass, with a
 * cost that does not depend on what the planner believes about the number of matches. The days of a trigger
 * come as one text, which costs less than a row for each.
 */
const sumStatement = statement<SumRow>(
  "triggers.sum_days",
  `with span as materialized (
    select w.today - $3::integer + 1 as first_day, w.today from echo.writer_today($1::uuid, $2::timestamptz) w
  ), cells as (
    select t.trigger_id, e.local_date as day,
      concat_ws(' ', e.local_date, count(*), count(e.emotion), coalesce(sum(e.sentiment::float8), 0),
        coalesce(sum(e.sentiment::float8 ^ 2), 0), ${LABEL_COUNTS}) as cell
    from public.entries e
    cross join lateral (
      select null::uuid as trigger_id
      union all
      select m.trigger_id from public.trigger_matches m where m.user_id = $1::uuid and m.entry_id = e.id
    ) t
    where e.user_id = $1::uuid and e.deleted_at is null
      and e.local_date >= (select first_day from span) and e.local_date <= (select today from span)
    group by t.trigger_id, e.local_date
  ), sums as (
    select trigger_id, string_agg(cell, ',' order by day) as days from cells group by trigger_id
  )
  select span.first_day, span.today, known.id as trigger_id, known.name, sums.days
  from span
  cross join (
    select null::uuid as id, null as name, null::timestamptz as created_at
    union all
    select id, name, created_at from public.triggers where user_id = $1::uuid
  ) known
  left join sums on sums.trigger_id is not distinct from known.id
  order by known.created_at nulls first, known.id`,
);

/** The days of the window that ends with the writer's today, and has `days` days. */
export async function sumDays(tx: UserTx, userId: string, now: Date, days: number): Promise<Sums> {
  const [all, ...triggers] = await tx.query(sumStatement, [userId, now, days]);
  return {
    from: all?.first_day ?? "",
    to: all?.today ?? "",
    all: readDays(all?.days ?? null),
    triggers: triggers.map((row) => ({
      id: row.trigger_id ?? "",
      name: row.name ?? "",
      days: readDays(row.days),
    })),
  };
}

function readDays(days: string | null): DaySums[] {
  if (days === null) return [];
  return days.split(",").map((cell) => {
    const [day = "", ...numbers] = cell.split(" ");
    const [mentions = 0, understood = 0, sentimentSum = 0, sentimentSquares = 0, ...labelCounts] =
      numbers.map(Number);
    return { day, mentions, understood, sentimentSum, sentimentSquares, labelCounts };
  });
}
