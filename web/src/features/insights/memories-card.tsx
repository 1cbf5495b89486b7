/** What was written on this date a month or years ago. */
import { Link } from "@tanstack/react-router";
import { onThisDayQuery } from "../../api/insights.ts";
import { Card } from "../../ui/card.tsx";
import { excerptAround } from "../entries/matches.ts";
import { useLocale } from "../entries/use-locale.ts";
import { fullDay } from "../entries/when.ts";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { QueryCard } from "./query-card.tsx";

/** Of a full day, the first few; the rest is counted. */
const SHOWN = 3;

export function MemoriesCard() {
  const locale = useLocale();
  return (
    <QueryCard query={onThisDayQuery()} title={messages.memoriesTitle}>
      {({ items }) =>
        items.length === 0 ? (
          <Card title={messages.memoriesNone} evidence={messages.memoriesSoon} />
        ) : (
          <Card title={messages.memoriesFound(items.length)} isWide>
            <ul className={styles["memories"]}>
              {items.map((item) => (
                <li key={item.date}>
                  <h3 className={styles["subtitle"]}>
                    {item.years_ago === null
                      ? messages.monthsAgo(item.months_ago ?? 1)
                      : messages.yearsAgo(item.years_ago)}
                    , {fullDay(item.date, locale)}
                  </h3>
                  <ul>
                    {item.entries.slice(0, SHOWN).map((entry) => (
                      <li key={entry.id}>
                        <Link to="/entries/$id" params={{ id: entry.id }} className={styles["memory"]}>
                          <span dir="auto">{excerptAround(entry.text, "").text}</span>
                        </Link>
                      </li>
                    ))}
                  </ul>
                  {item.entry_count > SHOWN ? (
                    <p className={styles["quiet"]}>{messages.moreOfDay(item.entry_count - SHOWN)}</p>
                  ) : null}
                </li>
              ))}
            </ul>
          </Card>
        )
      }
    </QueryCard>
  );
}
