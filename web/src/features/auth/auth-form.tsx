/** The form that all pages of this feature share: faults are collected, summed up and focused. */
import type { FormEvent, ReactNode } from "react";
import type { Explanation } from "../../api/errors.ts";
import type { Action } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorSummary, Field, PasswordField } from "../../ui/field.tsx";
import styles from "./auth.module.css";
import { messages } from "./messages.ts";

interface AuthFormProps<Input> {
  readonly action: Action<Input>;
  /** The input, or the faults by field that keep it from being sent. */
  readonly read: () => { readonly input: Input } | { readonly faults: Record<string, string | undefined> };
  readonly submitLabel: string;
  readonly children: ReactNode;
  /** Said in place of the funnel's sentence, where this page knows better. */
  readonly failureText?: string | undefined;
}

export function AuthForm<Input>({ action, read, submitLabel, children, failureText }: AuthFormProps<Input>) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const result = read();
    if ("input" in result) void action.run(result.input);
    else action.refuse(withoutGaps(result.faults));
  };
  const fields = action.failure?.fields ?? {};
  return (
    <form className={styles["form"]} noValidate onSubmit={onSubmit}>
      <ErrorSummary
        sentence={action.failure === undefined ? undefined : (failureText ?? action.failure.sentence)}
        faults={Object.entries(fields).map(([controlId, text]) => ({ controlId, text }))}
        attempt={action.attempt}
      />
      {children}
      <Button type="submit" kind="primary" isBusy={action.isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}

function withoutGaps(faults: Record<string, string | undefined>): Explanation {
  const fields: Record<string, string> = {};
  for (const [name, fault] of Object.entries(faults)) if (fault !== undefined) fields[name] = fault;
  return { sentence: messages.secondLook, fields };
}

/** Whether any of the faults is one. */
export function hasFault(faults: Record<string, string | undefined>): boolean {
  return Object.values(faults).some((fault) => fault !== undefined);
}

interface InputProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly fault: string | undefined;
}

export function EmailInput({ value, onValue, fault }: InputProps) {
  return (
    <Field
      id="email"
      name="email"
      type="email"
      label={messages.email}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      value={value}
      onValue={onValue}
      fault={fault}
    />
  );
}

export function PasswordInput({
  value,
  onValue,
  fault,
  isNew = false,
  label = messages.password,
}: InputProps & { readonly isNew?: boolean; readonly label?: string }) {
  return (
    <PasswordField
      id="password"
      name="password"
      label={label}
      hint={isNew ? messages.passwordHint : undefined}
      autoComplete={isNew ? "new-password" : "current-password"}
      required
      value={value}
      onValue={onValue}
      fault={fault}
      showLabel={messages.show}
      hideLabel={messages.hide}
    />
  );
}
