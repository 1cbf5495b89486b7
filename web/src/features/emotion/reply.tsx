/**
 * What Echo answers to an entry that was just saved: one sentence, read out once, and beneath it what was
 * heard. It stands above the next empty page, takes no focus, and goes when it is closed or something new is saved.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { Entry } from "@echo/contract/entries.ts";
import { type ComponentType, lazy, Suspense, useEffect, useRef } from "react";
import type { ReplyDetailsProps } from "./reply-details.tsx";
import styles from "./reply.module.css";

/** A part that cannot be fetched must not take the page with it on which somebody writes. */
const loadDetails = async (): Promise<{ default: ComponentType<ReplyDetailsProps> }> => {
  try {
    return { default: (await import("./reply-details.tsx")).ReplyDetails };
  } catch {
    return { default: () => null };
  }
};
const ReplyDetails = lazy(loadDetails);

interface ReplyProps {
  /** null: nothing was saved yet, or the answer was closed. */
  readonly saved: {
    readonly entry: Entry;
    readonly oneLiner: string | null;
    readonly support?: CrisisSupport | null;
  } | null;
  /** Something is being written: an answer will be wanted, perhaps when the connection is gone. */
  readonly isAwaited: boolean;
  readonly onClose: () => void;
}

export function Reply({ saved, isAwaited, onClose }: ReplyProps) {
  useEffect(() => {
    // Without a network there is nothing to fetch, and a fetch that fails asks whether Echo has a new page.
    if (isAwaited && navigator.onLine) void loadDetails();
  }, [isAwaited]);
  const sentence = useRef<HTMLParagraphElement>(null);
  const savedId = saved?.entry.id;
  useEffect(() => {
    // The text that was saved may have been long, and the answer stands above it.
    if (savedId !== undefined) sentence.current?.scrollIntoView({ block: "nearest" });
  }, [savedId]);
  const support = saved?.support ?? null;
  return (
    <div className={saved === null ? styles["noReply"] : styles["reply"]}>
      <div aria-live="polite">
        {saved === null ? null : (
          <p ref={sentence} className={styles["sentence"]} key={saved.entry.id}>
            {support === null ? saved.oneLiner : support.message}
          </p>
        )}
      </div>
      {saved === null ? null : (
        <Suspense>
          <ReplyDetails entry={saved.entry} support={support} onClose={onClose} />
        </Suspense>
      )}
    </div>
  );
}
