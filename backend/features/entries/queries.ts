/**
 * Every statement about single entries, one round trip each. All are bound to the person by their first
 * parameter besides row-level security, so that nobody's wider rights ever widen a journal. A concurrent
 * change can make the two halves of a statement see different moments; then it answers `undefined` or
 * `isSame: false`, and the action asks again.
 */
import type { Entry } from "@echo/contract/entries.ts";
import { ENTRY_COLUMNS, type EntryRow, toEntry } from "#db/entry-row.ts";
import { type Statement, statement, type UserTx } from "#db/scope.ts";
import type { StoredAnswer } from "./answer.ts";
import type { EntryContent } from "./rules.ts";

export interface NewEntry {
  readonly userId: string;
  readonly id: string;
  readonly content: EntryContent;
  readonly mood: number | null;
  readonly source: Entry["source"];
  readonly digest: Buffer;
  readonly answer: StoredAnswer;
}

/** What became of an insert: the entry, whether it is new, and whether it was asked for with the same content. */
export interface InsertedEntry {
  readonly entry: Entry;
  /** What was offered with the answer when the entry was new. */
  readonly copingAction: string | null;
  readonly isNew: boolean;
  readonly isSame: boolean;
}

type InsertedRow = AnsweredRow & { readonly is_new: boolean; readonly is_same: boolean };
type AnsweredRow = EntryRow & { readonly coping_action: string | null };
const ANSWERED_COLUMNS = `${ENTRY_COLUMNS}, coping_action`;

/**
 * `$1` person, `$2` id, `$3` text, `$4` tags, `$5` mood, `$6` source, `$7` words, `$8` instant, `$9` zone,
 * `$10` digest, `$11` language, `$12` scores, `$13` engine, `$14` one-liner, `$15` its key, `$16` action,
 * `$17` terms.
 */
function insertText(condition: string): string {
  return `insert into public.entries
      (user_id, id, text, tags, mood, source, word_count, written_at, timezone, create_digest,
        language, emotion_scores, emotion_engine, one_liner, one_liner_key, coping_action, terms)
    select $1::uuid, $2::uuid, $3, $4::text[], $5::smallint, $6, $7::integer,
      coalesce($8::timestamptz, now()),
      coalesce($9, (select p.timezone from public.profiles p where p.user_id = $1::uuid), 'UTC'),
      $10::bytea,
      $11, $12::smallint[], $13, $14, $15, $16, $17::text[]
    ${condition}
    on conflict (user_id, id) do nothing
    returning ${ANSWERED_COLUMNS}`;
}

const EXISTING = `select false as is_new, coalesce(create_digest = $10::bytea, false) as is_same, ${ANSWERED_COLUMNS}
  from public.entries
  where user_id = $1::uuid and id = $2::uuid and not exists (select from made)`;

const insertStatement = statement<InsertedRow>(
  "entries.insert",
  `with made as (${insertText("")})
  select true as is_new, true as is_same, ${ANSWERED_COLUMNS} from made
  union all
  ${EXISTING}`,
);

/** The new entry, or the one that has this id; undefined where that one appeared only just now. */
export async function insertEntry(tx: UserTx, entry: NewEntry): Promise<InsertedEntry | undefined> {
  const [row] = await tx.query(insertStatement, insertValues(entry));
  return row && toInserted(row);
}

function toInserted(row: InsertedRow): InsertedEntry {
  return {
    entry: toEntry(row),
    copingAction: row.coping_action,
    isNew: row.is_new,
    isSame: row.is_same,
  };
}

/**
 * Keys that were kept for their 48 hours go with the next write of their person, fifty at most, so that no write
 * takes long; what another request is just removing is left to it.
 */
const REMOVE_EXPIRED_KEYS = `delete from public.idempotency_keys
    where user_id = $1::uuid and key in (
      select key from public.idempotency_keys
      where user_id = $1::uuid and key <> $18 and created_at < now() - interval '48 hours'
      order by created_at limit 50
      for update skip locked
    )`;

const insertOnceStatement = statement<InsertedRow>(
  "entries.insert_once",
  `with expired as (${REMOVE_EXPIRED_KEYS}), taken as (
    insert into public.idempotency_keys (user_id, key, method, route, body_sha256, response)
    select $1::uuid, $18, 'POST', '/entries', $19::bytea, jsonb_build_object('entry_id', $2::uuid)
    on conflict (user_id, key) do nothing
    returning key
  ), made as (${insertText("where exists (select from taken)")})
  select true as is_new, true as is_same, ${ANSWERED_COLUMNS} from made
  union all
  ${EXISTING} and exists (select from taken)`,
);

