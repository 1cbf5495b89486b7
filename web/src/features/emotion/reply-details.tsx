/** What stands beneath the sentence of an answer: the feeling that was heard, or whom one can turn to. */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { Entry } from "@echo/contract/entries.ts";
import { Button } from "../../ui/button.tsx";
import { EmotionPanel } from "./emotion-panel.tsx";
import styles from "./emotion.module.css";
import { messages } from "./messages.ts";
import { SupportPanel } from "./support-panel.tsx";

export interface ReplyDetailsProps {
  readonly entry: Entry;
  readonly support: CrisisSupport | null;
  readonly onClose: () => void;
}

export function ReplyDetails({ entry, support, onClose }: ReplyDetailsProps) {
  if (support !== null) return <SupportPanel key={entry.id} support={support} isMessageSaid />;
  return (
    <>
      <EmotionPanel entry={entry} />
      <p>
        <Button kind="quiet" onClick={onClose} className={styles["close"]}>
          {messages.closeReply}
        </Button>
      </p>
    </>
  );
}
