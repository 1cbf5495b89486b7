/** One entry, to read: the text as it was written, its earlier versions, and the way to the trash. */
import type { Entry } from "@echo/contract/entries.ts";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouteContext } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { client } from "../../api/client.ts";
import { isProblem } from "../../api/errors.ts";
import { entryQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { listUnfinished } from "../../drafts/find-drafts.ts";
import { showFlash } from "../../shell/flash.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { EmotionPanel } from "../emotion/emotion-panel.tsx";
import { ReflectionPart } from "../reflections/reflection-part.tsx";
import { MissingEntry } from "./deleted-entry.tsx";
import { EarlierVersions } from "./earlier-versions.tsx";
import { MoodMark, TagList } from "./entry-details.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { useLocale } from "./use-locale.ts";
import { forgetEntry, rememberEntry } from "./use-saving.ts";
import { fullDay, timeOfDay } from "./when.ts";

export function EntryPage() {
  const { id } = useParams({ from: "/personal/entries/$id" });
  const entry = useQuery(entryQuery(id));
  if (entry.isPending) return null;
  if (isProblem(entry.error, "not_found")) return <MissingEntry id={id} />;
  if (entry.isError) return <LoadError error={entry.error} onRetry={() => void entry.refetch()} />;
  return <EntryView entry={entry.data} />;
}

function EntryView({ entry }: { readonly entry: Entry }) {
  const locale = useLocale();
  const navigate = useNavigate();
  const { person } = useRouteContext({ from: "/personal" });
  const hasDraft = useHasDraft(person.id, entry.id);
  const deletion = useAction(async () => {
    await client.deleteEntry(entry.id);
    await navigate({ to: "/timeline" });
    forgetEntry(entry.id);
    showFlash({ text: messages.deleted, action: { label: messages.undo, run: () => undoDelete(entry.id) } });
  });
  const day = fullDay(entry.local_date, locale);
  return (
    <Page
      title={day}
      lead={
        <span className={styles["meta"]}>
          <time dateTime={entry.written_at}>{timeOfDay(entry.written_at, entry.timezone, locale)}</time>
          {entry.mood === null ? null : <MoodMark mood={entry.mood} />}
        </span>
      }
    >
      {hasDraft ? (
        <Notice
          actions={
            <Link to="/entries/$id/edit" params={{ id: entry.id }} className={buttonClass("secondary")}>
              {messages.goOn}
            </Link>
          }
        >
          {messages.unfinishedChanges}
        </Notice>
      ) : null}
      <Verbatim as="article" text={entry.text} className={styles["text"]} label={messages.entryTitle(day)} />
      <TagList tags={entry.tags} />
      <EmotionPanel entry={entry} />
      <ReflectionPart entry={entry} />
      {deletion.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {deletion.failure.sentence}
        </Notice>
      )}
      <div className={styles["actions"]}>
        <Link to="/entries/$id/edit" params={{ id: entry.id }} className={buttonClass("secondary")}>
          {messages.edit}
        </Link>
        <Button kind="quiet" isBusy={deletion.isBusy} onClick={() => void deletion.run(undefined)}>
          {messages.delete}
        </Button>
        <span className={styles["count"]}>{messages.words(entry.word_count)}</span>
      </div>
      {entry.version > 1 ? <EarlierVersions entry={entry} locale={locale} /> : null}
    </Page>
  );
}

function undoDelete(id: string): void {
  client.restoreEntry(id).then(
    (entry) => {
      forgetEntry(id);
      rememberEntry(entry);
      showFlash({ text: messages.restored });
    },
    // It is in the trash still, and the trash can be opened.
    () => showFlash({ text: messages.undoFailed }),
  );
}

function useHasDraft(personId: string, entryId: string): boolean {
  const [hasDraft, setHasDraft] = useState(false);
  useEffect(() => {
    let isLeft = false;
    listUnfinished(personId).then(
      ({ drafts }) => {
        if (!isLeft) setHasDraft(drafts.some((draft) => draft.base?.entryId === entryId));
      },
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [personId, entryId]);
  return hasDraft;
}
