/**
 * Everything that Echo's code needs from outside itself, made once at start and handed down. Functions
 * take the few parts that they use: `Pick<Deps, "db" | "clock">`.
 */
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { Settings, SupabaseConnection } from "#core/settings.ts";
import type { Db } from "#db/scope.ts";
import type { TokenVerifier } from "#services/auth.ts";
import type { Identity } from "#services/identity.ts";
import type { Storage } from "#services/storage.ts";

export interface Deps {
  readonly settings: Settings;
  readonly connection: SupabaseConnection;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  /** Verifies access tokens locally. */
  readonly tokens: TokenVerifier;
  /** Supabase Auth, through the official client. */
  readonly identity: Identity;
  /** Supabase Storage. */
  readonly storage: Storage;
  /** Keys of 32 bytes for one purpose each. */
  readonly keys: { readonly csrf: Buffer; readonly cursor: Buffer };
}
