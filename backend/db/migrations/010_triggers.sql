-- What moves a person, in their own words: a trigger is a name and a bundle of words, and public.trigger_matches
-- says which entries speak of it. Matches are kept by the database, however an entry or a trigger comes to be
-- what it is, so every statistic may count on them.

-- Folded text as words with one blank between them and one at both ends. Everything that is no letter, mark or
-- digit separates, and so do the scripts that are written without blanks (Han, kana, Thai, Lao, Burmese, Khmer
-- and their kin), whose words are looked for as they stand. Hangul is set apart from the scripts around it,
-- because its particles are written onto words of any script. Ranges instead of classes: a class would depend
-- on the locale of the database.
create function echo.trigger_text(folded text) returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select ' ' || pg_catalog.btrim(case
    when pg_catalog.octet_length(folded) = pg_catalog.char_length(folded) then
      pg_catalog.regexp_replace(folded, '[^a-z0-9]+', ' ', 'g')
    else
      pg_catalog.regexp_replace(
        pg_catalog.regexp_replace(
          folded,
          '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u0700-\u070d\u0964\u0965\u0e00-\u0eff\u0f0b-\u0f14\u1000-\u109f\u10fb\u1361-\u1368\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u31ff\u3200-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff66-\uff9f\U0001b000-\U0001b16f\U0001f000-\U0001faff\U00020000-\U0003ffff]+',
          ' ',
          'g'
        ),
        ' *([\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]+) *',
        ' \1 ',
        'g'
      )
  end) || ' '
$$;
comment on function echo.trigger_text(text) is 'Folded text as words with a blank on both sides of each.';
revoke all on function echo.trigger_text(text) from public, anon, authenticated, service_role;
grant execute on function echo.trigger_text(text) to authenticated;

-- What is looked for in a text for each of the words, as echo.fold has made them:
-- ' boss ' and ' night shift ': whole words, found in echo.trigger_text;
-- ' 회사': a word that ends in hangul is found where a word begins with it, as particles follow;
-- '仕事', '🍷': scripts without blanks and pictures, found anywhere in the folded text.
-- A word of which nothing is left is no pattern.
create function echo.trigger_patterns(words text[]) returns text[]
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select coalesce(pg_catalog.array_agg(distinct p.pattern) filter (where pg_catalog.btrim(p.pattern) <> ''), '{}')
  from pg_catalog.unnest(words) as w (word)
  cross join lateral (select pg_catalog.btrim(echo.fold(w.word)) as folded) f
  cross join lateral (
    select case
      when f.folded ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2190-\u2bff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\U0001b000-\U0001b16f\U0001f000-\U0001faff\U00020000-\U0003ffff]'
        then f.folded
      when f.folded ~ '[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]$'
        then pg_catalog.rtrim(echo.trigger_text(f.folded))
      else echo.trigger_text(f.folded)
    end as pattern
  ) p
$$;
comment on function echo.trigger_patterns(text[]) is 'What is looked for in a text for each of the words.';
revoke all on function echo.trigger_patterns(text[]) from public, anon, authenticated, service_role;
grant execute on function echo.trigger_patterns(text[]) to authenticated;

-- Whether a text speaks of one of the patterns. The text is divided into words only where the first word of a
-- pattern is in it at all, which spares most texts that.
create function echo.trigger_hits(folded text, patterns text[]) returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  pattern text;
  divided text;
begin
  foreach pattern in array patterns loop
    if pg_catalog.left(pattern, 1) <> ' ' then
      if pg_catalog.strpos(folded, pattern) > 0 then
        return true;
      end if;
    elsif pg_catalog.strpos(folded, pg_catalog.split_part(pattern, ' ', 2)) > 0 then
      divided := coalesce(divided, echo.trigger_text(folded));
      if pg_catalog.strpos(divided, pattern) > 0 then
        return true;
      end if;
    end if;
  end loop;
  return false;
end
$$;
comment on function echo.trigger_hits(text, text[]) is 'Whether a folded text speaks of one of the patterns.';
revoke all on function echo.trigger_hits(text, text[]) from public, anon, authenticated, service_role;
grant execute on function echo.trigger_hits(text, text[]) to authenticated;

