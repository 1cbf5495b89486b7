/**
 * What a journal shows over weeks: moods by day, rhythms, comparisons, memories. Every statement carries how
 * much stands behind it, and says "not_enough" rather than guess. Sentiment runs from -1 to 1.
 */
import { Type, type Static } from "typebox";
import { LocalDate, Nullable, OneOf } from "./common.ts";
import { EmotionLabel, type Entry } from "./entries.ts";

export const INSIGHT_LIMITS = {
  days: 366,
  defaultDays: 30,
  defaultRhythmDays: 365,
  /** Entries, the newest of the window, whose words are counted. */
  keywordEntries: 1000,
  /** Words, the most frequent ones, that are compared with entries without them. */
  keywordQuestions: 50,
  keywords: 20,
  /** Entries of one remembered day that are shown. */
  entriesOfADay: 20,
  /** Entries of all remembered days together. */
  rememberedEntries: 100,
} as const;

/** How many observations a statement needs before it is made. */
export const INSIGHT_MINIMUM = {
  /** Days with a sentiment, for a direction. */
  trendDays: 14,
  /** Days that the window must span, for a direction. */
  trendWindow: 28,
  /** Weeks in which something can be compared with the rest of the same week. */
  weeks: 8,
  /** Entries, on as many different days, in which a word stands. */
  keywordEntries: 5,
  /** Entries of each period, and days with a sentiment before this period, for a comparison. */
  compareEntries: 3,
  compareHistoryDays: 60,
  /** Earlier pairs of neighbouring periods, for a comparison of volatility. */
  comparePairs: 8,
} as const;

const Count = Type.Integer({ minimum: 0 });
const Sentiment = Type.Number({ minimum: -1, maximum: 1 });
const Mood = Type.Number({ minimum: 1, maximum: 5 });
const Days = (standard: number) =>
  Type.Integer({
    minimum: 1,
    maximum: INSIGHT_LIMITS.days,
    default: standard,
    description: "How many local days, today included",
  });

const FINDINGS = ["clear", "no_clear_difference", "not_enough"] as const;

/** A difference with the interval that decides whether it is clear: it is when the interval excludes zero. */
const Difference = {
  difference: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  finding: OneOf(FINDINGS),
};

/** The common confidence of all intervals of a group: that none of them misses its target. */
const Confidence = Type.Number({
  minimum: 0,
  maximum: 1,
  description: "Of all intervals of the group at once",
});

const strict = { additionalProperties: false };

export const InsightsSummaryQuery = Type.Object(
  { days: Type.Optional(Days(INSIGHT_LIMITS.defaultDays)) },
  strict,
);
export type InsightsSummaryQuery = Static<typeof InsightsSummaryQuery>;

const EmotionShare = Type.Object(
  {
    label: EmotionLabel,
    count: Count,
    share: Type.Number({ minimum: 0, maximum: 1, description: "Of the entries that were understood" }),
  },
  strict,
);

const TrendDay = Type.Object(
  { date: LocalDate, entries: Count, sentiment: Nullable(Sentiment), top: Nullable(EmotionLabel) },
  strict,
);

const Direction = Type.Object(
  {
    finding: OneOf(["brighter", "darker", "no_clear_change", "not_enough"]),
    days: Type.Integer({ minimum: 0, description: "Days with a sentiment" }),
    change: Nullable(
      Type.Number({ description: "Of sentiment, from the first day of the window to the last" }),
    ),
    low: Nullable(Type.Number()),
    high: Nullable(Type.Number()),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    minimum_days: Count,
    minimum_window: Count,
  },
  strict,
);

const Keyword = Type.Object(
  {
    word: Type.String(),
    entries: Count,
    sentiment: Type.Number({ description: "Mean of the entries in which the word stands" }),
    low: Type.Number({ description: "Interval of that mean, with days as observations" }),
    high: Type.Number(),
    against_others: Type.Object(
      {
        ...Difference,
        weeks: Type.Integer({ minimum: 0, description: "Weeks with entries of both kinds" }),
      },
      { ...strict, description: "With the word less without it, within the same weeks" },
    ),
  },
  strict,
);

const HeatmapDay = Type.Object(
  {
    date: LocalDate,
    entries: Count,
    sentiment: Nullable(Sentiment),
    mood: Nullable(Mood),
    label: Nullable(EmotionLabel),
  },
  strict,
);

