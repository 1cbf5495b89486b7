/**
 * A longer answer by a language model that the operator offers. Nothing of it shows where there is none; where
 * a text would go is said before anything is sent, and what came back can be thrown away.
 */
import type { Entry } from "@echo/contract/entries.ts";
import type { Reflection, ReflectionProvider } from "@echo/contract/reflections.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  deleteReflection,
  reflectionProviderQuery,
  reflectionQuery,
  requestReflection,
} from "../../api/emotion.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { messages } from "./messages.ts";
import styles from "./reflections.module.css";

export function ReflectionPart({ entry }: { readonly entry: Entry }) {
  const provider = useQuery(reflectionProviderQuery());
  const reflection = useQuery(reflectionQuery(entry.id));
  if (reflection.data) return <ShownReflection entry={entry} reflection={reflection.data} />;
  const destination = provider.data?.is_enabled === true ? provider.data.destination : null;
  return destination === null ? null : <AskForReflection entry={entry} destination={destination} />;
}

interface AskProps {
  readonly entry: Entry;
  readonly destination: NonNullable<ReflectionProvider["destination"]>;
}

function AskForReflection({ entry, destination }: AskProps) {
  const [isAsked, setAsked] = useState(false);
  const request = useAction(() => requestReflection(entry.id));
  if (!isAsked) {
    return (
      <p className={styles["ask"]}>
        <Button kind="quiet" onClick={() => setAsked(true)}>
          {messages.ask}
        </Button>
      </p>
    );
  }
  const { model, host, is_this_machine: isThisMachine } = destination;
  return (
    <section className={styles["part"]} aria-label={messages.label}>
      <p>{messages.destination(model, host, isThisMachine)}</p>
      <p className={styles["quiet"]}>{messages.onlyThis}</p>
      <div className={styles["actions"]}>
        <Button kind="primary" isBusy={request.isBusy} onClick={() => void request.run(undefined)}>
          {messages.send}
        </Button>
        {request.isBusy ? null : <Button onClick={() => setAsked(false)}>{messages.cancel}</Button>}
      </div>
      <p aria-live="polite" className={styles["quiet"]}>
        {request.isBusy ? messages.waiting : ""}
      </p>
      {request.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {request.failure.sentence}
        </Notice>
      )}
    </section>
  );
}

function ShownReflection({ entry, reflection }: { readonly entry: Entry; readonly reflection: Reflection }) {
  const removal = useAction(() => deleteReflection(entry.id));
  const { model, host } = reflection.destination;
  const when = new Date(reflection.created_at).toLocaleDateString();
  return (
    <section className={styles["part"]} aria-label={messages.label}>
      <Verbatim text={reflection.text} />
      <p className={styles["quiet"]}>
        {messages.from(model, host, when)}
        {reflection.entry_version === entry.version ? null : `. ${messages.earlierVersion}`}
      </p>
      <p className={styles["ask"]}>
        <Button kind="quiet" isBusy={removal.isBusy} onClick={() => void removal.run(undefined)}>
          {messages.delete}
        </Button>
      </p>
      {removal.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {removal.failure.sentence}
        </Notice>
      )}
    </section>
  );
}
