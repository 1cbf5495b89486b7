/** Asks for a link to choose a new password. The answer is the same for every address. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client, type Delivery } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { Page } from "../../ui/page.tsx";
import styles from "./auth.module.css";
import { AuthForm, EmailInput, hasFault } from "./auth-form.tsx";
import { messages } from "./messages.ts";
import { emailFault } from "./rules.ts";

export function ForgotPage() {
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState<{ to: string; delivery: Delivery } | null>(null);
  const action = useAction(async (address: string) => {
    setSent({ to: address, delivery: await client.forgotPassword(address) });
  });
  const back = (
    <p className={styles["aside"]}>
      <Link to="/sign-in">{messages.backToSignIn}</Link>
    </p>
  );
  if (sent !== null) {
    return (
      <Page key="sent" title={messages.sentTitle} lead={messages.sentText(sent.to)} width="form">
        <p>{messages.mailHints[sent.delivery]}</p>
        {back}
      </Page>
    );
  }
  const read = () => {
    const faults = { email: emailFault(email.trim()) };
    return hasFault(faults) ? { faults } : { input: email.trim() };
  };
  return (
    <Page title={messages.forgotTitle} lead={messages.forgotLead} width="form">
      <AuthForm action={action} read={read} submitLabel={messages.sendLink}>
        <EmailInput value={email} onValue={setEmail} fault={action.failure?.fields["email"]} />
      </AuthForm>
      {back}
    </Page>
  );
}
