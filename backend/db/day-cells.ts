/**
 * Pieces of SQL that statements about local days share. Each expects the writer's id as `$1`. The index of the
 * timeline is ordered by instant, so a range of days also gives a generous pair of instants: no local day begins
 * or ends more than two days away from the UTC day of the same name.
 */

/** Entries outside the trash on the local days from `first` to `last` (expressions of type date). */
export const entriesBetween = (first: string, last: string) => `public.entries e
      where e.user_id = $1::uuid and e.deleted_at is null
        and e.written_at >= (${first} - 2)::timestamptz and e.written_at < (${last} + 3)::timestamptz
        and e.local_date between ${first} and ${last}`;

/** `DayCell` of each day and label. */
export const dayCells = (first: string, last: string) => `(
    select coalesce(json_agg(json_build_array(c.local_date, c.emotion, c.entries, c.sentiments, c.moods, c.mood_sum)), '[]')
    from (
      select e.local_date, e.emotion, count(*) as entries, sum(e.sentiment::float8) as sentiments,
        count(e.mood) as moods, sum(e.mood) as mood_sum
      from ${entriesBetween(first, last)}
      group by e.local_date, e.emotion
    ) c
  ) as cells`;
