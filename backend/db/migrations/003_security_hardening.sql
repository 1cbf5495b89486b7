-- Closes every door that is not needed, and asks for the live state of a login. It may be run again at any
-- time, also alone (`psql -f`): it only takes away what nobody may have, from the tables that exist then.

-- Older hosted projects give the API roles every right on whatever is created in public. Not here.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

-- Nobody but the owner makes objects in public.
revoke create on schema public from public, anon, authenticated, service_role;

-- anon, service_role and everybody have no business in the journal: the key that bypasses row-level security
-- opens nothing of it. `authenticated` and `admin` keep what was granted to them by name, except what nobody
-- may have who writes: emptying, deleting entries for good, triggers and references.
do $tables$
declare
  journal_table regclass;
begin
  for journal_table in
    select c.oid::regclass
    from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace)
      and c.relkind in ('r', 'p')
      and c.relowner = current_user::regrole
  loop
    execute format('revoke all on table %s from public, anon, service_role', journal_table);
    execute format('revoke truncate, references, trigger on table %s from authenticated, admin', journal_table);
    execute format('alter table %s enable row level security', journal_table);
    execute format('alter table %s force row level security', journal_table);
  end loop;
end
$tables$;
revoke delete on table public.entries from authenticated, admin;
revoke insert, update, delete on table public.entry_versions from authenticated, admin;

do $functions$
declare
  internal_function regprocedure;
begin
  for internal_function in
    select p.oid::regprocedure
    from pg_proc p
    where p.pronamespace = 'echo'::regnamespace and p.proowner = current_user::regrole
  loop
    execute format('revoke all on function %s from public, anon, service_role', internal_function);
  end loop;
end
$functions$;

-- Access tokens outlive a logout by up to an hour. This says whether the login still lives: its session row
-- is there and not over, and the person is neither banned nor deleted. Runs as its owner, because people
-- cannot read schema auth; it answers only about the person who asks.
create or replace function echo.session_alive(session uuid, subject uuid) returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select subject = (select auth.uid())
    and exists (
      select
      from auth.sessions s
      join auth.users u on u.id = s.user_id
      where s.id = session
        and s.user_id = subject
        and (s.not_after is null or s.not_after > pg_catalog.now())
        and (u.banned_until is null or u.banned_until <= pg_catalog.now())
        and u.deleted_at is null
    )
$$;
revoke all on function echo.session_alive(uuid, uuid) from public, anon, service_role;
grant execute on function echo.session_alive(uuid, uuid) to authenticated;

-- The same for administrators, who besides must still be administrators now, whatever their token says, and
-- must have shown their second factor if they own one.
create or replace function echo.admin_alive(session uuid, subject uuid) returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  has_second_factor boolean := false;
begin
  if not echo.session_alive(session, subject) then
    return false;
  end if;
  if not exists (select from auth.users u where u.id = subject and u.role = 'admin') then
    return false;
  end if;
  if pg_catalog.to_regclass('auth.mfa_factors') is not null then
    execute 'select exists (select from auth.mfa_factors f where f.user_id = $1 and f.status = ''verified'')'
      into has_second_factor
      using subject;
  end if;
  return not has_second_factor
    or exists (select from auth.sessions s where s.id = session and s.aal::text in ('aal2', 'aal3'));
end
$$;
revoke all on function echo.admin_alive(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function echo.admin_alive(uuid, uuid) to admin;
