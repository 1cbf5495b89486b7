/** Two versions of one entry, side by side, and three ways on. None of them loses a text. */
import type { Entry } from "@echo/contract/entries.ts";
import type { ReactNode } from "react";
import { client } from "../../api/client.ts";
import { isProblem } from "../../api/errors.ts";
import { useAction } from "../../api/use-action.ts";
import type { DraftContent } from "../../drafts/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { MoodMark, TagList } from "./entry-details.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { type ConflictChoice, resolveConflict } from "./resolve-conflict.ts";

interface ConflictProps {
  readonly mine: DraftContent;
  readonly theirs: Entry;
  /** The entry was changed once more: this is what it says now. */
  readonly onStale: (current: Entry) => void;
  readonly onResolved: (entry: Entry) => Promise<void>;
}

export function Conflict({ mine, theirs, onStale, onResolved }: ConflictProps) {
  const resolution = useAction(async (choice: ConflictChoice) => {
    try {
      await onResolved(await resolveConflict(client, choice, mine, theirs));
    } catch (error) {
      if (isProblem(error, "stale_version")) onStale(await client.getEntry(theirs.id));
      throw error;
    }
  });
  const choose = (choice: ConflictChoice) => () => void resolution.run(choice);
  return (
    <Page title={messages.conflictTitle} lead={messages.conflictText} width="wide">
      {resolution.failure === undefined ? null : (
        <Notice tone="warning" role="alert">
          {resolution.failure.sentence}
        </Notice>
      )}
      <div className={styles["sides"]}>
        <Side title={messages.mine} content={mine}>
          <Button kind="primary" isBusy={resolution.isBusy} onClick={choose("mine")}>
            {messages.keepMine}
          </Button>
        </Side>
        <Side title={messages.theirs} content={theirs}>
          <Button isBusy={resolution.isBusy} onClick={choose("theirs")}>
            {messages.keepTheirs}
          </Button>
        </Side>
      </div>
      <p>
        <Button kind="quiet" isBusy={resolution.isBusy} onClick={choose("both")}>
          {messages.keepBoth}
        </Button>
      </p>
    </Page>
  );
}

interface SideProps {
  readonly title: string;
  readonly content: DraftContent;
  readonly children: ReactNode;
}

function Side({ title, content, children }: SideProps) {
  return (
    <section className={styles["side"]}>
      <h2>{title}</h2>
      <Verbatim text={content.text} />
      {content.mood === null ? null : <MoodMark mood={content.mood} />}
      <TagList tags={content.tags} areLinks={false} />
      <p>{children}</p>
    </section>
  );
}
