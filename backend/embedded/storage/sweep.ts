/**
 * Removes blobs that no row points at: what a crash between writing a file and committing its row, or
 * between committing a delete and deleting the file, leaves behind. It never touches a young blob, and
 * never one that a running upload holds.
 */
import type pg from "pg";
import type { BlobFile, BlobStore } from "./blobs.ts";
import { asOwner } from "./scope.ts";

export interface SweepOptions {
  readonly now: Date;
  /** Blobs changed within this time are left alone. */
  readonly graceMs: number;
  /** Sweep even when most blobs would go. */
  readonly isForced?: boolean;
}

export interface SweepResult {
  readonly checkedCount: number;
  readonly removedCount: number;
  /**
   * True when more than half of the old blobs (and at least 20) had no row: that is more likely a wrong
   * or restored database than so many crashes, so nothing was removed.
   */
  readonly isRefused: boolean;
}

/** An hour: far longer than the time between the last byte of an upload and its commit. */
export const SWEEP_GRACE_MS = 3_600_000;

const BATCH_SIZE = 500;
const SUSPICIOUS_COUNT = 20;

/** Looks at every blob older than the grace time and removes those without a row. */
export async function sweepOrphans(
  pool: pg.Pool,
  blobs: BlobStore,
  options: SweepOptions,
): Promise<SweepResult> {
  const youngest = options.now.getTime() - options.graceMs;
  const orphans: BlobFile[] = [];
  let checkedCount = 0;
  let batch: BlobFile[] = [];
  const checkBatch = async () => {
    orphans.push(...(await withoutRow(pool, batch)));
    checkedCount += batch.length;
    batch = [];
  };
  for await (const blob of blobs.list()) {
    if (blob.modifiedAt.getTime() >= youngest) continue;
    batch.push(blob);
    if (batch.length === BATCH_SIZE) await checkBatch();
  }
  await checkBatch();

  const isSuspicious = orphans.length >= SUSPICIOUS_COUNT && orphans.length * 2 > checkedCount;
  if (isSuspicious && options.isForced !== true) {
    return { checkedCount, removedCount: 0, isRefused: true };
  }
  for (const { bucket, version } of orphans) {
    await blobs.remove(bucket, version);
  }
  return { checkedCount, removedCount: orphans.length, isRefused: false };
}

async function withoutRow(pool: pg.Pool, batch: readonly BlobFile[]): Promise<BlobFile[]> {
  if (batch.length === 0) {
    return [];
  }
  const rows = await asOwner(pool, (tx) =>
    tx.query<{ version: string }>("select version from storage.objects where version = any($1)", [
      batch.map(({ version }) => version),
    ]),
  );
  const known = new Set(rows.map(({ version }) => version));
  return batch.filter(({ version }) => !known.has(version));
}
