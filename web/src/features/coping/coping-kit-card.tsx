/** The person's own actions for hard moments, to write and change, and what is known of whether they help. */
import type { CopingKit, CopingStatistics } from "@echo/contract/coping.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { copingKitQuery, copingStatisticsQuery, replaceCopingKit } from "../../api/insights.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryCard } from "../insights/query-card.tsx";
import styles from "./coping.module.css";
import { actionFault, ACTION_LENGTH, keptActions, placesOf } from "./kit.ts";
import { messages } from "./messages.ts";

export function CopingKitCard() {
  return (
    <QueryCard query={copingKitQuery()} title={messages.kitTitle}>
      {(kit) => (
        <Card
          title={kit.actions.length === 0 ? messages.kitFirst : messages.kitTitle}
          evidence={messages.kitLead}
        >
          <KitForm kit={kit} />
          <Counts />
        </Card>
      )}
    </QueryCard>
  );
}

function KitForm({ kit }: { readonly kit: CopingKit }) {
  const [actions, setActions] = useState(() => placesOf(kit.actions));
  const [said, setSaid] = useState("");
  const [areFaultsShown, setFaultsShown] = useState(false);
  const hintId = useId();
  const saving = useAction(async (kept: readonly string[]) => {
    await replaceCopingKit(kept);
    setActions(placesOf(kept));
    setSaid(messages.saved);
  });
  const faults = actions.map((_, place) => actionFault(actions, place));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setFaultsShown(true);
    if (faults.every((fault) => fault === null)) void saving.run(keptActions(actions));
  };
  const faultText = { too_long: messages.tooLong(ACTION_LENGTH), twice: messages.twice };
  return (
    <form className={styles["kit"]} noValidate onSubmit={onSubmit} aria-describedby={hintId}>
      {actions.map((action, place) => {
        const fault = faults[place] ?? null;
        return (
          <Field
            key={messages.actionLabel(place + 1)}
            label={messages.actionLabel(place + 1)}
            fault={areFaultsShown && fault !== null ? faultText[fault] : undefined}
            value={action}
            dir="auto"
            autoComplete="off"
            onValue={(value) => {
              setSaid("");
              setActions(actions.map((each, index) => (index === place ? value : each)));
            }}
          />
        );
      })}
      <p id={hintId} className={styles["quiet"]}>
        {messages.actionHint}
      </p>
      {saving.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {Object.values(saving.failure.fields)[0] ?? saving.failure.sentence}
        </Notice>
      )}
      <p>
        <Button type="submit" isBusy={saving.isBusy}>
          {messages.save}
        </Button>
      </p>
      <p aria-live="polite" className={styles["quiet"]}>
        {said}
      </p>
    </form>
  );
}

/** Silent until there is something: the kit itself matters more. */
function Counts() {
  const statistics = useQuery(copingStatisticsQuery());
  if (statistics.data === undefined) return null;
  const { actions, minimum } = statistics.data;
  const known = actions.filter(({ offered, tried }) => offered > 0 || tried > 0);
  if (known.length === 0) return null;
  return (
    <>
      <h3 className={styles["subtitle"]}>{messages.counts}</h3>
      <ul className={styles["counts"]}>
        {known.map((row) => (
          <li key={`${row.action} ${row.in_kit}`}>
            <span>
              <bdi className={styles["action"]}>{row.action}</bdi>
              {row.in_kit ? null : <span className={styles["quiet"]}> ({messages.leftKit})</span>}
            </span>
            <span className={styles["quiet"]}>{inShort(row, minimum)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function inShort(row: CopingStatistics["actions"][number], minimum: number): string {
  const { offered, tried, helped, low, high } = row;
  const percent = (share: number) => Math.round(share * 100);
  const counted = messages.counted(offered, tried, helped);
  if (low === null || high === null) return `${counted} ${messages.notEnough(Math.max(1, minimum - tried))}`;
  return `${counted} ${messages.share(percent(low), percent(high))}`;
}
