-- The journal: entries, their trash, and every former wording. The rule that this file keeps is that no way
-- of writing, neither through the API nor by hand, can lose a word: a changed entry leaves its old content in
-- public.entry_versions, and the people who write may move an entry to the trash but not delete it.

-- At most ten different tags of 1 to 32 code points, none of them null, blank at its ends or multi-dimensional.
create function echo.tags_are_valid(tags text[]) returns boolean
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.cardinality(tags) <= 10
    and coalesce(pg_catalog.array_ndims(tags), 1) = 1
    and not exists (
      select
      from pg_catalog.unnest(tags) as t (tag)
      where t.tag is null
        or pg_catalog.char_length(t.tag) not between 1 and 32
        or pg_catalog.btrim(t.tag) <> t.tag
    )
    and (select pg_catalog.count(distinct t.tag) from pg_catalog.unnest(tags) as t (tag)) = pg_catalog.cardinality(tags)
$$;
revoke all on function echo.tags_are_valid(text[]) from public, anon, authenticated, service_role;
-- A check runs with the rights of whoever writes the row.
grant execute on function echo.tags_are_valid(text[]) to authenticated;

create table public.entries (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  text text not null,
  tags text[] not null default '{}',
  mood smallint,
  source text not null default 'api',
  word_count integer not null default 0,
  written_at timestamptz not null default now(),
  timezone text not null default 'UTC',
  local_date date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  deleted_at timestamptz,
  create_digest bytea,
  -- Ids are chosen by the writer's device, before the network is there. They are unique for one person only,
  -- so nobody can learn from a refused id that it exists in another journal.
  primary key (user_id, id),
  constraint entries_text_length check (char_length(text) between 1 and 50000 and octet_length(text) <= 200000),
  constraint entries_text_not_blank check (
    btrim(
      text,
      E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
    ) <> ''
  ),
  constraint entries_tags_valid check (echo.tags_are_valid(tags)),
  constraint entries_mood_range check (mood between 1 and 5),
  constraint entries_source_known check (source in ('web', 'mobile', 'api', 'import')),
  constraint entries_word_count_range check (word_count between 0 and 50000),
  constraint entries_written_at_range check (
    written_at >= timestamptz '1900-01-01 00:00:00+00' and written_at < timestamptz '2200-01-01 00:00:00+00'
  ),
  constraint entries_timezone_shape check (timezone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'),
  constraint entries_create_digest_length check (octet_length(create_digest) = 32)
);
comment on table public.entries is 'Journal entries, each with its present content. Former content is in entry_versions.';
comment on column public.entries.local_date is 'The day of written_at in timezone, found by a trigger: the day the person lived.';
comment on column public.entries.version is 'Begins with 1 and grows by one at every change of content.';
comment on column public.entries.deleted_at is 'Since when the entry lies in the trash, or null.';
comment on column public.entries.create_digest is 'SHA-256 of the request that created it, so that a repeated request is recognised.';

-- The timeline, newest first, page by page; and the trash, last thrown away first.
create index entries_timeline on public.entries (user_id, written_at desc, id desc) where deleted_at is null;
create index entries_trash on public.entries (user_id, deleted_at desc, id desc) where deleted_at is not null;

alter table public.entries enable row level security;
alter table public.entries force row level security;
revoke all on table public.entries from public, anon, authenticated, service_role;
grant select on table public.entries to authenticated;
grant insert (
  user_id, id, text, tags, mood, source, word_count, written_at, timezone, local_date, create_digest
) on table public.entries to authenticated;
grant update (
  text, tags, mood, word_count, written_at, timezone, local_date, deleted_at
) on table public.entries to authenticated;

create policy entries_select_own on public.entries
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy entries_select_own on public.entries is
  'A person may read their own entries, those in the trash included, and nobody else''s.';

create policy entries_insert_own on public.entries
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy entries_insert_own on public.entries is 'A person may add entries to their own journal only.';

create policy entries_update_own on public.entries
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy entries_update_own on public.entries is
  'A person may change, throw away and bring back their own entries. Nobody may delete one for good here.';

create table public.entry_versions (
  user_id uuid not null,
  entry_id uuid not null,
  version integer not null,
  text text not null,
  tags text[] not null,
  mood smallint,
  written_at timestamptz not null,
  timezone text not null,
  local_date date not null,
  replaced_at timestamptz not null default now(),
  primary key (user_id, entry_id, version),
  foreign key (user_id, entry_id) references public.entries (user_id, id) on delete cascade
);
comment on table public.entry_versions is 'Every former content of an entry, written by a trigger at the moment it was replaced.';

alter table public.entry_versions enable row level security;
alter table public.entry_versions force row level security;
revoke all on table public.entry_versions from public, anon, authenticated, service_role;
grant select on table public.entry_versions to authenticated;

create policy entry_versions_select_own on public.entry_versions
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy entry_versions_select_own on public.entry_versions is
  'A person may read the former content of their own entries. Only the trigger writes here.';

-- Times, version and local day come from the database, whatever a statement says.
create function echo.stamp_entry() returns trigger
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
revoke all on function echo.stamp_entry() from public, anon, authenticated, service_role;

create trigger stamp_entry
  before insert or update on public.entries
  for each row execute function echo.stamp_entry();

-- Runs as its owner: the people who write have no right to write versions themselves.
create function echo.keep_entry_version() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.entry_versions
    (user_id, entry_id, version, text, tags, mood, written_at, timezone, local_date, replaced_at)
  values
    (old.user_id, old.id, old.version, old.text, old.tags, old.mood, old.written_at, old.timezone, old.local_date, pg_catalog.now());
  return null;
end
$$;
revoke all on function echo.keep_entry_version() from public, anon, authenticated, service_role;

create trigger keep_entry_version
  after update on public.entries
  for each row when (new.version <> old.version)
  execute function echo.keep_entry_version();
