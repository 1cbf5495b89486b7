/**
 * The secrets of an embedded Supabase, made once and kept in `secrets.json` (0600) of the data folder.
 * A file that is there is never written again: a damaged one is refused, so that no journal is cut off
 * from the keys it was written with.
 */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { chmodSync, readFileSync, statSync } from "node:fs";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import type { Clock } from "#core/clock.ts";
import { Secret } from "#core/secret.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { diskFull, EmbeddedError, systemErrorCode } from "./errors.ts";

/** The logins that embedded mode gives passwords to. */
export type LoginRole =
  | "supabase_admin"
  | "postgres"
  | "authenticator"
  | "supabase_auth_admin"
  | "supabase_storage_admin"
  | "echo_api"
  | "echo_admin";

/** A record with one value for each login. */
export function forEachLogin<T>(make: (role: LoginRole) => T): Record<LoginRole, T> {
  return {
    supabase_admin: make("supabase_admin"),
    postgres: make("postgres"),
    authenticator: make("authenticator"),
    supabase_auth_admin: make("supabase_auth_admin"),
    supabase_storage_admin: make("supabase_storage_admin"),
    echo_api: make("echo_api"),
    echo_admin: make("echo_admin"),
  };
}

export interface EmbeddedSecrets {
  readonly passwords: Readonly<Record<LoginRole, Secret>>;
  /** HS256 key of the legacy API keys: its UTF-8 bytes, 64 of them. */
  readonly jwtSecret: Secret;
  /** ES256 private JWK as JSON text, with `kid`. */
  readonly signingKey: Secret;
  readonly publishableKey: string;
  readonly secretKey: Secret;
  /** The same two keys as JWTs of ten years, signed by `jwtSecret`. */
  readonly anonKey: string;
  readonly serviceRoleKey: Secret;
  readonly storageUrlKey: Secret;
  /** What Echo derives its own keys from: CSRF tokens, list cursors. */
  readonly appKey: Secret;
}

/** The file's content; snake_case as everything that is stored. */
interface SecretsFile {
  readonly version: 1;
  readonly passwords: Readonly<Record<LoginRole, string>>;
  readonly jwt_secret: string;
  readonly signing_key: Readonly<Record<string, unknown>>;
  readonly publishable_key: string;
  readonly secret_key: string;
  readonly anon_key: string;
  readonly service_role_key: string;
  readonly storage_url_key: string;
  readonly app_key: string;
}

const TEXT_FIELDS = [
  "jwt_secret",
  "publishable_key",
  "secret_key",
  "anon_key",
  "service_role_key",
  "storage_url_key",
  "app_key",
] as const;

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LEGACY_KEY_YEARS = 10;
/** Shorter values than this were not made here. */
const MIN_LENGTH = 16;

/**
 * Reads the secrets, or makes them where there are none. Only the holder of Echo's lock may call it.
 *
 * @throws EmbeddedError when the file is damaged or cannot be read or written
 */
export async function loadSecrets(secretsFile: string, clock: Clock): Promise<EmbeddedSecrets> {
  const found = readSecretsFile(secretsFile);
  if (found !== null) return fromFile(await checkFile(secretsFile, found));
  const made = await makeSecrets(clock);
  try {
    writeFileAtomically(secretsFile, `${JSON.stringify(made, null, 2)}\n`);
  } catch (error) {
    if (systemErrorCode(error) === "ENOSPC") throw new EmbeddedError(diskFull(secretsFile));
    throw error;
  }
  return fromFile(made);
}

/** The file's text with its mode put right, or null when there is no file. */
function readSecretsFile(secretsFile: string): string | null {
  try {
    if ((statSync(secretsFile).mode & 0o777) !== 0o600) chmodSync(secretsFile, 0o600);
    return readFileSync(secretsFile, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return null;
    if (code === "EACCES" || code === "EPERM") {
      throw new EmbeddedError(
        `This user may not read ${secretsFile}: start Echo as the user who made it, or give the data folder to this user.`,
      );
    }
    throw error;
  }
}

async function checkFile(secretsFile: string, text: string): Promise<SecretsFile> {
  const damaged = new EmbeddedError(
    `The file ${secretsFile} is damaged: put it back from a backup, or move it away and Echo makes new secrets (everybody then signs in again).`,
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw damaged;
  }
  if (!isSecretsFile(parsed)) throw damaged;
  try {
    await importJWK(parsed.signing_key, "ES256");
  } catch {
    throw damaged;
  }
  return parsed;
}

function isSecretsFile(value: unknown): value is SecretsFile {
  if (!isRecord(value) || value["version"] !== 1) return false;
  const { passwords, signing_key: signingKey } = value;
  if (!isRecord(passwords) || !isRecord(signingKey)) return false;
  return (
    Object.values(forEachLogin((role) => isLongText(passwords[role]))).every(Boolean) &&
    TEXT_FIELDS.every((name) => isLongText(value[name])) &&
    ["kid", "d", "x", "y"].every((name) => isLongText(signingKey[name]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLongText(value: unknown): value is string {
  return typeof value === "string" && value.length >= MIN_LENGTH;
}

async function makeSecrets(clock: Clock): Promise<SecretsFile> {
  const jwtSecret = randomBytes(48).toString("base64url");
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    version: 1,
    passwords: forEachLogin(makePassword),
    jwt_secret: jwtSecret,
    signing_key: { ...jwk, kid, alg: "ES256", use: "sig" },
    publishable_key: makeApiKey("sb_publishable_"),
    secret_key: makeApiKey("sb_secret_"),
    anon_key: await makeLegacyKey("anon", jwtSecret, clock),
    service_role_key: await makeLegacyKey("service_role", jwtSecret, clock),
    storage_url_key: randomBytes(32).toString("base64url"),
    app_key: randomBytes(32).toString("base64url"),
  };
}

function makePassword(): string {
  return randomBytes(24).toString("base64url");
}

/** The hosted form: the prefix, 22 random letters (131 bits) and 8 that let a slip of the pen be told. */
function makeApiKey(prefix: "sb_publishable_" | "sb_secret_"): string {
  const random = Array.from({ length: 22 }, () => BASE62.charAt(randomInt(BASE62.length))).join("");
  const check = createHash("sha256").update(`${prefix}${random}`).digest("hex").slice(0, 8);
  return `${prefix}${random}_${check}`;
}

/** A legacy API key: HS256, issuer "supabase", no subject and no audience. */
async function makeLegacyKey(role: "anon" | "service_role", secret: string, clock: Clock): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return await new SignJWT({ ref: "embedded", role })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("supabase")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LEGACY_KEY_YEARS * 365 * 86_400)
    .sign(new TextEncoder().encode(secret));
}

function fromFile(file: SecretsFile): EmbeddedSecrets {
  return {
    passwords: forEachLogin((role) => new Secret(file.passwords[role])),
    jwtSecret: new Secret(file.jwt_secret),
    signingKey: new Secret(JSON.stringify(file.signing_key)),
    publishableKey: file.publishable_key,
    secretKey: new Secret(file.secret_key),
    anonKey: file.anon_key,
    serviceRoleKey: new Secret(file.service_role_key),
    storageUrlKey: new Secret(file.storage_url_key),
    appKey: new Secret(file.app_key),
  };
}
