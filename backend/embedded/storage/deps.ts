/** What the parts of the storage server share. */
import type pg from "pg";
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { VerifyToken } from "#embedded/claims.ts";
import type { BlobStore } from "./blobs.ts";
import type { UrlTokens } from "./url-tokens.ts";

/** How long, in milliseconds, a client may keep an upload waiting. */
export interface UploadPatience {
  /** A client that sends nothing for this long is cut off. */
  readonly idleMs: number;
  /** The rest of a refused body is read for this long, so that the client gets to see the answer. */
  readonly discardMs: number;
}

export interface StorageDeps {
  readonly pool: pg.Pool;
  readonly blobs: BlobStore;
  readonly verify: VerifyToken;
  readonly urlTokens: UrlTokens;
  /** The most bytes that any object may have. */
  readonly sizeLimitBytes: number;
  readonly patience: UploadPatience;
  readonly clock: Clock;
  readonly log: Log;
}
