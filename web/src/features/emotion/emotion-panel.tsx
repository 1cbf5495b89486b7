/**
 * What Echo heard in one entry: the feeling, the reasons on request, and one tap to overrule it. Where help
 * is offered there is nothing but that: no feeling is named. The same panel stands under the answer after
 * saving and on the page of the entry.
 */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import type { EmotionLabel, Entry } from "@echo/contract/entries.ts";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { correctEmotion, emotionQuery, refreshEmotion } from "../../api/emotion.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { CopingOffer } from "../coping/coping-offer.tsx";
import { EmotionChip } from "./emotion-chip.tsx";
import { EmotionChoice } from "./emotion-choice.tsx";
import styles from "./emotion.module.css";
import { heardIn } from "./heard.ts";
import { messages } from "./messages.ts";
import { Reasons } from "./reasons.tsx";
import { SupportPanel } from "./support-panel.tsx";

export function EmotionPanel({ entry }: { readonly entry: Entry }) {
  const emotion = useQuery(emotionQuery(entry.id, entry.version));
  if (emotion.isPending) return null;
  if (emotion.isError) {
    return (
      <p className={styles["quiet"]}>
        {messages.unavailable}{" "}
        <Button kind="quiet" onClick={() => void emotion.refetch()}>
          {messages.again}
        </Button>
      </p>
    );
  }
  const { support, coping } = emotion.data;
  return (
    <>
      {support === null ? (
        <HeardFeeling key={entry.id} entry={entry} emotion={emotion.data} />
      ) : (
        <SupportPanel key={entry.id} support={support} />
      )}
      {coping === null ? null : (
        <CopingOffer
          entryId={entry.id}
          action={coping.action}
          helped={coping.helped}
          onRecorded={() => refreshEmotion(entry.id)}
        />
      )}
    </>
  );
}

function HeardFeeling({ entry, emotion }: { readonly entry: Entry; readonly emotion: EntryEmotion }) {
  const id = useId();
  const [opened, setOpened] = useState<"nothing" | "reasons" | "choice">("nothing");
  const [said, setSaid] = useState("");
  const change = useRef<HTMLButtonElement>(null);
  const correction = useAction(async (label: EmotionLabel | null) => {
    await correctEmotion(entry.id, label);
    setOpened("nothing");
    setSaid(label === null ? messages.backAgain : messages.noted(label));
    change.current?.focus();
  });
  const heard = heardIn(emotion);
  const isUnderstood = emotion.model.top !== null;
  const toggle = (part: "reasons" | "choice") => setOpened(opened === part ? "nothing" : part);
  return (
    <section className={styles["panel"]} aria-label={messages.heard}>
      {heard.kind === "not_understood" ? <p className={styles["quiet"]}>{messages.notUnderstood}</p> : null}
      <div className={styles["row"]}>
        <EmotionChip heard={heard} />
        {isUnderstood ? (
          <Toggle controls={`${id}-why`} isOpen={opened === "reasons"} onToggle={() => toggle("reasons")}>
            {messages.why}
          </Toggle>
        ) : null}
        <Toggle
          controls={`${id}-choice`}
          isOpen={opened === "choice"}
          onToggle={() => toggle("choice")}
          buttonRef={change}
        >
          {heard.kind === "not_understood" ? messages.name : messages.change}
        </Toggle>
        {heard.kind === "own" ? (
          <Button kind="quiet" isBusy={correction.isBusy} onClick={() => void correction.run(null)}>
            {messages.back}
          </Button>
        ) : null}
      </div>
      <p aria-live="polite" className={styles["said"]}>
        {said}
      </p>
      {correction.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {correction.failure.sentence}
        </Notice>
      )}
      {opened === "choice" ? (
        <EmotionChoice
          id={`${id}-choice`}
          value={heard.kind === "own" || heard.kind === "one" ? heard.label : null}
          isBusy={correction.isBusy}
          onValue={(label) => void correction.run(label)}
        />
      ) : null}
      {opened === "reasons" ? (
        <>
          {heard.kind === "own" && emotion.model.top !== null ? (
            <p className={styles["quiet"]}>{messages.heardInstead(emotion.model.top.label)}</p>
          ) : null}
          <Reasons id={`${id}-why`} text={entry.text} model={emotion.model} />
        </>
      ) : null}
    </section>
  );
}

interface ToggleProps {
  readonly controls: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly buttonRef?: React.RefObject<HTMLButtonElement | null>;
  readonly children: React.ReactNode;
}

function Toggle({ controls, isOpen, onToggle, buttonRef, children }: ToggleProps) {
  return (
    <button
      ref={buttonRef}
      type="button"
      className={styles["toggle"]}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onToggle}
    >
      {children}
    </button>
  );
}
