/**
 * The statements about kits and outcomes, one round trip each. All are bound to the person by their first
 * parameter besides row-level security.
 */
import type { CopingKit, CopingOutcome } from "@echo/contract/coping.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { OutcomeCount } from "./rules.ts";

const findStatement = statement<CopingKit>(
  "coping.find_kit",
  "select actions, updated_at from public.coping_kits where user_id = $1::uuid",
);

/** The kit, or undefined before its first change. */
export async function findKit(tx: UserTx, userId: string): Promise<CopingKit | undefined> {
  const [row] = await tx.query(findStatement, [userId]);
  return row;
}

const replaceStatement = statement<CopingKit>(
  "coping.replace_kit",
  `insert into public.coping_kits (user_id, actions) values ($1::uuid, $2::text[])
  on conflict (user_id) do update set actions = excluded.actions
  returning actions, updated_at`,
);

export async function replaceKit(
  tx: UserTx,
  userId: string,
  actions: readonly string[],
): Promise<CopingKit | undefined> {
  const [row] = await tx.query(replaceStatement, [userId, actions]);
  return row;
}

interface OutcomeRow {
  readonly has_entry: boolean;
  readonly entry_id: string | null;
  readonly action: string;
  readonly helped: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_new: boolean;
}

/** Only an action that was offered with the entry, or that is in the kit, can have helped. */
const upsertOutcomeStatement = statement<OutcomeRow>(
  "coping.upsert_outcome",
  `with entry as (
    select id, coping_action from public.entries
    where user_id = $1::uuid and id = $2::uuid and deleted_at is null
  ), stored as (
    insert into public.coping_outcomes (user_id, entry_id, action, helped)
    select $1::uuid, id, $3, $4::boolean from entry
    where coping_action = $3
      or exists (select from public.coping_kits k where k.user_id = $1::uuid and $3 = any (k.actions))
    on conflict (user_id, entry_id, action) do update set helped = excluded.helped
    returning entry_id, action, helped, created_at, updated_at
  )
  select exists (select from entry) as has_entry, s.entry_id, s.action, s.helped, s.created_at, s.updated_at,
    s.created_at = s.updated_at as is_new
  from (values (1)) as always
  left join stored s on true`,
);

export interface NewOutcome {
  readonly userId: string;
  readonly entryId: string;
  readonly action: string;
  readonly helped: boolean;
}

/** What became of an outcome. */
export interface StoredOutcome {
  /** Whether the person has the entry, outside the trash. */
  readonly hasEntry: boolean;
  /** Undefined where there is no entry, or where the action does not belong to it. */
  readonly outcome: CopingOutcome | undefined;
  readonly isNew: boolean;
}

export async function upsertOutcome(tx: UserTx, outcome: NewOutcome): Promise<StoredOutcome> {
  const { userId, entryId, action, helped } = outcome;
  const [row] = await tx.query(upsertOutcomeStatement, [userId, entryId, action, helped]);
  if (row === undefined || row.entry_id === null) {
    return { hasEntry: row?.has_entry === true, outcome: undefined, isNew: false };
  }
  const { entry_id, created_at, updated_at } = row;
  return {
    hasEntry: true,
    outcome: { entry_id, action: row.action, helped: row.helped, created_at, updated_at },
    isNew: row.is_new,
  };
}

/** The kit's actions, and the 100 others that were tried or offered most. */
const countStatement = statement<OutcomeCount>(
  "coping.count_outcomes",
  `with kit as (
    select a.action, a.position::integer
    from public.coping_kits k
    cross join lateral unnest(k.actions) with ordinality as a (action, position)
    where k.user_id = $1::uuid
  ), outcomes as (
    select o.action, e.emotion as label, count(*)::integer as tried,
      (count(*) filter (where o.helped))::integer as helped
    from public.coping_outcomes o
    join public.entries e on e.user_id = o.user_id and e.id = o.entry_id
    where o.user_id = $1::uuid and e.deleted_at is null
    group by o.action, e.emotion
  ), offers as (
    select coping_action as action, count(*)::integer as offered
    from public.entries
    where user_id = $1::uuid and coping_action is not null and deleted_at is null
    group by coping_action
  ), known as (
    select action, kit.position, coalesce(offers.offered, 0) as offered,
      coalesce((select sum(o.tried) from outcomes o where o.action = a.action), 0) as tried
    from (select action from kit union select action from outcomes union select action from offers) a
    left join kit using (action)
    left join offers using (action)
    order by kit.position nulls last, tried desc, offered desc, action collate "C"
    limit 103
  )
  select k.action, k.position, k.offered, o.label, o.tried, o.helped
  from known k
  left join outcomes o using (action)
  order by k.position nulls last, k.tried desc, k.offered desc, action collate "C", o.tried desc, o.label`,
);

/** One row for each action and feeling, rows of one action together, the kit first. */
export function countOutcomes(tx: UserTx, userId: string): Promise<OutcomeCount[]> {
  return tx.query(countStatement, [userId]);
}
