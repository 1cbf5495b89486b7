/** Own words for an entry: typed, ended by Enter or a comma, taken away by a tap or Backspace. */
import { useState } from "react";
import { addTags, type TagFault } from "../../drafts/draft.ts";
import { Chip } from "../../ui/chip.tsx";
import { messages } from "./writing-messages.ts";
import styles from "./writing.module.css";

interface TagFieldProps {
  readonly tags: readonly string[];
  readonly onTags: (tags: readonly string[]) => void;
}

export function TagField({ tags, onTags }: TagFieldProps) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<TagFault | null>(null);
  const take = (text: string) => {
    const added = addTags(tags, text);
    setFault(added.fault);
    setTyped(added.fault === "too_long" ? text : "");
    if (added.tags.length !== tags.length) onTags(added.tags);
  };
  const faultText = fault === "too_long" ? messages.tagTooLong : messages.tooManyTags;
  return (
    <div className={styles["tagField"]}>
      {tags.length === 0 ? null : (
        <ul className={styles["tags"]}>
          {tags.map((tag) => (
            <li key={tag}>
              <Chip
                removeLabel={messages.removeTag(tag)}
                onRemove={() => onTags(tags.filter((each) => each !== tag))}
              >
                {tag}
              </Chip>
            </li>
          ))}
        </ul>
      )}
      <input
        className={styles["tagInput"]}
        aria-label={messages.addTag}
        aria-invalid={fault === null ? undefined : true}
        aria-describedby="tag-hint"
        placeholder={messages.addTag}
        dir="auto"
        enterKeyHint="done"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          const text = event.target.value;
          if (/[,，、]/.test(text)) take(text);
          else setTyped(text);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            take(typed);
          } else if (event.key === "Backspace" && typed === "" && tags.length > 0) {
            onTags(tags.slice(0, -1));
          }
        }}
        onBlur={() => take(typed)}
      />
      <p id="tag-hint" className={fault === null ? "visually-hidden" : styles["tagFault"]}>
        {fault === null ? messages.tagsHint : faultText}
      </p>
    </div>
  );
}
