/** Name and words of something to watch, new or changed. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { messages } from "./messages.ts";
import { splitWords, triggerFaults, type TypedTrigger } from "./trigger-words.ts";
import styles from "./triggers.module.css";

interface TriggerFormProps {
  readonly label: string;
  readonly initial: TypedTrigger;
  readonly onSave: (name: string, words: string[]) => Promise<void>;
  readonly onCancel: () => void;
}

export function TriggerForm({ label, initial, onSave, onCancel }: TriggerFormProps) {
  const [typed, setTyped] = useState(initial);
  const [areFaultsShown, setFaultsShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saving = useAction(() => onSave(typed.name.trim(), [...splitWords(typed.words)]));
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const faults = triggerFaults(typed);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setFaultsShown(true);
    if (faults.name === undefined && faults.words === undefined) void saving.run(undefined);
  };
  const nameFault = { missing: messages.nameMissing, too_long: messages.nameTooLong };
  const wordsFault = {
    missing: messages.wordsMissing,
    too_many: messages.tooManyWords,
    too_long: messages.wordTooLong,
  };
  return (
    <form ref={form} className={styles["form"]} aria-label={label} noValidate onSubmit={onSubmit}>
      <Field
        label={messages.name}
        hint={messages.nameHint}
        fault={areFaultsShown && faults.name !== undefined ? nameFault[faults.name] : undefined}
        value={typed.name}
        dir="auto"
        autoComplete="off"
        onValue={(name) => setTyped({ ...typed, name })}
      />
      <Field
        label={messages.wordsLabel}
        hint={messages.wordsHint}
        fault={areFaultsShown && faults.words !== undefined ? wordsFault[faults.words] : undefined}
        value={typed.words}
        dir="auto"
        autoComplete="off"
        onValue={(words) => setTyped({ ...typed, words })}
      />
      {saving.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {Object.values(saving.failure.fields)[0] ?? saving.failure.sentence}
        </Notice>
      )}
      <div className={styles["actions"]}>
        <Button type="submit" kind="primary" isBusy={saving.isBusy}>
          {messages.save}
        </Button>
        <Button onClick={onCancel}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
