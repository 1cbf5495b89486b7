-- Takes back 002_entries.sql. It refuses while there is a single entry: no word is lost by a rollback.

do $guard$
begin
  if row_security_active('public.entries') then
    raise exception 'this login does not see all entries, so it cannot tell whether one would be lost';
  end if;
  if exists (select from public.entries) then
    raise exception 'there are entries; save and empty public.entries first';
  end if;
end
$guard$;

drop table public.entry_versions;
drop trigger stamp_entry on public.entries;
drop trigger keep_entry_version on public.entries;
drop function echo.keep_entry_version();
drop function echo.stamp_entry();
drop table public.entries;
drop function echo.tags_are_valid(text[]);
