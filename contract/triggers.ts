/** Triggers: bundles of words that a person watches, what recurs for them, and how they feel with it and without. */
import { Type, type Static } from "typebox";
import { Id, Instant, LocalDate, Nullable } from "./common.ts";
import { EmotionLabel } from "./entries.ts";

export const TRIGGER_LIMITS = {
  /** Triggers of one person. */
  count: 100,
  /** Code points of a name. */
  nameLength: 60,
  wordCount: 10,
  /** Code points of one word or phrase. */
  wordLength: 40,
  /** Days that statistics look back at most. */
  days: 3660,
} as const;

/** Below these, nothing is said about a trigger but its counts. Entries that were not understood do not count. */
export const TRIGGER_MINIMUM = { entries_with: 8, days_with: 5, entries_without: 20 } as const;

const Name = Type.String({ minLength: 1, maxLength: TRIGGER_LIMITS.nameLength });
const Words = Type.Array(
  Type.String({
    minLength: 1,
    maxLength: TRIGGER_LIMITS.wordLength,
    description: "A word or short phrase, whatever its case and accents",
  }),
  { minItems: 1, maxItems: TRIGGER_LIMITS.wordCount },
);
const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Sentiment = Type.Number({ minimum: -1, maximum: 1 });

export const Trigger = Type.Object(
  {
    id: Id,
    name: Type.String(),
    words: Type.Array(Type.String()),
    created_at: Instant,
    updated_at: Instant,
    version: Type.Integer({ minimum: 1 }),
  },
  { $id: "Trigger", additionalProperties: false },
);
export type Trigger = Static<typeof Trigger>;

/** POST /triggers. Sending the same id and content again is safe and answers with the same trigger. */
export const CreateTrigger = Type.Object(
  { id: Type.Optional(Id), name: Name, words: Words },
  { $id: "CreateTrigger", additionalProperties: false },
);
export type CreateTrigger = Static<typeof CreateTrigger>;

/** PATCH /triggers/{id}. What is absent stays. */
export const UpdateTrigger = Type.Object(
  { name: Type.Optional(Name), words: Type.Optional(Words) },
  { $id: "UpdateTrigger", additionalProperties: false, minProperties: 1 },
);
export type UpdateTrigger = Static<typeof UpdateTrigger>;

export const TriggerList = Type.Object(
  { items: Type.Array(Type.Unsafe<Trigger>({ $ref: "Trigger#" })) },
  { $id: "TriggerList", additionalProperties: false, description: "All triggers, oldest first" },
);
export type TriggerList = Static<typeof TriggerList>;

export const TriggerSuggestions = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          words: Type.Array(Type.String()),
          entries: Count,
          days: Count,
          share: Type.Number({ minimum: 0, maximum: 1, description: "Of the entries looked at" }),
          score: Type.Number({
            minimum: 0,
            description: "How much more often than expected; higher is more",
          }),
          common: Nullable(
            Type.Number({
              minimum: 0,
              maximum: 1,
              description: "The share that everyday language would give; null where that is not known",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    looked_at: Type.Integer({ minimum: 0, description: "How many of the newest entries were looked at" }),
  },
  { $id: "TriggerSuggestions", additionalProperties: false },
);
export type TriggerSuggestions = Static<typeof TriggerSuggestions>;

export const TriggerStatisticsQuery = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 1, maximum: TRIGGER_LIMITS.days, default: 365 })) },
  { additionalProperties: false },
);
export type TriggerStatisticsQuery = Static<typeof TriggerStatisticsQuery>;

const difference = {
  difference: Nullable(Type.Number({ description: "With less without; null: not enough yet" })),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  is_clear: Type.Boolean({
    description: "Whether it holds after control for all comparisons of this answer",
  }),
};
const counted = Type.Object({ count: Count, share: Nullable(Share) }, { additionalProperties: false });
const averaged = Type.Object({ count: Count, mean: Nullable(Sentiment) }, { additionalProperties: false });

export const TriggerStatistics = Type.Object(
  {
    from: LocalDate,
    to: LocalDate,
    days: Type.Integer(),
    entries: Count,
    understood: Count,
    items: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Type.String(),
          mentions: Type.Integer({ minimum: 0, description: "Entries of these days that speak of it" }),
          mention_days: Count,
          entries_with: Type.Integer({
            minimum: 0,
            description: "Those of the mentions that were understood",
          }),
          days_with: Count,
          entries_without: Count,
          state: Type.Unsafe<"enough" | "not_enough">({ type: "string", enum: ["enough", "not_enough"] }),
          sentiment: Type.Object(
            { with: averaged, without: averaged, ...difference },
            { additionalProperties: false },
          ),
          emotions: Type.Array(
            Type.Object(
              { label: EmotionLabel, with: counted, without: counted, ...difference },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    minimum: Type.Object(
      { entries_with: Count, days_with: Count, entries_without: Count },
      { additionalProperties: false },
    ),
  },
  {
    $id: "TriggerStatistics",
    additionalProperties: false,
    description:
      "Entries that speak of a trigger against those that do not. low and high bound a difference with 95 % confidence.",
  },
);
export type TriggerStatistics = Static<typeof TriggerStatistics>;
