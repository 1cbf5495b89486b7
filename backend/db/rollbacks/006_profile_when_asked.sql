-- Takes back 006_profile_when_asked.sql. Profiles that were made by it stay.

drop policy profiles_insert_own on public.profiles;
revoke insert (user_id) on table public.profiles from authenticated;
