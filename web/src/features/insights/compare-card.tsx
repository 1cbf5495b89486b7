/** This week or month against the last, both up to the same point. */
import type { InsightsCompare } from "@echo/contract/insights.ts";
import { useState } from "react";
import { compareQuery } from "../../api/insights.ts";
import { Card, Choice } from "../../ui/card.tsx";
import { EmotionSign } from "../../ui/emotion-sign.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { QueryCard } from "./query-card.tsx";
import { rangeInWords, percent, sentimentInWords } from "./words.ts";

type Period = InsightsCompare["period"];

export function CompareCard() {
  const [period, setPeriod] = useState<Period>("week");
  return (
    <QueryCard query={compareQuery(period)} title={messages.compareTitle} isWide>
      {(compare) => (
        <Card title={titleOf(compare)} evidence={evidenceOf(compare)} isWide>
          <Choice
            label={messages.comparePeriod}
            value={period}
            options={Object.entries(messages.comparePeriods) as [Period, string][]}
            onValue={setPeriod}
          />
          <CompareTable compare={compare} />
        </Card>
      )}
    </QueryCard>
  );
}

function titleOf({ period, sentiment }: InsightsCompare): string {
  if (sentiment.finding === "not_enough") return messages.compareSoon(period);
  if (sentiment.finding === "clear") return messages.compareClear(period, (sentiment.difference ?? 0) > 0);
  return messages.compareNone(period);
}

function evidenceOf(compare: InsightsCompare): string {
  const { sentiment, minimum_entries: least, period, confidence } = compare;
  const missing = compare.minimum_history_days - compare.history_days;
  if (sentiment.finding !== "not_enough") return `${messages.compareHint} ${messages.sure(confidence)}`;
  const isThin = Math.min(compare.this.understood, compare.last.understood) < least;
  const reason = isThin ? messages.compareFew(least) : messages.compareLater(Math.max(1, missing), period);
  return `${messages.compareHint} ${reason}`;
}

function CompareTable({ compare }: { readonly compare: InsightsCompare }) {
  const { this: now, last, mix, sentiment, volatility } = compare;
  const felt = mix.filter(({ this_count: one, last_count: other }) => one + other > 0);
  const share = (count: number, value: number | null) =>
    value === null ? `${count}` : `${count} (${percent(value)}\u00a0%)`;
  return (
    <Scroller label={messages.compareTitle}>
      <table className={`${styles["table"]} ${styles["broad"]}`}>
        <thead>
          <tr>
            <th scope="col">{messages.figure}</th>
            <th scope="col">{messages.thisPeriod}</th>
            <th scope="col">{messages.lastPeriod}</th>
            <th scope="col">{messages.change}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{messages.count}</th>
            <td>{now.entries}</td>
            <td>{last.entries}</td>
            <td>{messages.notCompared}</td>
          </tr>
          <tr>
            <th scope="row">{messages.daysWritten}</th>
            <td>{now.days_written}</td>
            <td>{last.days_written}</td>
            <td>{messages.notCompared}</td>
          </tr>
          <tr>
            <th scope="row">{messages.brightnessHead}</th>
            <td>{now.sentiment === null ? "" : sentimentInWords(now.sentiment)}</td>
            <td>{last.sentiment === null ? "" : sentimentInWords(last.sentiment)}</td>
            <td>{changeOf(sentiment)}</td>
          </tr>
          <tr>
            <th scope="row">{messages.volatility}</th>
            <td>{now.volatility?.toFixed(2) ?? ""}</td>
            <td>{last.volatility?.toFixed(2) ?? ""}</td>
            <td>{changeOf(volatility)}</td>
          </tr>
          {felt.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                <span className={styles["named"]}>
                  <EmotionSign label={row.label} />
                  {messages.feelingNames[row.label]}
                </span>
              </th>
              <td>{share(row.this_count, row.this_share)}</td>
              <td>{share(row.last_count, row.last_share)}</td>
              <td>{changeOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function changeOf(difference: InsightsCompare["sentiment"]): string {
  const words = rangeInWords(difference);
  if (words === null) return messages.tooFew;
  return difference.finding === "clear" ? `${words} (${messages.clearChange})` : words;
}
