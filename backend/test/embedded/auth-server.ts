/**
 * The embedded gateway on a database of its own and a free port, with keys made for this run, a clock
 * that the test moves, and a folder where mails arrive.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GoTrueAdminApi, GoTrueClient, type Session } from "@supabase/auth-js";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import pg from "pg";
import type { Clock } from "#core/clock.ts";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { type Gateway, startGateway } from "#embedded/gateway.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import { createTestDatabase } from "#test/setup/database.ts";

export const PASSWORD = "correct horse battery";
export const SITE_URL = "http://127.0.0.1:8000";

export interface TestClock extends Clock {
  advance(ms: number): void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; empty where the answer has no body. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SendOptions {
  readonly body?: unknown;
  /** In the place of `body`, as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  /** Beside the publishable key and the JSON content type. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SignedUp {
  readonly client: GoTrueClient;
  readonly email: string;
  readonly session: Session;
  readonly userId: string;
}

export interface AuthServer {
  /** `http://127.0.0.1:PORT/auth/v1` */
  readonly authUrl: string;
  readonly settings: EmbeddedSupabaseSettings;
  readonly clock: TestClock;
  /** As the superuser, to look at what is stored. */
  readonly database: pg.Pool;
  /** Stops the server and starts it again on the same database, with changed settings. */
  restart(changes?: Partial<EmbeddedSupabaseSettings>): Promise<void>;
  newClient(): GoTrueClient;
  newAdmin(): GoTrueAdminApi;
  /** Somebody who has just signed up with `PASSWORD`; needs `autoconfirm`. */
  signUp(): Promise<SignedUp>;
  /** A bare request with the publishable key. */
  send(method: string, path: string, options?: SendOptions): Promise<Answer>;
  /** The mails so far, oldest first. */
  readMails(): Promise<readonly ReceivedMail[]>;
  stop(): Promise<void>;
}

export interface ReceivedMail {
  readonly file: string;
  readonly text: string;
  /** The link in it, if there is one. */
  readonly link: URL | null;
  readonly code: string | null;
}

export async function startAuthServer(changes: Partial<EmbeddedSupabaseSettings> = {}): Promise<AuthServer> {
  const testDatabase = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "echo-auth-"));
  const clock = createTestClock();
  const base = await makeSettings(folder, clock);
  let settings: EmbeddedSupabaseSettings = {
    ...base,
    authDatabaseUrl: new Secret(testDatabase.authAdminUrl),
    storageDatabaseUrl: new Secret(testDatabase.storageAdminUrl),
    ...changes,
  };
  let gateway: Gateway = await startGateway(settings, 0);
  const database = new pg.Pool({ connectionString: testDatabase.superuserUrl, max: 2 });
  const server: AuthServer = {
    get authUrl() {
      return `${gateway.url}/auth/v1`;
    },
    get settings() {
      return settings;
    },
    clock,
    database,
    async restart(changed = {}) {
      await gateway.stop();
      settings = { ...settings, externalUrl: gateway.url, ...changed };
      gateway = await startGateway(settings, gateway.port);
      await forgetOldConnections(`${gateway.url}/auth/v1/health`);
    },
    newClient: () => createAuthClient(server.authUrl, settings.publishableKey),
    newAdmin: () => createAdminApi(server.authUrl, settings.secretKey.reveal()),
    signUp: () => signUpAt(server),
    async send(method, path, { body, raw, headers = {} } = {}) {
      const response = await fetch(`${server.authUrl}${path}`, {
        method,
        headers: { apikey: settings.publishableKey, "content-type": "application/json", ...headers },
        ...(raw === undefined && body === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed: unknown = text === "" ? {} : JSON.parse(text);
      return { status: response.status, headers: response.headers, body: parsed as Answer["body"] };
    },
    readMails: () => readMails(settings.mailDirectory),
    async stop() {
      await gateway.stop();
      await database.end();
      await testDatabase.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return server;
}

async function signUpAt(server: AuthServer): Promise<SignedUp> {
  const email = freshEmail();
  const client = server.newClient();
  const { data } = await client.signUp({ email, password: PASSWORD });
  if (data.session === null) throw new Error("Sign-up gave no session.");
  return { client, email, session: data.session, userId: data.session.user.id };
}

/** A client that keeps its session in memory and refreshes only when asked. */
export function createAuthClient(authUrl: string, apiKey: string): GoTrueClient {
  return new GoTrueClient({
    url: authUrl,
    headers: { apikey: apiKey },
    autoRefreshToken: false,
    persistSession: true,
    storage: createMemoryStorage(),
    storageKey: randomBytes(8).toString("hex"),
    detectSessionInUrl: false,
  });
}

export function createAdminApi(authUrl: string, secretKey: string): GoTrueAdminApi {
  return new GoTrueAdminApi({
    url: authUrl,
    headers: { apikey: secretKey, Authorization: `Bearer ${secretKey}` },
  });
}

/** An address that nobody has used before. */
export function freshEmail(): string {
  return `person-${randomBytes(6).toString("hex")}@example.com`;
}

/** `fetch` of this process still holds connections to the server that has stopped: they fail once. */
async function forgetOldConnections(url: string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const isAnswered = await fetch(url).then(
      (response) => response.text().then(() => true),
      () => false,
    );
    if (isAnswered) return;
  }
  throw new Error("The restarted server does not answer.");
}

function createTestClock(): TestClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance(ms) {
      offsetMs += ms;
    },
  };
}

async function makeSettings(
  folder: string,
  clock: Clock,
): Promise<Omit<EmbeddedSupabaseSettings, "authDatabaseUrl" | "storageDatabaseUrl">> {
  const jwtSecret = randomBytes(32).toString("hex");
  const legacyKey = (role: string) =>
    new SignJWT({ role })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer("supabase")
      .setIssuedAt()
      .setExpirationTime("10y")
      .sign(Buffer.from(jwtSecret));
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const signingKey = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString("hex") };
  return {
    externalUrl: "http://127.0.0.1:0",
    siteUrl: SITE_URL,
    jwtSecret: new Secret(jwtSecret),
    signingKey: new Secret(JSON.stringify(signingKey)),
    publishableKey: `sb_publishable_${randomBytes(16).toString("hex")}`,
    secretKey: new Secret(`sb_secret_${randomBytes(16).toString("hex")}`),
    anonKey: await legacyKey("anon"),
    serviceRoleKey: new Secret(await legacyKey("service_role")),
    storageUrlKey: new Secret(randomBytes(32).toString("hex")),
    storageDirectory: join(folder, "storage"),
    mailDirectory: join(folder, "mail"),
    autoconfirm: true,
    signupEnabled: true,
    limits: {},
    log: silentLog,
    clock,
  };
}

async function readMails(directory: string): Promise<readonly ReceivedMail[]> {
  const files = await readdir(directory).catch(() => []);
  return await Promise.all(
    files
      .toSorted((a, b) => a.localeCompare(b, "en"))
      .map(async (file) => {
        const text = await readFile(join(directory, file), "utf8");
        return {
          file,
          text,
          link: URL.parse(/^http\S+$/m.exec(text)?.[0] ?? ""),
          code: /^Your code: (\d+)$/m.exec(text)?.[1] ?? null,
        };
      }),
  );
}

function createMemoryStorage(): {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
} {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
