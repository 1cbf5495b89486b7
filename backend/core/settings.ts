/**
 * The environment, read once and frozen. Every wrong variable is reported in one go (`SettingsError`,
 * exit code 78), with its name, what was found and what is expected, but never a secret's value.
 */
import { isIP } from "node:net";
import { resolve } from "node:path";
import type { CrisisResources } from "./crisis-resources.ts";
import { readCrisisResources } from "./crisis-resources-file.ts";
import { type Environment, EnvironmentReader, type SettingFault } from "./environment.ts";
import { type LanguageModelSettings, readLanguageModel } from "./language-model-settings.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { parseRateLimit, type RateLimit } from "./rate-limit.ts";
import { Secret } from "./secret.ts";
import {
  baseUrl,
  hasProtocol,
  headerKey,
  isCidr,
  isOrigin,
  postgresUrl,
  secretUrl,
} from "./setting-values.ts";
import { ineffectiveSettings, unknownNames } from "./settings-warnings.ts";

export const ENVIRONMENTS = ["development", "test", "staging", "production"] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** How Echo reaches its Supabase; embedded mode makes one of its own. */
export interface SupabaseConnection {
  /** Without a trailing slash: Auth is at `${url}/auth/v1`, Storage at `${url}/storage/v1`. */
  readonly url: string;
  readonly serviceRoleKey: Secret;
  /** HS256 secrets, the current one first; empty where the project publishes asymmetric keys. */
  readonly jwtSecrets: readonly Secret[];
  readonly databaseUrl: Secret;
  readonly adminDatabaseUrl: Secret | undefined;
}

export interface Settings {
  readonly environment: EnvironmentName;
  readonly host: string;
  readonly port: number;
  /** The only base for links; without a trailing slash. */
  readonly publicUrl: string;
  readonly isHttps: boolean;
  /** Present in supabase mode, absent in embedded mode. */
  readonly supabase: SupabaseConnection | undefined;
  readonly jwtAudience: string;
  readonly migrationDatabaseUrl: Secret | undefined;
  readonly allowedOrigins: readonly string[];
  /** Lower-case host names without port; a leading `*.` stands for any subdomain. */
  readonly trustedHosts: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly csrfCookieName: string;
  readonly csrfHeaderName: string;
  readonly requestBodyLimitBytes: number;
  readonly assetLimitBytes: number;
  /** undefined: switched off, which production refuses. */
  readonly rateLimits: {
    readonly default: RateLimit | undefined;
    readonly write: RateLimit | undefined;
    readonly auth: RateLimit | undefined;
  };
  readonly redisUrl: Secret | undefined;
  readonly contentSecurityPolicy: string | undefined;
  readonly sentry: {
    readonly dsn: Secret | undefined;
    readonly tracesSampleRate: number;
    readonly isProfiling: boolean;
  };
  readonly otlpEndpoint: string | undefined;
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: LogLevel;
  readonly mail: {
    readonly sendgridApiKey: Secret | undefined;
    readonly smtpUrl: Secret | undefined;
    readonly from: string | undefined;
  };
  readonly googleOauth: { readonly clientId: string; readonly clientSecret: Secret } | undefined;
  readonly emotionModelDir: string | undefined;
  /** What may write reflections; undefined: nothing, and no text ever leaves for one. */
  readonly languageModel: LanguageModelSettings | undefined;
  /** The operator's own list of whom a writer in need can turn to; it replaces or adds countries. */
  readonly crisisResources: CrisisResources | undefined;
  readonly securityContact: string | undefined;
  readonly embedded: { readonly dataDir: string; readonly port: number };
  /** Where Echo may keep files of its own: always in embedded mode, else where ECHO_DATA_DIR is set. */
  readonly ownDir: string | undefined;
  /** Sentences for the operator about what looks wrong but does not stop Echo. */
  readonly warnings: readonly string[];
}

/** Wrong settings: `message` lists all faults, a line each. The process ends with exit code 78. */
export class SettingsError extends Error {
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    const head = faults.length === 1 ? "A setting is wrong:" : `${faults.length} settings are wrong:`;
    super([head, ...faults.map((fault) => `  ${fault.name}: ${fault.message}`)].join("\n"));
    this.name = "SettingsError";
    this.faults = faults;
  }
}

const COOKIE_NAME = /^[A-Za-z0-9_-]{1,64}$/;
const HEADER_NAME = /^[A-Za-z0-9-]{1,64}$/;
const HOST_PATTERN = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:]+\]$/i;

