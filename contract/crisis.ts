/** Help that is offered where a text asks for it: a few words and whom one can turn to. Never stored. */
import { Type, type Static } from "typebox";
import { Nullable } from "./common.ts";

export const CrisisResource = Type.Object(
  {
    name: Type.String({ description: "Who answers" }),
    contact: Type.String({
      description: "How to reach them: a number, or words such as: text HOME to 741741",
    }),
    hours: Nullable(Type.String({ description: "When, or null where it is always or not known" })),
    url: Nullable(Type.String({ description: "An https address" })),
  },
  { additionalProperties: false },
);
export type CrisisResource = Static<typeof CrisisResource>;

export const CrisisSupport = Type.Object(
  {
    message: Type.String({ description: "A short, human sentence" }),
    resources: Type.Array(CrisisResource),
  },
  { additionalProperties: false },
);
export type CrisisSupport = Static<typeof CrisisSupport>;
