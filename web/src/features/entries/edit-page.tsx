/**
 * Changing an entry. What is changed lies on the device like a new page does; when the entry was changed
 * elsewhere meanwhile, both texts are shown and both are kept.
 */
import type { Entry } from "@echo/contract/entries.ts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouteContext, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { client } from "../../api/client.ts";
import { isProblem } from "../../api/errors.ts";
import { entryQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { type Draft, draftOfEntry, hasSameContent, isBlank, remainingLength } from "../../drafts/draft.ts";
import { newId } from "../../drafts/new-id.ts";
import { type FoundDrafts, findDraftsOfEntry, moveToNewPage, NO_DRAFTS } from "../../drafts/find-drafts.ts";
import { newBlankDraft, useDraft } from "../../drafts/use-draft.ts";
import { useUnfinished } from "../../drafts/use-unfinished.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { Conflict } from "./conflict.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { SaveFailure, unreachedStatus } from "./save-failure.tsx";
import { OtherTabNote, UnfinishedList } from "./unfinished-list.tsx";
import { useLocale } from "./use-locale.ts";
import { rememberEntry, useSaving } from "./use-saving.ts";
import { fullDay } from "./when.ts";
import { keptStatus, WritingSurface } from "./writing-surface.tsx";

export function EditPage() {
  const { id } = useParams({ from: "/personal/entries/$id/edit" });
  const { draft: chosenId } = useSearch({ from: "/personal/entries/$id/edit" });
  const { person } = useRouteContext({ from: "/personal" });
  const entry = useQuery({ ...entryQuery(id), refetchOnWindowFocus: false });
  const [found, setFound] = useState<FoundDrafts | null>(null);
  useEffect(() => {
    let isLeft = false;
    void findDraftsOfEntry(person.id, id, chosenId)
      .catch(() => NO_DRAFTS)
      .then((drafts) => {
        if (isLeft) drafts.letGo();
        else setFound(drafts);
      });
    return () => {
      isLeft = true;
    };
  }, [person.id, id, chosenId]);
  if (isProblem(entry.error, "not_found") && found !== null && found.first !== null) {
    return <GoneEntry personId={person.id} draft={found.first} />;
  }
  if (entry.isError && entry.data === undefined) {
    return <LoadError error={entry.error} onRetry={() => void entry.refetch()} />;
  }
  if (entry.data === undefined || found === null) return null;
  return <EditDesk key={id} personId={person.id} entry={entry.data} found={found} />;
}

interface EditDeskProps {
  readonly personId: string;
  /** The entry as it is on the server. */
  readonly entry: Entry;
  /** What was left unfinished here before. */
  readonly found: FoundDrafts;
}

function EditDesk({ personId, entry, found }: EditDeskProps) {
  const locale = useLocale();
  const navigate = useNavigate();
  const [first] = useState(() => found.first ?? draftOfEntry(entry, newId(), new Date().toISOString()));
  const page = useDraft(personId, first);
  const unfinished = useUnfinished(personId, page.keeper, found, entry.id);
  const saving = useSaving(page.keeper);
  const text = useRef<HTMLTextAreaElement>(null);
  const [conflict, setConflict] = useState<Entry | null>(null);
  const [nudge, setNudge] = useState("");
  const [isAsking, setAsking] = useState(false);
  const { draft } = page;
  const isChanged = !hasSameContent(draft, draftOfEntry(entry, draft.id, draft.startedAt));
  const day = fullDay(entry.local_date, locale);

  useEffect(() => text.current?.focus({ preventScroll: true }), []);

  const leave = async () => {
    await page.keeper.replace(newBlankDraft());
    await navigate({ to: "/entries/$id", params: { id: entry.id }, replace: true });
  };
  const save = async () => {
    if (draft.text.trim() === "") return setNudge(messages.nothingToSave);
    if (remainingLength(draft.text) < 0) return setNudge(messages.tooLong(-remainingLength(draft.text)));
    const saved = await saving.save(entry);
    if (saved !== null && hasSameContent(page.keeper.current(), newBlankDraft())) {
      await navigate({ to: "/entries/$id", params: { id: entry.id }, replace: true });
    }
  };

  const { phase } = saving;
  useEffect(() => {
    if (phase.name !== "failed" || !isProblem(phase.error, "stale_version")) return;
    // Without the other version there is nothing to choose from: the notice below then says so.
    client.getEntry(entry.id).then(setConflict, () => undefined);
  }, [phase, entry.id]);

  if (conflict !== null) {
    return (
      <Conflict
        mine={draft}
        theirs={conflict}
        onStale={setConflict}
        onResolved={async (resolved) => {
          rememberEntry(resolved);
          await leave();
        }}
      />
    );
  }
  if (phase.name === "failed" && isProblem(phase.error, "not_found")) {
    return <GoneEntry personId={personId} draft={draft} />;
  }
  const keptState = keptStatus(isBlank(draft) || !isChanged, page.keepState, draft.revision > 0);
  return (
    <Page title={messages.editTitle(day)} isTitleQuiet>
      <OtherTabNote
        isCopy={page.isCopy}
        elsewhereText={messages.entryIsElsewhere}
        isElsewhere={unfinished.elsewhere.length > 0}
      />
      <WritingSurface
        content={draft}
        onChange={(change) => {
          setNudge("");
          if (phase.name !== "sending") saving.settle();
          page.change(change);
        }}
        status={
          nudge !== ""
            ? { kind: "fault", text: nudge }
            : phase.name === "sending"
              ? { kind: "sending", text: messages.saving }
              : (unreachedStatus(phase) ?? keptState)
        }
        isBusy={phase.name === "sending"}
        onSave={() => void save()}
        textRef={text}
        actions={
          <Button kind="quiet" onClick={() => (isChanged ? setAsking(true) : void leave())}>
            {isChanged ? messages.discard : messages.cancel}
          </Button>
        }
      >
        <SaveFailure phase={phase} draft={draft} />
      </WritingSurface>
      <UnfinishedList
        drafts={unfinished.others}
        entryId={entry.id}
        onOpen={(other) => void unfinished.open(other)}
      />
      <Dialog
        isOpen={isAsking}
        title={messages.discardTitle}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => setAsking(false)}>
              {messages.keepEditing}
            </Button>
            <Button kind="danger" onClick={() => void leave()}>
              {messages.discard}
            </Button>
          </>
        }
      >
        {messages.discardText}
      </Dialog>
    </Page>
  );
}

/** The entry is gone, the words that were to change it are not: they can become a page of their own. */
function GoneEntry({ personId, draft }: { readonly personId: string; readonly draft: Draft }) {
  const navigate = useNavigate();
  const move = useAction(async () => {
    await moveToNewPage(personId, draft);
    await navigate({ to: "/", replace: true });
  });
  return (
    <Page title={messages.entryGoneTitle} lead={messages.entryGone}>
      <Verbatim as="article" text={draft.text} className={styles["text"]} />
      {move.failure === undefined ? null : (
        <Notice tone="danger" role="alert">
          {move.failure.sentence}
        </Notice>
      )}
      <p>
        <Button kind="primary" isBusy={move.isBusy} onClick={() => void move.run(undefined)}>
          {messages.makeNewPage}
        </Button>
      </p>
    </Page>
  );
}
