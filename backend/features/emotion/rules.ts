/** What the engine hears, in the words of the contract. */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import type { TextAnalysis } from "@echo/contract/emotion.ts";
import type { Explanation } from "@echo/emotion/analyse.ts";

type WireReading = Pick<
  TextAnalysis,
  "emotions" | "top" | "sentiment" | "language" | "mixed" | "is_sure" | "reasons"
>;

/** A page shows a handful of words; more would only be noise. */
const MOST_REASONS = 24;

/** null becomes a reading without anything: not understood is not the same as neutral. */
export function toReading(explanation: Explanation | null): WireReading {
  if (explanation === null) {
    return {
      emotions: null,
      top: null,
      sentiment: null,
      language: null,
      mixed: null,
      is_sure: false,
      reasons: [],
    };
  }
  const { scores, top, topScore, sentiment, language, mixed, isSure, reasons } = explanation;
  return {
    emotions: EMOTION_LABELS.map((label, index) => ({ label, score: scores[index] ?? 0 })),
    top: { label: top, score: topScore },
    sentiment,
    language,
    mixed: mixed === null ? null : [...mixed],
    is_sure: isSure,
    reasons: reasons.slice(0, MOST_REASONS).map(({ label, text, start, end, weight }) => ({
      label,
      text,
      start,
      end,
      weight,
    })),
  };
}
