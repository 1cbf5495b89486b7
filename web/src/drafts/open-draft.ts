/**
 * Which draft this tab had open last, so that a reload brings back the tab's own page, not one that was
 * changed later in another tab. A hint: whether the draft is there and free is looked up as always.
 */
const KEY = "echo.open-draft";

export function rememberOpenDraft(draftId: string): void {
  try {
    sessionStorage.setItem(KEY, draftId);
  } catch {
    // Storage is switched off: the draft changed last opens instead.
  }
}

/** The id, or undefined in a new tab. */
export function recallOpenDraft(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