export const InsightsSummary = Type.Object(
  {
    from: LocalDate,
    to: LocalDate,
    days: Count,
    entries: Count,
    understood: Type.Integer({ minimum: 0, description: "Entries with an emotion, heard or corrected" }),
    top_emotions: Type.Array(EmotionShare),
    mood_mean: Nullable(Mood),
    sentiment_mean: Nullable(Sentiment),
    trend: Type.Array(TrendDay),
    direction: Direction,
    keywords: Type.Object(
      {
        looked_at: Type.Integer({ minimum: 0, description: "Understood entries, the newest of the window" }),
        minimum_entries: Count,
        minimum_weeks: Count,
        confidence: Confidence,
        items: Type.Array(Keyword),
      },
      strict,
    ),
    heatmap: Type.Array(HeatmapDay),
  },
  { $id: "InsightsSummary", ...strict },
);
export type InsightsSummary = Static<typeof InsightsSummary>;

export const InsightsRhythmsQuery = Type.Object(
  { days: Type.Optional(Days(INSIGHT_LIMITS.defaultRhythmDays)) },
  strict,
);
export type InsightsRhythmsQuery = Static<typeof InsightsRhythmsQuery>;

export const DAY_PARTS = ["night", "morning", "afternoon", "evening"] as const;

const rhythm = {
  entries: Count,
  sentiment: Nullable(Sentiment),
  weeks: Type.Integer({
    minimum: 0,
    description: "Weeks in which it can be compared with the rest of the week",
  }),
  ...Difference,
};

export const InsightsRhythms = Type.Object(
  {
    from: LocalDate,
    to: LocalDate,
    days: Count,
    entries: Count,
    understood: Count,
    minimum_weeks: Count,
    time_of_day: Type.Object(
      {
        confidence: Confidence,
        items: Type.Array(
          Type.Object(
            {
              part: OneOf(DAY_PARTS, {
                description: "Night is 0 to 6 o'clock, morning 6 to 12, afternoon 12 to 18, evening 18 to 24",
              }),
              ...rhythm,
            },
            strict,
          ),
        ),
      },
      strict,
    ),
    weekday: Type.Object(
      {
        confidence: Confidence,
        items: Type.Array(
          Type.Object(
            {
              weekday: Type.Integer({ minimum: 1, maximum: 7, description: "ISO: 1 is Monday, 7 is Sunday" }),
              ...rhythm,
            },
            strict,
          ),
          { description: "In the order of the writer's week" },
        ),
      },
      strict,
    ),
    length: Type.Object(
      {
        confidence: Confidence,
        median_words: Nullable(Type.Number()),
        entries: Count,
        weeks: Count,
        ...Difference,
      },
      { ...strict, description: "The difference is that of an entry with twice as many words" },
    ),
  },
  { $id: "InsightsRhythms", ...strict },
);
export type InsightsRhythms = Static<typeof InsightsRhythms>;

export const InsightsCompareQuery = Type.Object({ period: OneOf(["week", "month"]) }, strict);
export type InsightsCompareQuery = Static<typeof InsightsCompareQuery>;

const PeriodFigures = Type.Object(
  {
    from: LocalDate,
    to: LocalDate,
    entries: Count,
    days_written: Count,
    understood: Count,
    sentiment: Nullable(Sentiment),
    volatility: Nullable(
      Type.Number({ minimum: 0, description: "Root mean square of the changes from one day to the next" }),
    ),
  },
  strict,
);

export const InsightsCompare = Type.Object(
  {
    period: OneOf(["week", "month"]),
    this: PeriodFigures,
    last: Type.Object(PeriodFigures.properties, { ...strict, description: "Up to the same point" }),
    minimum_entries: Count,
    minimum_history_days: Count,
    history_days: Type.Integer({
      minimum: 0,
      description: "Days with a sentiment before this period, which show how much is usual",
    }),
    confidence: Confidence,
    sentiment: Type.Object(Difference, strict),
    volatility: Type.Object(Difference, strict),
    mix: Type.Array(
      Type.Object(
        {
          label: EmotionLabel,
          this_count: Count,
          last_count: Count,
          this_share: Nullable(Type.Number()),
          last_share: Nullable(Type.Number()),
          ...Difference,
        },
        strict,
      ),
    ),
  },
  { $id: "InsightsCompare", ...strict },
);
export type InsightsCompare = Static<typeof InsightsCompare>;

export const OnThisDayQuery = Type.Object({ date: Type.Optional(LocalDate) }, strict);
export type OnThisDayQuery = Static<typeof OnThisDayQuery>;

export const OnThisDay = Type.Object(
  {
    date: LocalDate,
    items: Type.Array(
      Type.Object(
        {
          date: LocalDate,
          years_ago: Nullable(Type.Integer({ minimum: 1 })),
          months_ago: Nullable(Type.Integer({ minimum: 1 })),
          entry_count: Type.Integer({ minimum: 1 }),
          entries: Type.Array(Type.Unsafe<Entry>({ $ref: "Entry#" }), {
            description: "In the order in which they were written; of very full days the first ones",
          }),
        },
        strict,
      ),
      { description: "Nearest first" },
    ),
  },
  { $id: "OnThisDay", ...strict },
);
export type OnThisDay = Static<typeof OnThisDay>;