-- One to ten different words of 1 to 40 code points, none of them null, blank at its ends or multi-dimensional.
create function echo.trigger_words_are_valid(words text[]) returns boolean
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.cardinality(words) between 1 and 10
    and pg_catalog.array_ndims(words) = 1
    and not exists (
      select
      from pg_catalog.unnest(words) as w (word)
      where w.word is null
        or pg_catalog.char_length(w.word) not between 1 and 40
        or pg_catalog.btrim(w.word) <> w.word
        or pg_catalog.cardinality(echo.trigger_patterns(array[w.word])) = 0
    )
    and (select pg_catalog.count(distinct w.word) from pg_catalog.unnest(words) as w (word)) = pg_catalog.cardinality(words)
$$;
revoke all on function echo.trigger_words_are_valid(text[]) from public, anon, authenticated, service_role;
-- A check runs with the rights of whoever writes the row.
grant execute on function echo.trigger_words_are_valid(text[]) to authenticated;

create table public.triggers (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  words text[] not null,
  patterns text[] not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  create_digest bytea,
  -- Ids are chosen by the writer's device, and unique for one person only.
  primary key (user_id, id),
  constraint triggers_name_length check (char_length(name) between 1 and 60 and btrim(name) = name),
  constraint triggers_words_valid check (echo.trigger_words_are_valid(words)),
  constraint triggers_create_digest_length check (octet_length(create_digest) = 32)
);
comment on table public.triggers is 'What moves a person: a name of their own and the words by which entries speak of it.';
comment on column public.triggers.patterns is 'What is looked for in a text, made of words by a trigger.';
comment on column public.triggers.create_digest is 'SHA-256 of the request that created it, so that a repeated request is recognised.';

-- A name stands for one trigger, whatever its case and width.
create unique index triggers_name on public.triggers (user_id, lower(normalize(name, NFKC)));

create table public.trigger_matches (
  user_id uuid not null,
  entry_id uuid not null,
  trigger_id uuid not null,
  primary key (user_id, entry_id, trigger_id),
  foreign key (user_id, entry_id) references public.entries (user_id, id) on delete cascade,
  foreign key (user_id, trigger_id) references public.triggers (user_id, id) on delete cascade
);
comment on table public.trigger_matches is
  'Which entries speak of which triggers, those in the trash included. Only the triggers of entries and triggers write here.';

create index trigger_matches_by_trigger on public.trigger_matches (user_id, trigger_id, entry_id);

alter table public.triggers enable row level security;
alter table public.triggers force row level security;
revoke all on table public.triggers from public, anon, authenticated, service_role;
grant select, delete on table public.triggers to authenticated;
grant insert (user_id, id, name, words, create_digest) on table public.triggers to authenticated;
grant update (name, words) on table public.triggers to authenticated;

create policy triggers_select_own on public.triggers
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy triggers_select_own on public.triggers is 'A person may read their own triggers and nobody else''s.';

create policy triggers_insert_own on public.triggers
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy triggers_insert_own on public.triggers is 'A person may add triggers for themselves only.';

create policy triggers_update_own on public.triggers
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy triggers_update_own on public.triggers is 'A person may rename their own triggers and change their words.';

create policy triggers_delete_own on public.triggers
  for delete to authenticated
  using (user_id = (select auth.uid()));
comment on policy triggers_delete_own on public.triggers is 'A person may remove their own triggers; the entries stay.';

alter table public.trigger_matches enable row level security;
alter table public.trigger_matches force row level security;
revoke all on table public.trigger_matches from public, anon, authenticated, service_role;
grant select on table public.trigger_matches to authenticated;

create policy trigger_matches_select_own on public.trigger_matches
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy trigger_matches_select_own on public.trigger_matches is
  'A person may see which of their own entries speak of their own triggers. Only the database writes here.';

-- Times, version and patterns come from the database, whatever a statement says.
create function echo.stamp_trigger() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.patterns := echo.trigger_patterns(new.words);
  if tg_op = 'INSERT' then
    new.created_at := pg_catalog.now();
    new.updated_at := new.created_at;
    new.version := 1;
    return new;
  end if;
  if new.user_id <> old.user_id or new.id <> old.id then
    raise exception 'a trigger cannot change its owner or its id' using errcode = 'integrity_constraint_violation';
  end if;
  new.created_at := old.created_at;
  new.create_digest := old.create_digest;
  new.updated_at := old.updated_at;
  new.version := old.version;
  if new.name <> old.name or new.words <> old.words then
    new.version := old.version + 1;
    new.updated_at := pg_catalog.now();
  end if;
  return new;
