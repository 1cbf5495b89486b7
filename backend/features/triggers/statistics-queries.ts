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
  readonly day: string | null;
  readonly mentions: number;
  readonly understood: number;
  readonly sentiment_sum: number | null;
  readonly sentiment_squares: number | null;
  readonly labels: string;
}

const LABEL_COUNTS = EMOTION_LABELS.map((label) => `count(*) filter (where s.emotion = '${label}')`).join(
  ", ',', ",
);
const SUMS = `count(*)::integer as mentions, count(s.emotion)::integer as understood,
    sum(s.sentiment::float8) as sentiment_sum, sum(s.sentiment::float8 ^ 2) as sentiment_squares,
    concat(${LABEL_COUNTS}) as labels`;

const sumStatement = statement<SumRow>(
  "triggers.sum_days",
  `with span as materialized (
    select w.today - $3::integer + 1 as first_day, w.today from echo.writer_today($1::uuid, $2::timestamptz) w
  ), scope as materialized (
    select id, local_date, emotion, sentiment from public.entries
    where user_id = $1::uuid and deleted_at is null
      and local_date >= (select first_day from span) and local_date <= (select today from span)
  ), sums as (
    select null::uuid as trigger_id, null as name, null::timestamptz as created_at, s.local_date as day, ${SUMS}
    from scope s
    group by s.local_date
    union all
    select t.id, t.name, t.created_at, s.local_date, ${SUMS}
    from public.triggers t
    left join (public.trigger_matches m join scope s on s.id = m.entry_id)
      on m.user_id = $1::uuid and m.trigger_id = t.id
    where t.user_id = $1::uuid
    group by t.id, t.name, t.created_at, s.local_date
  )
  select span.first_day, span.today, sums.trigger_id, sums.name, sums.day, sums.mentions, sums.understood,
    sums.sentiment_sum, sums.sentiment_squares, sums.labels
  from span
  left join sums on true
  order by sums.created_at nulls first, sums.trigger_id, sums.day`,
);

/** The days of the window that ends with the writer's today, and has `days` days. */
export async function sumDays(tx: UserTx, userId: string, now: Date, days: number): Promise<Sums> {
  const rows = await tx.query(sumStatement, [userId, now, days]);
  const all: DaySums[] = [];
  const triggers: { id: string; name: string; days: DaySums[] }[] = [];
  for (const row of rows) {
    if (row.trigger_id !== null && row.trigger_id !== triggers.at(-1)?.id) {
      triggers.push({ id: row.trigger_id, name: row.name ?? "", days: [] });
    }
    // A trigger without a mention, and a window without an entry, are one row without a day.
    if (row.day === null) continue;
    const sums: DaySums = {
      day: row.day,
      mentions: row.mentions,
      understood: row.understood,
      sentimentSum: row.sentiment_sum ?? 0,
      sentimentSquares: row.sentiment_squares ?? 0,
      labelCounts: row.labels.split(",").map(Number),
    };
    (row.trigger_id === null ? all : (triggers.at(-1)?.days ?? all)).push(sums);
  }
  const [first] = rows;
  return { from: first?.first_day ?? "", to: first?.today ?? "", all, triggers };
}
