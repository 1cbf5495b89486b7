/** A finding as a card: its title says the finding, a quiet line beneath says how much stands behind it. */
import { type ReactNode, useId } from "react";
import styles from "./card.module.css";

interface CardProps {
  readonly title: string;
  /** How many, over which days, how sure. */
  readonly evidence?: ReactNode;
  readonly isWide?: boolean;
  readonly isBusy?: boolean;
  readonly children?: ReactNode;
}

export function Card({ title, evidence, isWide = false, isBusy = false, children }: CardProps) {
  const titleId = useId();
  return (
    <section
      className={isWide ? `${styles["card"]} ${styles["wide"]}` : styles["card"]}
      aria-labelledby={titleId}
      aria-busy={isBusy || undefined}
    >
      <h2 id={titleId} className={styles["title"]}>
        {title}
      </h2>
      {evidence === undefined || evidence === null ? null : <p className={styles["evidence"]}>{evidence}</p>}
      {children}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onValue: (value: Value) => void;
}

/** One of a few, such as the window of time: buttons, the chosen one pressed. */
export function Choice<Value extends string>({ label, value, options, onValue }: ChoiceProps<Value>) {
  return (
    <fieldset aria-label={label} className={styles["choice"]}>
      {options.map(([each, words]) => (
        <button
          key={each}
          type="button"
          className={styles["option"]}
          aria-pressed={each === value}
          onClick={() => onValue(each)}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
