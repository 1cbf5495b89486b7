/**
 * The files behind the objects, at `<root>/<bucket>/<version>`, where the version is a UUID made here:
 * no name that a user chose becomes a path. `write` returns only after the file and its folder are on
 * the disk, so that a row may point at it; whatever fails before leaves no file behind.
 */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readdir, rmdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { isUuid, newId } from "#core/ids.ts";
import { codeOf, entityTooLarge } from "./errors.ts";
import { assertBucketName } from "./limits.ts";

/** The calls of node:fs/promises that blobs need; tests put a failing disk in their place. */
export interface FileSystem {
  readonly mkdir: typeof mkdir;
  readonly open: typeof open;
  readonly readdir: typeof readdir;
  readonly rmdir: typeof rmdir;
  readonly stat: typeof stat;
  readonly unlink: typeof unlink;
}

export const localFileSystem: FileSystem = { mkdir, open, readdir, rmdir, stat, unlink };

export interface WrittenBlob {
  readonly version: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal MD5 of the content: the entity tag, not a protection. */
  readonly md5: string;
}

export interface BlobFile {
  readonly bucket: string;
  readonly version: string;
  readonly modifiedAt: Date;
}

export interface BlobStore {
  /**
   * Stores what `source` gives under a new version, and holds it against the sweep until `release`.
   * @throws StorageError EntityTooLarge once more than `limitBytes` arrived; system errors of the disk
   */
  write(bucket: string, source: AsyncIterable<Buffer>, limitBytes: number): Promise<WrittenBlob>;
  /** The row is committed or the blob removed: the sweep may look at this version again. */
  release(version: string): void;
  /** Opens a blob for reading. The caller closes it. @throws ENOENT when it is gone */
  open(bucket: string, version: string): Promise<FileHandle>;
  /** Deletes a blob; one that is gone already is no error. */
  remove(bucket: string, version: string): Promise<void>;
  /** Deletes the folder of a bucket that has no blobs. */
  removeBucket(bucket: string): Promise<void>;
  /** Every blob on the disk that no running upload holds. Other files are left out. */
  list(): AsyncIterable<BlobFile>;
}

export function createBlobStore(root: string, files: FileSystem = localFileSystem): BlobStore {
  const held = new Set<string>();
  const folderOf = (bucket: string) => {
    assertBucketName(bucket);
    return join(root, bucket);
  };
  const pathOf = (bucket: string, version: string) => {
    if (!isUuid(version)) {
      throw new TypeError("A blob's version is a UUID");
    }
    return join(folderOf(bucket), version);
  };

  return {
    async write(bucket, source, limitBytes) {
      const version = newId();
      const path = pathOf(bucket, version);
      held.add(version);
      try {
        const handle = await openNew(files, root, folderOf(bucket), path);
        const written = await writeTo(handle, source, limitBytes);
        await syncFolder(files, folderOf(bucket));
        return { version, ...written };
      } catch (error) {
        await removeFile(files, path).finally(() => held.delete(version));
        throw error;
      }
    },
    release: (version) => void held.delete(version),
    open: (bucket, version) => files.open(pathOf(bucket, version), "r"),
    remove: (bucket, version) => removeFile(files, pathOf(bucket, version)),
    async removeBucket(bucket) {
      await files.rmdir(folderOf(bucket)).catch(ignoring("ENOENT", "ENOTEMPTY", "EEXIST"));
    },
    list: () => listBlobs(files, root, held),
  };
}

async function makeFolder(files: FileSystem, root: string, folder: string): Promise<void> {
  await files.mkdir(root, { recursive: true, mode: 0o700 });
  const isNew = await files.mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    },
  );
  if (isNew) {
    await syncFolder(files, root);
  }
}

/** A new file with mode 0600 in a folder that is made when it is missing. */
async function openNew(files: FileSystem, root: string, folder: string, path: string): Promise<FileHandle> {
  await makeFolder(files, root, folder);
  return files.open(path, "wx", 0o600).catch(async (error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
    // The bucket was deleted in between, and its empty folder with it. The row's commit will tell.
    await makeFolder(files, root, folder);
    return files.open(path, "wx", 0o600);
  });
}

/** Writes all that the source gives, brings it to the disk and closes the file. */
async function writeTo(
  handle: FileHandle,
  source: AsyncIterable<Buffer>,
  limitBytes: number,
): Promise<Omit<WrittenBlob, "version">> {
  const hash = createHash("md5");
  let sizeBytes = 0;
  try {
    for await (const piece of source) {
      sizeBytes += piece.length;
      if (sizeBytes > limitBytes) {
        throw entityTooLarge();
      }
      hash.update(piece);
      await writeAll(handle, piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sizeBytes, md5: hash.digest("hex") };
}

async function writeAll(handle: FileHandle, piece: Buffer): Promise<void> {
  let offset = 0;
  while (offset < piece.length) {
    const { bytesWritten } = await handle.write(piece, offset);
    offset += bytesWritten;
  }
}

/** Brings a folder's list of names to the disk; without it a new file may be gone after a power cut. */
async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  const handle = await files.open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeFile(files: FileSystem, path: string): Promise<void> {
  await files.unlink(path).catch(ignoring("ENOENT"));
}

async function* listBlobs(
  files: FileSystem,
  root: string,
  held: ReadonlySet<string>,
): AsyncIterable<BlobFile> {
  const buckets = await files.readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  for (const bucket of buckets.filter((entry) => entry.isDirectory())) {
    for (const version of await files.readdir(join(root, bucket.name))) {
      if (!isUuid(version) || held.has(version)) continue;
      const found = await files.stat(join(root, bucket.name, version)).catch(ignoring("ENOENT"));
      if (found?.isFile() === true) {
        yield { bucket: bucket.name, version, modifiedAt: found.mtime };
      }
    }
  }
}

function ignoring(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error) ?? "")) throw error;
  };
}
