/** The address of an entry that is not there: in the trash it can be brought back from, or nowhere. */
import type { TrashedEntry } from "@echo/contract/entries.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { client } from "../../api/client.ts";
import { entryKeys, queryClient, trashedEntryQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { NotFoundPage } from "../../shell/not-found-page.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { excerpt } from "./excerpt.ts";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { useLocale } from "./use-locale.ts";
import { rememberEntry } from "./use-saving.ts";
import { dayAndTime, fullDay } from "./when.ts";

export function MissingEntry({ id }: { readonly id: string }) {
  const trashed = useQuery(trashedEntryQuery(id));
  if (trashed.isPending) return null;
  return trashed.data == null ? <NotFoundPage /> : <DeletedEntry entry={trashed.data} />;
}

function DeletedEntry({ entry }: { readonly entry: TrashedEntry }) {
  const locale = useLocale();
  const restoring = useAction(async () => {
    rememberEntry(await client.restoreEntry(entry.id));
    void queryClient.invalidateQueries({ queryKey: entryKeys.trash });
  });
  return (
    <Page
      title={messages.deletedTitle}
      lead={messages.deletedLead(fullDay(entry.local_date, locale), dayAndTime(entry.deleted_at, locale))}
    >
      {restoring.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {restoring.failure.sentence}
        </Notice>
      )}
      <Verbatim text={excerpt(entry.text)} className={styles["excerpt"]} />
      <div className={styles["actions"]}>
        <Button kind="primary" isBusy={restoring.isBusy} onClick={() => void restoring.run(undefined)}>
          {messages.restore}
        </Button>
        <Link to="/trash" className={buttonClass("quiet")}>
          {messages.openTrash}
        </Link>
      </div>
    </Page>
  );
}