/**
 * The same under an Idempotency-Key, which is stored in the same transaction; undefined where the key was
 * taken before, and then nothing was inserted.
 */
export async function insertEntryOnce(
  tx: UserTx,
  entry: NewEntry,
  key: string,
  bodyDigest: Buffer,
): Promise<InsertedEntry | undefined> {
  const [row] = await tx.query(insertOnceStatement, [...insertValues(entry), key, bodyDigest]);
  return row && toInserted(row);
}

function insertValues({ userId, id, content, mood, source, digest, answer }: NewEntry) {
  const { text, tags, wordCount, writtenAt, timezone } = content;
  const own = [userId, id, text, tags ?? [], mood, source, wordCount, writtenAt, timezone, digest];
  return [...own, ...answerValues(answer)];
}

/** In the order of the columns, `coping_action` and `terms` last. */
function answerValues({
  language,
  scores,
  engine,
  oneLiner,
  oneLinerKey,
  copingAction,
  terms,
}: StoredAnswer) {
  return [language, scores, engine, oneLiner, oneLinerKey, copingAction, terms];
}

type KeptRow = AnsweredRow & {
  readonly is_same_request: boolean;
  readonly is_same: boolean;
  readonly has_entry: boolean;
  readonly status: number;
};

/** What was answered under a key: the entry as it is now (undefined: it is gone), and how it fits. */
export interface KeptAnswer {
  readonly status: number;
  readonly isSameRequest: boolean;
  readonly isSame: boolean;
  readonly entry: Entry | undefined;
  readonly copingAction: string | null;
}

// Key and entry of one transaction carry the same instant, which says whether that request wrote the entry.
// A status stored with the key could not: another request may write the entry while this one waits for it.
const keptStatement = statement<KeptRow>(
  "entries.find_kept_answer",
  `select k.body_sha256 = $3::bytea as is_same_request, e.id is not null as has_entry,
    case when e.created_at = k.created_at then 201 else 200 end as status,
    coalesce(e.create_digest = $4::bytea, false) as is_same,
    ${ANSWERED_COLUMNS.replaceAll(/\w+/g, "e.$&")}
  from public.idempotency_keys k
  left join public.entries e on e.user_id = k.user_id and e.id = (k.response ->> 'entry_id')::uuid
  where k.user_id = $1::uuid and k.key = $2`,
);

export async function findKeptAnswer(
  tx: UserTx,
  userId: string,
  key: string,
  bodyDigest: Buffer,
  digest: Buffer,
): Promise<KeptAnswer | undefined> {
  const [row] = await tx.query(keptStatement, [userId, key, bodyDigest, digest]);
  return (
    row && {
      status: row.status,
      isSameRequest: row.is_same_request,
      isSame: row.is_same,
      entry: row.has_entry ? toEntry(row) : undefined,
      copingAction: row.coping_action,
    }
  );
}

const findStatement = statement<EntryRow>(
  "entries.find",
  `select ${ENTRY_COLUMNS} from public.entries
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null`,
);

/** The entry, unless it lies in the trash. */
export async function findEntry(tx: UserTx, userId: string, id: string): Promise<Entry | undefined> {
  const [row] = await tx.query(findStatement, [userId, id]);
  return row && toEntry(row);
}

export interface EntryChange {
  readonly userId: string;
  readonly id: string;
  readonly content: EntryContent;
  /** undefined: stays. */
  readonly mood: number | null | undefined;
  /** The version that the change was made on, or null for any. */
  readonly version: number | null;
  /** What is answered to a changed text; undefined where the text stays. */
  readonly answer: StoredAnswer | undefined;
}

type UpdatedRow = EntryRow & { readonly is_changed: boolean; readonly is_same: boolean };

/** `$6` says whether the mood is to be changed, `$5` what to. */
const NEXT_CONTENT = `coalesce($3, text), coalesce($4::text[], tags),
    case when $6::boolean then $5::smallint else mood end,
    coalesce($7::timestamptz, written_at), coalesce($8, timezone)`;

/**
 * `$11` says whether the text is another. The sentence that answered stays as long as the feeling does, and
 * goes where help is offered in its place.
 */
