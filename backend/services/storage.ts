/** Supabase Storage, as far as Echo needs it: whether it answers. */
import { Problem } from "#core/problem.ts";
import type { Secret } from "#core/secret.ts";

export interface Storage {
  /** Resolves when Storage says that it is well; rejects with a Problem otherwise. */
  health(timeoutMs: number): Promise<void>;
}

/** @param url SUPABASE_URL without a trailing slash */
export function createStorage(url: string, serviceRoleKey: Secret): Storage {
  return {
    async health(timeoutMs) {
      try {
        const response = await fetch(`${url}/storage/v1/status`, {
          headers: { apikey: serviceRoleKey.reveal() },
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error(`Storage answered with status ${response.status}.`);
      } catch (cause) {
        throw new Problem("unavailable", "Attachments cannot be reached at the moment.", {
          cause,
          retryAfterS: 5,
        });
      }
    },
  };
}
