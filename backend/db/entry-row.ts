/**
 * A row of public.entries as what crosses the wire. Columns are selected under their wire names, and what the
 * model heard is combined with what the writer says instead, in one literal and without a look at the text.
 * It lies here because more than one feature answers with entries.
 */
import { EMOTION_LABELS, type EmotionLabel, type Entry } from "@echo/contract/entries.ts";
import { SCORE_UNIT } from "#core/emotion-scores.ts";

type Derived = "emotions" | "top_emotion" | "emotion_source" | "sentiment";

/** A row of `ENTRY_COLUMNS`. */
export type EntryRow = Omit<Entry, Derived> & {
  readonly emotion_scores: readonly number[] | null;
  readonly emotion_user: EmotionLabel | null;
  readonly emotion: EmotionLabel | null;
  readonly sentiment: number | null;
};

/** The columns of `EntryRow`. */
export const ENTRY_COLUMNS =
  "id, text, tags, mood, source, emotion_scores, emotion_user, emotion, sentiment, one_liner, word_count, " +
  "written_at, timezone, local_date, created_at, updated_at, version";

export function toEntry(row: EntryRow): Entry {
  const { emotion_user: corrected, emotion_scores: scores, emotion } = row;
  const emotions = corrected === null ? modelEmotions(scores) : onlyEmotion(corrected);
  return {
    id: row.id,
    text: row.text,
    tags: row.tags,
    mood: row.mood,
    source: row.source,
    emotions,
    top_emotion: emotions?.find(({ label }) => label === emotion) ?? null,
    emotion_source: corrected !== null ? "user" : scores !== null ? "model" : null,
    sentiment: row.sentiment,
    one_liner: row.one_liner,
    word_count: row.word_count,
    written_at: row.written_at,
    timezone: row.timezone,
    local_date: row.local_date,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  };
}

/** Stored scores (ten-thousandths, in the order of the labels) as the wire has them. */
export function modelEmotions(
  scores: readonly number[] | null,
): { label: EmotionLabel; score: number }[] | null {
  if (scores === null) return null;
  return EMOTION_LABELS.map((label, index) => ({ label, score: (scores[index] ?? 0) / SCORE_UNIT }));
}

/** What a correction says: this and nothing else. */
function onlyEmotion(corrected: EmotionLabel): { label: EmotionLabel; score: number }[] {
  return EMOTION_LABELS.map((label) => ({ label, score: label === corrected ? 1 : 0 }));
}