/**
 * Reads the settings.
 * @param environment usually `process.env`, joined with `backend/.env` in development
 * @param workingDirectory what relative folders are relative to
 * @throws SettingsError with every fault
 */
export function readSettings(environment: Environment, workingDirectory: string): Settings {
  const read = new EnvironmentReader(environment);
  const name = read.oneOf("ENVIRONMENT", ENVIRONMENTS, "development");
  const port = read.integer("PORT", 8000, 0, 65_535);
  const publicUrl = read.parsed(
    "PUBLIC_URL",
    `http://127.0.0.1:${port}`,
    "an http or https URL without a path",
    baseUrl,
  );
  const supabase = readSupabase(read);
  if (supabase === undefined && name === "production" && !read.flag("ECHO_EMBEDDED", false)) {
    read.fault(
      "SUPABASE_URL",
      "not set; production needs a Supabase project, or ECHO_EMBEDDED=true to keep the journal on this machine",
    );
  }
  const dataDir = resolve(workingDirectory, read.text("ECHO_DATA_DIR") ?? ".echo");
  const settings: Settings = {
    environment: name,
    host: read.parsed("HOST", "127.0.0.1", "an IP address or a host name", (value) =>
      isIP(value) !== 0 || HOST_PATTERN.test(value) ? value : undefined,
    ),
    port,
    publicUrl,
    isHttps: publicUrl.startsWith("https:"),
    supabase,
    jwtAudience: read.text("SUPABASE_JWT_AUDIENCE") ?? "authenticated",
    migrationDatabaseUrl: postgresUrl(read, "MIGRATION_DATABASE_URL"),
    ...readHttp(read, name, publicUrl),
    rateLimits: {
      default: rateLimit(read, "RATE_LIMIT_DEFAULT", "120/minute", name),
      write: rateLimit(read, "RATE_LIMIT_WRITE", "30/minute", name),
      auth: rateLimit(read, "RATE_LIMIT_AUTH", "10/minute", name),
    },
    redisUrl: secretUrl(read, "REDIS_URL", ["redis:", "rediss:"]),
    ...readOutside(read),
    logLevel: read.oneOf("LOG_LEVEL", LOG_LEVELS, "info"),
    emotionModelDir: read.text("EMOTION_MODEL_DIR"),
    languageModel: readLanguageModel(read),
    crisisResources: readCrisisResources(read, workingDirectory),
    securityContact: read.parsed<string | undefined>(
      "SECURITY_CONTACT",
      undefined,
      "a mailto: or https: address",
      (value) => (/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(value) ? value : undefined),
    ),
    embedded: {
      dataDir,
      port: read.integer("ECHO_SUPABASE_PORT", 54_321, 0, 65_535),
    },
    ownDir: supabase === undefined || read.raw("ECHO_DATA_DIR") !== undefined ? dataDir : undefined,
    warnings: [...unknownNames(environment), ...ineffectiveSettings(read, name, supabase !== undefined)],
  };
  if (read.faults.length > 0) throw new SettingsError(read.faults);
  return Object.freeze(settings);
}

function readSupabase(read: EnvironmentReader): SupabaseConnection | undefined {
  // Read in either mode, so that nothing wrong hides behind a forgotten SUPABASE_URL.
  const serviceRoleKey = headerKey(read, "SUPABASE_SERVICE_ROLE_KEY");
  const jwtSecrets = readJwtSecrets(read);
  const adminDatabaseUrl = postgresUrl(read, "ADMIN_DATABASE_URL");
  if (read.raw("SUPABASE_URL") === undefined) return undefined;
  const url = read.parsed("SUPABASE_URL", "", "an http or https URL without a path", baseUrl);
  if (read.raw("SUPABASE_SERVICE_ROLE_KEY") === undefined)
    read.fault("SUPABASE_SERVICE_ROLE_KEY", "not set; it is required with SUPABASE_URL");
  // Many programs have a variable of this name, so an embedded Echo does not look at it.
  const databaseUrl = postgresUrl(read, "DATABASE_URL");
  if (read.raw("DATABASE_URL") === undefined) {
    read.fault("DATABASE_URL", "not set; it is required with SUPABASE_URL (login echo_api)");
  }
  return {
    url,
    serviceRoleKey: serviceRoleKey ?? new Secret(""),
    jwtSecrets,
    databaseUrl: databaseUrl ?? new Secret(""),
    adminDatabaseUrl,
  };
}

