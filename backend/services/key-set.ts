/**
 * The public keys of a Supabase project, fetched from its JWKS endpoint and kept: fresh for 10 minutes,
 * usable for 24 hours while the endpoint is down, also across a restart where there is a keeper. One fetch at
 * a time, and an unknown key id may ask for another one only every 30 seconds, whatever a stranger sends.
 */
import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { KeyKeeper } from "./kept-keys.ts";

const FRESH_MS = 10 * 60_000;
const USABLE_MS = 24 * 60 * 60_000;
const COOLDOWN_MS = 30_000;
const FETCH_TIMEOUT_MS = 2_000;
const MAX_BYTES = 256 * 1024;

/** Finds the public key that a token names. */
export type FindKey = ReturnType<typeof createLocalJWKSet>;

export interface KeySet {
  readonly find: FindKey;
  readonly keyIds: ReadonlySet<string>;
}

export interface KeySetOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the keys outlive a restart; nowhere where absent. */
  readonly keeper?: KeyKeeper | undefined;
  /** Called when a fetch brought other keys than before. */
  readonly onChange: () => void;
}

export interface KeySetCache {
  /** The keys; undefined where none could be fetched so far, or the last ones are too old. */
  get(): Promise<KeySet | undefined>;
  /** The keys after one more fetch, which the cooldown may deny. */
  getNewer(): Promise<KeySet | undefined>;
}

export function createKeySetCache({ url, clock, log, keeper, onChange }: KeySetOptions): KeySetCache {
  let current: KeySet | undefined;
  let source = "";
  let fetchedAtMs = Number.NEGATIVE_INFINITY;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  const load = async (): Promise<void> => {
    triedAtMs = clock.now().getTime();
    try {
      const text = await fetchText(url);
      const keys = toKeySet(text);
      fetchedAtMs = clock.now().getTime();
      if (text !== source) {
        source = text;
        current = keys;
        onChange();
      }
      await keep();
    } catch (error) {
      log.warn({ error: errorName(error) }, "auth.keys_unreachable");
      if (current === undefined) await recall();
    }
  };

  const keep = async (): Promise<void> => {
    await keeper?.keep({ text: source, fetchedAtMs }).catch((error: unknown) => {
      log.warn({ error: errorName(error) }, "auth.keys_not_kept");
    });
  };

  /** Kept keys are old from the start: the endpoint is asked again as soon as it may be. */
  const recall = async (): Promise<void> => {
    const kept = await keeper?.find();
    if (kept === undefined || kept.fetchedAtMs > clock.now().getTime()) return;
    try {
      current = toKeySet(kept.text);
      source = kept.text;
      fetchedAtMs = Math.min(kept.fetchedAtMs, clock.now().getTime() - FRESH_MS - 1);
      log.warn({ fetched_at: new Date(kept.fetchedAtMs).toISOString() }, "auth.keys_recalled");
    } catch (error) {
      log.warn({ error: errorName(error) }, "auth.kept_keys_unreadable");
    }
  };

  const refresh = (): Promise<void> =>
    (pending ??= load().finally(() => {
      pending = undefined;
    }));

  /** Stale keys are better than none, for a day. */
  const usable = (): KeySet | undefined =>
    clock.now().getTime() - fetchedAtMs <= USABLE_MS ? current : undefined;

  const mayTry = (): boolean => pending !== undefined || clock.now().getTime() - triedAtMs >= COOLDOWN_MS;

  return {
    async get() {
      const isFresh = clock.now().getTime() - fetchedAtMs <= FRESH_MS;
      if (!isFresh && mayTry()) await refresh();
      return usable();
    },
    async getNewer() {
      if (mayTry()) await refresh();
      return usable();
    },
  };
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The key set answered with status ${response.status}.`);
  }
  const text = await response.text();
  if (text.length > MAX_BYTES) throw new Error("The key set is too large.");
  return text;
}

function toKeySet(text: string): KeySet {
  const parsed = JSON.parse(text) as JSONWebKeySet;
  if (!Array.isArray(parsed.keys)) throw new Error("The key set has no keys.");
  // Secret keys have no place in a public set; one that is there by mistake must not verify anything.
  const keys = parsed.keys.filter((key) => key.kty === "EC" || key.kty === "RSA");
  return {
    find: createLocalJWKSet({ keys }),
    keyIds: new Set(parsed.keys.map((key) => key.kid).filter((kid) => kid !== undefined)),
  };
}
