-- Up to three actions of a person's own for hard moments, and what became of them. The rule that this file
-- keeps is that only the person says what helps: actions are their words, outcomes are their answers, and a
-- suggestion is one of their actions or nothing.

-- At most three different actions of 1 to 80 code points, none of them null, blank at its ends or multi-dimensional.
create function echo.coping_actions_are_valid(actions text[]) returns boolean
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.cardinality(actions) <= 3
    and coalesce(pg_catalog.array_ndims(actions), 1) = 1
    and not exists (
      select
      from pg_catalog.unnest(actions) as a (action)
      where a.action is null
        or pg_catalog.char_length(a.action) not between 1 and 80
        or pg_catalog.btrim(a.action) <> a.action
    )
    and (select pg_catalog.count(distinct a.action) from pg_catalog.unnest(actions) as a (action))
      = pg_catalog.cardinality(actions)
$$;
revoke all on function echo.coping_actions_are_valid(text[]) from public, anon, authenticated, service_role;
-- A check runs with the rights of whoever writes the row.
grant execute on function echo.coping_actions_are_valid(text[]) to authenticated;

create table public.coping_kits (
  user_id uuid primary key default auth.uid() references auth.users (id) on delete cascade,
  actions text[] not null default '{}',
  updated_at timestamptz not null default now(),
  constraint coping_kits_actions_valid check (echo.coping_actions_are_valid(actions))
);
comment on table public.coping_kits is 'What a person does in hard moments, in their own words and order: at most three actions.';

create table public.coping_outcomes (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  entry_id uuid not null,
  action text not null,
  helped boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, entry_id, action),
  -- One's own entry, because the owner is part of the key.
  foreign key (user_id, entry_id) references public.entries (user_id, id) on delete cascade,
  constraint coping_outcomes_action_length check (char_length(action) between 1 and 80)
);
comment on table public.coping_outcomes is
  'Whether an action helped after an entry: the last answer of the person. The action may have left the kit since.';

-- The newest outcomes of an action, which a suggestion learns from.
create index coping_outcomes_by_action on public.coping_outcomes (user_id, action, updated_at desc);
-- How often an action was offered.
create index entries_coping_offers on public.entries (user_id, coping_action)
  where coping_action is not null and deleted_at is null;

alter table public.coping_kits enable row level security;
alter table public.coping_kits force row level security;
revoke all on table public.coping_kits from public, anon, authenticated, service_role;
grant select on table public.coping_kits to authenticated;
grant insert (user_id, actions) on table public.coping_kits to authenticated;
grant update (actions) on table public.coping_kits to authenticated;

create policy coping_kits_select_own on public.coping_kits
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy coping_kits_select_own on public.coping_kits is 'A person may read their own kit and no other.';

create policy coping_kits_insert_own on public.coping_kits
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy coping_kits_insert_own on public.coping_kits is 'A person may make one kit, their own.';

create policy coping_kits_update_own on public.coping_kits
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy coping_kits_update_own on public.coping_kits is 'A person may change the actions of their own kit and of no other.';

alter table public.coping_outcomes enable row level security;
alter table public.coping_outcomes force row level security;
revoke all on table public.coping_outcomes from public, anon, authenticated, service_role;
grant select on table public.coping_outcomes to authenticated;
grant insert (user_id, entry_id, action, helped) on table public.coping_outcomes to authenticated;
grant update (helped) on table public.coping_outcomes to authenticated;

create policy coping_outcomes_select_own on public.coping_outcomes
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy coping_outcomes_select_own on public.coping_outcomes is 'A person may read what helped themselves and nobody else''s.';

create policy coping_outcomes_insert_own on public.coping_outcomes
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy coping_outcomes_insert_own on public.coping_outcomes is
  'A person may say what helped after their own entries only.';

create policy coping_outcomes_update_own on public.coping_outcomes
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy coping_outcomes_update_own on public.coping_outcomes is
  'A person may change their own answer whether an action helped; entry and action stay as they are.';

-- Times come from the database, whatever a statement says.
create function echo.stamp_coping_kit() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := case when tg_op = 'UPDATE' and new.actions = old.actions then old.updated_at else pg_catalog.now() end;
  return new;
end
$$;
revoke all on function echo.stamp_coping_kit() from public, anon, authenticated, service_role;

create trigger stamp_coping_kit
  before insert or update on public.coping_kits
  for each row execute function echo.stamp_coping_kit();

create function echo.stamp_coping_outcome() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.created_at := case when tg_op = 'UPDATE' then old.created_at else pg_catalog.now() end;
  new.updated_at := pg_catalog.now();
  return new;
end
$$;
revoke all on function echo.stamp_coping_outcome() from public, anon, authenticated, service_role;

create trigger stamp_coping_outcome
  before insert or update on public.coping_outcomes
  for each row execute function echo.stamp_coping_outcome();

-- An action of the asking person's kit, or null where they have none. The one with the highest mean of a Beta
-- posterior, (1 + helped) / (2 + tried), over its newest 100 outcomes without those of entries in the trash; an
-- outcome after an entry of the same feeling counts double. For one seed in eight it is any action, so that one
-- that failed once can still show that it helps; equals are told apart by the seed too. The same seed and the
-- same outcomes give the same action.
create function echo.coping_suggestion(feeling text, seed uuid) returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  kit text[];
  draw bigint;
begin
  select k.actions into kit from public.coping_kits k where k.user_id = (select auth.uid());
  if kit is null or pg_catalog.cardinality(kit) = 0 then
    return null;
  end if;
  -- MD5 spreads what is alike in ids that were made one after the other; the same on every machine.
  draw := ('x' || pg_catalog.substr(pg_catalog.md5(seed::text), 1, 8))::bit(32)::bigint;
  if draw % 8 = 0 then
    return kit[(1 + (draw / 8) % pg_catalog.cardinality(kit))::integer];
  end if;
  return (
    select a.action
    from pg_catalog.unnest(kit) with ordinality as a (action, place)
    cross join lateral (
      select
        coalesce(pg_catalog.sum(o.weight) filter (where o.helped), 0) as helped,
        coalesce(pg_catalog.sum(o.weight), 0) as tried
      from (
        select c.helped, case when e.emotion = feeling then 2 else 1 end as weight
        from (
          select n.entry_id, n.helped
          from public.coping_outcomes n
          where n.user_id = (select auth.uid()) and n.action = a.action
          order by n.updated_at desc
          limit 100
        ) c
        join public.entries e on e.user_id = (select auth.uid()) and e.id = c.entry_id and e.deleted_at is null
      ) o
    ) s
    order by (1.0 + s.helped) / (2 + s.tried) desc, (a.place + draw) % pg_catalog.cardinality(kit)
    limit 1
  );
end
$$;
comment on function echo.coping_suggestion(text, uuid) is 'The action of one''s own kit to offer after an entry of this feeling.';
revoke all on function echo.coping_suggestion(text, uuid) from public, anon, authenticated, service_role;
grant execute on function echo.coping_suggestion(text, uuid) to authenticated;
