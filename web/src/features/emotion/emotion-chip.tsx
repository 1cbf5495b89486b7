/** A feeling as a small chip: sign and word together, so that it reads without colour. */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { EmotionSign } from "../../ui/emotion-sign.tsx";
import styles from "./emotion.module.css";
import type { Heard } from "./heard.ts";
import { messages } from "./messages.ts";

/** The words of a chip; null where nothing was understood. */
export function heardInWords(heard: Heard): string | null {
  switch (heard.kind) {
    case "own":
      return `${messages.names[heard.label]}, ${messages.yourWord}`;
    case "one":
      return messages.names[heard.label];
    case "mixed":
      return messages.mixed(...heard.labels);
    case "unsure":
      return messages.unsure;
    case "not_understood":
    default:
      return null;
  }
}

function labelsOf(heard: Heard): readonly EmotionLabel[] {
  if (heard.kind === "mixed") return heard.labels;
  return heard.kind === "own" || heard.kind === "one" ? [heard.label] : [];
}

interface EmotionChipProps {
  readonly heard: Heard;
  /** Beside other small things, without a border. */
  readonly isSmall?: boolean;
}

export function EmotionChip({ heard, isSmall = false }: EmotionChipProps) {
  const words = heardInWords(heard);
  if (words === null) return null;
  return (
    <span className={isSmall ? styles["smallChip"] : styles["chip"]} data-heard={heard.kind}>
      {labelsOf(heard).map((label) => (
        <EmotionSign key={label} label={label} />
      ))}
      <span className="visually-hidden">{messages.feeling} </span>
      <span>{words}</span>
    </span>
  );
}
