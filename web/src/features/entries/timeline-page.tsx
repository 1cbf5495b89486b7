/** What was written, newest first, by the writer's own days; search and tag stand in the address. */
import type { Entry } from "@echo/contract/entries.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { entryListQuery } from "../../api/queries.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Page } from "../../ui/page.tsx";
import { MoodMark, TagList } from "./entry-details.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { useLocale } from "./use-locale.ts";
import { useToday } from "./use-today.ts";
import { dayInWords, excerpt, groupByDay, timeOfDay } from "./when.ts";

export function TimelinePage() {
  const { q = "", tag = "" } = useSearch({ from: "/personal/timeline" });
  const list = useInfiniteQuery(entryListQuery({ q, tag }));
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = q !== "" || tag !== "";
  if (list.isError && list.data === undefined) {
    return <LoadError error={list.error} onRetry={() => void list.refetch()} />;
  }
  return (
    <Page title={messages.timelineTitle}>
      <Filters q={q} tag={tag} />
      <p aria-live="polite" className={list.isPending ? styles["quiet"] : "visually-hidden"}>
        {list.isPending ? messages.loading : messages.found(entries.length, list.hasNextPage)}
      </p>
      {list.isSuccess && entries.length === 0 ? <Empty isFiltered={isFiltered} /> : null}
      <Days entries={entries} />
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

function Filters({ q, tag }: { readonly q: string; readonly tag: string }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  // The address may change by itself: back, or a tag.
  const [shown, setShown] = useState(q);
  if (shown !== q) {
    setShown(q);
    setTyped(q);
  }
  const go = (nextQ: string, nextTag: string) =>
    void navigate({
      to: "/timeline",
      search: { ...(nextQ === "" ? {} : { q: nextQ }), ...(nextTag === "" ? {} : { tag: nextTag }) },
    });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    go(typed.trim().slice(0, 200), tag);
  };
  return (
    <div className={styles["filters"]}>
      <search>
        <form className={styles["searchForm"]} onSubmit={onSubmit}>
          <input
            type="search"
            name="q"
            className={styles["searchInput"]}
            aria-label={messages.search}
            placeholder={messages.search}
            dir="auto"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              if (event.target.value === "" && q !== "") go("", tag);
            }}
          />
          <Button type="submit">{messages.searchButton}</Button>
        </form>
      </search>
      {tag === "" ? null : (
        <p className={styles["tagFilter"]}>
          <Chip removeLabel={messages.removeFilter(tag)} onRemove={() => go(q, "")}>
            {messages.taggedWith(tag)}
          </Chip>
        </p>
      )}
    </div>
  );
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <div className={styles["empty"]}>
        <p>{messages.noMatches}</p>
        <Link to="/timeline" className={buttonClass("secondary")}>
          {messages.clearFilters}
        </Link>
      </div>
    );
  }
  return (
    <div className={styles["empty"]}>
      <h2>{messages.noEntriesTitle}</h2>
      <p>{messages.noEntriesText}</p>
      <Link to="/" className={buttonClass("primary")}>
        {messages.writeFirst}
      </Link>
    </div>
  );
}

function Days({ entries }: { readonly entries: readonly Entry[] }) {
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
          </p>
          <Link to="/entries/$id" params={{ id: entry.id }} className={styles["open"]}>
            <span className={`verbatim ${styles["excerpt"]}`} dir="auto">
              {excerpt(entry.text)}
            </span>
          </Link>
          <TagList tags={entry.tags} />
        </article>
      ))}
    </section>
  ));
}
