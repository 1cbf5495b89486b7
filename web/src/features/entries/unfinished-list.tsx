/** What else waits on this device, new pages and changes of entries, and a word about other tabs. */
import { Link } from "@tanstack/react-router";
import type { Draft } from "../../drafts/draft.ts";
import { messages } from "./writing-messages.ts";
import { excerpt } from "./excerpt.ts";
import styles from "./writing.module.css";

interface UnfinishedListProps {
  readonly drafts: readonly Draft[];
  /** The entry that is being changed; its drafts open in place. */
  readonly entryId?: string;
  readonly onOpen: (draft: Draft) => void;
}

export function UnfinishedList({ drafts, entryId, onOpen }: UnfinishedListProps) {
  if (drafts.length === 0) return null;
  const beginning = (draft: Draft) => excerpt(draft.text) || messages.emptyDraft;
  return (
    <section className={styles["unfinished"]} aria-labelledby="unfinished">
      <h2 id="unfinished">{messages.unfinished}</h2>
      {drafts.map((draft) =>
        draft.base === null || draft.base.entryId === entryId ? (
          <button
            key={draft.id}
            type="button"
            dir="auto"
            className={styles["unfinishedOption"]}
            onClick={() => onOpen(draft)}
          >
            {beginning(draft)}
          </button>
        ) : (
          <Link
            key={draft.id}
            to="/entries/$id/edit"
            params={{ id: draft.base.entryId }}
            search={{ draft: draft.id }}
            dir="auto"
            className={styles["unfinishedOption"]}
          >
            {beginning(draft)}
          </Link>
        ),
      )}
    </section>
  );
}

interface OtherTabNoteProps {
  readonly isCopy: boolean;
  /** Said when another tab has one of the same kind open. */
  readonly elsewhereText: string;
  readonly isElsewhere: boolean;
}

/** One quiet sentence above the text, read out when it comes. */
export function OtherTabNote({ isCopy, elsewhereText, isElsewhere }: OtherTabNoteProps) {
  return (
    <p className={styles["note"]} aria-live="polite">
      {isCopy ? messages.isCopy : isElsewhere ? elsewhereText : ""}
    </p>
  );
}
