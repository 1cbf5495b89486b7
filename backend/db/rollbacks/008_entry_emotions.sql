-- Takes back 008_entry_emotions.sql. What was heard can be heard again, what a writer said cannot: it refuses
-- while there is a single correction.

do $guard$
begin
  if row_security_active('public.entries') then
    raise exception 'this login does not see all entries, so it cannot tell whether a correction would be lost';
  end if;
  if exists (select from public.entries where emotion_user is not null) then
    raise exception 'there are corrections of emotions; save and clear public.entries.emotion_user first';
  end if;
end
$guard$;

drop function echo.people_to_reanalyse(text, uuid, integer);
revoke usage on schema echo from echo_api;

create or replace function echo.stamp_entry() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := pg_catalog.now();
    new.updated_at := new.created_at;
    new.version := 1;
    new.deleted_at := null;
  else
    if new.user_id <> old.user_id or new.id <> old.id then
      raise exception 'an entry cannot change its owner or its id' using errcode = 'integrity_constraint_violation';
    end if;
    new.created_at := old.created_at;
    new.create_digest := old.create_digest;
    new.updated_at := old.updated_at;
    new.version := old.version;
    if new.text <> old.text
      or new.tags <> old.tags
      or new.mood is distinct from old.mood
      or new.written_at <> old.written_at
      or new.timezone <> old.timezone
    then
      new.version := old.version + 1;
      new.updated_at := pg_catalog.now();
    end if;
    -- An entry is in the trash since the database's clock says so, and stays there with that time.
    if new.deleted_at is not null then
      new.deleted_at := coalesce(old.deleted_at, pg_catalog.now());
    end if;
    if new.deleted_at is distinct from old.deleted_at then
      new.updated_at := pg_catalog.now();
    end if;
  end if;
  -- An unknown zone fails here (22023).
  new.local_date := pg_catalog.timezone(new.timezone, new.written_at)::date;
  return new;
end
$$;

drop function echo.emotion_of(smallint[]);
drop index public.entries_recent;
alter table public.entries
  drop column language,
  drop column emotion_scores,
  drop column emotion_user,
  drop column emotion,
  drop column sentiment,
  drop column emotion_engine,
  drop column one_liner,
  drop column one_liner_key,
  drop column coping_action,
  drop column terms;
