/** Finding in the timeline: words or a tag in the search box, and a day to begin from. All of it stands in the address. */
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { EntryFilters } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { EmotionFilter } from "../emotion/emotion-filter.tsx";
import { isDay } from "./days.ts";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { parseSearch } from "./search.ts";
import { useKnownTags } from "./use-known-tags.ts";
import { useLocale } from "./use-locale.ts";
import { useToday } from "./use-today.ts";
import { fullDay } from "./when.ts";

export function TimelineFilters({ filters }: { readonly filters: EntryFilters }) {
  const { q, tag, emotion, to } = filters;
  const navigate = useNavigate();
  const locale = useLocale();
  const known = useKnownTags();
  const [typed, setTyped] = useState(q);
  // The address may change by itself: back, or a tag.
  const [shown, setShown] = useState(q);
  if (shown !== q) {
    setShown(q);
    setTyped(q);
  }
  const go = (change: Partial<EntryFilters>) => {
    const next = { ...filters, ...change };
    void navigate({
      to: "/timeline",
      search: {
        ...(next.q === "" ? {} : { q: next.q }),
        ...(next.tag === "" ? {} : { tag: next.tag }),
        ...(next.emotion === "" ? {} : { emotion: next.emotion }),
        ...(next.to === "" ? {} : { to: next.to }),
      },
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const search = parseSearch(typed, known.tags, tag);
    setTyped(search.q);
    go(search);
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
            title={messages.searchHint}
            dir="auto"
            autoComplete="off"
            list="known-tags"
            value={typed}
            onFocus={known.lookUp}
            onChange={(event) => {
              setTyped(event.target.value);
              if (event.target.value === "" && q !== "") go({ q: "" });
            }}
          />
          <datalist id="known-tags">
            {known.tags.map((each) => (
              <option key={each}>{`#${each}`}</option>
            ))}
          </datalist>
          <Button type="submit">{messages.searchButton}</Button>
        </form>
      </search>
      <div className={styles["dayForm"]}>
        <DayField key={to} day={to} onDay={(day) => go({ to: day })} />
        <EmotionFilter value={emotion} onValue={(label) => go({ emotion: label })} />
      </div>
      {tag === "" && to === "" ? null : (
        <p className={styles["chosenFilters"]}>
          {tag === "" ? null : (
            <Chip removeLabel={messages.removeFilter(tag)} onRemove={() => go({ tag: "" })}>
              {messages.taggedWith(tag)}
            </Chip>
          )}
          {to === "" ? null : (
            <Chip removeLabel={messages.removeDay(fullDay(to, locale))} onRemove={() => go({ to: "" })}>
              {messages.upToDay(fullDay(to, locale))}
            </Chip>
          )}
        </p>
      )}
    </div>
  );
}

interface DayFieldProps {
  /** YYYY-MM-DD; empty: none. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/** Goes to a day as soon as a whole one is chosen; typing one passes through many that are not meant. */
function DayField({ day, onDay }: DayFieldProps) {
  const today = useToday();
  const [chosen, setChosen] = useState(day);
  const go = () => {
    if (chosen !== day && (chosen === "" || isDay(chosen))) onDay(chosen);
  };
  return (
    <form
      className={styles["dayForm"]}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label htmlFor="day">{messages.jumpToDay}</label>
      <input
        id="day"
        type="date"
        className={styles["dayInput"]}
        min="1900-01-01"
        max={today}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      />
      {chosen === day ? null : <Button type="submit">{messages.goToDay}</Button>}
    </form>
  );
}
