-- What a language model outside Echo answered to an entry, where the writer asked it to. One for each entry:
-- asked again, the new one takes the place of the old one. It goes with the entry.

create table public.entry_reflections (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  entry_id uuid not null,
  text text not null,
  model text not null,
  host text not null,
  is_this_machine boolean not null,
  entry_version integer not null,
  created_at timestamptz not null default now(),
  primary key (user_id, entry_id),
  -- One's own entry, because the owner is part of the key.
  foreign key (user_id, entry_id) references public.entries (user_id, id) on delete cascade,
  constraint entry_reflections_text_length check (char_length(text) between 1 and 4000),
  constraint entry_reflections_model_length check (char_length(model) between 1 and 200),
  constraint entry_reflections_host_length check (char_length(host) between 1 and 300),
  constraint entry_reflections_version_range check (entry_version >= 1)
);
comment on table public.entry_reflections is 'Answers of a language model, asked for by the writer, with where the text went.';

alter table public.entry_reflections enable row level security;
alter table public.entry_reflections force row level security;
revoke all on table public.entry_reflections from public, anon, authenticated, service_role;
grant select, delete on table public.entry_reflections to authenticated;
grant insert (user_id, entry_id, text, model, host, is_this_machine, entry_version)
  on table public.entry_reflections to authenticated;
grant update (text, model, host, is_this_machine, entry_version)
  on table public.entry_reflections to authenticated;

create policy entry_reflections_select_own on public.entry_reflections
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy entry_reflections_select_own on public.entry_reflections is
  'A person may read the reflections on their own entries.';

create policy entry_reflections_insert_own on public.entry_reflections
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy entry_reflections_insert_own on public.entry_reflections is
  'A person may keep reflections on their own entries only.';

create policy entry_reflections_update_own on public.entry_reflections
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy entry_reflections_update_own on public.entry_reflections is
  'A person may let a new reflection take the place of an old one, on their own entries only.';

create policy entry_reflections_delete_own on public.entry_reflections
  for delete to authenticated
  using (user_id = (select auth.uid()));
comment on policy entry_reflections_delete_own on public.entry_reflections is
  'A person may throw away reflections on their own entries.';

-- The time comes from the database, whatever a statement says.
create function echo.stamp_entry_reflection() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.created_at := pg_catalog.now();
  return new;
end
$$;
revoke all on function echo.stamp_entry_reflection() from public, anon, authenticated, service_role;

create trigger stamp_entry_reflection
  before insert or update on public.entry_reflections
  for each row execute function echo.stamp_entry_reflection();
