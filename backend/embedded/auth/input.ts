/**
 * Reads members of a request body. A member of the wrong type is refused by name, `null` counts as
 * absent and unknown members are ignored, all as GoTrue does.
 */
import { isUuid } from "#core/ids.ts";
import { badRequest } from "./errors.ts";
import { badJson } from "./json-body.ts";
import type { Metadata } from "./users.ts";

export type Body = Readonly<Record<string, unknown>>;

const MAX_EMAIL_LENGTH = 255;
/** Metadata travels in every access token, which has to fit into a request header. */
const MAX_METADATA_BYTES = 8_192;

/** The form that browsers accept in `<input type=email>` (WHATWG HTML, 4.10.5.1.5). */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

export function asBody(value: unknown): Body {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw badJson("the body must be an object");
  return value as Body;
}

/** A text, or undefined. */
export function readText(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== "string") throw badJson(`${name} must be a string`);
  return value;
}

export function readFlag(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== "boolean") throw badJson(`${name} must be a boolean`);
  return value;
}

export function readMetadata(body: Body, name: string): Metadata | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw badJson(`${name} must be an object`);
  return value as Metadata;
}

/**
 * Metadata after a change: merged key by key, where `null` takes a key away.
 * @throws AuthError 400 when the result would not fit into an access token
 */
export function mergeMetadata(stored: Metadata, change: Metadata | undefined): Metadata {
  const merged = Object.fromEntries(
    Object.entries({ ...stored, ...change }).filter(([, value]) => value !== null),
  );
  if (Buffer.byteLength(JSON.stringify(merged)) > MAX_METADATA_BYTES) {
    throw badRequest(`Metadata may take up to ${MAX_METADATA_BYTES} bytes`);
  }
  return merged;
}

/** An address in the form in which addresses are stored and compared: lower case. */
export function toEmail(text: string | undefined): string {
  const email = (text ?? "").toLowerCase();
  if (email === "") throw badRequest("An email address is required");
  if (email.length > MAX_EMAIL_LENGTH) throw badRequest("An email address is too long");
  if (!EMAIL.test(email)) throw badRequest("Unable to validate email address: invalid format");
  return email;
}

export function readEmail(body: Body, name = "email"): string {
  return toEmail(readText(body, name));
}

/** Telephone numbers and PKCE need servers that are not here; pretending would lose the request. */
export function refuseUnsupported(body: Body): void {
  if ((readText(body, "phone") ?? "") !== "") {
    throw badRequest("Phone logins are disabled", "phone_provider_disabled");
  }
  if ((readText(body, "code_challenge") ?? "") !== "") {
    throw badRequest("PKCE is not supported by this server: use the implicit flow or token_hash links");
  }
}

/** A query parameter that is given once. */
export function readQuery(query: unknown, name: string): string | undefined {
  const value = (query as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

/** A UUID in any case, as lower-case text, or undefined. */
export function toUuid(text: string): string | undefined {
  const id = text.toLowerCase();
  return isUuid(id) ? id : undefined;
}
