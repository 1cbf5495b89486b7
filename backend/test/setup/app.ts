/**
 * Echo as it really is, for tests: the whole application over a database of the test file's own and the
 * real embedded Auth and Storage, with two people who are signed in both ways, by Bearer token and as a
 * browser with cookies.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { createApp } from "#backend/app.ts";
import { createDeps, type Deps } from "#backend/deps.ts";
import { type Clock, systemClock } from "#core/clock.ts";
import type { Environment } from "#core/environment.ts";
import { createLog, silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { readSettings } from "#core/settings.ts";
import { type Gateway, startGateway } from "#embedded/gateway.ts";
import { type EmbeddedSecrets, loadSecrets } from "#embedded/secrets.ts";
import type { EmbeddedSupabaseSettings } from "#embedded/settings.ts";
import type { Feature } from "#features/feature.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export interface TestAppOptions {
  /** Settings by their names; PUBLIC_URL is `http://127.0.0.1:8000`. */
  readonly environment?: Environment;
  readonly embedded?: Partial<EmbeddedSupabaseSettings>;
  readonly features?: readonly Feature[];
  readonly webDirectory?: string;
  readonly clock?: Clock;
  /** Replaces single dependencies, such as an outside system that does not answer. */
  readonly replace?: (deps: Deps) => Partial<Deps>;
}

type Headers = Readonly<Record<string, string>>;

export interface Call {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";
  readonly url: string;
  /** Sent as JSON; bytes and text are sent as they are, as JSON too. */
  readonly body?: unknown;
  readonly headers?: Headers;
}

/** Somebody who asks. */
export interface Client {
  send(call: Call): Promise<LightMyRequestResponse>;
}

/** A browser: it keeps cookies, names its origin, and sends the CSRF token with whatever changes something. */
export interface Browser extends Client {
  readonly cookies: Map<string, string>;
  /** The headers of a page of Echo for this login, cookies included. */
  headers(): Headers;
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly bearer: Client;
  readonly browser: Browser;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly database: TestDatabase;
  readonly gateway: Gateway;
  readonly secrets: EmbeddedSecrets;
  readonly mailDirectory: string;
  readonly publicUrl: string;
  /** Every line that Echo has logged. */
  readonly logLines: string[];
  readonly alice: Person;
  readonly bob: Person;
  /** Nobody in particular. */
  readonly nobody: Client;
  /** A new person, confirmed and signed in. */
  signUp(name: string): Promise<Person>;
  newBrowser(): Browser;
  stop(): Promise<void>;
}

