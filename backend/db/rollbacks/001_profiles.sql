-- Takes back 001_profiles.sql. It refuses while somebody has changed their profile, because that would be lost.
-- Roles and logins stay: they belong to the whole server, and without these objects they may do nothing here.

do $guard$
begin
  if row_security_active('public.profiles') then
    raise exception 'this login does not see all profiles, so it cannot tell whether one would be lost';
  end if;
  if exists (select from public.profiles where version > 1) then
    raise exception 'people have changed their profiles; save and empty public.profiles first';
  end if;
end
$guard$;

-- Takes the trigger on auth.users with it; dropping that by name would need the ownership of the table.
drop function echo.create_profile() cascade;
drop table public.profiles;
drop function echo.stamp_profile();
drop function echo.full_name_from_metadata(jsonb);
drop schema echo;
