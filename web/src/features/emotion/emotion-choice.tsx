/** Overruling in one tap: the seven feelings as buttons, the one that holds pressed. */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { EMOTIONS, EmotionSign } from "../../ui/emotion-sign.tsx";
import styles from "./emotion.module.css";
import { messages } from "./messages.ts";

interface EmotionChoiceProps {
  readonly id: string;
  readonly value: EmotionLabel | null;
  readonly isBusy: boolean;
  readonly onValue: (label: EmotionLabel) => void;
}

export function EmotionChoice({ id, value, isBusy, onValue }: EmotionChoiceProps) {
  return (
    <fieldset id={id} className={styles["choice"]} aria-describedby={`${id}-hint`}>
      <legend className={styles["legend"]}>{messages.choose}</legend>
      <div className={styles["options"]}>
        {EMOTIONS.map((label) => (
          <button
            key={label}
            type="button"
            className={styles["option"]}
            aria-pressed={value === label}
            aria-disabled={isBusy || undefined}
            onClick={() => {
              if (!isBusy) onValue(label);
            }}
          >
            <EmotionSign label={label} />
            {messages.names[label]}
          </button>
        ))}
      </div>
      <p id={`${id}-hint`} className={styles["hint"]}>
        {messages.chooseHint}
      </p>
    </fieldset>
  );
}
