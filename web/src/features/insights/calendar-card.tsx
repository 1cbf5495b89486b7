/** The days of a window as a calendar: a table, so that every day can be read by row and column. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { useQuery } from "@tanstack/react-query";
import { profileQuery } from "../../api/queries.ts";
import { Card } from "../../ui/card.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import { useLocale } from "../entries/use-locale.ts";
import { shortDay, type Week, weekdayName, weekdaysFrom, weeksOf } from "./calendar.ts";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { type Brightness, brightnessOf, sentimentInWords } from "./words.ts";

type Day = InsightsSummary["heatmap"][number];

/** More weeks than these run from left to right, with a row a weekday. */
const MOST_ROWS = 6;
/** More columns than these are small ones. */
const MOST_LARGE_COLUMNS = 26;
const SIGNS: Readonly<Record<Brightness, string>> = {
  [-2]: "\u2212\u2212",
  [-1]: "\u2212",
  0: "\u00b7",
  1: "+",
  2: "++",
};
const LEVELS: readonly Brightness[] = [-2, -1, 0, 1, 2];

export function CalendarCard({ summary }: { readonly summary: InsightsSummary }) {
  const locale = useLocale();
  const { data: profile } = useQuery(profileQuery());
  const weekStart = profile?.week_start ?? 1;
  const { heatmap } = summary;
  const weeks = weeksOf(heatmap, weekStart);
  const weekdays = weekdaysFrom(weekStart);
  const written = heatmap.filter(({ entries }) => entries > 0);
  const best = written
    .filter(({ sentiment }) => sentiment !== null && sentiment > 0)
    .toSorted((one, other) => (other.sentiment ?? 0) - (one.sentiment ?? 0))[0];
  return (
    <Card
      title={messages.calendarWritten(written.length, heatmap.length)}
      evidence={best === undefined ? undefined : messages.calendarBest(shortDay(best.date, locale))}
      isWide={weeks.length > MOST_ROWS}
    >
      {weeks.length > MOST_ROWS ? (
        <Scroller label={messages.calendarTitle} isAtEnd>
          <LyingCalendar weeks={weeks} weekdays={weekdays} locale={locale} />
        </Scroller>
      ) : (
        <StandingCalendar weeks={weeks} weekdays={weekdays} locale={locale} />
      )}
      <ul className={styles["legend"]} aria-label={messages.legend}>
        {LEVELS.map((level) => (
          <li key={level}>
            <span className={styles["cell"]} data-level={level} aria-hidden="true">
              {SIGNS[level]}
            </span>
            {messages.brightness[level]}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface CalendarProps {
  readonly weeks: readonly Week<Day>[];
  readonly weekdays: readonly number[];
  readonly locale: string;
}

function StandingCalendar({ weeks, weekdays, locale }: CalendarProps) {
  return (
    <table className={styles["calendar"]}>
      <caption className="visually-hidden">{messages.calendarTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.week}</th>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col" aria-label={weekdayName(weekday, locale)}>
              {weekdayName(weekday, locale, "short")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ start, days }) => (
          <tr key={start}>
            <th scope="row">{shortDay(start, locale)}</th>
            {weekdays.map((weekday, place) => (
              <DayCell key={weekday} day={days[place]} locale={locale} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LyingCalendar({ weeks, weekdays, locale }: CalendarProps) {
  const isLong = weeks.length > MOST_LARGE_COLUMNS;
  return (
    <table className={isLong ? `${styles["calendar"]} ${styles["small"]}` : styles["calendar"]}>
      <caption className="visually-hidden">{messages.calendarTitle}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{messages.weekdayHead}</span>
          </th>
          {weeks.map(({ start }, index) => (
            <th key={start} scope="col" className={styles["weekHead"]}>
              <span className={index % 4 === 0 ? undefined : "visually-hidden"}>
                <span className="visually-hidden">{messages.week} </span>
                {shortDay(start, locale)}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((weekday, place) => (
          <tr key={weekday}>
            <th scope="row" aria-label={weekdayName(weekday, locale)}>
              {weekdayName(weekday, locale, "short")}
            </th>
            {weeks.map(({ start, days }) => (
              <DayCell key={start} day={days[place]} locale={locale} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, locale }: { readonly day: Day | undefined; readonly locale: string }) {
  if (day === undefined) return <td aria-hidden="true" />;
  const { date, entries, sentiment, label } = day;
  const words =
    entries === 0
      ? messages.nothingWritten
      : [
          messages.entries(entries),
          sentiment === null ? messages.noReading : sentimentInWords(sentiment),
          ...(label === null ? [] : [messages.feelingNames[label].toLowerCase()]),
        ].join(", ");
  const said = `${shortDay(date, locale)}: ${words}`;
  const level = entries === 0 ? "none" : sentiment === null ? "unread" : brightnessOf(sentiment);
  return (
    <td title={said}>
      <span className={styles["cell"]} data-level={level} aria-hidden="true">
        {typeof level === "number" ? SIGNS[level] : level === "unread" ? "?" : ""}
      </span>
      <span className="visually-hidden">{said}</span>
    </td>
  );
}
