/** Longer answers by a language model outside Echo: asked for by the writer, entry by entry, where an operator offers one. */
import { Type, type Static } from "typebox";
import { Instant, Nullable } from "./common.ts";

const Destination = Type.Object(
  {
    model: Type.String(),
    host: Type.String({ description: "Where the text of the entry goes" }),
    is_this_machine: Type.Boolean({ description: "Whether that is the machine on which Echo runs" }),
  },
  { additionalProperties: false },
);

/** GET /reflections/provider: whether there is a model, and where a text would go. */
export const ReflectionProvider = Type.Object(
  { is_enabled: Type.Boolean(), destination: Nullable(Destination) },
  { $id: "ReflectionProvider", additionalProperties: false },
);
export type ReflectionProvider = Static<typeof ReflectionProvider>;

export const Reflection = Type.Object(
  {
    text: Type.String(),
    destination: Destination,
    entry_version: Type.Integer({ minimum: 1, description: "Which version of the entry it is about" }),
    created_at: Instant,
  },
  { $id: "Reflection", additionalProperties: false },
);
export type Reflection = Static<typeof Reflection>;
