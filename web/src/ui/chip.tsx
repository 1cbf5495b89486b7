/** A small word in a pill: a tag. Removable where a remove handler is given. */
import type { ReactNode } from "react";
import styles from "./chip.module.css";

/** The classes of a chip, for an element that is a link. */
export function chipClass(): string {
  return `${styles["chip"]} ${styles["link"]}`;
}

interface ChipProps {
  readonly children: ReactNode;
  readonly removeLabel?: string;
  readonly onRemove?: () => void;
}

export function Chip({ children, removeLabel, onRemove }: ChipProps) {
  if (onRemove === undefined) {
    return (
      <span className={styles["chip"]} dir="auto">
        {children}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`${styles["chip"]} ${styles["removable"]}`}
      aria-label={removeLabel}
      onClick={onRemove}
    >
      <bdi>{children}</bdi>
      <svg className={styles["cross"]} viewBox="0 0 12 12" aria-hidden="true">
        <path
          d="M2.5 2.5l7 7m0-7l-7 7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}
