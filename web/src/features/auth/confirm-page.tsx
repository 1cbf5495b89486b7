/**
 * Confirms an address by the link of a mail: `/app/confirm?token_hash=...&type=signup`. One tap, so that
 * a mail scanner that opens links confirms nothing.
 */
import type { ConfirmEmail } from "@echo/contract/auth.ts";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { beginSession } from "../../api/session.ts";
import { useAction } from "../../api/use-action.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { AuthForm } from "./auth-form.tsx";
import { tellFirstSettings } from "./first-settings.ts";
import { messages } from "./messages.ts";

const TYPES: readonly ConfirmEmail["type"][] = ["signup", "invite", "email_change"];

export function ConfirmPage() {
  const search = useSearch({ from: "/confirm" });
  const navigate = useNavigate();
  const [isDone, setDone] = useState(false);
  const tokenHash = search.token_hash;
  const type = TYPES.find((known) => known === search.type);
  const action = useAction(async (input: ConfirmEmail) => {
    const signedIn = await client.confirmEmail(input);
    if (signedIn === undefined) {
      // Changing an address needs the links of both mails: this was the first of them.
      setDone(true);
      return;
    }
    beginSession(signedIn.user);
    if (input.type !== "email_change") await tellFirstSettings();
    await navigate({ to: "/", replace: true });
  });
  const toSignIn = (
    <p>
      <Link to="/sign-in" className={buttonClass("primary")}>
        {messages.signIn}
      </Link>
    </p>
  );
  if (isDone) {
    return (
      <Page key="done" title={messages.halfConfirmedTitle} lead={messages.halfConfirmedText} width="form">
        {toSignIn}
      </Page>
    );
  }
  const isLinkOld = action.failure !== undefined && "token_hash" in action.failure.fields;
  if (tokenHash === undefined || type === undefined || isLinkOld) {
    return (
      <Page
        key="broken"
        title={messages.confirmTitle}
        lead={isLinkOld ? messages.linkOld : messages.linkBroken}
        width="form"
      >
        {toSignIn}
      </Page>
    );
  }
  return (
    <Page title={messages.confirmTitle} lead={messages.confirmLead} width="form">
      <AuthForm
        action={action}
        read={() => ({ input: { token_hash: tokenHash, type } })}
        submitLabel={messages.confirm}
      >
        {null}
      </AuthForm>
    </Page>
  );
}
