/**
 * Which of Echo's seven labels a foreign model's label belongs to: Ekman's six and neutral under their usual
 * names, and the 28 of GoEmotions by the mapping that its authors publish (ekman_mapping.json).
 */
import { LABELS, type Label } from "@echo/emotion/labels.ts";
import { ModelFault } from "./model-fault.ts";

const OTHER_NAMES: Readonly<Record<Label, readonly string[]>> = {
  anger: ["angry", "annoyance", "disapproval", "frustration", "rage"],
  disgust: ["disgusted"],
  fear: ["afraid", "anxiety", "fearful", "nervousness", "scared", "worry"],
  joy: [
    "admiration",
    "amusement",
    "approval",
    "caring",
    "desire",
    "excitement",
    "gratitude",
    "happiness",
    "happy",
    "joyful",
    "love",
    "optimism",
    "pride",
    "relief",
  ],
  neutral: ["no emotion", "no_emotion", "none", "others"],
  sadness: ["disappointment", "embarrassment", "grief", "remorse", "sad"],
  surprise: ["confusion", "curiosity", "realization", "surprised"],
};

const labelOf = new Map<string, Label>(
  LABELS.flatMap((label) => [label, ...OTHER_NAMES[label]].map((name) => [name, label] as const)),
);

/** The place among Echo's labels of each of the model's, by `id2label` of its config.json. */
export function placesOf(id2label: Readonly<Record<string, string>>): readonly number[] {
  const names = Object.entries(id2label)
    .toSorted(([left], [right]) => Number(left) - Number(right))
    .map(([, name]) => name.trim().toLowerCase());
  return names.map((name) => {
    const label = labelOf.get(name);
    if (label === undefined) throw new ModelFault(`The model's label "${name}" is none that Echo knows.`);
    return LABELS.indexOf(label);
  });
}
