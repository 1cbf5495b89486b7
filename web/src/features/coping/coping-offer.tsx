/** One action of the person's own kit, offered after a hard entry, and whether it helped. Nobody has to answer. */
import { useState } from "react";
import { recordCopingOutcome } from "../../api/insights.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./coping.module.css";
import { messages } from "./messages.ts";

interface CopingOfferProps {
  readonly entryId: string;
  readonly action: string;
  /** The person's answer; null: none yet. */
  readonly helped: boolean | null;
  readonly onRecorded: () => Promise<void>;
}

export function CopingOffer({ entryId, action, helped, onRecorded }: CopingOfferProps) {
  const [isChanging, setChanging] = useState(false);
  const answer = useAction(async (value: boolean) => {
    await recordCopingOutcome(entryId, action, value);
    await onRecorded();
    setChanging(false);
  });
  const isAsking = helped === null || isChanging;
  return (
    <section className={styles["offer"]} aria-label={messages.offered}>
      <p>
        <span className={styles["quiet"]}>{messages.offered}: </span>
        <bdi className={styles["action"]}>{action}</bdi>
      </p>
      <p aria-live="polite" className={styles["quiet"]}>
        {isAsking ? messages.offerHint : helped ? messages.helped : messages.didNot}
      </p>
      <div className={styles["answers"]}>
        {isAsking ? (
          <>
            <Button isBusy={answer.isBusy} onClick={() => void answer.run(true)}>
              {messages.didHelp}
            </Button>
            <Button isBusy={answer.isBusy} onClick={() => void answer.run(false)}>
              {messages.didNotHelp}
            </Button>
          </>
        ) : (
          <Button kind="quiet" onClick={() => setChanging(true)}>
            {messages.change}
          </Button>
        )}
      </div>
      {answer.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {answer.failure.sentence}
        </Notice>
      )}
    </section>
  );
}
