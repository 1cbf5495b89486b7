/** Things that a person watches in their entries, what goes with them, and what recurs and might be watched. */
import type { Trigger, TriggerStatistics } from "@echo/contract/triggers.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { isProblem } from "../../api/errors.ts";
import {
  createTrigger,
  deleteTrigger,
  refreshTriggers,
  triggerStatisticsQuery,
  triggersQuery,
  updateTrigger,
} from "../../api/insights.ts";
import { useAction } from "../../api/use-action.ts";
import { newId } from "../../drafts/new-id.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryCard } from "../insights/query-card.tsx";
import { messages } from "./messages.ts";
import { Suggestions } from "./suggestions.tsx";
import { findingsOf } from "./trigger-finding.ts";
import { TriggerForm } from "./trigger-form.tsx";
import styles from "./triggers.module.css";

const DAYS = 365;

export function TriggersCard() {
  const statistics = useQuery(triggerStatisticsQuery(DAYS)).data;
  return (
    <QueryCard query={triggersQuery()} title={messages.title}>
      {({ items }) => (
        <Card title={titleOf(items, statistics)} evidence={messages.lead} isWide={items.length > 0}>
          {statistics === undefined || items.length === 0 ? null : (
            <p className={styles["quiet"]}>{messages.basis(statistics.entries)}</p>
          )}
          <TriggerItems triggers={items} statistics={statistics} />
        </Card>
      )}
    </QueryCard>
  );
}

function titleOf(triggers: readonly Trigger[], statistics: TriggerStatistics | undefined): string {
  if (triggers.length === 0) return messages.none;
  const [clear] = (statistics?.items ?? [])
    .filter(({ sentiment }) => sentiment.is_clear)
    .toSorted((one, other) => size(other) - size(one));
  return clear === undefined
    ? messages.watched(triggers.length)
    : messages.clear(clear.name, (clear.sentiment.difference ?? 0) > 0);
}

function size({ sentiment }: TriggerStatistics["items"][number]): number {
  return Math.abs(sentiment.difference ?? 0);
}

interface TriggerItemsProps {
  readonly triggers: readonly Trigger[];
  readonly statistics: TriggerStatistics | undefined;
}

function TriggerItems({ triggers, statistics }: TriggerItemsProps) {
  const [said, setSaid] = useState("");
  const [editedId, setEditedId] = useState<string | null>(null);
  const [adding, setAdding] = useState<{ readonly id: string } | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const add = async (id: string, name: string, words: string[]) => {
    await createTrigger({ id, name, words });
    setAdding(null);
    setSaid(messages.added(name));
  };
  return (
    <>
      <ul className={styles["items"]}>
        {triggers.map((trigger) => (
          <li key={trigger.id}>
            {editedId === trigger.id ? (
              <EditTrigger
                trigger={trigger}
                onDone={(words) => {
                  setEditedId(null);
                  setSaid(words);
                }}
              />
            ) : (
              <TriggerItem
                trigger={trigger}
                statistics={statistics}
                onEdit={() => setEditedId(trigger.id)}
                onDeleted={() => {
                  setSaid(messages.deleted(trigger.name));
                  addButton.current?.focus();
                }}
              />
            )}
          </li>
        ))}
      </ul>
      <p aria-live="polite" className={styles["quiet"]}>
        {said}
      </p>
      {adding === null ? (
        <p>
          <Button ref={addButton} onClick={() => setAdding({ id: newId() })}>
            {messages.add}
          </Button>
        </p>
      ) : (
        <TriggerForm
          label={messages.add}
          initial={{ name: "", words: "" }}
          onSave={(name, words) => add(adding.id, name, words)}
          onCancel={() => setAdding(null)}
        />
      )}
      <Suggestions onWatch={(name, words) => add(newId(), name, words)} />
    </>
  );
}

function EditTrigger({ trigger, onDone }: { trigger: Trigger; onDone: (words: string) => void }) {
  const save = async (name: string, words: string[]) => {
    try {
      await updateTrigger(trigger.id, trigger.version, { name, words });
      onDone(messages.changed(name));
    } catch (error) {
      if (!isProblem(error, "stale_version")) throw error;
      await refreshTriggers();
      onDone(messages.elsewhere);
    }
  };
  return (
    <TriggerForm
      label={messages.editLabel(trigger.name)}
      initial={{ name: trigger.name, words: trigger.words.join(", ") }}
      onSave={save}
      onCancel={() => onDone("")}
    />
  );
}

interface TriggerItemProps {
  readonly trigger: Trigger;
  readonly statistics: TriggerStatistics | undefined;
  readonly onEdit: () => void;
  readonly onDeleted: () => void;
}

function TriggerItem({ trigger, statistics, onEdit, onDeleted }: TriggerItemProps) {
  const [isAsked, setAsked] = useState(false);
  const removal = useAction(async () => {
    setAsked(false);
    await deleteTrigger(trigger.id);
    onDeleted();
  });
  const item = statistics?.items.find(({ id }) => id === trigger.id);
  const findings = item === undefined || statistics === undefined ? [] : findingsOf(item, statistics.minimum);
  return (
    <div className={styles["item"]}>
      <h3 className={styles["name"]}>
        <bdi>{trigger.name}</bdi>
      </h3>
      <p className={styles["quiet"]} dir="auto">
        {messages.words(trigger.words)}
      </p>
      {findings.map((finding) => (
        <p key={finding}>{finding}</p>
      ))}
      <div className={styles["actions"]}>
        <Button kind="quiet" aria-label={messages.editLabel(trigger.name)} onClick={onEdit}>
          {messages.edit}
        </Button>
        <Button
          kind="quiet"
          isBusy={removal.isBusy}
          aria-label={messages.deleteLabel(trigger.name)}
          onClick={() => setAsked(true)}
        >
          {messages.delete}
        </Button>
      </div>
      {removal.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {removal.failure.sentence}
        </Notice>
      )}
      <Dialog
        isOpen={isAsked}
        title={messages.deleteTitle(trigger.name)}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="danger" onClick={() => void removal.run(undefined)}>
              {messages.delete}
            </Button>
            <Button onClick={() => setAsked(false)}>{messages.keep}</Button>
          </>
        }
      >
        <p>{messages.deleteText}</p>
      </Dialog>
    </div>
  );
}
