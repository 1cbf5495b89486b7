/**
 * The statements of the insights: sums by local day, week and part of the day, made by the database in one round
 * trip. Nothing is stored, so what was edited, imported, corrected or thrown away counts at once. The index of
 * the timeline is ordered by instant; each range of days therefore also gives a generous pair of instants.
 */
import { INSIGHT_LIMITS } from "@echo/contract/insights.ts";
import type { DayCell } from "#core/day-figures.ts";
import { dayCells, entriesBetween } from "#db/day-cells.ts";
import { ENTRY_COLUMNS, type EntryRow } from "#db/entry-row.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { TermsRow } from "./keywords.ts";
import type { RhythmCell } from "./rhythms.ts";

export interface DaysRow {
  readonly today: string;
  readonly week_start: number;
  readonly cells: readonly DayCell[];
}

export interface SummaryRow extends DaysRow {
  readonly terms: readonly TermsRow[];
}

const FIRST_DAY = "w.today - $3::integer + 1";

const summaryStatement = statement<SummaryRow>(
  "insights.summary",
  `select w.today, w.week_start,
  ${dayCells(FIRST_DAY, "w.today")},
  (
    select coalesce(json_agg(json_build_array(n.day, n.sentiment, array_to_string(n.terms, ' '))), '[]')
    from (
      select e.local_date - date '1970-01-01' + 4 - w.week_start as day, e.sentiment, e.terms
      from ${entriesBetween(FIRST_DAY, "w.today")} and e.sentiment is not null and e.terms is not null
      order by e.written_at desc, e.id desc
      limit ${INSIGHT_LIMITS.keywordEntries}
    ) n
  ) as terms
  from echo.writer_today($1::uuid, $2::timestamptz) w`,
);

/** The window of `days` days that ends today, day by day, and the words of its newest understood entries. */
export async function getSummaryRow(
  tx: UserTx,
  userId: string,
  now: Date,
  days: number,
): Promise<SummaryRow> {
  return only(await tx.query(summaryStatement, [userId, now, days]));
}

const daysStatement = statement<DaysRow>(
  "insights.days",
  `select w.today, w.week_start,
  ${dayCells(FIRST_DAY, "w.today")}
  from echo.writer_today($1::uuid, $2::timestamptz) w`,
);

/** The window of `days` days that ends today, day by day. */
export async function getDaysRow(tx: UserTx, userId: string, now: Date, days: number): Promise<DaysRow> {
  return only(await tx.query(daysStatement, [userId, now, days]));
}

export interface RhythmsRow {
  readonly today: string;
  readonly week_start: number;
  readonly entries: number;
  readonly median_words: number | null;
  readonly cells: readonly RhythmCell[];
}

const rhythmsStatement = statement<RhythmsRow>(
  "insights.rhythms",
  `select w.today, w.week_start, c.entries::integer, c.median_words, c.cells
  from echo.writer_today($1::uuid, $2::timestamptz) w,
  lateral (
    with lived as materialized (
      select e.local_date, e.sentiment::float8 as y,
        date_part('hour', timezone(e.timezone, e.written_at))::integer / 6 as part,
        e.word_count, ln(greatest(e.word_count, 1)::float8) / ln(2::float8) as x
      from ${entriesBetween(FIRST_DAY, "w.today")}
    )
    select
      (select count(*) from lived) as entries,
      (select percentile_cont(0.5) within group (order by l.word_count) from lived l where l.y is not null)
        as median_words,
      (
        select coalesce(json_agg(json_build_array(
          g.day, g.part, g.entries, g.y, g.yy, g.x, g.xx, g.xy)), '[]')
        from (
          select l.local_date - date '1970-01-01' + 4 - w.week_start as day, l.part, count(*) as entries,
            sum(l.y) as y, sum(l.y * l.y) as yy, sum(l.x) as x, sum(l.x * l.x) as xx, sum(l.x * l.y) as xy
          from lived l
          where l.y is not null
          group by l.local_date, l.part
        ) g
      ) as cells
  ) c`,
);

/** The understood entries of the window by day and part of the day. */
export async function getRhythmsRow(
  tx: UserTx,
  userId: string,
  now: Date,
  days: number,
): Promise<RhythmsRow> {
  return only(await tx.query(rhythmsStatement, [userId, now, days]));
}

/** An entry of a remembered day; without an id where no day has any. */
export type RememberedRow = Omit<EntryRow, "id"> & {
  readonly asked_day: string;
  readonly id: string | null;
  readonly years_ago: number | null;
  readonly months_ago: number | null;
  readonly entry_count: number;
};

/** Years that can have entries, and the months that are looked back at besides. */
const YEARS_BACK = 300;
const MONTHS_BACK = "(1), (3), (6)";
/** Bytes of text after which no further entry is added. */
const TEXT_BYTES = 2_000_000;

// A day is the same month and day of an earlier year. 29 February is remembered in years without one on the 28th.
const onThisDayStatement = statement<RememberedRow>(
  "insights.on_this_day",
  `select a.day as asked_day, r.years_ago, r.months_ago, coalesce(r.entry_count, 0)::integer as entry_count,
    ${ENTRY_COLUMNS.replaceAll(/\w+/g, "r.$&")}
  from (
    select coalesce($3::date, w.today) as day from echo.writer_today($1::uuid, $2::timestamptz) w
  ) a
  left join lateral (
    select e.*, p.years_ago, p.months_ago, p.day,
      sum(octet_length(e.text)) over nearest - octet_length(e.text) as bytes_before
    from (
      select (a.day - make_interval(years => y))::date as day, y as years_ago, null::integer as months_ago
      from generate_series(1, ${YEARS_BACK}) y
      where a.day - make_interval(years => y) >= date '1900-01-01'
        and extract(day from a.day - make_interval(years => y)) = extract(day from a.day)
      union all
      select (a.day - make_interval(years => y))::date + 1, y, null
      from generate_series(1, ${YEARS_BACK}) y
      where to_char(a.day, 'MMDD') = '0228' and to_char(a.day + 1, 'MMDD') = '0301'
        and a.day - make_interval(years => y) >= date '1900-01-01'
        and to_char((a.day - make_interval(years => y))::date + 1, 'MMDD') = '0229'
      union all
      select (a.day - make_interval(months => m))::date, null, m
      from (values ${MONTHS_BACK}) months (m)
    ) p
    cross join lateral (
      select e.*, count(*) over () as entry_count
      from ${entriesBetween("p.day", "p.day")}
      order by e.written_at, e.id
      limit ${INSIGHT_LIMITS.entriesOfADay}
    ) e
    window nearest as (order by p.day desc, e.written_at, e.id)
    order by p.day desc, e.written_at, e.id
    limit ${INSIGHT_LIMITS.rememberedEntries}
  ) r on r.bytes_before <= ${TEXT_BYTES}
  order by r.day desc, r.written_at, r.id`,
);

/** The entries of the days that are remembered on `day` (null: today), nearest day first; at least one row. */
export function listRemembered(
  tx: UserTx,
  userId: string,
  now: Date,
  day: string | null,
): Promise<RememberedRow[]> {
  return tx.query(onThisDayStatement, [userId, now, day]);
}

/** A statement that always has exactly one row. */
function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("A statement of the insights gave no row.");
  return row;
}