function readJwtSecrets(read: EnvironmentReader): readonly Secret[] {
  return read.parsed<readonly Secret[]>(
    "SUPABASE_JWT_SECRET",
    [],
    "secrets of at least 32 bytes, separated by commas",
    (value) => {
      const secrets = value.split(",").map((item) => item.trim());
      return secrets.every((secret) => Buffer.byteLength(secret) >= 32)
        ? secrets.map((secret) => new Secret(secret))
        : undefined;
    },
    { isSecret: true },
  );
}

function readHttp(read: EnvironmentReader, name: EnvironmentName, publicUrl: string) {
  const parsed = new URL(publicUrl);
  const origins = name === "development" ? [parsed.origin, "http://localhost:5173"] : [parsed.origin];
  return {
    allowedOrigins: read.list(
      "ALLOWED_ORIGINS",
      origins,
      "origins such as https://echo.example, separated by commas",
      isOrigin,
    ),
    trustedHosts: read
      .list(
        "TRUSTED_HOSTS",
        [parsed.hostname, "localhost", "127.0.0.1"],
        "host names without a port, separated by commas",
        (host) => HOST_PATTERN.test(host),
      )
      .map((host) => host.toLowerCase()),
    trustedProxies: read.list("TRUSTED_PROXIES", [], "addresses or CIDR ranges, separated by commas", isCidr),
    csrfCookieName: read.parsed("CSRF_COOKIE_NAME", "csrf_token", "a cookie name", (value) =>
      COOKIE_NAME.test(value) ? value : undefined,
    ),
    csrfHeaderName: read.parsed("CSRF_HEADER_NAME", "X-CSRF-Token", "a header name", (value) =>
      HEADER_NAME.test(value) ? value : undefined,
    ),
    requestBodyLimitBytes: read.integer("REQUEST_BODY_LIMIT_BYTES", 1_048_576, 10_000, 8 * 1_048_576),
    assetLimitBytes: read.integer("ASSET_LIMIT_BYTES", 25 * 1_048_576, 10_000, 1024 * 1_048_576),
    contentSecurityPolicy: read.parsed<string | undefined>(
      "CONTENT_SECURITY_POLICY",
      undefined,
      "one line of directives",
      (value) => (/^[\x20-\x7e]+$/.test(value) ? value : undefined),
    ),
  };
}

function readOutside(read: EnvironmentReader) {
  const metricsPort = read.integer("METRICS_PORT", 0, 1, 65_535);
  const clientId = read.text("GOOGLE_OAUTH_CLIENT_ID");
  const clientSecret = read.secret("GOOGLE_OAUTH_CLIENT_SECRET");
  if ((clientId === undefined) !== (clientSecret === undefined)) {
    const missing = clientId === undefined ? "GOOGLE_OAUTH_CLIENT_ID" : "GOOGLE_OAUTH_CLIENT_SECRET";
    read.fault(
      missing,
      "not set; the calendar needs both GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET",
    );
  }
  const mail = {
    sendgridApiKey: read.secret("SENDGRID_API_KEY"),
    smtpUrl: secretUrl(read, "SMTP_URL", ["smtp:", "smtps:"]),
    from: read.text("MAIL_FROM"),
  };
  if ((mail.sendgridApiKey ?? mail.smtpUrl) !== undefined && mail.from === undefined) {
    read.fault("MAIL_FROM", "not set; mail needs a sender address");
  }
  return {
    sentry: {
      dsn: secretUrl(read, "SENTRY_DSN", ["http:", "https:"]),
      tracesSampleRate: read.share("SENTRY_TRACES_SAMPLE_RATE", 1),
      isProfiling: read.flag("SENTRY_TRACE_PROFILING", false),
    },
    otlpEndpoint: read.parsed<string | undefined>(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      undefined,
      "an http or https URL",
      (value) => (hasProtocol(value, ["http:", "https:"]) ? value : undefined),
    ),
    metrics:
      metricsPort === 0 ? undefined : { host: read.text("METRICS_HOST") ?? "127.0.0.1", port: metricsPort },
    mail,
    googleOauth:
      clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret },
  };
}

function rateLimit(
  read: EnvironmentReader,
  name: string,
  fallback: string,
  environment: EnvironmentName,
): RateLimit | undefined {
  const isOff = read.raw(name)?.toLowerCase() === "off";
  if (isOff && environment === "production") {
    read.fault(name, 'found "off", expected a limit: production does not run without one');
  }
  if (isOff) return undefined;
  return read.parsed(
    name,
    parseRateLimit(fallback),
    "N/second, N/minute, N/hour or N/day, several joined by ;, or off",
    parseRateLimit,
  );
}
