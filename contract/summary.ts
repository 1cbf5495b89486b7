/** A period in a few honest sentences, with the writer's own words beside them. */
import { Type, type Static } from "typebox";
import { Id, LocalDate, OneOf } from "./common.ts";

export const SUMMARY_PERIODS = ["day", "week", "month"] as const;
export type SummaryPeriod = (typeof SUMMARY_PERIODS)[number];

export const SummaryQuery = Type.Object(
  { period: OneOf(SUMMARY_PERIODS), date: Type.Optional(LocalDate) },
  { additionalProperties: false },
);
export type SummaryQuery = Static<typeof SummaryQuery>;

export const Summary = Type.Object(
  {
    period: OneOf(SUMMARY_PERIODS),
    from: LocalDate,
    to: LocalDate,
    entries: Type.Integer({ minimum: 0 }),
    understood: Type.Integer({ minimum: 0 }),
    text: Type.String(),
    sentences: Type.Array(
      Type.Object(
        { entry_id: Id, local_date: LocalDate, text: Type.String() },
        { additionalProperties: false },
      ),
      { maxItems: 3, description: "Sentences of the writer that stood out, word for word" },
    ),
  },
  { $id: "Summary", additionalProperties: false },
);
export type Summary = Static<typeof Summary>;
