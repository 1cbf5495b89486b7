/** What the parts of the storage server share. */
import type pg from "pg";
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { VerifyToken } from "#embedded/claims.ts";
import type { BlobStore } from "./blobs.ts";
import type { UrlTokens } from "./url-tokens.ts";

export interface StorageDeps {
  readonly pool: pg.Pool;
  readonly blobs: BlobStore;
  readonly verify: VerifyToken;
  readonly urlTokens: UrlTokens;
  /** The most bytes that any object may have. */
  readonly sizeLimitBytes: number;
  readonly clock: Clock;
  readonly log: Log;
}
