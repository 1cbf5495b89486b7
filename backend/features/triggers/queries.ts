/**
 * Every statement about single triggers, one round trip each. All are bound to the person by their first
 * parameter besides row-level security. Which entries speak of a trigger is found by the database itself.
 */
import type { Trigger } from "@echo/contract/triggers.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { TriggerContent } from "./rules.ts";

const COLUMNS = "id, name, words, created_at, updated_at, version";

const listStatement = statement<Trigger>(
  "triggers.list",
  `select ${COLUMNS} from public.triggers where user_id = $1::uuid order by created_at, id`,
);

/** All triggers, oldest first; there are at most `TRIGGER_LIMITS.count`. */
export function listTriggers(tx: UserTx, userId: string): Promise<Trigger[]> {
  return tx.query(listStatement, [userId]);
}

const findStatement = statement<Trigger>(
  "triggers.find",
  `select ${COLUMNS} from public.triggers where user_id = $1::uuid and id = $2::uuid`,
);

export async function findTrigger(tx: UserTx, userId: string, id: string): Promise<Trigger | undefined> {
  const [row] = await tx.query(findStatement, [userId, id]);
  return row;
}

export interface NewTrigger {
  readonly userId: string;
  readonly id: string;
  readonly content: TriggerContent;
  readonly digest: Buffer;
}

/** What became of an insert: the trigger, whether it is new, and whether it was asked for with the same content. */
export interface InsertedTrigger {
  readonly trigger: Trigger;
  readonly isNew: boolean;
  readonly isSame: boolean;
}

const insertStatement = statement<Trigger & { readonly is_new: boolean; readonly is_same: boolean }>(
  "triggers.insert",
  `with made as (
    insert into public.triggers (user_id, id, name, words, create_digest)
    values ($1::uuid, $2::uuid, $3, $4::text[], $5::bytea)
    on conflict (user_id, id) do nothing
    returning ${COLUMNS}
  )
  select true as is_new, true as is_same, ${COLUMNS} from made
  union all
  select false, coalesce(create_digest = $5::bytea, false), ${COLUMNS} from public.triggers
  where user_id = $1::uuid and id = $2::uuid and not exists (select from made)`,
);

/** The new trigger, or the one that has this id; undefined where that one appeared only just now. */
export async function insertTrigger(tx: UserTx, trigger: NewTrigger): Promise<InsertedTrigger | undefined> {
  const { userId, id, content, digest } = trigger;
  const [row] = await tx.query(insertStatement, [userId, id, content.name, content.words, digest]);
  if (row === undefined) return undefined;
  const { is_new: isNew, is_same: isSame, ...found } = row;
  return { trigger: found, isNew, isSame };
}

export interface TriggerChange {
  readonly userId: string;
  readonly id: string;
  readonly content: TriggerContent;
  /** The version that the change was made on, or null for any. */
  readonly version: number | null;
}

export interface UpdatedTrigger {
  readonly trigger: Trigger;
  readonly isChanged: boolean;
}

const updateStatement = statement<Trigger & { readonly is_changed: boolean }>(
  "triggers.update",
  `with changed as (
    update public.triggers set name = coalesce($3, name), words = coalesce($4::text[], words)
    where user_id = $1::uuid and id = $2::uuid and ($5::integer is null or version = $5::integer)
    returning ${COLUMNS}
  )
  select true as is_changed, ${COLUMNS} from changed
  union all
  select false, ${COLUMNS} from public.triggers
  where user_id = $1::uuid and id = $2::uuid and not exists (select from changed)`,
);

/** The trigger after the change, or as it is where the change did not apply; undefined where there is none. */
export async function updateTrigger(tx: UserTx, change: TriggerChange): Promise<UpdatedTrigger | undefined> {
  const { userId, id, content, version } = change;
  const [row] = await tx.query(updateStatement, [userId, id, content.name, content.words, version]);
  if (row === undefined) return undefined;
  const { is_changed: isChanged, ...trigger } = row;
  return { trigger, isChanged };
}

const deleteStatement = statement<{ readonly id: string }>(
  "triggers.delete",
  "delete from public.triggers where user_id = $1::uuid and id = $2::uuid returning id",
);

/** Whether there was one. */
export async function deleteTrigger(tx: UserTx, userId: string, id: string): Promise<boolean> {
  return (await tx.query(deleteStatement, [userId, id])).length > 0;
}
