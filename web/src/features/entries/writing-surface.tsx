/**
 * Text, mood, tags and the bar with the state and the save button: the same surface for a new page and
 * for an entry that is being changed. Ctrl or Cmd with Enter saves from anywhere on it.
 */
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";
import { type DraftContent, remainingLength } from "../../drafts/draft.ts";
import type { KeepState } from "../../drafts/draft-keeper.ts";
import { Button } from "../../ui/button.tsx";
import { MoodChoice } from "../../ui/mood.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { messages } from "./writing-messages.ts";
import { TagField } from "./tag-field.tsx";
import styles from "./writing.module.css";

/** What the bar says. `kept` and `saved` are the two states that a person may rely on. */
export interface SurfaceStatus {
  readonly kind: "none" | "keeping" | "kept" | "refused" | "sending" | "saved" | "fault";
  readonly text: string;
  /** Is read out at once. */
  readonly isAlert?: boolean;
  readonly link?: ReactNode;
}

interface WritingSurfaceProps {
  readonly content: DraftContent;
  readonly onChange: (change: Partial<DraftContent>) => void;
  readonly status: SurfaceStatus;
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly textRef?: RefObject<HTMLTextAreaElement | null>;
  /** Notices: in the bar, where they are seen however long the text is. */
  readonly children?: ReactNode;
  /** Further buttons beside the save button. */
  readonly actions?: ReactNode;
}

/** Only close to the limit does anybody want to know how long a text is. */
const REMARKABLE_LENGTH = 2_000;

export function WritingSurface(props: WritingSurfaceProps) {
  const { content, onChange, status, isBusy, onSave, textRef, children, actions } = props;
  const form = useRef<HTMLFormElement>(null);
  const remaining = remainingLength(content.text);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      // A tag that is still being typed is taken when its field loses the focus.
      if (event.target instanceof HTMLInputElement) event.target.blur();
      setTimeout(() => form.current?.requestSubmit());
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSave();
  };
  return (
    <form ref={form} className={styles["surface"]} noValidate onSubmit={onSubmit}>
      <TextArea
        value={content.text}
        onValue={(text) => onChange({ text })}
        textRef={textRef}
        aria-label={messages.textLabel}
        placeholder={messages.placeholder}
        autoComplete="off"
      />
      {remaining < REMARKABLE_LENGTH ? (
        <p className={styles["length"]} aria-live="polite">
          {remaining < 0 ? messages.tooLong(-remaining) : messages.remaining(remaining)}
        </p>
      ) : null}
      <div className={styles["details"]}>
        <MoodChoice
          legend={messages.moodLegend}
          labels={messages.moods}
          value={content.mood}
          onValue={(mood) => onChange({ mood })}
        />
        <TagField tags={content.tags} onTags={(tags) => onChange({ tags })} />
      </div>
      <div className={styles["bar"]}>
        {children}
        <p
          className={styles["status"]}
          role={status.isAlert === true ? "alert" : undefined}
          aria-live={status.isAlert === true ? undefined : "polite"}
          data-state={status.kind}
        >
          <span className={styles["mark"]} aria-hidden="true" />
          <span>{status.text}</span>
          {status.link}
        </p>
        <div className={styles["barActions"]}>
          {actions}
          <Button type="submit" kind="primary" isBusy={isBusy} title={messages.saveHint}>
            {messages.save}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What the bar says while nothing is being sent. */
export function keptStatus(isBlank: boolean, keepState: KeepState, isStored: boolean): SurfaceStatus {
  if (keepState === "refused") return { kind: "refused", text: messages.notKept };
  if (isBlank) return { kind: "none", text: "" };
  if (keepState === "kept")
    return isStored ? { kind: "kept", text: messages.onDevice } : { kind: "none", text: "" };
  return { kind: "keeping", text: isStored ? messages.onDevice : messages.keeping };
}
