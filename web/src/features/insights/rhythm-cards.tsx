/** When entries are brighter or heavier: by time of day, by weekday, by length. */
import type { InsightsRhythms } from "@echo/contract/insights.ts";
import { rhythmsQuery } from "../../api/insights.ts";
import { Card } from "../../ui/card.tsx";
import { useLocale } from "../entries/use-locale.ts";
import { weekdayName } from "./calendar.ts";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { QueryCard } from "./query-card.tsx";
import { brightnessOf, clearest, differenceInWords, rangeInWords } from "./words.ts";

type Rhythm = Pick<
  InsightsRhythms["weekday"]["items"][number],
  "entries" | "sentiment" | "weeks" | "difference" | "low" | "high" | "finding"
>;
interface Row extends Rhythm {
  readonly name: string;
}

export function RhythmCards() {
  const locale = useLocale();
  return (
    <QueryCard query={rhythmsQuery()} title={messages.rhythmDayTitle}>
      {(rhythms) => {
        const { time_of_day: ofDay, weekday: ofWeek, minimum_weeks: least, entries } = rhythms;
        const part = clearest(ofDay.items);
        const day = clearest(ofWeek.items);
        return (
          <>
            <RhythmCard
              title={
                part === undefined
                  ? titleWithout(ofDay.items, messages.partNone, messages.partSoon)
                  : messages.partClear(part.part, (part.difference ?? 0) > 0)
              }
              head={messages.partHead}
              rows={ofDay.items.map((item) => ({
                ...item,
                name: `${messages.parts[item.part]}, ${messages.partHours[item.part]}`,
              }))}
              entries={entries}
              confidence={ofDay.confidence}
              minimumWeeks={least}
            />
            <RhythmCard
              title={
                day === undefined
                  ? titleWithout(ofWeek.items, messages.weekdayNone, messages.weekdaySoon)
                  : messages.weekdayClear(weekdayName(day.weekday, locale), (day.difference ?? 0) > 0)
              }
              head={messages.weekdayHead}
              rows={ofWeek.items.map((item) => ({ ...item, name: weekdayName(item.weekday, locale) }))}
              entries={entries}
              confidence={ofWeek.confidence}
              minimumWeeks={least}
            />
            <LengthCard length={rhythms.length} minimumWeeks={least} />
          </>
        );
      }}
    </QueryCard>
  );
}

function titleWithout(items: readonly Rhythm[], none: string, soon: string): string {
  return items.some(({ finding }) => finding === "no_clear_difference") ? none : soon;
}

interface RhythmCardProps {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly Row[];
  readonly entries: number;
  readonly confidence: number;
  readonly minimumWeeks: number;
}

function RhythmCard({ title, head, rows, entries, confidence, minimumWeeks }: RhythmCardProps) {
  const isSilent = rows.every(({ finding }) => finding === "not_enough");
  const missing = minimumWeeks - Math.max(0, ...rows.map(({ weeks }) => weeks));
  // Nothing is known yet: what was never written at is no news.
  const shown = isSilent ? rows.filter((row) => row.entries > 0) : rows;
  const certainty = isSilent ? messages.moreWeeks(Math.max(1, missing)) : messages.sure(confidence);
  return (
    <Card title={title} evidence={`${messages.rhythmBasis(entries)} ${certainty}`}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{messages.brightnessHead}</th>
            {isSilent ? null : <th scope="col">{messages.againstRest}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.name}
                <span className={styles["beneath"]}>{messages.entries(row.entries)}</span>
              </th>
              <td>{row.sentiment === null ? "" : messages.brightness[brightnessOf(row.sentiment)]}</td>
              {isSilent ? null : (
                <td>
                  <RangeCell row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The bounds beneath the value: side by side they would not fit a phone. */
function RangeCell({ row }: { readonly row: Row }) {
  const [value, ...bounds] = (rangeInWords(row) ?? messages.tooFew).split(/ (?=\()/);
  return (
    <>
      {value}
      {bounds.map((each) => (
        <span key={each} className={styles["beneath"]}>
          {" "}
          {each}
        </span>
      ))}
    </>
  );
}

function LengthCard({ length, minimumWeeks }: Pick<InsightsRhythms, "length"> & { minimumWeeks: number }) {
  const { finding, difference, median_words: median, confidence, weeks } = length;
  const words = differenceInWords(length);
  const title =
    finding === "clear"
      ? (difference ?? 0) > 0
        ? messages.lengthLonger
        : messages.lengthShorter
      : finding === "not_enough"
        ? messages.lengthSoon
        : messages.lengthNone;
  return (
    <Card
      title={title}
      evidence={
        finding === "not_enough"
          ? messages.moreWeeks(Math.max(1, minimumWeeks - weeks))
          : messages.sure(confidence)
      }
    >
      {median === null ? null : <p>{messages.lengthMedian(median)}</p>}
      {words === null ? null : <p>{messages.lengthDouble(words)}</p>}
    </Card>
  );
}
