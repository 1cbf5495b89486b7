/** The summary of a window, from the sums of its days and the words of its newest entries. Pure. */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { daysFrom } from "#core/local-day.ts";
import {
  type DayCell,
  emptyFigures,
  figuresByDay,
  sentimentOf,
  topLabelOf,
  totalOf,
} from "#core/day-figures.ts";
import { directionOf } from "./direction.ts";
import { ratio, round, roundOrNull } from "./evidence.ts";
import { keywordsOf, type TermsRow } from "./keywords.ts";

/** Every day from `from` to `to` is there, also those on which nothing was written. */
export function summaryOf(
  from: string,
  to: string,
  cells: readonly DayCell[],
  termsRows: readonly TermsRow[],
): InsightsSummary {
  const byDay = figuresByDay(cells);
  const days = daysFrom(from, to).map((date) => ({ date, figures: byDay.get(date) ?? emptyFigures() }));
  const total = totalOf(byDay.values());
  const described = days.map(({ date, figures }) => ({
    date,
    entries: figures.entries,
    sentiment: roundOrNull(sentimentOf(figures)),
    label: topLabelOf(figures),
    mood: ratio(figures.moodSum, figures.moods),
  }));
  return {
    from,
    to,
    days: days.length,
    entries: total.entries,
    understood: total.understood,
    top_emotions: EMOTION_LABELS.map((label, index) => ({
      label,
      count: total.labels[index] ?? 0,
      share: round((total.labels[index] ?? 0) / Math.max(1, total.understood)),
    }))
      .filter(({ count }) => count > 0)
      .toSorted((left, right) => right.count - left.count),
    mood_mean: ratio(total.moodSum, total.moods),
    sentiment_mean: ratio(total.sentimentSum, total.understood),
    trend: described.map(({ date, entries, sentiment, label }) => ({ date, entries, sentiment, top: label })),
    direction: directionOf(days.map(({ figures }) => sentimentOf(figures))),
    keywords: keywordsOf(termsRows),
    heatmap: described.map(({ date, entries, sentiment, mood, label }) => ({
      date,
      entries,
      sentiment,
      mood,
      label,
    })),
  };
}
