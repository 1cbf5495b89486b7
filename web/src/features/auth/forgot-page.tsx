/** Asks for a link to choose a new password. The answer is the same for every address. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { Page } from "../../ui/page.tsx";
import styles from "./auth.module.css";
import { AuthForm, EmailInput, hasFault } from "./auth-form.tsx";
import { messages } from "./messages.ts";
import { emailFault } from "./rules.ts";

export function ForgotPage() {
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const action = useAction(async (address: string) => {
    await client.forgotPassword(address);
    setSentTo(address);
  });
  const back = (
    <p className={styles["aside"]}>
      <Link to="/sign-in">{messages.backToSignIn}</Link>
    </p>
  );
  if (sentTo !== null) {
    return (
      <Page key="sent" title={messages.sentTitle} lead={messages.sentText(sentTo)} width="form">
        <p>{messages.checkMailHint}</p>
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
