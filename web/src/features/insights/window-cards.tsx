/** The cards of the chosen window: what was felt, which way the days go, the calendar of days, the words. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { insightsSummaryQuery } from "../../api/insights.ts";
import { Card } from "../../ui/card.tsx";
import { EmotionSign } from "../../ui/emotion-sign.tsx";
import { useLocale } from "../entries/use-locale.ts";
import { CalendarCard } from "./calendar-card.tsx";
import { shortDay } from "./calendar.ts";
import styles from "./insights.module.css";
import { KeywordsCard } from "./keywords-card.tsx";
import { messages } from "./messages.ts";
import { QueryCard } from "./query-card.tsx";
import { TrendCard } from "./trend-card.tsx";
import { percent, shareInWords } from "./words.ts";

export function WindowCards({ days }: { readonly days: number }) {
  return (
    <QueryCard query={insightsSummaryQuery(days)} title={messages.mixTitle}>
      {(summary) => (
        <>
          <MixCard summary={summary} />
          <TrendCard summary={summary} />
          <CalendarCard summary={summary} />
          <KeywordsCard keywords={summary.keywords} />
        </>
      )}
    </QueryCard>
  );
}

/** How much the figures of a window stand on. */
function useBasis({ entries, understood, from, to }: InsightsSummary): string {
  const locale = useLocale();
  return messages.basis(entries, understood, shortDay(from, locale), shortDay(to, locale));
}

function MixCard({ summary }: { readonly summary: InsightsSummary }) {
  const basis = useBasis(summary);
  const felt = summary.top_emotions.filter(({ count }) => count > 0);
  const [most] = felt;
  if (most === undefined) return <Card title={messages.mixNone} evidence={basis} />;
  const title = messages.mixMost(messages.feelingNames[most.label], percent(most.share));
  return (
    <Card title={title} evidence={basis}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{messages.feeling}</th>
            <th scope="col">{messages.howOften}</th>
          </tr>
        </thead>
        <tbody>
          {felt.map(({ label, count, share }) => (
            <tr key={label}>
              <th scope="row">
                <span className={styles["named"]}>
                  <EmotionSign label={label} />
                  {messages.feelingNames[label]}
                </span>
              </th>
              <td>
                <svg
                  className={styles["bar"]}
                  viewBox="0 0 100 6"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect className={styles["barGround"]} width="100" height="6" />
                  <rect width={Math.max(0.5, share * 100)} height="6" />
                </svg>
                {shareInWords(count, summary.understood)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
