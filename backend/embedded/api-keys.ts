/**
 * The two keys of the project, each in its present form (`sb_...`) and its legacy form (a JWT). They say
 * which program is calling, not which person; the secret one opens everything.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { EmbeddedSupabaseSettings } from "./settings.ts";

export type ApiKeyKind = "publishable" | "secret";

export interface ApiKeys {
  /** What kind of key this is, or undefined for anything else; compares in constant time. */
  identify(key: string | undefined): ApiKeyKind | undefined;
}

export function createApiKeys(
  settings: Pick<EmbeddedSupabaseSettings, "publishableKey" | "secretKey" | "anonKey" | "serviceRoleKey">,
): ApiKeys {
  const known: readonly (readonly [ApiKeyKind, Buffer])[] = [
    ["publishable", digest(settings.publishableKey)],
    ["publishable", digest(settings.anonKey)],
    ["secret", digest(settings.secretKey.reveal())],
    ["secret", digest(settings.serviceRoleKey.reveal())],
  ];
  return {
    identify(key) {
      if (key === undefined || key === "") return undefined;
      const given = digest(key);
      let found: ApiKeyKind | undefined;
      for (const [kind, expected] of known) if (timingSafeEqual(given, expected)) found = kind;
      return found;
    },
  };
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
