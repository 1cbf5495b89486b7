/**
 * The file of a row, opened and checked: its size is the one that the row knows. A row without its whole
 * file is damage, never the ordinary "not found".
 */
import type { FileHandle } from "node:fs/promises";
import type { StorageDeps } from "./deps.ts";
import { codeOf, internalError, noSuchKey, resourceLocked } from "./errors.ts";
import type { ObjectRow } from "./objects.ts";

export interface Content {
  /** The row that the file belongs to: a newer one than was asked for when it was replaced meanwhile. */
  readonly row: ObjectRow;
  readonly file: FileHandle;
}

/** How often in a row an object may be replaced before a reader gives up. */
const ATTEMPT_LIMIT = 20;

/**
 * Opens the file of `row`. An upload may have replaced it since the row was read, so a missing file is
 * looked up again by `findRow` for as long as that finds newer versions. The caller closes the file.
 */
export async function openContent(
  deps: Pick<StorageDeps, "blobs" | "log">,
  row: ObjectRow,
  findRow: () => Promise<ObjectRow | null>,
): Promise<Content> {
  let current = row;
  for (let attempt = 0; attempt < ATTEMPT_LIMIT; attempt++) {
    const file = await openIfPresent(deps, current);
    if (file !== null) {
      return { row: current, file };
    }
    const newer = await findRow();
    if (newer === null) {
      throw noSuchKey();
    }
    if (newer.version === current.version) {
      deps.log.error({ version: current.version }, "storage.blob_missing");
      throw internalError("The content of this object is missing on the server");
    }
    current = newer;
  }
  throw resourceLocked();
}

async function openIfPresent(
  deps: Pick<StorageDeps, "blobs" | "log">,
  row: ObjectRow,
): Promise<FileHandle | null> {
  const file = await deps.blobs.open(row.bucket_id, row.version).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (file === null) {
    return null;
  }
  const sizeBytes = await file.stat().then(
    ({ size }) => size,
    () => null,
  );
  if (sizeBytes !== row.metadata.size) {
    await file.close();
    deps.log.error({ version: row.version, sizeBytes }, "storage.blob_damaged");
    throw internalError("The content of this object is damaged on the server");
  }
  return file;
}
