/** Shows only entries of one feeling: the writer's word, else what Echo heard. */
import { EMOTIONS } from "../../ui/emotion-sign.tsx";
import styles from "./emotion.module.css";
import { messages } from "./messages.ts";

interface EmotionFilterProps {
  /** Empty: every feeling. */
  readonly value: string;
  readonly onValue: (label: string) => void;
}

export function EmotionFilter({ value, onValue }: EmotionFilterProps) {
  return (
    <p className={styles["filter"]}>
      <label htmlFor="feeling">{messages.filter}</label>
      <select
        id="feeling"
        className={styles["filterInput"]}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      >
        <option value="">{messages.anyFeeling}</option>
        {EMOTIONS.map((label) => (
          <option key={label} value={label}>
            {messages.names[label]}
          </option>
        ))}
      </select>
    </p>
  );
}
