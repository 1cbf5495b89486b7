/** The coping kit: a person's own actions for hard moments, whether they helped, and what that adds up to. */
import { Type, type Static } from "typebox";
import { Id, Instant, Nullable } from "./common.ts";
import { EmotionLabel } from "./entries.ts";

export const COPING_LIMITS = {
  actionCount: 3,
  /** Code points of one action. */
  actionLength: 80,
  /** Outcomes of an action below which no share is given. */
  minimumTried: 5,
} as const;

const Action = Type.String({ minLength: 1, maxLength: COPING_LIMITS.actionLength });
const Actions = Type.Array(Action, { maxItems: COPING_LIMITS.actionCount });
const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

export const CopingKit = Type.Object(
  {
    actions: Actions,
    updated_at: Nullable(Type.String({ format: "date-time", description: "null before the first change" })),
  },
  { $id: "CopingKit", additionalProperties: false },
);
export type CopingKit = Static<typeof CopingKit>;

/** PUT /coping/kit: the whole kit, in the person's order. */
export const ReplaceCopingKit = Type.Object(
  { actions: Actions },
  { $id: "ReplaceCopingKit", additionalProperties: false },
);
export type ReplaceCopingKit = Static<typeof ReplaceCopingKit>;

/** POST /coping/outcomes. Again for the same entry and action, it replaces the former answer. */
export const RecordCopingOutcome = Type.Object(
  { entry_id: Id, action: Action, helped: Type.Boolean() },
  { $id: "RecordCopingOutcome", additionalProperties: false },
);
export type RecordCopingOutcome = Static<typeof RecordCopingOutcome>;

export const CopingOutcome = Type.Object(
  { entry_id: Id, action: Type.String(), helped: Type.Boolean(), created_at: Instant, updated_at: Instant },
  { $id: "CopingOutcome", additionalProperties: false },
);
export type CopingOutcome = Static<typeof CopingOutcome>;

export const CopingStatistics = Type.Object(
  {
    actions: Type.Array(
      Type.Object(
        {
          action: Type.String(),
          in_kit: Type.Boolean({ description: "false for an action that has left the kit" }),
          offered: Count,
          tried: Count,
          helped: Count,
          share: Nullable(
            Type.Number({
              minimum: 0,
              maximum: 1,
              description: "helped / tried; null: not tried often enough yet",
            }),
          ),
          low: Nullable(Share),
          high: Nullable(Share),
          by_feeling: Type.Array(
            Type.Object(
              {
                label: Nullable(EmotionLabel),
                tried: Count,
                helped: Count,
              },
              { additionalProperties: false },
            ),
            { description: "After which feelings; null where the entry's was not understood" },
          ),
        },
        { additionalProperties: false },
      ),
    ),
    minimum: Type.Integer({
      description: "How often an action must have been tried before a share is given",
    }),
  },
  {
    $id: "CopingStatistics",
    additionalProperties: false,
    description: "Kit first, in its order. low and high bound the share with 95 % confidence (Wilson).",
  },
);
export type CopingStatistics = Static<typeof CopingStatistics>;
