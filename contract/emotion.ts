/** What Echo hears in a text, why, and what the writer says instead. */
import { Type, type Static } from "typebox";
import { Nullable } from "./common.ts";
import { CrisisSupport } from "./crisis.ts";
import { EMOTION_LABELS, EmotionLabel, EmotionScore, ENTRY_LIMITS } from "./entries.ts";

const Emotions = Type.Array(EmotionScore, {
  minItems: EMOTION_LABELS.length,
  maxItems: EMOTION_LABELS.length,
  description: "All seven labels in alphabetical order; the scores sum to 1",
});
const Sentiment = Type.Number({
  minimum: -1,
  maximum: 1,
  description: "Joy less anger, disgust, fear and sadness",
});

/** Words of the text that spoke for a label. */
const Reason = Type.Object(
  {
    label: EmotionLabel,
    text: Type.String({ description: "The words, as they stand in the text" }),
    start: Type.Integer({ minimum: 0, description: "Where they begin, in UTF-16 code units" }),
    end: Type.Integer({ minimum: 0, description: "Where they end" }),
    weight: Type.Number({ minimum: 0, maximum: 1, description: "Their share in what speaks for the label" }),
  },
  { additionalProperties: false },
);

/** What is said about a text that was understood; null fields where it was not. */
const readingProperties = {
  emotions: Nullable(Emotions),
  top: Nullable(EmotionScore),
  sentiment: Nullable(Sentiment),
  language: Nullable(
    Type.String({ description: "BCP 47 tag; zxx for emoji alone; null where not understood" }),
  ),
  mixed: Nullable(
    Type.Array(EmotionLabel, {
      minItems: 2,
      maxItems: 2,
      description: "Two feelings that are near each other",
    }),
  ),
  is_sure: Type.Boolean({ description: "Whether the highest score is high enough to be named" }),
  reasons: Type.Array(Reason, { description: "The words behind the labels, the weightiest first" }),
};

/** POST /analyze. */
export const AnalyzeText = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: ENTRY_LIMITS.textLength }) },
  { $id: "AnalyzeText", additionalProperties: false },
);
export type AnalyzeText = Static<typeof AnalyzeText>;

export const TextAnalysis = Type.Object(
  {
    ...readingProperties,
    one_liner: Nullable(Type.String()),
    support: Nullable(CrisisSupport),
  },
  { $id: "TextAnalysis", additionalProperties: false },
);
export type TextAnalysis = Static<typeof TextAnalysis>;

/** PUT /entries/{id}/emotion: what the writer says instead. */
export const CorrectEmotion = Type.Object(
  { label: EmotionLabel },
  { $id: "CorrectEmotion", additionalProperties: false },
);
export type CorrectEmotion = Static<typeof CorrectEmotion>;

/** GET /entries/{id}/emotion: what the model hears in the entry, why, and what holds. */
export const EntryEmotion = Type.Object(
  {
    label: Nullable(EmotionLabel),
    source: Nullable(Type.String({ enum: ["model", "user"] })),
    model: Type.Object(readingProperties, { additionalProperties: false }),
    coping: Nullable(
      Type.Object(
        {
          action: Type.String({ description: "What was offered with the answer, of the writer's own kit" }),
          helped: Nullable(Type.Boolean({ description: "What the writer said about it; null: nothing yet" })),
        },
        { additionalProperties: false },
      ),
    ),
    support: Nullable(CrisisSupport),
  },
  { $id: "EntryEmotion", additionalProperties: false },
);
export type EntryEmotion = Static<typeof EntryEmotion>;
