/** What was deleted, the latest first, each with the way back. */
import type { TrashedEntry } from "@echo/contract/entries.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../api/client.ts";
import { trashQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { showFlash } from "../../shell/flash.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { TagList } from "./entry-details.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { useLocale } from "./use-locale.ts";
import { forgetEntry, rememberEntry } from "./use-saving.ts";
import { excerpt } from "./excerpt.ts";
import { dayAndTime, fullDay } from "./when.ts";

export function TrashPage() {
  const locale = useLocale();
  const list = useInfiniteQuery(trashQuery());
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const restoring = useAction(async (entry: TrashedEntry) => {
    const restored = await client.restoreEntry(entry.id);
    forgetEntry(entry.id);
    rememberEntry(restored);
    showFlash({ text: messages.restored });
    document.querySelector<HTMLElement>("main h1")?.focus();
  });
  if (list.isError && list.data === undefined) {
    return <LoadError error={list.error} onRetry={() => void list.refetch()} />;
  }
  return (
    <Page title={messages.trashTitle} lead={messages.trashLead}>
      {restoring.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {restoring.failure.sentence}
        </Notice>
      )}
      {list.isSuccess && entries.length === 0 ? (
        <p className={styles["quiet"]}>{messages.trashEmpty}</p>
      ) : null}
      {entries.length === 0 ? null : (
        <ul className={styles["trash"]}>
          {entries.map((entry) => (
            <li key={entry.id} className={styles["trashed"]}>
              <div>
                <h2 className={styles["trashedDay"]}>{fullDay(entry.local_date, locale)}</h2>
                <p className={styles["meta"]}>{messages.deletedAt(dayAndTime(entry.deleted_at, locale))}</p>
              </div>
              <Verbatim text={excerpt(entry.text)} className={styles["excerpt"]} />
              <TagList tags={entry.tags} areLinks={false} />
              <p>
                <Button
                  isBusy={restoring.isBusy}
                  aria-label={messages.restoreLabel(fullDay(entry.local_date, locale))}
                  onClick={() => void restoring.run(entry)}
                >
                  {messages.restore}
                </Button>
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {messages.earlierDeleted}
        </Button>
      ) : null}
    </Page>
  );
}
