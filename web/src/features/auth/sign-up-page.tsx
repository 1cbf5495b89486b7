/** A new journal: address, password, and where the server wants it, a mail to confirm. */
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client, type Delivery } from "../../api/client.ts";
import { beginSession } from "../../api/session.ts";
import { useAction } from "../../api/use-action.ts";
import { Page } from "../../ui/page.tsx";
import styles from "./auth.module.css";
import { AuthForm, EmailInput, hasFault, PasswordInput } from "./auth-form.tsx";
import { tellFirstSettings } from "./first-settings.ts";
import { messages } from "./messages.ts";
import { emailFault, newPasswordFault } from "./rules.ts";

export function SignUpPage() {
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [mailed, setMailed] = useState<{ to: string; delivery: Delivery } | null>(null);
  const action = useAction(async (input: { email: string; password: string }) => {
    const outcome = await client.signUp(input);
    if ("delivery" in outcome) {
      setMailed({ to: input.email, delivery: outcome.delivery });
      return;
    }
    beginSession(outcome.user);
    await tellFirstSettings();
    await navigate({ to: "/", replace: true });
  });
  if (mailed !== null) {
    const lead = messages.checkMailText(mailed.to);
    return (
      <Page key="mailed" title={messages.checkMailTitle} lead={lead} width="form">
        <p>{messages.mailHints[mailed.delivery]}</p>
      </Page>
    );
  }
  const read = () => {
    const input = { email: email.trim(), password };
    const faults = { email: emailFault(input.email), password: newPasswordFault(password) };
    return hasFault(faults) ? { faults } : { input };
  };
  return (
    <Page title={messages.signUpTitle} lead={messages.signUpLead} width="form">
      <AuthForm action={action} read={read} submitLabel={messages.signUp}>
        <EmailInput value={email} onValue={setEmail} fault={action.failure?.fields["email"]} />
        <PasswordInput
          isNew
          value={password}
          onValue={setPassword}
          fault={action.failure?.fields["password"]}
        />
      </AuthForm>
      <p className={styles["aside"]}>
        {messages.haveOne} <Link to="/sign-in">{messages.signIn}</Link>
      </p>
    </Page>
  );
}
