-- Takes back 010_triggers.sql. It refuses while somebody has a trigger, because its name and words would be lost.
-- Matches can be found again.

do $guard$
begin
  if row_security_active('public.triggers') then
    raise exception 'this login does not see all triggers, so it cannot tell whether one would be lost';
  end if;
  if exists (select from public.triggers) then
    raise exception 'there are triggers; save and empty public.triggers first';
  end if;
end
$guard$;

drop function echo.matched_triggers(text);
drop trigger match_changed_entry on public.entries;
drop trigger match_entry on public.entries;
drop function echo.match_entry();
drop table public.trigger_matches;
drop table public.triggers;
drop function echo.match_trigger();
drop function echo.trigger_lock_key(uuid);
drop function echo.stamp_trigger();
drop function echo.trigger_words_are_valid(text[]);
drop function echo.trigger_hits(text, text[]);
drop function echo.trigger_patterns(text[]);
drop function echo.trigger_text(text);
