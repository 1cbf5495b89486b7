/** What the answer to an entry has to know of its writer, in one statement that reads a few rows by index. */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { statement, type UserTx } from "#db/scope.ts";

export interface WritingContext {
  readonly timezone: string;
  readonly locale: string;
  /** 0 to 23, where the entry was written. */
  readonly localHour: number;
  /** The entry is about another day than the one on which it is sent. */
  readonly isBackdated: boolean;
  /** The sentences that answered the last entries, newest first. */
  readonly recentKeys: readonly string[];
  /** What was felt in the entries of the five days before, newest first. */
  readonly recentTops: readonly EmotionLabel[];
  /** The name of a trigger that the text mentions. */
  readonly trigger: string | null;
  /** An action of the kit, where one was asked for. */
  readonly copingAction: string | null;
  /** Of the entry, where it is there already. */
  readonly storedMood: number | null;
  readonly storedTags: readonly string[];
}

interface ContextRow {
  readonly timezone: string;
  readonly locale: string;
  readonly local_hour: number;
  readonly is_backdated: boolean;
  readonly recent_keys: readonly string[];
  readonly recent_tops: readonly EmotionLabel[];
  readonly trigger_name: string | null;
  readonly coping_action: string | null;
  readonly stored_mood: number | null;
  readonly stored_tags: readonly string[];
}

/** No sentence comes again within this many entries. */
export const REPLY_MEMORY = 30;
/** Characters in which a trigger is looked for that the answer may mention; counts look at the whole text. */
const TRIGGER_REACH = 2000;

/** `$1` person, `$2` id, `$3` text, `$4` instant, `$5` zone, `$6` feeling of a hard entry or null. */
const contextStatement = statement<ContextRow>(
  "entries.find_context",
  `select
    z.timezone, z.locale, z.stored_mood, z.stored_tags, r.recent_keys, r.recent_tops,
    extract(hour from timezone(z.timezone, z.written_at))::integer as local_hour,
    timezone(z.timezone, z.written_at)::date <> timezone(z.timezone, now())::date as is_backdated,
    (select t.name from echo.matched_triggers(left($3, ${TRIGGER_REACH})) t limit 1) as trigger_name,
    case when $6::text is not null then echo.coping_suggestion($6::text, $2::uuid) end as coping_action
  from (
    select coalesce($5, e.timezone, p.timezone, 'UTC') as timezone, coalesce(p.locale, 'en') as locale,
      coalesce($4::timestamptz, e.written_at, now()) as written_at,
      e.mood as stored_mood, coalesce(e.tags, '{}') as stored_tags
    from (select) as always
    left join public.profiles p on p.user_id = $1::uuid
    left join public.entries e on e.user_id = $1::uuid and e.id = $2::uuid
  ) as z
  cross join lateral (
    select
      coalesce(array_agg(e.one_liner_key order by e.created_at desc) filter (where e.one_liner_key is not null), '{}')
        as recent_keys,
      coalesce(
        array_agg(e.emotion order by e.written_at desc) filter (
          where e.emotion is not null and e.deleted_at is null
            and e.written_at between z.written_at - interval '5 days' and z.written_at
        ),
        '{}'
      ) as recent_tops
    from (
      select created_at, written_at, deleted_at, one_liner_key, emotion
      from public.entries
      where user_id = $1::uuid and id <> $2::uuid
      order by created_at desc
      limit ${REPLY_MEMORY}
    ) as e
  ) as r`,
);

export interface ContextQuestion {
  readonly id: string;
  readonly text: string;
  readonly writtenAt: string | null;
  readonly timezone: string | null;
}

/** `hardFeeling`: what was felt in a hard entry, for which an action of the kit is chosen. */
export async function findWritingContext(
  tx: UserTx,
  userId: string,
  { id, text, writtenAt, timezone }: ContextQuestion,
  hardFeeling: EmotionLabel | null,
): Promise<WritingContext> {
  const [row] = await tx.query(contextStatement, [userId, id, text, writtenAt, timezone, hardFeeling]);
  if (row === undefined) throw new Error("The context of an entry is one row, always.");
  return {
    timezone: row.timezone,
    locale: row.locale,
    localHour: row.local_hour,
    isBackdated: row.is_backdated,
    recentKeys: row.recent_keys,
    recentTops: row.recent_tops,
    trigger: row.trigger_name,
    copingAction: row.coping_action,
    storedMood: row.stored_mood,
    storedTags: row.stored_tags,
  };
}
