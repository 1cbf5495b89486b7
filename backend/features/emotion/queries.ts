/** What the writer says about the emotion of an entry, and what was offered with it. */
import type { EmotionLabel, Entry } from "@echo/contract/entries.ts";
import { ENTRY_COLUMNS, type EntryRow, toEntry } from "#db/entry-row.ts";
import { statement, type UserTx } from "#db/scope.ts";

const correctStatement = statement<EntryRow>(
  "emotion.update_correction",
  `update public.entries set emotion_user = $3
  where user_id = $1::uuid and id = $2::uuid and deleted_at is null
  returning ${ENTRY_COLUMNS}`,
);

/** Sets the writer's label, or takes it away; undefined where there is no such entry outside the trash. */
export async function updateCorrection(
  tx: UserTx,
  userId: string,
  id: string,
  label: EmotionLabel | null,
): Promise<Entry | undefined> {
  const [row] = await tx.query(correctStatement, [userId, id, label]);
  return row && toEntry(row);
}

export interface EmotionRow {
  readonly text: string;
  readonly emotion: EmotionLabel | null;
  readonly emotion_user: EmotionLabel | null;
  readonly coping_action: string | null;
  readonly coping_helped: boolean | null;
  readonly timezone: string;
  readonly locale: string;
}

const findStatement = statement<EmotionRow>(
  "emotion.find",
  `select e.text, e.emotion, e.emotion_user, e.coping_action, o.helped as coping_helped,
    e.timezone, coalesce(p.locale, 'en') as locale
  from public.entries e
  left join public.profiles p on p.user_id = e.user_id
  left join public.coping_outcomes o
    on o.user_id = e.user_id and o.entry_id = e.id and o.action = e.coping_action
  where e.user_id = $1::uuid and e.id = $2::uuid and e.deleted_at is null`,
);

/** An entry with what is known of its emotion; undefined where there is none outside the trash. */
export async function findEmotion(tx: UserTx, userId: string, id: string): Promise<EmotionRow | undefined> {
  const [row] = await tx.query(findStatement, [userId, id]);
  return row;
}

/** Where a person is at home, which says whose help is near. */
export interface Home {
  readonly timezone: string;
  readonly locale: string;
}

const homeStatement = statement<Home>(
  "emotion.find_home",
  "select timezone, locale from public.profiles where user_id = $1::uuid",
);

/** A person without a profile is at home nowhere in particular. */
export async function findHome(tx: UserTx, userId: string): Promise<Home> {
  const [row] = await tx.query(homeStatement, [userId]);
  return row ?? { timezone: "UTC", locale: "en" };
}
