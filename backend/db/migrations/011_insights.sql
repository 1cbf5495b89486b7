-- Which day it is for a writer. Statistics of every kind count local days up to this one, so they share one
-- answer.

-- The day in the home zone of the profile; or, for a traveller whose newest entry already lies in a later day,
-- that day, so that what was written is seen at once. No zone is more than two days ahead of another, and no
-- device whose clock is wrong may lead further. Runs with the rights of the person who asks.
create function echo.writer_today(writer uuid, at timestamptz)
returns table (today date, timezone text, week_start smallint)
language sql
stable
rows 1
set search_path = ''
as $$
  select
    greatest(
      home.day,
      (
        select least(home.day + 2, pg_catalog.max(e.local_date))
        from public.entries e
        where e.user_id = writer and e.deleted_at is null and e.written_at between at - interval '2 days' and at
        having pg_catalog.count(*) > 0
      )
    ),
    home.timezone,
    home.week_start
  from (
    select
      pg_catalog.timezone(coalesce(p.timezone, 'UTC'), at)::date as day,
      coalesce(p.timezone, 'UTC') as timezone,
      coalesce(p.week_start, 1::smallint) as week_start
    from (select) as one
    left join public.profiles p on p.user_id = writer
  ) home
$$;
comment on function echo.writer_today(uuid, timestamptz) is
  'The local day of a writer at an instant, with home zone and first weekday; defaults where there is no profile.';
revoke all on function echo.writer_today(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function echo.writer_today(uuid, timestamptz) to authenticated;
