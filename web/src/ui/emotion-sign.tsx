/**
 * The seven feelings that Echo tells apart, each with a sign of its own shape, so that nothing depends on
 * colour. The word stands beside the sign wherever there is room for it.
 */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import styles from "./emotion-sign.module.css";

/** In the order of the wire. */
export const EMOTIONS: readonly EmotionLabel[] = [
  "anger",
  "disgust",
  "fear",
  "joy",
  "neutral",
  "sadness",
  "surprise",
];

/** Whether a text names a feeling. */
export function isEmotion(text: string): text is EmotionLabel {
  return (EMOTIONS as readonly string[]).includes(text);
}

const SIGNS: Record<EmotionLabel, string> = {
  // Triangle, barred ring, zigzag, rays, two lines, drop, diamond.
  anger: "M12 4.5L20.5 19h-17z",
  disgust: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.4 17.6L17.6 6.4",
  fear: "M2.5 14.5l3.2-5 3.2 5 3.1-5 3.2 5 3.2-5 3.1 5",
  joy: "M12 3.5v17M4.6 7.75l14.8 8.5M19.4 7.75l-14.8 8.5",
  neutral: "M4.5 9.5h15M4.5 14.5h15",
  sadness: "M12 3.5c3.6 4.6 5.6 7.6 5.6 10.4a5.6 5.6 0 0 1-11.2 0c0-2.8 2-5.8 5.6-10.4z",
  surprise: "M12 3.5l8.5 8.5-8.5 8.5L3.5 12z",
};

/** The sign of a feeling. Decoration: the word is always there as well. */
export function EmotionSign({ label }: { readonly label: EmotionLabel }) {
  return (
    <svg
      className={styles["sign"]}
      data-emotion={label}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={SIGNS[label]} />
    </svg>
  );
}