end
$$;
revoke all on function echo.stamp_trigger() from public, anon, authenticated, service_role;

create trigger stamp_trigger
  before insert or update on public.triggers
  for each row execute function echo.stamp_trigger();

-- While one transaction adds an entry and another one a trigger, neither sees the other's row. So whoever writes
-- entries holds this lock together with others who do, and whoever writes triggers holds it alone: the later of
-- the two begins to look when the earlier one is committed.
create function echo.trigger_lock_key(user_id uuid) returns bigint
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select pg_catalog.hashtextextended('echo.triggers ' || user_id::text, 0)
$$;
revoke all on function echo.trigger_lock_key(uuid) from public, anon, authenticated, service_role;

-- Finds the entries that speak of a trigger when it is new or has other words. Runs as its owner: people have no
-- right to write matches themselves.
create function echo.match_trigger() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform pg_catalog.pg_advisory_xact_lock(echo.trigger_lock_key(new.user_id));
  if tg_op = 'INSERT' and (select pg_catalog.count(*) from public.triggers t where t.user_id = new.user_id) > 100 then
    raise exception 'at most 100 triggers' using errcode = 'check_violation', constraint = 'triggers_count';
  end if;
  if tg_op = 'UPDATE' then
    delete from public.trigger_matches m where m.user_id = new.user_id and m.trigger_id = new.id;
  end if;
  insert into public.trigger_matches (user_id, entry_id, trigger_id)
  select e.user_id, e.id, new.id
  from public.entries e
  where e.user_id = new.user_id and echo.trigger_hits(echo.fold(e.text), new.patterns);
  return null;
end
$$;
revoke all on function echo.match_trigger() from public, anon, authenticated, service_role;

create trigger match_trigger
  after insert on public.triggers
  for each row execute function echo.match_trigger();

create trigger match_changed_trigger
  after update on public.triggers
  for each row when (new.patterns <> old.patterns)
  execute function echo.match_trigger();

-- Finds the triggers that an entry speaks of when it is new or says something else. For a person without
-- triggers that is a lock in memory and one look into an index.
create function echo.match_entry() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  folded text;
begin
  perform pg_catalog.pg_advisory_xact_lock_shared(echo.trigger_lock_key(new.user_id));
  if not exists (select from public.triggers t where t.user_id = new.user_id) then
    return null;
  end if;
  folded := echo.fold(new.text);
  if tg_op = 'UPDATE' then
    delete from public.trigger_matches m where m.user_id = new.user_id and m.entry_id = new.id;
  end if;
  insert into public.trigger_matches (user_id, entry_id, trigger_id)
  select t.user_id, new.id, t.id
  from public.triggers t
  where t.user_id = new.user_id and echo.trigger_hits(folded, t.patterns);
  return null;
end
$$;
revoke all on function echo.match_entry() from public, anon, authenticated, service_role;

create trigger match_entry
  after insert on public.entries
  for each row execute function echo.match_entry();

create trigger match_changed_entry
  after update on public.entries
  for each row when (new.text <> old.text)
  execute function echo.match_entry();

-- The triggers of the asking person that a text speaks of, oldest first.
create function echo.matched_triggers(text text) returns table (trigger_id uuid, name text)
language plpgsql
stable
rows 1
set search_path = ''
as $$
#variable_conflict use_column
declare
  folded text;
begin
  if not exists (select from public.triggers t where t.user_id = (select auth.uid())) then
    return;
  end if;
  folded := echo.fold(matched_triggers.text);
  return query
    select t.id, t.name
    from public.triggers t
    where t.user_id = (select auth.uid()) and echo.trigger_hits(folded, t.patterns)
    order by t.created_at, t.id;
end
$$;
comment on function echo.matched_triggers(text) is 'The asking person''s own triggers that a text speaks of.';
revoke all on function echo.matched_triggers(text) from public, anon, authenticated, service_role;
grant execute on function echo.matched_triggers(text) to authenticated;
