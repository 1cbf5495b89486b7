/**
 * In which words a reading is shown: the writer's own label, one feeling, two, "not sure", or that the
 * language was not understood. What is not understood is never called neutral.
 */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import type { EmotionLabel, Entry } from "@echo/contract/entries.ts";

export type Heard =
  | { readonly kind: "own"; readonly label: EmotionLabel }
  | { readonly kind: "one"; readonly label: EmotionLabel }
  | { readonly kind: "mixed"; readonly labels: readonly [EmotionLabel, EmotionLabel] }
  | { readonly kind: "unsure" }
  | { readonly kind: "not_understood" };

/** Below this a highest score is not named; the same bound as in the engine. */
const LEAST_SURE_SCORE = 0.35;

/** What holds for an entry, the writer's word before Echo's. */
export function heardIn({ label, source, model }: EntryEmotion): Heard {
  if (source === "user" && label !== null) return { kind: "own", label };
  if (model.top === null) return { kind: "not_understood" };
  const [one, other] = model.mixed ?? [];
  if (one !== undefined && other !== undefined) return { kind: "mixed", labels: [one, other] };
  return model.is_sure ? { kind: "one", label: model.top.label } : { kind: "unsure" };
}

/** The same from what a list says of an entry, which knows nothing of mixtures. */
export function heardInBrief(entry: Pick<Entry, "top_emotion" | "emotion_source">): Heard {
  const { top_emotion: top, emotion_source: source } = entry;
  if (top === null) return { kind: "not_understood" };
  if (source === "user") return { kind: "own", label: top.label };
  return top.score < LEAST_SURE_SCORE ? { kind: "unsure" } : { kind: "one", label: top.label };
}