const NEXT_ANSWER = `
          case when $11::boolean then $12 else language end,
          case when $11::boolean then $13::smallint[] else emotion_scores end,
          case when $11::boolean then $14 else emotion_engine end,
          case when $11::boolean then $18::text[] else terms end,
          case
            when not $11::boolean or exists (
              select from public.coping_outcomes o
              where o.user_id = $1::uuid and o.entry_id = $2::uuid and o.action = coping_action
            ) then coping_action
            when $17::text is null then null
            else coalesce(coping_action, $17)
          end,
          ${nextReply("one_liner", "$15")},
          ${nextReply("one_liner_key", "$16")}`;

function nextReply(column: string, next: string): string {
  return `case
            when not $11::boolean then ${column}
            when ${next}::text is not null and one_liner is not null
              and echo.emotion_of($13::smallint[]) is not distinct from echo.emotion_of(emotion_scores)
            then ${column}
            else ${next}
          end`;
}

const updateStatement = statement<UpdatedRow>(
  "entries.update",
  `with changed as (
    update public.entries
    set (text, tags, mood, written_at, timezone) = row (${NEXT_CONTENT}),
      word_count = coalesce($9::integer, word_count),
      (language, emotion_scores, emotion_engine, terms, coping_action, one_liner, one_liner_key) =
        row (${NEXT_ANSWER})
    where user_id = $1::uuid and id = $2::uuid and deleted_at is null
      and ($10::integer is null or version = $10::integer)
      and (text, tags, mood, written_at, timezone) is distinct from (${NEXT_CONTENT})
    returning ${ENTRY_COLUMNS}
  )
  select true as is_changed, true as is_same, ${ENTRY_COLUMNS} from changed
  union all
  select false, (text, tags, mood, written_at, timezone) is not distinct from (${NEXT_CONTENT}), ${ENTRY_COLUMNS}
  from public.entries
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null and not exists (select from changed)`,
);

const NO_ANSWER: StoredAnswer = {
  language: null,
  scores: null,
  engine: null,
  terms: [],
  oneLiner: null,
  oneLinerKey: null,
  copingAction: null,
};

export interface UpdatedEntry {
  readonly entry: Entry;
  readonly isChanged: boolean;
  /** It says what was asked for. */
  readonly isSame: boolean;
}

/** The entry after the change, or as it is where the change did not apply. */
export async function updateEntry(tx: UserTx, change: EntryChange): Promise<UpdatedEntry | undefined> {
  const { text, tags, writtenAt, timezone, wordCount } = change.content;
  const [row] = await tx.query(updateStatement, [
    change.userId,
    change.id,
    text,
    tags,
    change.mood ?? null,
    change.mood !== undefined,
    writtenAt,
    timezone,
    wordCount,
    change.version,
    change.answer !== undefined,
    ...answerValues(change.answer ?? NO_ANSWER),
  ]);
  return row && { entry: toEntry(row), isChanged: row.is_changed, isSame: row.is_same };
}

interface TrashedRow {
  readonly is_trashed: boolean;
  readonly version: number;
}

const trashStatement: Statement<TrashedRow> = statement<TrashedRow>(
  "entries.trash",
  `with gone as (
    update public.entries set deleted_at = now()
    where user_id = $1::uuid and id = $2::uuid and deleted_at is null
      and ($3::integer is null or version = $3::integer)
    returning version
  )
  select true as is_trashed, version from gone
  union all
  select false, version from public.entries
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null and not exists (select from gone)`,
);

/** Moves an entry to the trash; undefined where there is none outside it. */
export async function trashEntry(
  tx: UserTx,
  userId: string,
  id: string,
  version: number | null,
): Promise<{ readonly isTrashed: boolean; readonly version: number } | undefined> {
  const [row] = await tx.query(trashStatement, [userId, id, version]);
  return row && { isTrashed: row.is_trashed, version: row.version };
}

const restoreStatement = statement<EntryRow>(
  "entries.restore",
  `with back as (
    update public.entries set deleted_at = null
    where user_id = $1::uuid and id = $2::uuid and deleted_at is not null
    returning ${ENTRY_COLUMNS}
  )
  select ${ENTRY_COLUMNS} from back
  union all
  select ${ENTRY_COLUMNS} from public.entries
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null and not exists (select from back)`,
);

/** The entry, outside the trash now; undefined where there is none, or where it left the trash only just now. */
export async function restoreEntry(tx: UserTx, userId: string, id: string): Promise<Entry | undefined> {
  const [row] = await tx.query(restoreStatement, [userId, id]);
  return row && toEntry(row);
}
