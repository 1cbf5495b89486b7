/** Reflections, one for each entry, and the text that one is asked about. */
import type { Reflection } from "@echo/contract/reflections.ts";
import { statement, type UserTx } from "#db/scope.ts";

interface ReflectionRow {
  readonly text: string;
  readonly model: string;
  readonly host: string;
  readonly is_this_machine: boolean;
  readonly entry_version: number;
  readonly created_at: string;
}

const COLUMNS = "text, model, host, is_this_machine, entry_version, created_at";

function toReflection({ text, entry_version, created_at, ...destination }: ReflectionRow): Reflection {
  return { text, destination, entry_version, created_at };
}

export interface ReflectedEntry {
  readonly text: string;
  readonly version: number;
}

const entryStatement = statement<ReflectedEntry>(
  "reflections.find_entry",
  `select text, version from public.entries
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null`,
);

/** The entry, unless it lies in the trash. */
export async function findEntry(tx: UserTx, userId: string, id: string): Promise<ReflectedEntry | undefined> {
  const [row] = await tx.query(entryStatement, [userId, id]);
  return row;
}

const findStatement = statement<ReflectionRow>(
  "reflections.find",
  `select ${COLUMNS.replaceAll(/\w+/g, "r.$&")}
  from public.entry_reflections r
  join public.entries e on e.user_id = r.user_id and e.id = r.entry_id and e.deleted_at is null
  where r.user_id = $1::uuid and r.entry_id = $2::uuid`,
);

export async function findReflection(
  tx: UserTx,
  userId: string,
  id: string,
): Promise<Reflection | undefined> {
  const [row] = await tx.query(findStatement, [userId, id]);
  return row && toReflection(row);
}

export interface NewReflection {
  readonly text: string;
  readonly model: string;
  readonly host: string;
  readonly isThisMachine: boolean;
  readonly entryVersion: number;
}

const putStatement = statement<ReflectionRow>(
  "reflections.insert",
  `insert into public.entry_reflections
    (user_id, entry_id, text, model, host, is_this_machine, entry_version)
  select e.user_id, e.id, $3, $4, $5, $6::boolean, $7::integer
  from public.entries e
  where e.user_id = $1::uuid and e.id = $2::uuid and e.deleted_at is null
  on conflict (user_id, entry_id) do update
  set text = excluded.text, model = excluded.model, host = excluded.host,
    is_this_machine = excluded.is_this_machine, entry_version = excluded.entry_version
  returning ${COLUMNS}`,
);

/** Keeps a reflection in the place of the former one; undefined where the entry has gone meanwhile. */
export async function putReflection(
  tx: UserTx,
  userId: string,
  id: string,
  { text, model, host, isThisMachine, entryVersion }: NewReflection,
): Promise<Reflection | undefined> {
  const [row] = await tx.query(putStatement, [userId, id, text, model, host, isThisMachine, entryVersion]);
  return row && toReflection(row);
}

const deleteStatement = statement<{ entry_id: string }>(
  "reflections.delete",
  `delete from public.entry_reflections where user_id = $1::uuid and entry_id = $2::uuid returning entry_id`,
);

/** Whether there was one. */
export async function deleteReflection(tx: UserTx, userId: string, id: string): Promise<boolean> {
  return (await tx.query(deleteStatement, [userId, id])).length > 0;
}
