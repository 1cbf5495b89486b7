/** The seven feelings that Echo hears, in the one order that scores, weights and tables share. */

/** Ekman's six and neutral, alphabetical. */
export const LABELS = ["anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise"] as const;

export type Label = (typeof LABELS)[number];
