/** Words that recur more than everyday language makes common, each to be watched with one tap. */
import { useQuery } from "@tanstack/react-query";
import { triggerSuggestionsQuery } from "../../api/insights.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { messages } from "./messages.ts";
import styles from "./triggers.module.css";

interface SuggestionsProps {
  readonly onWatch: (name: string, words: string[]) => Promise<void>;
}

/** Silent where nothing recurs. */
export function Suggestions({ onWatch }: SuggestionsProps) {
  const { data } = useQuery(triggerSuggestionsQuery());
  const watching = useAction(({ name, words }: { name: string; words: string[] }) => onWatch(name, words));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="suggestions" className={styles["suggestions"]}>
      <h3 id="suggestions" className={styles["subtitle"]}>
        {messages.suggestions}
      </h3>
      <ul className={styles["items"]}>
        {data.items.map(({ name, words, entries, days }) => (
          <li key={name} className={styles["suggestion"]}>
            <span>
              <bdi className={styles["name"]}>{name}</bdi>{" "}
              <span className={styles["quiet"]}>
                {messages.suggestionBasis(entries, days, data.looked_at)}
              </span>
            </span>
            <Button isBusy={watching.isBusy} onClick={() => void watching.run({ name, words })}>
              {messages.watch(name)}
            </Button>
          </li>
        ))}
      </ul>
      {watching.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {watching.failure.sentence}
        </Notice>
      )}
    </section>
  );
}
