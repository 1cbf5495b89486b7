/** A card that waits for its own answer and fails on its own: the others on the page stay. */
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { explain } from "../../api/errors.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { messages } from "./messages.ts";

interface QueryCardProps<Answer, Key extends readonly unknown[]> {
  readonly query: UseQueryOptions<Answer, Error, Answer, Key>;
  /** Until there is a finding. */
  readonly title: string;
  readonly isWide?: boolean;
  readonly children: (answer: Answer) => ReactNode;
}

export function QueryCard<Answer, Key extends readonly unknown[]>(props: QueryCardProps<Answer, Key>) {
  const { query, title, isWide = false, children } = props;
  const answer = useQuery(query);
  if (answer.data !== undefined) return children(answer.data);
  if (answer.error === null) {
    return (
      <Card title={title} isWide={isWide} isBusy>
        <p>{messages.loading}</p>
      </Card>
    );
  }
  return (
    <Card title={title} isWide={isWide}>
      <p role="alert">{explain(answer.error).sentence}</p>
      <p>
        <Button isBusy={answer.isFetching} onClick={() => void answer.refetch()}>
          {messages.again}
        </Button>
      </p>
    </Card>
  );
}
