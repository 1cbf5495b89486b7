/**
 * Chooses a new password by the link of a mail: `/app/reset?token_hash=...&type=recovery`. The token is
 * spent only when the form is sent, so that a mail scanner that opens links spends nothing.
 */
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { explain } from "../../api/errors.ts";
import { useAction } from "../../api/use-action.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { AuthForm, hasFault, PasswordInput } from "./auth-form.tsx";
import { messages } from "./messages.ts";
import { newPasswordFault } from "./rules.ts";
import { isLinkSpent, markLinkSpent } from "./spent-links.ts";

export function ResetPage() {
  const search = useSearch({ from: "/reset" });
  const tokenHash = search.token_hash;
  const [password, setPassword] = useState("");
  const [isDone, setDone] = useState(false);
  const [wasSpent] = useState(() => tokenHash !== undefined && isLinkSpent(tokenHash));
  const action = useAction(async (input: { token_hash: string; password: string }) => {
    try {
      await client.resetPassword(input);
    } catch (error) {
      if ("token_hash" in explain(error).fields) markLinkSpent(input.token_hash);
      throw error;
    }
    markLinkSpent(input.token_hash);
    setDone(true);
  });
  if (isDone) {
    return (
      <Page key="done" title={messages.resetDoneTitle} lead={messages.resetDoneText} width="form">
        <p>
          <Link to="/sign-in" className={buttonClass("primary")}>
            {messages.signIn}
          </Link>
        </p>
      </Page>
    );
  }
  const isLinkOld = wasSpent || "token_hash" in (action.failure?.fields ?? {});
  if (tokenHash === undefined || isLinkOld) {
    return <BrokenLink isOld={isLinkOld} title={messages.resetTitle} />;
  }
  const read = () => {
    const faults = { password: newPasswordFault(password) };
    return hasFault(faults) ? { faults } : { input: { token_hash: tokenHash, password } };
  };
  return (
    <Page title={messages.resetTitle} lead={messages.resetLead} width="form">
      <AuthForm action={action} read={read} submitLabel={messages.reset}>
        <PasswordInput
          isNew
          label={messages.newPassword}
          value={password}
          onValue={setPassword}
          fault={action.failure?.fields["password"]}
        />
      </AuthForm>
    </Page>
  );
}

function BrokenLink({ isOld, title }: { readonly isOld: boolean; readonly title: string }) {
  return (
    <Page key="broken" title={title} lead={isOld ? messages.linkOld : messages.linkBroken} width="form">
      <p>
        <Link to="/forgot" className={buttonClass("primary")}>
          {messages.newLink}
        </Link>
      </p>
    </Page>
  );
}
