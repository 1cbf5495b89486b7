/**
 * Signing out. What is cached of the person goes; unsaved words on this device stay, unless the person
 * chooses to remove them. Where there are none, nothing is asked.
 */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { isSignedOut, isTemporary } from "../../api/errors.ts";
import { endSession } from "../../api/session.ts";
import { useAction } from "../../api/use-action.ts";
import { isBlank } from "../../drafts/draft.ts";
import { draftStore } from "../../drafts/draft-store.ts";
import { removeAllDrafts } from "../../drafts/find-drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { messages } from "./messages.ts";
import styles from "./profile.module.css";

export function SignOut({ personId }: { readonly personId: string }) {
  const navigate = useNavigate();
  const [unsavedCount, setUnsavedCount] = useState(0);
  const leaving = useAction(async (removesWords: boolean) => {
    setUnsavedCount(0);
    try {
      await client.logout();
    } catch (error) {
      // A login that has ended already is what was wanted.
      if (!isSignedOut(error)) throw error;
    }
    if (removesWords) await removeAllDrafts(personId);
    endSession();
    await navigate({ to: "/", replace: true });
  });
  const ask = useAction(async () => {
    const drafts = await draftStore.list(personId).catch(() => []);
    const unsaved = drafts.filter((draft) => !isBlank(draft));
    if (unsaved.length === 0) await leaving.run(true);
    else setUnsavedCount(unsaved.length);
  });
  return (
    <section className={styles["section"]}>
      <h2>{messages.leaveTitle}</h2>
      <p className={styles["explanation"]}>{messages.leaveText}</p>
      {leaving.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {isTemporary(leaving.error) ? messages.signOutFailed : leaving.failure.sentence}
        </Notice>
      )}
      <p>
        <Button isBusy={leaving.isBusy || ask.isBusy} onClick={() => void ask.run(undefined)}>
          {messages.signOut}
        </Button>
      </p>
      <Dialog
        isOpen={unsavedCount > 0}
        title={messages.signOutTitle}
        onClose={() => setUnsavedCount(0)}
        actions={
          <>
            <Button kind="primary" onClick={() => void leaving.run(false)}>
              {messages.keepWords}
            </Button>
            <Button kind="danger" onClick={() => void leaving.run(true)}>
              {messages.removeWords}
            </Button>
            <Button kind="quiet" onClick={() => setUnsavedCount(0)}>
              {messages.stay}
            </Button>
          </>
        }
      >
        {messages.signOutText(unsavedCount)}
      </Dialog>
    </section>
  );
}
