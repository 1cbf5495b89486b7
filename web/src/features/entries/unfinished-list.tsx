/** What else waits on this device, new pages and changes of entries, and what other tabs have to do with it. */
import { Link } from "@tanstack/react-router";
import type { Draft } from "../../drafts/draft.ts";
import { messages } from "./messages.ts";
import { excerpt } from "./excerpt.ts";
import styles from "./writing.module.css";

interface UnfinishedListProps {
  readonly drafts: readonly Draft[];
  /** One quiet sentence; empty: none. */
  readonly note: string;
  /** The entry that is being changed; its drafts open in place. */
  readonly entryId?: string;
  readonly onOpen: (draft: Draft) => void;
}

export function UnfinishedList({ drafts, note, entryId, onOpen }: UnfinishedListProps) {
  const beginning = (draft: Draft) => excerpt(draft.text) || messages.emptyDraft;
  return (
    <>
      <p className={styles["note"]} aria-live="polite">
        {note}
      </p>
      {drafts.length === 0 ? null : (
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
      )}
    </>
  );
}
