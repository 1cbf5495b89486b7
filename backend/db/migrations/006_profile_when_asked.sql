-- Every person has a profile from the moment they exist: a trigger on auth.users sees to it. Should one be
-- missing all the same (people restored without their profiles, a trigger that was off), it is made with its
-- defaults when it is asked for, by the request of the person whose profile it is.

grant insert (user_id) on table public.profiles to authenticated;

create policy profiles_insert_own on public.profiles
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy profiles_insert_own on public.profiles is
  'A person may bring their own profile into being, with defaults, where there is none.';
