/**
 * Whether Echo can be reached, as the last answers show, and whether the device has a network at all.
 * While it cannot, a light request asks again every few seconds; then what failed is fetched anew.
 */
import { transport } from "./client.ts";
import { queryClient } from "./queries.ts";
import { sessionQuery } from "./session.ts";

export type Reachability = "reachable" | "offline" | "unreachable";

const PROBE_MS = 4_000;
const PROBE_TIMEOUT_MS = 4_000;

let isReached = true;
let probe: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function setReached(reached: boolean): void {
  if (reached === isReached) return;
  isReached = reached;
  if (reached) comeBack();
  else scheduleProbe();
  for (const listener of listeners) listener();
}

function scheduleProbe(): void {
  clearTimeout(probe);
  probe = setTimeout(askNow, PROBE_MS);
}

/** Asks whether Echo answers by now; nothing is asked while it is reached. */
function askNow(): void {
  if (isReached) return;
  clearTimeout(probe);
  transport
    .send("GET", "/healthz", { access: "anyone", timeoutMs: PROBE_TIMEOUT_MS })
    .catch(() => undefined)
    .finally(() => {
      if (!isReached) scheduleProbe();
    });
}

function comeBack(): void {
  clearTimeout(probe);
  const session = queryClient.getQueryData(sessionQuery().queryKey);
  if (session?.isConfirmed === false) void queryClient.invalidateQueries({ queryKey: ["session"] });
  void queryClient.refetchQueries({
    predicate: ({ state, queryKey }) => state.status === "error" && queryKey[0] !== "session",
  });
}

/** For useSyncExternalStore. */
export const reachability = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    addEventListener("online", listener);
    addEventListener("offline", listener);
    return () => {
      listeners.delete(listener);
      removeEventListener("online", listener);
      removeEventListener("offline", listener);
    };
  },
  get: (): Reachability => (navigator.onLine ? (isReached ? "reachable" : "unreachable") : "offline"),
};

/** Starts to listen. Called once, at start. */
export function watchReachability(): void {
  transport.onReachability(setReached);
  // Whoever comes back to the page, or to a network, is told at once.
  addEventListener("online", askNow);
  addEventListener("focus", askNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") askNow();
  });
}
