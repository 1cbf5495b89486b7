/** What the bar says when saving has failed: a sentence where Echo was not reached, else a notice with the reason. */
import { Link } from "@tanstack/react-router";
import { isProblem, isUnreached } from "../../api/errors.ts";
import type { Draft } from "../../drafts/draft.ts";
import { Notice } from "../../ui/notice.tsx";
import { messages } from "./writing-messages.ts";
import type { SavePhase } from "./use-saving.ts";
import type { SurfaceStatus } from "./writing-surface.tsx";

/** The sentence of the bar, beside the notice about the connection; null where `SaveFailure` says more. */
export function unreachedStatus(phase: SavePhase): SurfaceStatus | null {
  if (phase.name !== "failed" || !isUnreached(phase.error)) return null;
  return { kind: "fault", text: messages.notSaved, isAlert: true };
}

export function SaveFailure({ phase, draft }: { readonly phase: SavePhase; readonly draft: Draft }) {
  if (phase.name !== "failed" || isUnreached(phase.error)) return null;
  if (draft.base !== null && isProblem(phase.error, "stale_version")) {
    return (
      <Notice tone="warning" role="alert">
        {messages.changedElsewhere}{" "}
        <Link to="/entries/$id/edit" params={{ id: draft.base.entryId }}>
          {messages.choose}
        </Link>
      </Notice>
    );
  }
  const fault = Object.values(phase.failure.fields)[0];
  return (
    <Notice tone="warning" role="alert">
      {messages.notSaved} {fault ?? phase.failure.sentence}
    </Notice>
  );
}
