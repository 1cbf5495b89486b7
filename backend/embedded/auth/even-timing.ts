/**
 * Answers that must not tell whether an address is known take the same time either way: at least a fixed
 * one, which is longer than the longest of the ways to the answer usually takes.
 */
import { setTimeout as delay } from "node:timers/promises";

/** Runs `work`; its result or error comes no sooner than `floorMs` after the call. */
export async function noSoonerThan<T>(floorMs: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    const restMs = floorMs - (performance.now() - startedAt);
    if (restMs > 0) await delay(restMs);
  }
}
