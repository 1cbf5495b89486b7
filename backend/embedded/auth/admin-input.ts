/**
 * What the admin API may say about a person. The list of roles is closed: no request can make somebody
 * whose token opens more than `authenticated` and `admin` do.
 */
import type { Passwords } from "./passwords.ts";
import { ACTOR_ROLES, type ActorRole } from "#core/actor.ts";
import { badRequest } from "./errors.ts";
import {
  type Body,
  mergeMetadata,
  readEmail,
  readFlag,
  readMetadata,
  readText,
  refuseUnsupported,
  toUuid,
} from "./input.ts";
import { checkImportedHash, checkNewPassword } from "./passwords.ts";
import type { Metadata } from "./users.ts";

export interface AdminUserInput {
  readonly id: string | undefined;
  readonly email: string | undefined;
  readonly role: ActorRole | undefined;
  readonly isEmailConfirmed: boolean;
  readonly userMetadata: Metadata | undefined;
  readonly appMetadata: Metadata | undefined;
  /** undefined: as it is; null: not banned. */
  readonly bannedUntil: Date | null | undefined;
  /** The hash to store, made from `password` or taken from `password_hash`. */
  readonly encryptedPassword: string | undefined;
}

export async function readAdminUser(body: Body, passwords: Passwords, now: Date): Promise<AdminUserInput> {
  refuseUnsupported(body);
  const isEmailGiven = (readText(body, "email") ?? "") !== "";
  const input = {
    id: readId(body),
    email: isEmailGiven ? readEmail(body) : undefined,
    role: readRole(body),
    isEmailConfirmed: readFlag(body, "email_confirm") ?? false,
    userMetadata: readMetadata(body, "user_metadata"),
    appMetadata: readMetadata(body, "app_metadata"),
    bannedUntil: readBan(body, now),
  };
  mergeMetadata({}, input.userMetadata);
  mergeMetadata({}, input.appMetadata);
  return { ...input, encryptedPassword: await readPassword(body, passwords) };
}

function readId(body: Body): string | undefined {
  const text = readText(body, "id");
  if (text === undefined) return undefined;
  const id = toUuid(text);
  if (id === undefined) throw badRequest("ID must conform to the uuid v4 format");
  return id;
}

function readRole(body: Body): ActorRole | undefined {
  const text = readText(body, "role");
  if (text === undefined || text === "") return undefined;
  const role = ACTOR_ROLES.find((candidate) => candidate === text);
  if (role === undefined) throw badRequest(`role must be one of ${ACTOR_ROLES.join(", ")}`);
  return role;
}

async function readPassword(body: Body, passwords: Passwords): Promise<string | undefined> {
  const password = readText(body, "password") ?? "";
  const passwordHash = readText(body, "password_hash") ?? "";
  if (password !== "" && passwordHash !== "") {
    throw badRequest("Only a password or a password hash should be provided");
  }
  if (passwordHash !== "") {
    checkImportedHash(passwordHash);
    return passwordHash;
  }
  if (password === "") return undefined;
  checkNewPassword(password);
  return await passwords.hash(password);
}

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/;
/** About 114 years; dates beyond that are of no use and the database has an end too. */
const MAX_BAN_MS = 1_000_000 * 3_600_000;

/** `none`, or a duration as Go writes it, such as `24h` or `1h30m`. */
function readBan(body: Body, now: Date): Date | null | undefined {
  const text = readText(body, "ban_duration");
  if (text === undefined || text === "") return undefined;
  if (text === "none") return null;
  let durationMs = 0;
  if (DURATION.test(text)) {
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
      durationMs += Number(amount) * (UNITS_MS[unit ?? ""] ?? 0);
    }
  }
  if (!(durationMs > 0 && durationMs <= MAX_BAN_MS)) {
    throw badRequest("invalid format for ban duration");
  }
  return new Date(now.getTime() + durationMs);
}
