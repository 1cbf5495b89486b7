/** A day, week or month in a few sentences, with the writer's own words beside them. */
import type { SummaryPeriod } from "@echo/contract/summary.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { summaryQuery } from "../../api/insights.ts";
import { Card, Choice } from "../../ui/card.tsx";
import { useLocale } from "../entries/use-locale.ts";
import { shortDay } from "./calendar.ts";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { QueryCard } from "./query-card.tsx";

export function SummaryCard() {
  const [period, setPeriod] = useState<SummaryPeriod>("week");
  const locale = useLocale();
  return (
    <QueryCard query={summaryQuery(period)} title={messages.summaryTitle} isWide>
      {(summary) => (
        <Card title={messages.summaryTitle} isWide>
          <Choice
            label={messages.summaryPeriod}
            value={period}
            options={Object.entries(messages.summaryPeriods) as [SummaryPeriod, string][]}
            onValue={setPeriod}
          />
          <p className={styles["summary"]} aria-live="polite">
            {summary.text}
          </p>
          {summary.sentences.length === 0 ? null : (
            <>
              <h3 className={styles["subtitle"]}>{messages.ownWords}</h3>
              <ul className={styles["quotes"]}>
                {summary.sentences.map((sentence) => (
                  <li key={`${sentence.entry_id} ${sentence.text}`}>
                    <blockquote dir="auto" className={styles["quote"]}>
                      {sentence.text}
                    </blockquote>
                    <Link to="/entries/$id" params={{ id: sentence.entry_id }} className={styles["dayLink"]}>
                      {shortDay(sentence.local_date, locale)}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
      )}
    </QueryCard>
  );
}
