/**
 * How the auth client reaches Supabase Auth: with one time limit for a whole operation, and so that an
 * outage is seen once. auth-js would repeat a failed refresh for half a minute; here the first network
 * error, 5xx or unreadable answer ends the operation, and is remembered as an outage.
 */
const OUTAGE_STATUS = 424;

export interface AuthTransport {
  readonly fetch: typeof fetch;
  /** What went wrong on the way; undefined where Auth itself has answered. */
  outage(): unknown;
  /** Retry-After of a 429, in seconds. */
  retryAfterS(): number | undefined;
}

/** @param timeoutMs for everything that is sent through this transport together */
export function createAuthTransport(timeoutMs: number): AuthTransport {
  const signal = AbortSignal.timeout(timeoutMs);
  let outage: unknown;
  let retryAfterS: number | undefined;
  const fail = (cause: unknown): Response => {
    outage ??= cause;
    return Response.json({ code: "outage", message: "Auth did not answer." }, { status: OUTAGE_STATUS });
  };
  return {
    async fetch(input, init) {
      if (outage !== undefined) return fail(outage);
      try {
        const response = await fetch(input, { ...init, signal, redirect: "error" });
        const text = await response.text();
        if (response.status >= 500) return fail(new Error(`Auth answered with status ${response.status}.`));
        if (response.status === 429) retryAfterS = Number(response.headers.get("retry-after")) || undefined;
        if (text !== "") JSON.parse(text);
        return new Response(text === "" ? null : text, {
          status: response.status,
          headers: response.headers,
        });
      } catch (cause) {
        return fail(cause);
      }
    },
    outage: () => outage,
    retryAfterS: () => retryAfterS,
  };
}
