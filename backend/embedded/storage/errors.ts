/**
 * The errors of the storage API. Body and HTTP status are those of Supabase Storage: the body's
 * `statusCode` carries the truth while the HTTP status is 400 for almost everything. The private cause
 * stays out of the body; texts of the database and of the disk never reach a client.
 */
export interface StorageErrorBody {
  readonly statusCode: string;
  readonly error: string;
  readonly message: string;
  readonly code: string;
}

interface StorageErrorParts {
  /** What `statusCode` in the body says. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The field `error`; the code when absent. */
  readonly error?: string;
  /** The real HTTP status, where it is not the one that `status` stands for. */
  readonly httpStatus?: number;
  readonly cause?: unknown;
}

/** Body statuses that are the HTTP status as well; all others travel as 400. */
const HONEST_STATUSES = new Set([429, 500, 544]);

export class StorageError extends Error {
  readonly status: number;
  readonly code: string;
  readonly httpStatus: number;
  readonly #label: string;

  constructor(parts: StorageErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "StorageError";
    this.status = parts.status;
    this.code = parts.code;
    this.#label = parts.error ?? parts.code;
    this.httpStatus = parts.httpStatus ?? (HONEST_STATUSES.has(parts.status) ? parts.status : 400);
  }

  toBody(): StorageErrorBody {
    return { statusCode: String(this.status), error: this.#label, message: this.message, code: this.code };
  }
}

export function noSuchBucket(): StorageError {
  return new StorageError({
    status: 404,
    code: "NoSuchBucket",
    error: "Bucket not found",
    message: "Bucket not found",
  });
}

/** The answer for an object that does not exist and for one that policies hide: nobody can tell. */
export function noSuchKey(): StorageError {
  return new StorageError({
    status: 404,
    code: "NoSuchKey",
    error: "not_found",
    message: "Object not found",
  });
}

export function accessDenied(message: string, cause?: unknown): StorageError {
  return new StorageError({ status: 403, code: "AccessDenied", error: "Unauthorized", message, cause });
}

export function keyAlreadyExists(): StorageError {
  return new StorageError({
    status: 409,
    code: "KeyAlreadyExists",
    error: "Duplicate",
    message: "The resource already exists",
  });
}

export function bucketAlreadyExists(): StorageError {
  return new StorageError({
    status: 409,
    code: "ResourceAlreadyExists",
    error: "Duplicate",
    message: "The resource already exists",
  });
}

export function bucketNotEmpty(): StorageError {
  return new StorageError({
    status: 409,
    code: "ResourceNotEmpty",
    message: "The bucket you tried to delete is not empty",
  });
}

export function entityTooLarge(): StorageError {
  return new StorageError({
    status: 413,
    code: "EntityTooLarge",
    error: "Payload too large",
    message: "The object exceeded the maximum allowed size",
  });
}

export function invalidMimeType(mimeType: string): StorageError {
  return new StorageError({
    status: 415,
    code: "InvalidMimeType",
    error: "invalid_mime_type",
    message: `mime type ${mimeType} is not supported`,
  });
}

export function invalidKey(key: string): StorageError {
  return new StorageError({ status: 400, code: "InvalidKey", message: `Invalid key: ${key}` });
}

export function invalidBucketName(): StorageError {
  return new StorageError({
    status: 400,
    code: "InvalidBucketName",
    error: "Invalid Input",
    message: "Bucket name invalid",
  });
}

export function invalidRequest(message: string, cause?: unknown): StorageError {
  return new StorageError({ status: 400, code: "InvalidRequest", error: "Error", message, cause });
}

export function invalidJwt(message: string): StorageError {
  return new StorageError({ status: 400, code: "InvalidJWT", message });
}

export function invalidSignature(): StorageError {
  return new StorageError({ status: 400, code: "InvalidSignature", message: "Invalid signature" });
}

export function internalError(message: string, cause?: unknown): StorageError {
  return new StorageError({ status: 500, code: "InternalError", error: "Internal", message, cause });
}

/** Others change the same thing at this moment: trying again makes sense. */
export function resourceLocked(cause?: unknown): StorageError {
  return new StorageError({
    status: 423,
    code: "ResourceLocked",
    message: "The resource is locked",
    cause,
  });
}

/** The disk, or the database's disk, has no room left. Nothing of the upload was kept. */
export function storageFull(cause?: unknown): StorageError {
  return new StorageError({
    status: 507,
    code: "StorageFull",
    error: "Insufficient Storage",
    message: "The server has no room left for this file; nothing of it was stored.",
    httpStatus: 507,
    cause,
  });
}

/** The database went away while it was asked to commit: the change is either wholly there or wholly absent. */
export function outcomeUnknown(cause: unknown): StorageError {
  return new StorageError({
    status: 503,
    code: "OutcomeUnknown",
    message: "The database went away during the commit; look whether the change is there, then try again.",
    httpStatus: 503,
    cause,
  });
}

/** The driver's own time limits, which have a text and no code: for a connection, and for an answer. */
const DRIVER_TIMEOUTS = /timeout exceeded when trying to connect|connection timeout|query read timeout/i;

/** Any thrown value as a storage error: SQLSTATEs and disk errors are named, everything else is a 500. */
export function toStorageError(thrown: unknown): StorageError {
  if (thrown instanceof StorageError) {
    return thrown;
  }
  const code = codeOf(thrown);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
    case "53100":
      return storageFull(thrown);
    case "42501":
      return accessDenied(denialText(thrown), thrown);
    case "23505":
      return keyAlreadyExists();
    case "23503":
      return noSuchBucket();
    case "55P03":
    case "40001":
    case "40P01":
      return resourceLocked(thrown);
    case "57014":
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "57P01":
    case "57P03":
      return databaseError(544, "DatabaseTimeout", "The connection to the database timed out", thrown);
    case "53300":
      return databaseError(429, "SlowDown", "Too many connections issued to the database", thrown);
    case "25006":
      return databaseError(503, "DatabaseReadOnly", "The database is in read-only mode", thrown);
    case "22P02":
    case "22P05":
    case "22021":
      return invalidRequest("The request holds text that the database cannot store");
    case undefined:
    default:
      break;
  }
  if (thrown instanceof Error && DRIVER_TIMEOUTS.test(thrown.message)) {
    return databaseError(544, "DatabaseTimeout", "The connection to the database timed out", thrown);
  }
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code)
    ? databaseError(500, "DatabaseError", "The database refused the request", thrown)
    : internalError("Internal server error", thrown);
}

/** SQLSTATE of a database error, or the name of a system error such as ENOENT. */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) {
    return undefined;
  }
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

function denialText(thrown: unknown): string {
  return thrown instanceof Error && thrown.message.includes("row-level security")
    ? "new row violates row-level security policy"
    : "Access denied";
}

function databaseError(status: number, code: string, message: string, cause: unknown): StorageError {
  return new StorageError({ status, code, message, cause });
}
