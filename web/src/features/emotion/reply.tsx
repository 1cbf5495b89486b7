/**
 * What Echo answers to an entry that was just saved: one sentence, read out once, and beneath it what was
 * heard. It stands above the next empty page, takes no focus, and goes when it is closed or something new is saved.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { Entry } from "@echo/contract/entries.ts";
import { lazy, Suspense } from "react";
import { Button } from "../../ui/button.tsx";
import styles from "./emotion.module.css";
import { messages } from "./messages.ts";
import { SupportPanel } from "./support-panel.tsx";

/** Comes with the first answer, so that the empty page opens with nothing it does not need. */
const EmotionPanel = lazy(async () => ({ default: (await import("./emotion-panel.tsx")).EmotionPanel }));

interface ReplyProps {
  /** null: nothing was saved yet, or the answer was closed. */
  readonly saved: {
    readonly entry: Entry;
    readonly oneLiner: string | null;
    readonly support?: CrisisSupport | null;
  } | null;
  readonly onClose: () => void;
}

export function Reply({ saved, onClose }: ReplyProps) {
  const support = saved?.support ?? null;
  return (
    <div className={saved === null ? styles["noReply"] : styles["reply"]}>
      <div aria-live="polite">
        {saved === null ? null : (
          <p className={styles["oneLiner"]} key={saved.entry.id}>
            {support === null ? saved.oneLiner : <span className="visually-hidden">{support.message}</span>}
          </p>
        )}
      </div>
      {saved === null ? null : support === null ? (
        <>
          <Suspense>
            <EmotionPanel entry={saved.entry} />
          </Suspense>
          <p>
            <Button kind="quiet" onClick={onClose} className={styles["close"]}>
              {messages.closeReply}
            </Button>
          </p>
        </>
      ) : (
        <SupportPanel support={support} />
      )}
    </div>
  );
}
