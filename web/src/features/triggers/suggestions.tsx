/** Words that recur more than everyday language makes common, each to be watched with one tap. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { triggerSuggestionsQuery } from "../../api/insights.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { messages } from "./messages.ts";
import styles from "./triggers.module.css";

/** The rest on request. */
const SHOWN = 5;

interface SuggestionsProps {
  readonly onWatch: (name: string, words: string[]) => Promise<void>;
}

/** Silent where nothing recurs. */
export function Suggestions({ onWatch }: SuggestionsProps) {
  const { data } = useQuery(triggerSuggestionsQuery());
  const watching = useAction(({ name, words }: { name: string; words: string[] }) => onWatch(name, words));
  const [isWhole, setWhole] = useState(false);
  if (data === undefined || data.items.length === 0) return null;
  const shown = isWhole ? data.items : data.items.slice(0, SHOWN);
  return (
    <section aria-labelledby="suggestions" className={styles["suggestions"]}>
      <h3 id="suggestions" className={styles["subtitle"]}>
        {messages.suggestions}
      </h3>
      <ul className={styles["items"]}>
        {shown.map(({ name, words, entries, days }) => (
          <li key={name} className={styles["suggestion"]}>
            <span>
              <bdi className={styles["name"]}>{name}</bdi>{" "}
              <span className={styles["quiet"]}>
                {messages.suggestionBasis(entries, days, data.looked_at)}
              </span>
            </span>
            <Button
              isBusy={watching.isBusy}
              aria-label={messages.watchLabel(name)}
              onClick={() => void watching.run({ name, words })}
            >
              {messages.watch}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length === data.items.length ? null : (
        <p>
          <Button kind="quiet" onClick={() => setWhole(true)}>
            {messages.moreSuggestions(data.items.length - shown.length)}
          </Button>
        </p>
      )}
      {watching.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {watching.failure.sentence}
        </Notice>
      )}
    </section>
  );
}
