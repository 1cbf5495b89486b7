/** Words that come up, with the brightness of the entries in which they stand. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { Card } from "../../ui/card.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import styles from "./insights.module.css";
import { messages } from "./messages.ts";
import { clearest, differenceInWords, signed } from "./words.ts";

export function KeywordsCard({ keywords }: Pick<InsightsSummary, "keywords">) {
  const { items, looked_at: count, minimum_entries: least } = keywords;
  const basis = messages.wordsBasis(count, least);
  const [first] = items;
  if (first === undefined) return <Card title={messages.wordsSoon} evidence={basis} />;
  const clear = clearest(items.map(({ word, against_others: against }) => ({ word, ...against })));
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
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{messages.word}</th>
              <th scope="col">{messages.count}</th>
              <th scope="col">{messages.usual}</th>
              <th scope="col">{messages.againstOthers}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ word, entries, sentiment, low, high, against_others: against }) => (
              <tr key={word}>
                <th scope="row">
                  <bdi>{word}</bdi>
                </th>
                <td>{entries}</td>
                <td>{messages.between(signed(sentiment), signed(low), signed(high))}</td>
                <td>{differenceInWords(against) ?? messages.tooFew}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </Card>
  );
}
