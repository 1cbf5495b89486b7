/**
 * Who is signed in on this page. The session changes only here: by signing in, by signing out, and when
 * the server says that the login has ended. Every change clears what belonged to the person before, and
 * is told to the other tabs, so that no tab ever writes in another person's name.
 */
import type { User } from "@echo/contract/auth.ts";
import { queryOptions } from "@tanstack/react-query";
import { client, transport } from "./client.ts";
import { isSignedOut, isTemporary } from "./errors.ts";
import { queryClient } from "./queries.ts";
import { type RememberedPerson, readRememberedPerson, rememberPerson } from "./remembered-person.ts";

export interface Person extends RememberedPerson {
  /** false: Echo could not be reached, and this is who was here last. */
  readonly isConfirmed: boolean;
}

const SESSION_KEY = ["session"] as const;

/** The session: a person, or null for nobody. Never goes stale by itself, so that no page is torn down. */
export function sessionQuery() {
  return queryOptions({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }): Promise<Person | null> => {
      const remembered = readRememberedPerson();
      // The copy of the CSRF token is a cookie that a page can see: without it there is no login to ask for.
      const mayBeSignedIn = remembered !== null || document.cookie !== "";
      return mayBeSignedIn ? fetchPerson(remembered, signal) : Promise.resolve(null);
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

async function fetchPerson(remembered: RememberedPerson | null, signal?: AbortSignal) {
  try {
    const { user } = await client.getSession(signal);
    rememberPerson(user);
    transport.setPerson(user.id);
    return { id: user.id, email: user.email, isConfirmed: true };
  } catch (error) {
    if (isSignedOut(error)) {
      rememberPerson(null);
      return null;
    }
    if (isTemporary(error) && remembered !== null) {
      transport.setPerson(remembered.id);
      return { ...remembered, isConfirmed: false };
    }
    throw error;
  }
}

type Message = { readonly kind: "signed-in" | "signed-out"; readonly personId: string | null };
const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("echo.session");

/** After signing up or in. */
export function beginSession(user: User): void {
  enter({ id: user.id, email: user.email, isConfirmed: true });
  otherTabs?.postMessage({ kind: "signed-in", personId: user.id } satisfies Message);
}

/** After signing out, or when the login has ended and the person goes to sign in again. */
export function endSession(): void {
  enter(null);
  otherTabs?.postMessage({ kind: "signed-out", personId: null } satisfies Message);
}

function enter(person: Person | null): void {
  const before = queryClient.getQueryData<Person | null>(SESSION_KEY);
  if (before?.id !== person?.id) {
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  }
  rememberPerson(person);
  transport.setPerson(person?.id ?? null);
  setSessionLost(false);
  queryClient.setQueryData<Person | null>(SESSION_KEY, person);
}

let isSessionLost = false;
const lostListeners = new Set<() => void>();

function setSessionLost(isLost: boolean): void {
  if (isSessionLost === isLost) return;
  isSessionLost = isLost;
  for (const listener of lostListeners) listener();
}

/** For useSyncExternalStore: whether the server has ended the login that this page still shows. */
export const sessionLost = {
  subscribe(listener: () => void) {
    lostListeners.add(listener);
    return () => lostListeners.delete(listener);
  },
  get: () => isSessionLost,
};

/** Asks whether the login that this page shows is still there, and still this person's. */
async function verifySession(): Promise<void> {
  const person = queryClient.getQueryData<Person | null>(SESSION_KEY);
  if (person == null) return;
  try {
    const { user } = await client.getSession();
    if (user.id !== person.id) setSessionLost(true);
  } catch {
    // Signed out: the transport has told. Not reachable: the next request will tell.
  }
}

/** Starts to listen to the transport and to the other tabs. Called once, at start. */
export function watchSession(): void {
  transport.onSignedOut(() => {
    if (queryClient.getQueryData<Person | null>(SESSION_KEY) != null) setSessionLost(true);
  });
  // A page that the browser kept alive behind another one may have outlived its login.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void verifySession();
  });
  otherTabs?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    const person = queryClient.getQueryData<Person | null>(SESSION_KEY);
    if (person == null) {
      if (data.kind === "signed-in") void queryClient.invalidateQueries({ queryKey: SESSION_KEY });
    } else if (data.kind === "signed-out" || data.personId !== person.id) {
      setSessionLost(true);
    } else {
      // The same person signed in again elsewhere: this page may go on, with a new CSRF token.
      transport.setPerson(person.id);
      setSessionLost(false);
    }
  });
}
