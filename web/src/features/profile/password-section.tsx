/** Changing the password: the current one is asked for, other devices are signed out. */
import type { ChangePassword } from "@echo/contract/auth.ts";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorSummary, PasswordField } from "../../ui/field.tsx";
import { messages } from "./messages.ts";
import styles from "./profile.module.css";
import { useSavedForm } from "./use-saved-form.ts";

export function PasswordSection() {
  const [isOpen, setOpen] = useState(false);
  const [isChanged, setChanged] = useState(false);
  return (
    <section className={styles["section"]}>
      <h2>{messages.passwordTitle}</h2>
      {isOpen ? (
        <PasswordForm
          onDone={() => {
            setOpen(false);
            setChanged(true);
          }}
        />
      ) : (
        <div className={styles["row"]}>
          <Button
            onClick={() => {
              setChanged(false);
              setOpen(true);
            }}
          >
            {messages.changePassword}
          </Button>
          <p aria-live="polite" className={styles["saved"]}>
            {isChanged ? messages.passwordChanged : ""}
          </p>
        </div>
      )}
    </section>
  );
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const form = useSavedForm(
    async (body: ChangePassword) => {
      await client.changePassword(body);
      onDone();
    },
    { current_password: messages.passwordWrong },
  );
  const onSubmit = form.onSubmit(() => ({ current_password: current, new_password: next }));
  return (
    <form className={styles["form"]} noValidate onSubmit={onSubmit}>
      <ErrorSummary {...form.summary} />
      <PasswordField
        id="current_password"
        label={messages.currentPassword}
        autoComplete="current-password"
        value={current}
        onValue={setCurrent}
        fault={form.faults["current_password"]}
        showLabel={messages.show}
        hideLabel={messages.hide}
      />
      <PasswordField
        id="new_password"
        label={messages.newPassword}
        hint={messages.passwordHint}
        autoComplete="new-password"
        value={next}
        onValue={setNext}
        fault={form.faults["new_password"]}
        showLabel={messages.show}
        hideLabel={messages.hide}
      />
      <p>
        <Button type="submit" kind="primary" isBusy={form.isBusy}>
          {messages.changePassword}
        </Button>
      </p>
    </form>
  );
}
