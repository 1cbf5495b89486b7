/**
 * Sending one object: headers, conditions, ranges, and the stream of its file. The stored type is served
 * as it was declared, except that text/html becomes text/plain; nothing is sniffed.
 */
import type { FileHandle } from "node:fs/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { openContent } from "./content.ts";
import type { StorageDeps } from "./deps.ts";
import { noSuchKey, StorageError } from "./errors.ts";
import type { ObjectRow } from "./objects.ts";
import { type ByteRange, isNotModified, isRangeCurrent, parseRange } from "./range.ts";

export interface DownloadOptions {
  /** `?download` or `?download=name`: save it under this name instead of showing it. */
  readonly download: string | undefined;
  /** Set for signed URLs: sent as `Expires` in the place of `Cache-Control`. */
  readonly expiresAt?: Date;
}

/**
 * Answers with the content of the object that `findRow` gives.
 * @throws StorageError NoSuchKey when there is no row, InternalError when its file is not on the disk
 */
export async function sendObject(
  deps: Pick<StorageDeps, "blobs" | "log">,
  request: FastifyRequest,
  reply: FastifyReply,
  findRow: () => Promise<ObjectRow | null>,
  options: DownloadOptions,
): Promise<FastifyReply> {
  const row = await findRow();
  if (row === null) {
    throw noSuchKey();
  }
  if (request.method === "HEAD" || wantsNothing(request, row)) {
    return sendHead(request, reply, row, options);
  }
  const content = await openContent(deps, row, findRow);
  return sendFile(request, reply, content.row, content.file, options);
}

function sendHead(request: FastifyRequest, reply: FastifyReply, row: ObjectRow, options: DownloadOptions) {
  setHeaders(reply, row, options);
  if (wantsNothing(request, row)) {
    return reply.code(304).send();
  }
  return reply.code(200).header("content-length", row.metadata.size).send();
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  row: ObjectRow,
  file: FileHandle,
  options: DownloadOptions,
): Promise<FastifyReply> {
  const { size } = row.metadata;
  const range = isRangeCurrent([request.headers["if-range"]].flat()[0], validatorsOf(row))
    ? parseRange(request.headers.range, size)
    : null;
  if (range === "unsatisfiable") {
    await file.close();
    reply.header("content-range", `bytes */${size}`);
    throw new StorageError({
      status: 416,
      code: "InvalidRange",
      error: "invalid_range",
      message: "The requested range is not satisfiable",
      httpStatus: 416,
    });
  }
  setHeaders(reply, row, options);
  if (range === null) {
    return reply
      .code(200)
      .header("content-length", size)
      .send(streamOf(file, size, null));
  }
  return reply
    .code(206)
    .header("content-range", `bytes ${range.start}-${range.end}/${size}`)
    .header("content-length", range.end - range.start + 1)
    .send(streamOf(file, size, range));
}

/** The stream closes the file, also when the client goes away. */
function streamOf(file: FileHandle, sizeBytes: number, range: ByteRange | null) {
  // Never beyond the size that the header announced.
  const end = range?.end ?? sizeBytes - 1;
  return sizeBytes === 0 ? file.createReadStream() : file.createReadStream({ start: range?.start ?? 0, end });
}

function validatorsOf(row: ObjectRow) {
  return { eTag: row.metadata.eTag, lastModified: new Date(row.metadata.lastModified) };
}

function wantsNothing(request: FastifyRequest, row: ObjectRow): boolean {
  const { "if-none-match": ifNoneMatch, "if-modified-since": ifModifiedSince } = request.headers;
  return isNotModified({ ifNoneMatch, ifModifiedSince }, validatorsOf(row));
}

function setHeaders(reply: FastifyReply, row: ObjectRow, options: DownloadOptions): void {
  const { eTag, mimetype, cacheControl, lastModified, contentEncoding } = row.metadata;
  reply.headers({
    "content-type": mimetype.replace(/^text\/html/i, "text/plain"),
    etag: eTag,
    "last-modified": new Date(lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "x-robots-tag": "none",
    "x-content-type-options": "nosniff",
  });
  if (options.expiresAt === undefined) {
    reply.header("cache-control", cacheControl);
  } else {
    reply.header("expires", options.expiresAt.toUTCString());
  }
  if (contentEncoding !== undefined) {
    reply.header("content-encoding", contentEncoding);
  }
  // A document of these types could run scripts in the origin that serves it.
  if (/svg|xml|html/i.test(mimetype)) {
    reply.header("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
  }
  if (options.download !== undefined) {
    reply.header("content-disposition", attachment(options.download));
  }
}

/** `Content-Disposition` after RFC 6266: an ASCII name for old clients, the true one percent-encoded. */
function attachment(name: string): string {
  if (name === "") {
    return "attachment";
  }
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
