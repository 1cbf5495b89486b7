/** Which way the days of a window go, said only where it is clear, with a small line and the same as a table. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { Card } from "../../ui/card.tsx";
import { useLocale } from "../entries/use-locale.ts";
import { shortDay } from "./calendar.ts";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { sparklinePaths } from "./sparkline.ts";
import { differenceInWords, sentimentInWords } from "./words.ts";

const WIDTH = 320;
const HEIGHT = 72;

export function TrendCard({ summary }: { readonly summary: InsightsSummary }) {
  const { direction, trend, sentiment_mean: mean, mood_mean: mood } = summary;
  const written = trend.filter(({ entries }) => entries > 0);
  const change = differenceInWords({ ...direction, difference: direction.change });
  return (
    <Card title={messages.trends[direction.finding]} evidence={evidenceOf(summary)}>
      {change === null ? null : <p>{messages.trendChange(change)}</p>}
      {mean === null ? null : <p>{messages.meanSentiment(sentimentInWords(mean))}</p>}
      {mood === null ? null : <p>{messages.meanMood(mood.toFixed(1))}</p>}
      {trend.filter(({ sentiment }) => sentiment !== null).length > 1 ? <Sparkline trend={trend} /> : null}
      {written.length === 0 ? null : <TrendTable days={written} />}
    </Card>
  );
}

function evidenceOf({ direction, days }: InsightsSummary): string {
  if (direction.finding !== "not_enough") return messages.sure(direction.confidence);
  if (days < direction.minimum_window) return messages.longerWindow(direction.minimum_window);
  const missing = direction.minimum_days - direction.days;
  return missing > 0 ? messages.moreDays(missing) : messages.moreVaried;
}

function Sparkline({ trend }: Pick<InsightsSummary, "trend">) {
  const { lines, dots, middle } = sparklinePaths(
    trend.map(({ sentiment }) => sentiment),
    WIDTH,
    HEIGHT,
  );
  return (
    <svg
      className={styles["sparkline"]}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={messages.trendPicture}
    >
      <path d={`M0 ${middle}H${WIDTH}`} className={styles["sparkMiddle"]} />
      {lines === "" ? null : <path d={lines} className={styles["sparkLine"]} />}
      {dots.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={dots.length > 100 ? 1 : 2} className={styles["sparkDot"]} />
      ))}
    </svg>
  );
}

function TrendTable({ days }: { readonly days: InsightsSummary["trend"] }) {
  const locale = useLocale();
  return (
    <details className={styles["details"]}>
      <summary>{messages.trendTable(days.length)}</summary>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{messages.day}</th>
            <th scope="col">{messages.count}</th>
            <th scope="col">{messages.brightnessHead}</th>
            <th scope="col">{messages.topFeeling}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, entries, sentiment, top }) => (
            <tr key={date}>
              <th scope="row">{shortDay(date, locale)}</th>
              <td>{entries}</td>
              <td>{sentiment === null ? messages.noReading : sentimentInWords(sentiment)}</td>
              <td>{top === null ? messages.noReading : messages.feelingNames[top]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
