/**
 * The sums of each local day, from the cells that the database makes of a window: one for each day and label.
 * Pure.
 */
import { EMOTION_LABELS, type EmotionLabel } from "@echo/contract/entries.ts";

/** Day, label (null: not understood), entries, sum of sentiments, moods given, sum of moods. */
export type DayCell = readonly [
  date: string,
  label: EmotionLabel | null,
  entries: number,
  sentimentSum: number | null,
  moods: number,
  moodSum: number | null,
];

export interface DayFigures {
  entries: number;
  understood: number;
  sentimentSum: number;
  moods: number;
  moodSum: number;
  /** In the order of EMOTION_LABELS. */
  readonly labels: number[];
}

export function emptyFigures(): DayFigures {
  return {
    entries: 0,
    understood: 0,
    sentimentSum: 0,
    moods: 0,
    moodSum: 0,
    labels: EMOTION_LABELS.map(() => 0),
  };
}

/** Figures by day; days without entries are absent. */
export function figuresByDay(cells: readonly DayCell[]): Map<string, DayFigures> {
  const days = new Map<string, DayFigures>();
  for (const [date, label, entries, sentimentSum, moods, moodSum] of cells) {
    const figures = days.get(date) ?? emptyFigures();
    days.set(date, figures);
    figures.entries += entries;
    figures.moods += moods;
    figures.moodSum += moodSum ?? 0;
    if (label === null) continue;
    figures.understood += entries;
    figures.sentimentSum += sentimentSum ?? 0;
    const index = EMOTION_LABELS.indexOf(label);
    figures.labels[index] = (figures.labels[index] ?? 0) + entries;
  }
  return days;
}

/** The figures of several days together. */
export function totalOf(days: Iterable<DayFigures>): DayFigures {
  const total = emptyFigures();
  for (const day of days) {
    total.entries += day.entries;
    total.understood += day.understood;
    total.sentimentSum += day.sentimentSum;
    total.moods += day.moods;
    total.moodSum += day.moodSum;
    for (const [index, count] of day.labels.entries())
      total.labels[index] = (total.labels[index] ?? 0) + count;
  }
  return total;
}

/** The mean sentiment of a day; null where nothing was understood. */
export function sentimentOf({ understood, sentimentSum }: DayFigures): number | null {
  return understood === 0 ? null : sentimentSum / understood;
}

/** The most frequent label, of equals the first in the order of the labels; null where there is none. */
export function topLabelOf({ labels }: DayFigures): EmotionLabel | null {
  const most = Math.max(...labels);
  return most === 0 ? null : (EMOTION_LABELS[labels.indexOf(most)] ?? null);
}
