/**
 * Which page of this browser writes on which draft, so that two tabs never write on the same one. Web
 * Locks decide where there are some; on plain http in a family's own network there are none, and the pages
 * ask each other instead. A claim spares people a surprise; it is the revision in the store that keeps words
 * safe, also where a claim was missed.
 */
import { newId } from "./new-id.ts";

export interface DraftClaims {
  /**
   * Claims a draft for this page; counted, each claim needs its release. false: another page holds it.
   * `isPatient`: waits a moment for a page that may just be going away.
   */
  claim(personId: string, draftId: string, isPatient?: boolean): Promise<boolean>;
  release(personId: string, draftId: string): void;
  /** Whether this page has claimed the draft. */
  isHeld(personId: string, draftId: string): boolean;
  /** The ids of this person's drafts that other pages of this browser hold. */
  listElsewhere(personId: string): Promise<ReadonlySet<string>>;
  /** Calls when another page has let go of a draft. Returns how to stop. */
  onReleased(listener: () => void): () => void;
  /** Tells the other pages that all of a person's drafts were removed on purpose. */
  announceRemoval(personId: string): void;
  /** Calls when another page has removed all of a person's drafts on purpose. Returns how to stop. */
  onRemoval(listener: (personId: string) => void): () => void;
  /** Lets go of everything while the page is away, so that another one can go on. */
  suspend(): void;
  /** Claims again what was held before, when the page comes back. */
  resume(): void;
}

/** What a page that is being reloaded needs to let go of its drafts. */
const PATIENCE_MS = 300;
/** What other pages need to answer. */
const ROLL_CALL_MS = 100;
const PREFIX = "echo.draft/";

/** Those parts of the browser that claims are made of; each may be missing. */
export interface ClaimsBrowser {
  readonly locks?: Pick<LockManager, "request" | "query">;
  readonly channel?: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
}

type Message =
  | { readonly kind: "who"; readonly from: string }
  | {
      readonly kind: "holds";
      readonly to: string;
      readonly from: string;
      readonly held: readonly string[];
      readonly asked: readonly string[];
    }
  | { readonly kind: "released" }
  | { readonly kind: "removed"; readonly personId: string };

interface Claim {
  count: number;
  isGranted: boolean;
  granted: Promise<boolean>;
  letGo: () => void;
}

export function createDraftClaims({ locks, channel }: ClaimsBrowser): DraftClaims {
  const pageId = newId();
  const claims = new Map<string, Claim>();
  const releaseListeners = new Set<() => void>();
  const removalListeners = new Set<(personId: string) => void>();
  let roll: ((answer: Extract<Message, { kind: "holds" }>) => void) | null = null;
  let pendingRoll: Promise<ReadonlySet<string>> | null = null;
  let isAway = false;
  const send = (message: Message) => channel?.postMessage(message);
  const keyOf = (personId: string, draftId: string) => `${PREFIX}${personId}/${draftId}`;
  const keys = (isGranted: boolean) =>
    [...claims].filter(([, claim]) => claim.isGranted === isGranted).map(([key]) => key);

  channel?.addEventListener("message", (event) => {
    const message = (event as MessageEvent<Message>).data;
    if (message.kind === "who") {
      if (locks !== undefined || isAway) return;
      send({ kind: "holds", to: message.from, from: pageId, held: keys(true), asked: keys(false) });
    } else if (message.kind === "holds" && message.to === pageId) roll?.(message);
    else if (message.kind === "released") for (const listener of releaseListeners) listener();
    else if (message.kind === "removed") {
      for (const listener of removalListeners) listener(message.personId);
    }
  });

  /** Asks all pages what they hold; of two that ask for the same at once, the one with the lower id wins. */
  function callRoll(): Promise<ReadonlySet<string>> {
    if (channel === undefined) return Promise.resolve(new Set());
    pendingRoll ??= new Promise<ReadonlySet<string>>((resolve) => {
      const elsewhere = new Set<string>();
      roll = ({ from, held, asked }) => {
        for (const key of from < pageId ? [...held, ...asked] : held) elsewhere.add(key);
      };
      send({ kind: "who", from: pageId });
      setTimeout(() => resolve(elsewhere), ROLL_CALL_MS);
    }).finally(() => {
      roll = null;
      pendingRoll = null;
    });
    return pendingRoll;
  }

  async function listLocked(manager: Pick<LockManager, "query">): Promise<ReadonlySet<string>> {
    const { held = [] } = await manager.query();
    return new Set(held.flatMap(({ name = "" }) => (name.startsWith(PREFIX) ? [name] : [])));
  }

  /** Resolves with whether the claim was granted; from then on it is held until `letGo` is called. */
  function take(key: string, claim: Claim, isPatient: boolean): Promise<boolean> {
    if (locks === undefined) {
      // A roll that was called before this claim was made knows nothing of it.
      const before: Promise<unknown> = pendingRoll ?? Promise.resolve();
      return before.then(callRoll).then((elsewhere) => !elsewhere.has(key));
    }
    return new Promise((resolve) => {
      const hold = (lock: Lock | null) =>
        new Promise<void>((end) => {
          claim.letGo = end;
          resolve(lock !== null);
          if (lock === null) end();
        });
      const options = isPatient ? { signal: AbortSignal.timeout(PATIENCE_MS) } : { ifAvailable: true };
      locks.request(key, options, hold).catch(() => resolve(false));
    });
  }

  function begin(key: string, count: number, isPatient: boolean): Claim {
    const claim: Claim = { count, isGranted: false, granted: Promise.resolve(false), letGo: () => {} };
    claims.set(key, claim);
    claim.granted = take(key, claim, isPatient).then((isGranted) => {
      claim.isGranted = isGranted;
      if (claims.get(key) !== claim) claim.letGo();
      else if (!isGranted) claims.delete(key);
      return isGranted;
    });
    return claim;
  }

  return {
    claim(personId, draftId, isPatient = true) {
      const key = keyOf(personId, draftId);
      const known = claims.get(key);
      if (known === undefined) return begin(key, 1, isPatient).granted;
      known.count += 1;
      return known.granted;
    },
    release(personId, draftId) {
      const key = keyOf(personId, draftId);
      const claim = claims.get(key);
      if (claim === undefined) return;
      claim.count -= 1;
      if (claim.count > 0) return;
      claims.delete(key);
      claim.letGo();
      send({ kind: "released" });
    },
    isHeld: (personId, draftId) => claims.has(keyOf(personId, draftId)),
    async listElsewhere(personId) {
      const all = await (locks === undefined ? callRoll() : listLocked(locks));
      const prefix = keyOf(personId, "");
      return new Set(
        [...all]
          .filter((key) => key.startsWith(prefix) && claims.get(key)?.isGranted !== true)
          .map((key) => key.slice(prefix.length)),
      );
    },
    onReleased: (listener) => subscribe(releaseListeners, listener),
    announceRemoval: (personId) => send({ kind: "removed", personId }),
    onRemoval: (listener) => subscribe(removalListeners, listener),
    suspend() {
      isAway = true;
      for (const claim of claims.values()) {
        claim.isGranted = false;
        claim.letGo();
      }
      if (claims.size > 0) send({ kind: "released" });
    },
    resume() {
      isAway = false;
      for (const [key, { count }] of claims) begin(key, count, true);
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
