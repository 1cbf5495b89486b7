/** What the weeks show, as cards that can be read one by one. Each fetches for itself, so that one that fails takes no other down. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { insightsSummaryQuery } from "../../api/insights.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card, Choice } from "../../ui/card.tsx";
import { Page } from "../../ui/page.tsx";
import { CopingKitCard } from "../coping/coping-kit-card.tsx";
import { TriggersCard } from "../triggers/triggers-card.tsx";
import { CompareCard } from "./compare-card.tsx";
import styles from "./insights.module.css";
import { MemoriesCard } from "./memories-card.tsx";
import { messages } from "./messages.ts";
import { RhythmCards } from "./rhythm-cards.tsx";
import { SummaryCard } from "./summary-card.tsx";
import { WindowCards } from "./window-cards.tsx";

const WINDOWS = { week: 7, month: 30, quarter: 91, year: 365 } as const;
type Window = keyof typeof WINDOWS;
const isWindow = (text: string): text is Window => Object.hasOwn(WINDOWS, text);
/** Up to here the page explains itself. */
const FEW_ENTRIES = 7;

export function PatternsPage() {
  const { window: wanted = "" } = useSearch({ from: "/personal/patterns" });
  const window = isWindow(wanted) ? wanted : "month";
  const navigate = useNavigate();
  const year = useQuery(insightsSummaryQuery(WINDOWS.year));
  const isEmpty = year.data?.entries === 0;
  return (
    <Page title={messages.title} lead={messages.lead} width="wide">
      {isEmpty ? (
        <div className={styles["cards"]}>
          <Card title={messages.emptyTitle} isWide>
            <p>{messages.emptyText}</p>
            <p>
              <Link to="/" className={buttonClass("primary")}>
                {messages.emptyWrite}
              </Link>
            </p>
          </Card>
          <CopingKitCard />
          <TriggersCard />
        </div>
      ) : (
        <>
          {year.data !== undefined && year.data.entries <= FEW_ENTRIES ? (
            <Card title={messages.firstWeekTitle}>
              <p>{messages.firstWeekText(year.data.entries)}</p>
            </Card>
          ) : null}
          <div className={styles["window"]}>
            <span aria-hidden="true">{messages.window}</span>
            <Choice
              label={messages.window}
              value={window}
              options={Object.entries(messages.windows) as [Window, string][]}
              onValue={(value) =>
                void navigate({
                  to: "/patterns",
                  search: { window: value },
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          </div>
          <div className={styles["cards"]}>
            <SummaryCard />
            <WindowCards days={WINDOWS[window]} />
            <CompareCard />
            <RhythmCards />
            <MemoriesCard />
            <TriggersCard />
            <CopingKitCard />
          </div>
          <p className={styles["quiet"]}>{messages.scale}</p>
        </>
      )}
    </Page>
  );
}
