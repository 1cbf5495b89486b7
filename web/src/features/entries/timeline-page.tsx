/** What was written, newest first, by the writer's own days; search, tag and day stand in the address. */
import type { Entry } from "@echo/contract/entries.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { EntryFilters } from "../../api/client.ts";
import { entryListQuery } from "../../api/queries.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { isEmotion } from "../../ui/emotion-sign.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { EmotionChip } from "../emotion/emotion-chip.tsx";
import { heardInBrief } from "../emotion/heard.ts";
import { dayInWords, groupByDay, isDay } from "./days.ts";
import { EmptyTimeline } from "./empty-timeline.tsx";
import { MoodMark, TagList } from "./entry-details.tsx";
import { excerptAround } from "./matches.ts";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { TimelineFilters } from "./timeline-filters.tsx";
import { useLocale } from "./use-locale.ts";
import { useToday } from "./use-today.ts";
import { timeOfDay } from "./when.ts";

export function TimelinePage() {
  const { q = "", tag = "", emotion = "", to = "" } = useSearch({ from: "/personal/timeline" });
  const filters: EntryFilters = {
    q,
    tag,
    emotion: isEmotion(emotion) ? emotion : "",
    to: isDay(to) ? to : "",
  };
  const list = useInfiniteQuery(entryListQuery(filters));
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && list.data === undefined) {
    return <LoadError error={list.error} onRetry={() => void list.refetch()} />;
  }
  return (
    <Page title={messages.timelineTitle}>
      <TimelineFilters filters={filters} />
      <p aria-live="polite" className={list.isPending ? styles["quiet"] : "visually-hidden"}>
        {list.isPending ? messages.loading : messages.found(entries.length, list.hasNextPage)}
      </p>
      {list.isSuccess && entries.length === 0 ? <EmptyTimeline filters={filters} /> : null}
      <Days entries={entries} searched={q} />
      {list.hasNextPage ? (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {messages.earlier}
        </Button>
      ) : null}
      <p className={styles["more"]}>
        <Link to="/trash" className={buttonClass("quiet")}>
          {messages.toTrash}
        </Link>
      </p>
    </Page>
  );
}

function Days({ entries, searched }: { readonly entries: readonly Entry[]; readonly searched: string }) {
  const locale = useLocale();
  const today = useToday();
  return groupByDay(entries).map(({ day, entries: ofDay }) => (
    <section key={`${day} ${ofDay[0]?.id}`} className={styles["day"]}>
      <h2 className={styles["dayName"]}>{dayInWords(day, today, locale)}</h2>
      {ofDay.map((entry) => (
        <article key={entry.id} className={styles["card"]}>
          <p className={styles["meta"]}>
            <time dateTime={entry.written_at}>{timeOfDay(entry.written_at, entry.timezone, locale)}</time>
            {entry.mood === null ? null : <MoodMark mood={entry.mood} />}
            <EmotionChip heard={heardInBrief(entry)} isSmall />
          </p>
          <Link to="/entries/$id" params={{ id: entry.id }} className={styles["open"]}>
            <Verbatim as="span" {...excerptAround(entry.text, searched)} className={styles["excerpt"]} />
          </Link>
          <TagList tags={entry.tags} />
        </article>
      ))}
    </section>
  ));
}
