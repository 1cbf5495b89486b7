/** Mood and tags of an entry, as they stand below it in the timeline, on its page and in its versions. */
import { Link } from "@tanstack/react-router";
import { Chip, chipClass } from "../../ui/chip.tsx";
import { MoodSign, moodLevel } from "../../ui/mood.tsx";
import styles from "./reading.module.css";
import { messages } from "./messages.ts";

/** The mood by sign and word. */
export function MoodMark({ mood }: { readonly mood: number }) {
  const level = moodLevel(mood);
  return (
    <span className={styles["mood"]}>
      <MoodSign level={level} />
      <span>
        <span className="visually-hidden">{messages.moodLabel} </span>
        {messages.moods[level]}
      </span>
    </span>
  );
}

interface TagListProps {
  readonly tags: readonly string[];
  /** Whether a tag leads to the timeline of this tag. */
  readonly areLinks?: boolean;
}

export function TagList({ tags, areLinks = true }: TagListProps) {
  if (tags.length === 0) return null;
  return (
    <ul className={styles["tags"]} aria-label={messages.tagsLabel}>
      {tags.map((tag) => (
        <li key={tag}>
          {areLinks ? (
            <Link to="/timeline" search={{ tag }} className={chipClass()}>
              <bdi>{tag}</bdi>
            </Link>
          ) : (
            <Chip>{tag}</Chip>
          )}
        </li>
      ))}
    </ul>
  );
}
