/**
 * What a page shows when it could not be shown: the sentence of the error funnel and a way to try again.
 * A missing thing gets the same page as a missing address.
 */
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ApiError, explain, isProblem, isUnreached } from "../api/errors.ts";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { messages } from "./messages.ts";
import { NotFoundPage } from "./not-found-page.tsx";

interface LoadErrorProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** For a page whose content could not be fetched. */
export function LoadError({ error, onRetry }: LoadErrorProps) {
  if (isProblem(error, "not_found") || isProblem(error, "invalid_input")) return <NotFoundPage />;
  const isUnanswered = isUnreached(error);
  const sentence = error instanceof ApiError ? explain(error).sentence : messages.errorText;
  return (
    <Page
      title={isUnanswered ? messages.unreachedTitle : messages.errorTitle}
      lead={isUnanswered ? messages.unreachedText : sentence}
      width="form"
    >
      <p>
        <Button kind="primary" onClick={onRetry}>
          {messages.again}
        </Button>
      </p>
    </Page>
  );
}

/** For whatever a page throws. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <LoadError
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
