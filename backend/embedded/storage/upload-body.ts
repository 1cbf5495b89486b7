/**
 * The body of an upload as one stream with what was said about it: a raw body described by headers, or
 * the first file of a form described by the fields before it. Whatever ends early ends with an error,
 * so that half a file is never taken for a whole one.
 */
import type { Readable } from "node:stream";
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { invalidRequest } from "./errors.ts";

export interface UploadBody {
  readonly content: AsyncIterable<Buffer>;
  readonly mimeType: string;
  readonly cacheControl: string;
  readonly contentEncoding: string | undefined;
  readonly userMetadata: Record<string, unknown> | null;
  /** Stops watching the connection. Call it when the content was read or given up. */
  release(): void;
}

const METADATA_LIMIT_BYTES = 65_536;
const DEFAULT_MIME_TYPE = "application/octet-stream";
const DEFAULT_CACHE_CONTROL = "no-cache";

/** @throws StorageError InvalidRequest for a form without a file, and for metadata that is no JSON object */
export async function readUploadBody(request: FastifyRequest, idleMs: number): Promise<UploadBody> {
  const body = request.isMultipart() ? await readForm(request) : readRaw(request);
  return { ...body, content: piecesOf(body.content), release: watch(request, body.content, idleMs) };
}

type BodyParts = Omit<UploadBody, "release" | "content"> & { readonly content: Readable };

/** The content piece by piece. Its own failure is the client's; whoever reads may have others. */
async function* piecesOf(source: Readable): AsyncIterable<Buffer> {
  try {
    // A reader that stops must not destroy the request: its answer is still to be sent.
    yield* source.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw invalidRequest("The body ended before it was complete", error);
  }
}

function readRaw(request: FastifyRequest): BodyParts {
  const { headers } = request;
  const encoded = headers["x-metadata"];
  return {
    content: request.raw,
    mimeType: headers["content-type"] || DEFAULT_MIME_TYPE,
    cacheControl: servableOrNothing(headers["cache-control"]) ?? DEFAULT_CACHE_CONTROL,
    contentEncoding: tokenOrNothing(headers["content-encoding"]),
    userMetadata:
      typeof encoded === "string" ? parseMetadata(Buffer.from(encoded, "base64").toString("utf8")) : null,
  };
}

async function readForm(request: FastifyRequest): Promise<BodyParts> {
  const fields = new Map<string, string>();
  for await (const part of request.parts()) {
    if (part.type === "file") {
      return describeFile(part, fields);
    }
    if (part.valueTruncated) {
      throw invalidRequest("A field of the form is too long");
    }
    fields.set(part.fieldname, typeof part.value === "string" ? part.value : JSON.stringify(part.value));
  }
  throw invalidRequest("The form holds no file");
}

function describeFile(part: MultipartFile, fields: ReadonlyMap<string, string>): BodyParts {
  const seconds = fields.get("cacheControl") ?? "";
  const metadata = fields.get("metadata");
  return {
    content: part.file,
    // A field of the form names the type of a file that has none of its own.
    mimeType: fields.get("contentType") || part.mimetype || DEFAULT_MIME_TYPE,
    cacheControl: /^[0-9]{1,10}$/.test(seconds) ? `max-age=${seconds}` : DEFAULT_CACHE_CONTROL,
    contentEncoding: tokenOrNothing(fields.get("contentEncoding")),
    userMetadata: metadata === undefined ? null : parseMetadata(metadata),
  };
}

/** Only printable ASCII can be sent back as a header. */
function servableOrNothing(text: string | undefined): string | undefined {
  return text !== undefined && /^[\x20-\x7e]{1,256}$/.test(text) ? text : undefined;
}

/** A content coding is a token (RFC 9110); anything else could not be sent back as a header. */
function tokenOrNothing(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w!#$%&'*+.^`|~-]{1,64}$/.test(text) ? text : undefined;
}

function parseMetadata(text: string): Record<string, unknown> {
  if (text.length > METADATA_LIMIT_BYTES) {
    throw invalidRequest("The metadata is too long");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidRequest("The metadata is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidRequest("The metadata is not a JSON object");
  }
  return { ...value };
}

/** Ends the content with an error when the client goes away or stays silent. @returns how to stop */
function watch(request: FastifyRequest, content: Readable, idleMs: number): () => void {
  const { raw } = request;
  let seenBytes = raw.socket.bytesRead;
  // Looks at the socket's count: a listener for data on the request would start it flowing.
  const idle = setInterval(() => {
    if (raw.socket.bytesRead === seenBytes) {
      content.destroy(new Error("The client stopped sending"));
      raw.destroy();
    }
    seenBytes = raw.socket.bytesRead;
  }, idleMs);
  const onClose = () => {
    if (!raw.complete && !content.readableEnded) {
      content.destroy(new Error("The client went away"));
    }
  };
  raw.once("close", onClose);
  return () => {
    clearInterval(idle);
    raw.off("close", onClose);
  };
}

/**
 * Reads the rest of a refused body into nothing. A client that sends for longer is cut off; an answer
 * given to a closed door would reach nobody.
 */
export function discardRest(request: FastifyRequest, limitMs: number): void {
  const { raw } = request;
  if (raw.readableEnded || raw.destroyed) {
    return;
  }
  const limit = setTimeout(() => raw.destroy(), limitMs);
  raw.once("close", () => clearTimeout(limit));
  raw.unpipe();
  raw.resume();
}
