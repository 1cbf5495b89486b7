-- The ground everything stands on: schema echo for internals, the logins that Echo's requests use, the role
-- of administrators, and one profile for every person.
-- Runs as `postgres`, which is not a superuser on a hosted project. Roles belong to the whole server and may
-- serve other databases too, so they are only created and completed here, never replaced.

create schema if not exists echo;
comment on schema echo is 'Internals of Echo: functions behind policies and triggers. Not exposed by the Data API.';
revoke all on schema echo from public;
grant usage on schema echo to authenticated;

-- echo_api carries the requests of people and can become `authenticated` only; echo_admin carries the
-- administrators' requests and can become `admin` only. Two logins, because a login that is a member of both
-- could be talked into changing from one to the other in the middle of a person's transaction.
-- NOINHERIT: a query that runs before an identity was set finds no table that it may read.
do $roles$
declare
  login text;
  setting text[];
begin
  if not exists (select from pg_roles where rolname = 'admin') then
    create role admin nologin inherit;
  end if;
  foreach login in array array['echo_api', 'echo_admin'] loop
    if not exists (select from pg_roles where rolname = login) then
      execute format('create role %I login noinherit', login);
    end if;
    foreach setting slice 1 in array array[
      ['statement_timeout', '5s'],
      ['lock_timeout', '1s'],
      ['idle_in_transaction_session_timeout', '10s'],
      -- Every statement is prepared once and has the same good plan for every person; planning it again
      -- for each set of values costs more than it gains.
      ['plan_cache_mode', 'force_generic_plan'],
      ['timezone', 'UTC']
    ] loop
      if not exists (
        select
        from pg_roles r
        join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
        where r.rolname = login
          and lower(split_part(setting[1], '=', 1)) || '=' || setting[2] = any (
            select lower(split_part(c, '=', 1)) || '=' || substr(c, strpos(c, '=') + 1) from unnest(s.setconfig) c
          )
      ) then
        execute format('alter role %I set %s to %L', login, setting[1], setting[2]);
      end if;
    end loop;
  end loop;
end
$roles$;

do $memberships$
declare
  membership text[];
begin
  foreach membership slice 1 in array array[
    ['authenticated', 'admin'],
    ['authenticated', 'echo_api'],
    ['admin', 'echo_admin'],
    ['admin', 'authenticator']
  ] loop
    if exists (select from pg_roles where rolname = membership[2])
      and not exists (
        select
        from pg_auth_members m
        where m.roleid = membership[1]::regrole and m.member = membership[2]::regrole
      )
    then
      execute format('grant %I to %I', membership[1], membership[2]);
    end if;
  end loop;
end
$memberships$;

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  full_name text,
  timezone text not null default 'UTC',
  locale text not null default 'en',
  week_start smallint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint profiles_full_name_length check (char_length(full_name) between 1 and 200),
  constraint profiles_timezone_shape check (timezone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'),
  constraint profiles_locale_shape check (locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  constraint profiles_week_start_range check (week_start between 1 and 7)
);
comment on table public.profiles is 'One row for every person: name and how days and weeks are counted.';
comment on column public.profiles.week_start is 'ISO weekday on which weeks begin: 1 is Monday, 7 is Sunday.';

alter table public.profiles enable row level security;
alter table public.profiles force row level security;
revoke all on table public.profiles from public, anon, authenticated, service_role;
grant select on table public.profiles to authenticated;
grant update (full_name, timezone, locale, week_start) on table public.profiles to authenticated;

create policy profiles_select_own on public.profiles
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy profiles_select_own on public.profiles is 'A person may read their own profile and no other.';

create policy profiles_update_own on public.profiles
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy profiles_update_own on public.profiles is
  'A person may change name, zone, language and first weekday of their own profile and of no other.';

-- Times and versions come from the database, whatever a statement says.
create function echo.stamp_profile() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.user_id is distinct from old.user_id then
    raise exception 'a profile cannot change its owner' using errcode = 'integrity_constraint_violation';
  end if;
  -- An unknown zone fails here (22023), so that every stored zone can be used to find a local day.
  perform pg_catalog.timezone(new.timezone, pg_catalog.now());
  new.created_at := old.created_at;
  new.updated_at := pg_catalog.now();
  new.version := old.version + 1;
  return new;
end
$$;
revoke all on function echo.stamp_profile() from public, anon, authenticated, service_role;

create trigger stamp_profile
  before update on public.profiles
  for each row execute function echo.stamp_profile();

-- The name that was given at sign-up when it is one that a profile may hold, otherwise null: bad metadata
-- must never make a sign-up fail.
create function echo.full_name_from_metadata(metadata jsonb) returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when pg_catalog.jsonb_typeof(metadata -> 'full_name') = 'string'
      and pg_catalog.char_length(pg_catalog.btrim(metadata ->> 'full_name')) between 1 and 200
      and pg_catalog.btrim(metadata ->> 'full_name') !~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]'
    then pg_catalog.btrim(metadata ->> 'full_name')
  end
$$;
revoke all on function echo.full_name_from_metadata(jsonb) from public, anon, authenticated, service_role;

-- Runs as its owner, because the service that inserts people has no rights in Echo's tables.
create function echo.create_profile() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.profiles (user_id, full_name)
  values (new.id, echo.full_name_from_metadata(new.raw_user_meta_data))
  on conflict (user_id) do nothing;
  return null;
end
$$;
revoke all on function echo.create_profile() from public, anon, authenticated, service_role;

create trigger echo_create_profile
  after insert on auth.users
  for each row execute function echo.create_profile();

-- Everybody who was there before.
insert into public.profiles (user_id, full_name)
select id, echo.full_name_from_metadata(raw_user_meta_data)
from auth.users
on conflict (user_id) do nothing;
