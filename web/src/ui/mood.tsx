/**
 * How a day felt, as weather: five signs that differ in shape, each with its word, so that nothing
 * depends on colour.
 */
import styles from "./mood.module.css";

export type MoodLevel = 1 | 2 | 3 | 4 | 5;
export const MOOD_LEVELS: readonly MoodLevel[] = [1, 2, 3, 4, 5];

const CLOUD = "M7.2 15.5h9.1a3.4 3.4 0 0 0 .5-6.8 5 5 0 0 0-9.5-.6 3.7 3.7 0 0 0-.1 7.4z";
const SIGNS: Record<MoodLevel, string> = {
  // Storm, rain, cloud, sun behind a cloud, sun.
  1: `${CLOUD}M12.8 13.5l-2.6 4h3l-2.2 4`,
  2: `${CLOUD}M8.5 18.5l-.9 2.2M12.2 18.5l-.9 2.2M15.9 18.5l-.9 2.2`,
  3: "M7.2 17.5h9.1a3.4 3.4 0 0 0 .5-6.8 5 5 0 0 0-9.5-.6 3.7 3.7 0 0 0-.1 7.4z",
  4: "M6.7 19.5h7.6a2.8 2.8 0 0 0 .4-5.6 4.1 4.1 0 0 0-7.8-.5 3 3 0 0 0-.2 6.1zM11.6 7.2a4 4 0 0 1 6.6 4.3M14.6 2.2v1.6M20.4 4.6l-1.2 1.1M22 10.4h-1.6M8.8 4.6L10 5.7M20.3 16.2l-1.1-1.1",
  5: "M16.2 12a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M18.4 5.6l-1.6 1.6M7.2 16.8l-1.6 1.6",
};

/** A number from the wire as a level; the nearest one, so that nothing unknown breaks a page. */
export function moodLevel(mood: number): MoodLevel {
  return Math.min(5, Math.max(1, Math.round(mood))) as MoodLevel;
}

/** The sign of a mood. Give a label where no word stands beside it. */
export function MoodSign({ level, label }: { readonly level: MoodLevel; readonly label?: string }) {
  return (
    <svg
      className={styles["sign"]}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    >
      <path d={SIGNS[level]} />
    </svg>
  );
}

interface MoodChoiceProps {
  readonly legend: string;
  readonly labels: Readonly<Record<MoodLevel, string>>;
  readonly value: number | null;
  readonly onValue: (value: MoodLevel | null) => void;
}

/** One tap chooses, the same tap again takes it back. */
export function MoodChoice({ legend, labels, value, onValue }: MoodChoiceProps) {
  return (
    <fieldset className={styles["choice"]}>
      <legend className={styles["legend"]}>{legend}</legend>
      <div className={styles["row"]}>
        {MOOD_LEVELS.map((level) => (
          <button
            key={level}
            type="button"
            className={styles["option"]}
            aria-pressed={value === level}
            onClick={() => onValue(value === level ? null : level)}
          >
            <MoodSign level={level} />
            {labels[level]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
