/** The sums of a period and the entries in which feelings are strongest, in one round trip. */
import type { SummaryPeriod } from "@echo/contract/summary.ts";
import type { DayCell } from "#core/day-figures.ts";
import { dayCells, entriesBetween } from "#db/day-cells.ts";
import { statement, type UserTx } from "#db/scope.ts";

/** An entry that may hold a sentence that stands out. */
export interface Candidate {
  readonly id: string;
  readonly local_date: string;
  readonly sentiment: number;
  /** The beginning of the text. */
  readonly text: string;
  readonly is_whole: boolean;
}

export interface PeriodRow {
  readonly today: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly cells: readonly DayCell[];
  readonly candidates: readonly Candidate[];
}

/** Code points of a text that are looked at, and entries on each side, bright and dark. */
const TEXT_LENGTH = 1500;
const CANDIDATES = 3;

const candidatesOf = (side: string, order: string) => `(
        select e.id, e.local_date, e.sentiment, left(e.text, ${TEXT_LENGTH}) as text,
          char_length(e.text) <= ${TEXT_LENGTH} as is_whole
        from ${entriesBetween("p.first_day", "p.last_day")} and e.sentiment ${side}
        order by e.sentiment ${order}, e.written_at, e.id
        limit ${CANDIDATES}
      )`;

const periodStatement = statement<PeriodRow>(
  "summary.get",
  `select p.today, p.first_day, p.last_day,
  ${dayCells("p.first_day", "p.last_day")},
  (
    select coalesce(json_agg(c), '[]')
    from (
      ${candidatesOf("> 0", "desc")}
      union all
      ${candidatesOf("< 0", "asc")}
    ) c
  ) as candidates
  from (
    select a.today,
      case $4
        when 'day' then a.day
        when 'week' then a.day - (extract(isodow from a.day)::integer - a.week_start + 7) % 7
        else date_trunc('month', a.day::timestamp)::date
      end as first_day,
      case $4
        when 'day' then a.day
        when 'week' then a.day - (extract(isodow from a.day)::integer - a.week_start + 7) % 7 + 6
        else (date_trunc('month', a.day::timestamp) + interval '1 month')::date - 1
      end as last_day
    from (
      select w.today, w.week_start, coalesce($3::date, w.today) as day
      from echo.writer_today($1::uuid, $2::timestamptz) w
    ) a
  ) p`,
);

/** The period around `day`, or around today where it is null. */
export async function getPeriodRow(
  tx: UserTx,
  userId: string,
  now: Date,
  day: string | null,
  period: SummaryPeriod,
): Promise<PeriodRow> {
  const [row] = await tx.query(periodStatement, [userId, now, day, period]);
  if (row === undefined) throw new Error("The statement about a period gave no row.");
  return row;
}
