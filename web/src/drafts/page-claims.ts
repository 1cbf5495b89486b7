/** The claims of this page view, let go of while the page is away. */
import { createDraftClaims, type DraftClaims } from "./draft-claims.ts";

function createPageClaims(): DraftClaims {
  const claims = createDraftClaims({
    ...("locks" in navigator ? { locks: navigator.locks } : {}),
    ...(typeof BroadcastChannel === "undefined" ? {} : { channel: new BroadcastChannel("echo.drafts") }),
  });
  addEventListener("pagehide", () => claims.suspend());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) claims.resume();
  });
  return claims;
}

export const draftClaims = createPageClaims();
