-- Takes back 009_coping_kits.sql. It refuses while somebody has a kit or has said what helped, because that would
-- be lost.

do $guard$
begin
  if row_security_active('public.coping_kits') or row_security_active('public.coping_outcomes') then
    raise exception 'this login does not see all coping kits, so it cannot tell whether one would be lost';
  end if;
  if exists (select from public.coping_kits) or exists (select from public.coping_outcomes) then
    raise exception 'there are coping kits or outcomes; save and empty public.coping_kits and public.coping_outcomes first';
  end if;
end
$guard$;

drop function echo.coping_suggestion(text, uuid);
drop index public.entries_coping_offers;
drop table public.coping_outcomes;
drop table public.coping_kits;
drop function echo.stamp_coping_outcome();
drop function echo.stamp_coping_kit();
drop function echo.coping_actions_are_valid(text[]);
