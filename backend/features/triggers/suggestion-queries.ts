/** What suggestions are made from: the words of a person's newest entries, and the triggers that they have. */
import { statement, type UserTx } from "#db/scope.ts";

/** How many of the newest entries are looked at for words, and how many of these for phrases. */
const WORD_ENTRIES = 2000;
const PHRASE_ENTRIES = 500;
/** How much of one text is looked at for phrases, in code points. */
const PHRASE_LENGTH = 2000;

/** What an entry is about. */
export interface RecentEntry {
  readonly day: string;
  readonly terms: readonly string[];
  readonly wordCount: number;
  readonly isEnglish: boolean;
  /** The beginning of its text, or null beyond the newest. */
  readonly text: string | null;
}

export interface RecentWords {
  /** Newest first. */
  readonly entries: readonly RecentEntry[];
  /** The words of all triggers. */
  readonly triggerWords: readonly string[];
}

interface RecentRow {
  readonly day: string;
  readonly terms: readonly string[];
  readonly word_count: number;
  readonly is_english: boolean;
  readonly text: string | null;
}

const recentStatement = statement<RecentRow>(
  "triggers.recent_words",
  `select e.local_date as day, e.terms, e.word_count, coalesce(e.language = 'en', false) as is_english,
    case when row_number() over (order by e.written_at desc, e.id desc) <= ${PHRASE_ENTRIES}
      then left(e.text, ${PHRASE_LENGTH}) end as text
  from (
    select local_date, terms, word_count, language, text, written_at, id
    from public.entries
    where user_id = $1::uuid and deleted_at is null and terms is not null
    order by written_at desc, id desc
    limit ${WORD_ENTRIES}
  ) e
  order by e.written_at desc, e.id desc`,
);

const wordsStatement = statement<{ readonly word: string }>(
  "triggers.list_words",
  "select unnest(words) as word from public.triggers where user_id = $1::uuid",
);

export async function findRecentWords(tx: UserTx, userId: string): Promise<RecentWords> {
  const rows = await tx.query(recentStatement, [userId]);
  const words = await tx.query(wordsStatement, [userId]);
  return {
    entries: rows.map((row) => ({
      day: row.day,
      terms: row.terms,
      wordCount: row.word_count,
      isEnglish: row.is_english,
      text: row.text,
    })),
    triggerWords: words.map(({ word }) => word),
  };
}
