/** The settings table of the contract: defaults, all faults at once, and no secret in any message. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "#core/settings.ts";

const WORKING_DIRECTORY = "/srv/echo";
const read = (environment: Record<string, string>) => readSettings(environment, WORKING_DIRECTORY);

const SUPABASE = {
  SUPABASE_URL: "https://ref.supabase.example",
  SUPABASE_SERVICE_ROLE_KEY: "sb_secret_value",
  DATABASE_URL: "postgresql://echo_api:pw@db.example:5432/postgres",
};

function faultsOf(environment: Record<string, string>): Record<string, string> {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof SettingsError)
      return Object.fromEntries(error.faults.map((fault) => [fault.name, fault.message]));
    throw error;
  }
  return {};
}

describe("defaults", () => {
  it("an empty environment is embedded mode on 127.0.0.1:8000", () => {
    const settings = read({});
    expect(settings).toMatchObject({
      environment: "development",
      host: "127.0.0.1",
      port: 8000,
      publicUrl: "http://127.0.0.1:8000",
      isHttps: false,
      supabase: undefined,
      jwtAudience: "authenticated",
      trustedHosts: ["127.0.0.1", "localhost", "127.0.0.1"],
      trustedProxies: [],
      csrfCookieName: "csrf_token",
      csrfHeaderName: "X-CSRF-Token",
      requestBodyLimitBytes: 1_048_576,
      assetLimitBytes: 26_214_400,
      logLevel: "info",
      metrics: undefined,
      embedded: { dataDir: "/srv/echo/.echo", port: 54_321 },
      warnings: [],
    });
    expect(settings.rateLimits).toEqual({
      default: [{ count: 120, windowS: 60 }],
      write: [{ count: 30, windowS: 60 }],
      auth: [{ count: 10, windowS: 60 }],
    });
  });

  it("the web app's dev server is an allowed origin in development only", () => {
    expect(read({}).allowedOrigins).toEqual(["http://127.0.0.1:8000", "http://localhost:5173"]);
    expect(read({ ENVIRONMENT: "test", PUBLIC_URL: "https://echo.example/" }).allowedOrigins).toEqual([
      "https://echo.example",
    ]);
  });

  it("a folder of Echo's own is there in embedded mode, and on Supabase where it is asked for", () => {
    expect(read({}).ownDir).toBe("/srv/echo/.echo");
    expect(read(SUPABASE).ownDir).toBeUndefined();
    expect(read({ ...SUPABASE, ECHO_DATA_DIR: "/var/lib/echo" }).ownDir).toBe("/var/lib/echo");
  });

  it("blank variables count as absent", () => {
    expect(read({ PORT: " ", SUPABASE_URL: "" }).port).toBe(8000);
  });
});

describe("supabase mode", () => {
  it("is selected by SUPABASE_URL and keeps every secret masked", () => {
    const secrets = `${"a".repeat(32)}, ${"b".repeat(40)}`;
    const settings = read({ ...SUPABASE, SUPABASE_JWT_SECRET: secrets });
    expect(settings.supabase?.url).toBe("https://ref.supabase.example");
    expect(settings.supabase?.jwtSecrets.map((secret) => secret.reveal().length)).toEqual([32, 40]);
    expect(JSON.stringify(settings)).not.toMatch(/sb_secret_value|aaaa|:pw@/);
  });

  it("names each variable that it misses", () => {
    expect(Object.keys(faultsOf({ SUPABASE_URL: "https://ref.supabase.example" }))).toEqual([
      "SUPABASE_SERVICE_ROLE_KEY",
      "DATABASE_URL",
    ]);
  });
});

describe("faults", () => {
  it("all of them are reported at once, with what was found and what is expected", () => {
    const faults = faultsOf({
      ENVIRONMENT: "prod",
      PORT: "80000",
      PUBLIC_URL: "echo.example",
      REQUEST_BODY_LIMIT_BYTES: "9999",
      TRUSTED_PROXIES: "10.0.0.0/33",
      RATE_LIMIT_WRITE: "30/fortnight",
      SENTRY_TRACES_SAMPLE_RATE: "2",
      ALLOWED_ORIGINS: "https://echo.example/path",
    });
    expect(Object.keys(faults).toSorted()).toEqual([
      "ALLOWED_ORIGINS",
      "ENVIRONMENT",
      "PORT",
      "PUBLIC_URL",
      "RATE_LIMIT_WRITE",
      "REQUEST_BODY_LIMIT_BYTES",
      "SENTRY_TRACES_SAMPLE_RATE",
      "TRUSTED_PROXIES",
    ]);
    expect(faults["ENVIRONMENT"]).toBe(
      'found "prod", expected one of development, test, staging, production',
    );
    expect(faults["PORT"]).toContain("a whole number from 0 to 65535");
  });

  it.each([
    ["SUPABASE_JWT_SECRET", "short-canary"],
    ["SUPABASE_SERVICE_ROLE_KEY", "canary\u0007key"],
    ["SUPABASE_SERVICE_ROLE_KEY", "canary-schlüssel"],
    ["SUPABASE_SERVICE_ROLE_KEY", "two canary words"],
    ["DATABASE_URL", "mysql://canary"],
    ["DATABASE_URL", "postgres:"],
    ["DATABASE_URL", "postgres:///canary"],
    ["DATABASE_URL", "postgresql:canary"],
    ["ADMIN_DATABASE_URL", "postgres:"],
    ["MIGRATION_DATABASE_URL", "canary"],
    ["REDIS_URL", "canary"],
    ["SMTP_URL", "canary"],
    ["SENTRY_DSN", "canary"],
  ])("a wrong %s is reported without its value", (name, value) => {
    const message = faultsOf({ ...SUPABASE, [name]: value })[name];
    expect(message).toBeDefined();
    expect(message).not.toContain("canary");
  });

  it("a socket's folder may stand in the place of a host", () => {
    const url = "postgresql:///postgres?host=/run/postgresql&user=echo_api";
    expect(faultsOf({ ...SUPABASE, DATABASE_URL: url })).toEqual({});
  });

  it("embedded mode looks at what is Echo's own, and leaves a stranger's DATABASE_URL alone", () => {
    expect(
      Object.keys(
        faultsOf({ ADMIN_DATABASE_URL: "x", SUPABASE_JWT_SECRET: "short", SUPABASE_SERVICE_ROLE_KEY: "a b" }),
      ).toSorted(),
    ).toEqual(["ADMIN_DATABASE_URL", "SUPABASE_JWT_SECRET", "SUPABASE_SERVICE_ROLE_KEY"]);
    expect(read({ DATABASE_URL: "mysql://root@db.example/shop" }).warnings).toEqual([
      "DATABASE_URL has no effect without SUPABASE_URL",
    ]);
    expect(read(SUPABASE).warnings).toEqual([]);
  });

  it("production says once that its rate limits are not enforced yet", () => {
    const { warnings } = read({ ENVIRONMENT: "production", ...SUPABASE });
    expect(warnings).toEqual([expect.stringMatching(/^RATE_LIMIT_DEFAULT, .+ not enforced/)]);
  });

  it("production without a Supabase must be asked for, so that a forgotten variable starts no empty journal", () => {
    expect(faultsOf({ ENVIRONMENT: "production" })["SUPABASE_URL"]).toContain("ECHO_EMBEDDED=true");
    expect(faultsOf({ ENVIRONMENT: "production", ECHO_EMBEDDED: "true" })).toEqual({});
  });

  it("production refuses to run without rate limits", () => {
    expect(
      faultsOf({ ENVIRONMENT: "production", ECHO_EMBEDDED: "true", RATE_LIMIT_AUTH: "off" })[
        "RATE_LIMIT_AUTH"
      ],
    ).toContain("production");
    expect(read({ RATE_LIMIT_AUTH: "off" }).rateLimits.auth).toBeUndefined();
  });

  it("half a pair is a fault: Google's id without its secret, mail without a sender", () => {
    expect(Object.keys(faultsOf({ GOOGLE_OAUTH_CLIENT_ID: "id" }))).toEqual(["GOOGLE_OAUTH_CLIENT_SECRET"]);
    expect(Object.keys(faultsOf({ SENDGRID_API_KEY: "key" }))).toEqual(["MAIL_FROM"]);
  });
});

/** The names that reading the settings asks for, in either mode. */
function namesThatAreRead(): string[] {
  const names = new Set<string>();
  for (const environment of [
    { ...SUPABASE, METRICS_PORT: "9464" },
    { ENVIRONMENT: "production", ECHO_EMBEDDED: "true" },
  ]) {
    const watched = new Proxy<Record<string, string>>(environment, {
      get(target, name: string) {
        names.add(name);
        return target[name];
      },
    });
    read(watched);
  }
  return [...names].toSorted();
}

describe("every setting, and nothing else, is named", () => {
  const BACKEND = join(import.meta.dirname, "..", "..");

  it("by backend/.env.example, commented out", () => {
    const lines = readFileSync(join(BACKEND, ".env.example"), "utf8").split("\n");
    const named = lines.flatMap((line) => /^# ([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
    expect(named.toSorted()).toEqual(namesThatAreRead());
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  });

  it("by docs/settings.md", () => {
    const lines = readFileSync(join(BACKEND, "..", "docs", "settings.md"), "utf8").split("\n");
    const named = lines
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => line.split("|")[1]?.match(/[A-Z][A-Z0-9_]*/g) ?? []);
    expect(named.toSorted()).toEqual(namesThatAreRead());
  });
});

describe("names that look like settings", () => {
  it("an unknown ECHO_ name is a warning with the nearest real one", () => {
    expect(read({ ECHO_DATADIR: "/x" }).warnings).toEqual([
      "ECHO_DATADIR is not a setting of Echo; did you mean ECHO_DATA_DIR?",
    ]);
    expect(read({ ECHO_ZZZZZZZZZZZZZZZZZZZZZZZZ: "1" }).warnings[0]).not.toContain("did you mean");
  });
});
