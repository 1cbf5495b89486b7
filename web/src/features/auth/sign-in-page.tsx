/** Signing in, and back to where the person was. The return path is checked before it is opened. */
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { beginSession } from "../../api/session.ts";
import { useAction } from "../../api/use-action.ts";
import { BASE, safeReturnPath } from "../../paths.ts";
import { Page } from "../../ui/page.tsx";
import styles from "./auth.module.css";
import { AuthForm, EmailInput, hasFault, PasswordInput } from "./auth-form.tsx";
import { messages } from "./messages.ts";
import { emailFault } from "./rules.ts";

export function SignInPage() {
  const router = useRouter();
  const search = useSearch({ from: "/sign-in" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const returnPath = safeReturnPath(search.return);
  const action = useAction(async (input: { email: string; password: string }) => {
    beginSession((await client.login(input)).user);
    await router.invalidate();
    router.history.replace(`${BASE}${returnPath}`);
  });

  const read = () => {
    const input = { email: email.trim(), password };
    const faults = {
      email: emailFault(input.email),
      password: password === "" ? messages.passwordMissing : undefined,
    };
    return hasFault(faults) ? { faults } : { input };
  };
  return (
    <Page
      title={messages.signInTitle}
      lead={search.return === undefined ? messages.signInLead : messages.returnNote}
      width="form"
    >
      <AuthForm action={action} read={read} submitLabel={messages.signIn}>
        <EmailInput value={email} onValue={setEmail} fault={action.failure?.fields["email"]} />
        <PasswordInput value={password} onValue={setPassword} fault={action.failure?.fields["password"]} />
      </AuthForm>
      <div className={styles["links"]}>
        <p className={styles["aside"]}>
          <Link to="/forgot">{messages.forgotten}</Link>
        </p>
        <p className={styles["aside"]}>
          {messages.newHere} <Link to="/sign-up">{messages.begin}</Link>
        </p>
      </div>
    </Page>
  );
}
