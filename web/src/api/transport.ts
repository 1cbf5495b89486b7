/**
 * One request to Echo: JSON, same-origin cookies, a time limit, and the two repairs that a browser
 * session needs. A 401 is answered by one silent refresh (one for all requests that wait for it); a
 * refused CSRF token by a new one. A write is never sent in the name of another person who signed in
 * in another tab: the CSRF token is bound to the login, and the login is compared before it is used.
 */
import type { CsrfToken, Session, SignedIn } from "@echo/contract/auth.ts";
import type { ProblemBody } from "@echo/contract/problem.ts";
import { ApiError, problemName } from "./errors.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** `anyone`: a route without a login, such as signing in; no CSRF token, no refresh. */
  readonly access?: "person" | "anyone";
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Transport {
  send<T>(method: Method, path: string, options?: RequestOptions): Promise<Answer<T>>;
  /** Whose login this page believes in; null: nobody's. Forgets the CSRF token. */
  setPerson(personId: string | null): void;
  /** Called when the login has ended or belongs to somebody else. Returns how to stop. */
  onSignedOut(listener: () => void): () => void;
  /** Called with true after every answer, with false when Echo could not be reached. */
  onReachability(listener: (isReachable: boolean) => void): () => void;
}

const TIMEOUT_MS = 15_000;

interface Received {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | undefined;
}

/**
 * @param fetchFrom the browser's fetch, or a stand-in
 * @param isOnline what the device says of its network
 */
export function createTransport(fetchFrom: typeof fetch, isOnline: () => boolean): Transport {
  const signedOutListeners = new Set<() => void>();
  const reachabilityListeners = new Set<(isReachable: boolean) => void>();
  let personId: string | null = null;
  let csrfToken: string | null = null;
  let pendingCsrf: Promise<string> | null = null;
  let pendingRefresh: Promise<boolean> | null = null;

  async function receive(method: Method, path: string, options: RequestOptions, csrf: string | null) {
    const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
    if (csrf !== null) headers["X-CSRF-Token"] = csrf;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    try {
      const response = await fetchFrom(`${path}${queryString(options.query)}`, {
        method,
        headers,
        signal,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
      const received: Received = {
        status: response.status,
        text: await response.text(),
        retryAfterSeconds: seconds(response.headers.get("Retry-After")),
      };
      for (const listener of reachabilityListeners) listener(true);
      return received;
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      const kind = timeout.aborted ? "timeout" : isOnline() ? "unreachable" : "offline";
      for (const listener of reachabilityListeners) listener(false);
      throw new ApiError(kind);
    }
  }

  /** Ends the belief in this login, tells everybody, and is thrown. */
  function signedOut(): ApiError {
    csrfToken = null;
    for (const listener of signedOutListeners) listener();
    return new ApiError("signed_out");
  }

  function refresh(): Promise<boolean> {
    pendingRefresh ??= (async () => {
      const options = { body: {}, access: "anyone" } as const;
      const received = await receive("POST", "/auth/refresh", options, csrfToken);
      // 409: another tab has just refreshed; the new cookies are there for all.
      if (received.status === 409) return true;
      if (received.status === 401 || received.status === 403) return false;
      const { body } = parse<Partial<SignedIn> | undefined>(received);
      return personId === null || body?.user === undefined || body.user.id === personId;
    })().finally(() => {
      pendingRefresh = null;
    });
    return pendingRefresh;
  }

  /** The CSRF token first and the session after it: a token of another person's login is never kept. */
  function getCsrfToken(): Promise<string> {
    if (csrfToken !== null) return Promise.resolve(csrfToken);
    pendingCsrf ??= (async () => {
      const issued = await withRefresh<CsrfToken>("/auth/csrf");
      if (personId !== null) {
        const session = await withRefresh<Session>("/auth/session");
        if (session.user.id !== personId) throw signedOut();
      }
      csrfToken = issued.csrf_token;
      return csrfToken;
    })().finally(() => {
      pendingCsrf = null;
    });
    return pendingCsrf;
  }

  async function withRefresh<T>(path: string): Promise<T> {
    let received = await receive("GET", path, {}, null);
    if (isSessionRefused(received)) {
      if (!(await refresh())) throw signedOut();
      received = await receive("GET", path, {}, null);
      if (isSessionRefused(received)) throw signedOut();
    }
    return parse<T>(received).body;
  }

  async function send<T>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    if (options.access === "anyone") return parse<T>(await receive(method, path, options, null));
    let hasRefreshed = false;
    let hasRenewedCsrf = false;
    for (;;) {
      const received = await receive(method, path, options, method === "GET" ? null : await getCsrfToken());
      if (isSessionRefused(received)) {
        if (hasRefreshed || !(await refresh())) throw signedOut();
        hasRefreshed = true;
      } else if (received.status === 403 && !hasRenewedCsrf && nameOf(received) === "csrf_failed") {
        hasRenewedCsrf = true;
        csrfToken = null;
      } else {
        return parse<T>(received);
      }
    }
  }

  return {
    send,
    setPerson(id) {
      personId = id;
      csrfToken = null;
    },
    onSignedOut: (listener) => subscribe(signedOutListeners, listener),
    onReachability: (listener) => subscribe(reachabilityListeners, listener),
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function queryString(query: RequestOptions["query"]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** `Retry-After` in seconds; a date is not used by Echo. */
function seconds(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function parse<T>(received: Received): Answer<T> {
  if (received.status < 400) {
    return { status: received.status, body: (received.text === "" ? undefined : parseJson(received)) as T };
  }
  throw new ApiError("problem", problemOf(received), received.retryAfterSeconds);
}

function parseJson(received: Received): unknown {
  try {
    return JSON.parse(received.text);
  } catch {
    // Something between this device and Echo answered in its place.
    throw new ApiError("unreachable");
  }
}

/** The problem of an answer; one made of the status where something else than Echo answered. */
function problemOf(received: Received): ProblemBody {
  try {
    const body = JSON.parse(received.text) as ProblemBody;
    if (typeof body.type === "string" && typeof body.detail === "string") return body;
  } catch {
    // A proxy's own error page.
  }
  const isDown = received.status === 502 || received.status === 503 || received.status === 504;
  return {
    type: isDown ? "/problems/unavailable" : "/problems/unexpected",
    title: "",
    status: received.status,
    detail: "",
    request_id: "",
  };
}

function nameOf(received: Received): string {
  return problemName(problemOf(received));
}

/** A 401 that speaks of the login, not of a password that was tried. */
function isSessionRefused(received: Received): boolean {
  return received.status === 401 && nameOf(received) !== "invalid_credentials";
}
