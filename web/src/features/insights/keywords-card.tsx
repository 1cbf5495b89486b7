/** Words that come up, with the brightness of the entries in which they stand. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { clearest, rangeInWords } from "./words.ts";

/** The rest on request. */
const SHOWN = 8;

export function KeywordsCard({ keywords }: Pick<InsightsSummary, "keywords">) {
  const { items, looked_at: count, minimum_entries: least } = keywords;
  const basis = messages.wordsBasis(count, least);
  const [isWhole, setWhole] = useState(false);
  const [first] = items;
  if (first === undefined) return <Card title={messages.wordsSoon} evidence={basis} />;
  const clear = clearest(items.map(({ word, against_others: against }) => ({ word, ...against })));
  const isCompared = items.some(({ against_others: against }) => against.finding !== "not_enough");
  const shown = isWhole ? items : items.slice(0, SHOWN);
  return (
    <Card
      title={
        clear === undefined
          ? messages.wordsMost(first.word)
          : messages.wordsClear(clear.word, (clear.difference ?? 0) > 0)
      }
      evidence={basis}
      isWide
    >
      <Scroller label={messages.wordsTitle}>
        <table className={`${styles["table"]} ${styles["broad"]}`}>
          <thead>
            <tr>
              <th scope="col">{messages.word}</th>
              <th scope="col">{messages.count}</th>
              <th scope="col">{messages.usual}</th>
              {isCompared ? <th scope="col">{messages.againstOthers}</th> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ word, entries, sentiment, low, high, against_others: against }) => (
              <tr key={word}>
                <th scope="row">
                  <bdi>{word}</bdi>
                </th>
                <td>{entries}</td>
                <td>{rangeInWords({ difference: sentiment, low, high })}</td>
                {isCompared ? <td>{rangeInWords(against) ?? messages.tooFew}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {shown.length === items.length ? null : (
        <p>
          <Button onClick={() => setWhole(true)}>{messages.allWords(items.length)}</Button>
        </p>
      )}
    </Card>
  );
}