export const TEST_PASSWORD = "correct horse battery";

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? systemClock;
  const directory = await mkdtemp(join(tmpdir(), "echo-app-"));
  const database = await createTestDatabase();
  const secrets = await loadSecrets(join(directory, "secrets.json"), clock);
  const settings = readSettings({ PORT: "8000", ...options.environment }, directory);
  const gateway = await startGateway(
    {
      externalUrl: "http://127.0.0.1:0",
      siteUrl: settings.publicUrl,
      jwtSecret: secrets.jwtSecret,
      signingKey: secrets.signingKey,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      anonKey: secrets.anonKey,
      serviceRoleKey: secrets.serviceRoleKey,
      storageUrlKey: secrets.storageUrlKey,
      storageDirectory: directory,
      authDatabaseUrl: new Secret(database.authAdminUrl),
      storageDatabaseUrl: new Secret(database.storageAdminUrl),
      mailDirectory: directory,
      autoconfirm: true,
      signupEnabled: true,
      limits: {},
      log: silentLog,
      clock: systemClock,
      ...options.embedded,
    },
    0,
  );
  const logLines: string[] = [];
  const made = createDeps({
    settings,
    connection: {
      url: gateway.url,
      serviceRoleKey: secrets.secretKey,
      jwtSecrets: [],
      databaseUrl: new Secret(database.apiUrl),
      adminDatabaseUrl: undefined,
    },
    version: "0.0.0-test",
    clock,
    log: createLog("debug", (line) => logLines.push(line)),
    appKey: secrets.appKey,
  });
  const deps: Deps = { ...made, ...options.replace?.(made) };
  const app = await createApp(deps, {
    webDirectory: options.webDirectory,
    ...(options.features === undefined ? {} : { features: options.features }),
  });
  const supabase = { url: gateway.url, secretKey: secrets.secretKey.reveal() };
  const signUp = (name: string) => makePerson(app, settings.publicUrl, supabase, name);
  return {
    app,
    deps,
    database,
    gateway,
    secrets,
    mailDirectory: directory,
    publicUrl: settings.publicUrl,
    logLines,
    alice: await signUp("alice"),
    bob: await signUp("bob"),
    nobody: clientOf(app, () => ({})),
    signUp,
    newBrowser: () => browserOf(app, settings.publicUrl),
    async stop() {
      await app.close();
      await made.db.close();
      await gateway.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

let people = 0;

/** A new person with two logins: one that holds its tokens, one in a browser. */
async function makePerson(
  app: FastifyInstance,
  publicUrl: string,
  supabase: { readonly url: string; readonly secretKey: string },
  name: string,
): Promise<Person> {
  people += 1;
  const email = `${name}.${process.pid}.${people}@example.org`;
  const password = TEST_PASSWORD;
  const made = await fetch(`${supabase.url}/auth/v1/admin/users`, {
    method: "POST",
    headers: {
      apikey: supabase.secretKey,
      authorization: `Bearer ${supabase.secretKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ email, password, email_confirm: true }),
  });
  if (!made.ok) throw new Error(`Making ${name} answered ${made.status}: ${await made.text()}`);
  await made.body?.cancel();
  const browser = browserOf(app, publicUrl);
  const nobody = clientOf(app, () => ({}));
  const signedIn = await browser.send({ method: "POST", url: "/auth/login", body: { email, password } });
  const answer = await nobody.send({
    method: "POST",
    url: "/auth/token",
    body: { grant_type: "password", email, password },
  });
  for (const { statusCode, body } of [signedIn, answer]) {
    if (statusCode !== 200) throw new Error(`Signing ${name} in answered ${statusCode}: ${body}`);
  }
  const tokens = answer.json<{ access_token: string; refresh_token: string; user: { id: string } }>();
  return {
    id: tokens.user.id,
    email,
    password,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    sessionId: sessionIdOf(tokens.access_token),
    bearer: clientOf(app, () => ({ authorization: `Bearer ${tokens.access_token}` })),
    browser,
  };
}

/** `session_id` of an access token, unverified. */
export function sessionIdOf(accessToken: string): string {
  const payload = Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString("utf8");
  return (JSON.parse(payload) as { session_id: string }).session_id;
}

function clientOf(app: FastifyInstance, headersOf: () => Headers): Client {
  return {
    send: (call) =>
      app.inject({
        method: call.method,
        url: call.url,
        headers: {
          host: "127.0.0.1:8000",
          ...(call.body === undefined ? {} : { "content-type": "application/json" }),
          ...headersOf(),
          ...call.headers,
        },
        ...(call.body === undefined ? {} : { payload: payloadOf(call.body) }),
      }),
  };
}

function payloadOf(body: unknown): string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

function browserOf(app: FastifyInstance, publicUrl: string): Browser {
  const cookies = new Map<string, string>();
  const headers = (): Headers => ({
    origin: publicUrl,
    "sec-fetch-site": "same-origin",
    ...(cookies.size === 0
      ? {}
      : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
    ...(cookies.has("csrf_token") ? { "x-csrf-token": cookies.get("csrf_token") ?? "" } : {}),
  });
  const client = clientOf(app, headers);
  return {
    cookies,
    headers,
    async send(call) {
      const response = await client.send(call);
      for (const { name, value, maxAge } of response.cookies) {
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}
