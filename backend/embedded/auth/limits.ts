/**
 * How often one address, or one mailbox, may ask. Counters live in memory, are bounded in number, and
 * start afresh with the process; the figures are the hosted defaults (supabase auth, per 5 minutes).
 */
import { createHash } from "node:crypto";
import type { Clock } from "#core/clock.ts";
import type { RateLimit } from "#core/rate-limit.ts";

export const LIMIT_NAMES = ["token", "signup", "otp", "verify", "mail", "mailbox"] as const;
/**
 * token: sign-ins and refreshes; signup; otp: recover, resend and magic links; verify: one-time tokens;
 * mail: mails that one address asks for; mailbox: mails that one mailbox receives.
 */
export type LimitName = (typeof LIMIT_NAMES)[number];

/** A name that is left out has no limit. */
export type AuthLimits = Readonly<Partial<Record<LimitName, RateLimit>>>;

const FIVE_MINUTES_S = 300;

export const DEFAULT_LIMITS: AuthLimits = {
  token: [{ count: 150, windowS: FIVE_MINUTES_S }],
  signup: [{ count: 30, windowS: FIVE_MINUTES_S }],
  otp: [{ count: 30, windowS: FIVE_MINUTES_S }],
  verify: [{ count: 30, windowS: FIVE_MINUTES_S }],
  mail: [{ count: 30, windowS: 3600 }],
  mailbox: [
    { count: 1, windowS: 60 },
    { count: 20, windowS: 86_400 },
  ],
};

/** About 2 MB at the most. */
const DEFAULT_CAPACITY = 10_000;

interface Counter {
  used: number;
  endsAtMs: number;
}

export interface RateCounters {
  /**
   * Counts one request of `key`.
   * @returns undefined when it may go on, else the seconds after which it may
   */
  take(name: LimitName, key: string): number | undefined;
  /** Counters held at present. */
  size(): number;
}

/**
 * Fixed windows. When `capacity` is reached the oldest counters go first, so that a flood of addresses
 * costs precision and never memory.
 */
export function createRateCounters(
  limits: AuthLimits,
  clock: Clock,
  capacity: number = DEFAULT_CAPACITY,
): RateCounters {
  const counters = new Map<string, Counter>();

  const counterFor = (key: string, windowS: number, nowMs: number): Counter => {
    const known = counters.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    counters.delete(key);
    if (counters.size >= capacity) evict(counters, nowMs);
    const fresh = { used: 0, endsAtMs: nowMs + windowS * 1000 };
    counters.set(key, fresh);
    return fresh;
  };

  return {
    take(name, key) {
      const nowMs = clock.now().getTime();
      const windows = (limits[name] ?? []).map((window) => ({
        window,
        counter: counterFor(`${name} ${window.windowS} ${digest(key)}`, window.windowS, nowMs),
      }));
      const full = windows.filter(({ window, counter }) => counter.used >= window.count);
      if (full.length > 0) {
        const waitMs = Math.max(...full.map(({ counter }) => counter.endsAtMs - nowMs));
        return Math.max(1, Math.ceil(waitMs / 1000));
      }
      for (const { counter } of windows) counter.used += 1;
      return undefined;
    },
    size: () => counters.size,
  };
}

/** Drops what has run out, and where that is not enough the oldest tenth. */
function evict(counters: Map<string, Counter>, nowMs: number): void {
  const before = counters.size;
  for (const [key, counter] of counters) if (counter.endsAtMs <= nowMs) counters.delete(key);
  if (counters.size < before) return;
  let surplus = Math.max(1, Math.floor(before / 10));
  for (const key of counters.keys()) {
    if (surplus === 0) return;
    counters.delete(key);
    surplus -= 1;
  }
}

/** Keys may be mail addresses, which need not lie about in memory, and may be long. */
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}
