/**
 * The signed-in home: an empty page with the cursor ready, or the page that was left unfinished. What is
 * typed lies on the device at once, goes to the journal on saving, and leaves the device only then.
 */
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Person } from "../../api/session.ts";
import { isBlank, remainingLength } from "../../drafts/draft.ts";
import { type FoundDrafts, findNewPageDrafts, NO_DRAFTS } from "../../drafts/find-drafts.ts";
import { newBlankDraft, useDraft } from "../../drafts/use-draft.ts";
import { useUnfinished } from "../../drafts/use-unfinished.ts";
import { Page } from "../../ui/page.tsx";
import { Reply } from "../emotion/reply.tsx";
import { messages } from "./writing-messages.ts";
import type { SavedDraft } from "./save-draft.ts";
import { useLocale } from "./use-locale.ts";
import { type SavePhase, useSaving } from "./use-saving.ts";
import { useToday } from "./use-today.ts";
import { SaveFailure, unreachedStatus } from "./save-failure.tsx";
import { OtherTabNote, UnfinishedList } from "./unfinished-list.tsx";
import { fullDay } from "./when.ts";
import { keptStatus, type SurfaceStatus, WritingSurface } from "./writing-surface.tsx";

export function WritePage({ person }: { readonly person: Person }) {
  const [found, setFound] = useState<FoundDrafts | null>(null);
  useEffect(() => {
    let isLeft = false;
    void findNewPageDrafts(person.id)
      // Without storage there are no drafts; the bar says so at the first word.
      .catch(() => NO_DRAFTS)
      .then((drafts) => {
        if (isLeft) drafts.letGo();
        else setFound(drafts);
      });
    return () => {
      isLeft = true;
    };
  }, [person.id]);
  return found === null ? null : <WriteDesk person={person} found={found} />;
}

function WriteDesk({ person, found }: { readonly person: Person; readonly found: FoundDrafts }) {
  const locale = useLocale();
  const [first] = useState(() => found.first ?? newBlankDraft());
  const page = useDraft(person.id, first);
  const unfinished = useUnfinished(person.id, page.keeper, found, null);
  const [nudge, setNudge] = useState("");
  const saving = useSaving(page.keeper);
  const [answered, setAnswered] = useState<SavedDraft | null>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const { draft } = page;

  useEffect(() => {
    const area = text.current;
    area?.focus({ preventScroll: true });
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);

  const save = async () => {
    const content = page.keeper.current();
    if (content.text.trim() === "") setNudge(messages.nothingToSave);
    else if (remainingLength(content.text) < 0) setNudge(messages.tooLong(-remainingLength(content.text)));
    else {
      const saved = await saving.save(null);
      if (saved !== null) {
        setAnswered(saved);
        await unfinished.refresh();
      }
    }
    text.current?.focus({ preventScroll: true });
  };

  const today = fullDay(useToday(), locale, false);
  return (
    <Page title={today} isTitleQuiet>
      <Reply saved={answered} isAwaited={draft.revision > 0} onClose={() => setAnswered(null)} />
      <OtherTabNote
        isCopy={page.isCopy}
        elsewhereText={messages.isElsewhere}
        // Beside an answer it would only puzzle who has just finished.
        isElsewhere={unfinished.elsewhere.length > 0 && answered === null}
      />
      <WritingSurface
        content={draft}
        onChange={(change) => {
          setNudge("");
          if (saving.phase.name !== "sending") saving.settle();
          page.change(change);
        }}
        status={statusOf(saving.phase, nudge, keptStatus(isBlank(draft), page.keepState, draft.revision > 0))}
        isBusy={saving.phase.name === "sending"}
        onSave={() => void save()}
        textRef={text}
      >
        <SaveFailure phase={saving.phase} draft={draft} />
      </WritingSurface>
      <UnfinishedList drafts={unfinished.others} onOpen={(other) => void unfinished.open(other)} />
    </Page>
  );
}

function statusOf(phase: SavePhase, nudge: string, kept: SurfaceStatus): SurfaceStatus {
  if (nudge !== "") return { kind: "fault", text: nudge };
  if (phase.name === "sending") return { kind: "sending", text: messages.saving };
  const unreached = unreachedStatus(phase);
  if (unreached !== null) return unreached;
  if (phase.name === "saved" && kept.kind === "none") {
    const { entry } = phase.saved;
    return {
      kind: "saved",
      text: messages.saved,
      link: (
        <Link to="/entries/$id" params={{ id: entry.id }}>
          {messages.readIt}
        </Link>
      ),
    };
  }
  return kept;
}
