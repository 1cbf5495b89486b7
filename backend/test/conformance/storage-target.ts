/**
 * What the storage conformance suite runs against: our own server on a database of the test, or any other
 * Supabase named by CONFORMANCE_SUPABASE_URL, CONFORMANCE_PUBLISHABLE_KEY and CONFORMANCE_SECRET_KEY. Another
 * Supabase needs CONFORMANCE_DATABASE_URL as well (the login `postgres`), because policies are made by SQL.
 */
import { randomUUID } from "node:crypto";
import { GoTrueClient } from "@supabase/auth-js";
import { StorageClient } from "@supabase/storage-js";
import { Pool } from "pg";
import { startStorageServer } from "#test/embedded/storage-server.ts";

export interface Person {
  readonly id: string;
  readonly storage: StorageClient;
  readonly accessToken: string;
}

export interface StorageTarget {
  /** With `/storage/v1`. */
  readonly url: string;
  /** With the secret key: no policy binds it. */
  readonly service: StorageClient;
  /** The header of a request with the secret key. */
  readonly serviceHeaders: Readonly<Record<string, string>>;
  /** With the publishable key alone: nobody in particular. */
  readonly anonymous: StorageClient;
  signIn(): Promise<Person>;
  /** A private bucket under a name of its own, removed with everything in it by `stop`. */
  createBucket(options?: BucketOptions): Promise<string>;
  sql(text: string): Promise<void>;
  stop(): Promise<void>;
}

export interface BucketOptions {
  readonly fileSizeLimit?: number | string;
  readonly allowedMimeTypes?: string[];
}

export async function startStorageTarget(): Promise<StorageTarget> {
  const url = process.env["CONFORMANCE_SUPABASE_URL"];
  const base = url === undefined ? await startEmbedded() : await connectElsewhere(url);
  const buckets: string[] = [];
  const headersWith = (token: string) => ({ apikey: base.publishableKey, authorization: `Bearer ${token}` });
  const serviceHeaders = { apikey: base.secretKey, authorization: `Bearer ${base.secretKey}` };
  const service = new StorageClient(base.url, serviceHeaders);
  return {
    url: base.url,
    service,
    serviceHeaders,
    anonymous: new StorageClient(base.url, headersWith(base.publishableKey)),
    async signIn() {
      const { id, accessToken } = await base.signIn();
      return { id, accessToken, storage: new StorageClient(base.url, headersWith(accessToken)) };
    },
    async createBucket(options = {}) {
      const name = `conformance-${randomUUID()}`;
      const { error } = await service.createBucket(name, { public: false, ...options });
      if (error !== null) throw error;
      buckets.push(name);
      return name;
    },
    sql: (text) => base.sql(text),
    async stop() {
      for (const bucket of buckets) {
        await service.emptyBucket(bucket);
        await service.deleteBucket(bucket);
      }
      await base.stop();
    },
  };
}

interface Base {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  signIn(): Promise<{ readonly id: string; readonly accessToken: string }>;
  sql(text: string): Promise<void>;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Base> {
  const server = await startStorageServer();
  return {
    url: server.url,
    publishableKey: server.anonymousToken,
    secretKey: server.serviceToken,
    async signIn() {
      const id = randomUUID();
      return { id, accessToken: await server.tokenFor(id) };
    },
    sql: async (text) => void (await server.sql(text)),
    stop: () => server.stop(),
  };
}

async function connectElsewhere(url: string): Promise<Base> {
  const publishableKey = required("CONFORMANCE_PUBLISHABLE_KEY");
  const secretKey = required("CONFORMANCE_SECRET_KEY");
  const pool = new Pool({ connectionString: required("CONFORMANCE_DATABASE_URL"), max: 2 });
  const authWith = (key: string) =>
    new GoTrueClient({
      url: `${url}/auth/v1`,
      headers: { apikey: key, authorization: `Bearer ${key}` },
      autoRefreshToken: false,
      persistSession: false,
    });
  const people: string[] = [];
  return {
    url: `${url}/storage/v1`,
    publishableKey,
    secretKey,
    async signIn() {
      const login = { email: `${randomUUID()}@example.org`, password: randomUUID() };
      const created = await authWith(secretKey).admin.createUser({ ...login, email_confirm: true });
      if (created.error !== null) throw created.error;
      people.push(created.data.user.id);
      const { data, error } = await authWith(publishableKey).signInWithPassword(login);
      if (error !== null) throw error;
      return { id: data.user.id, accessToken: data.session.access_token };
    },
    sql: async (text) => void (await pool.query(text)),
    async stop() {
      for (const id of people) await authWith(secretKey).admin.deleteUser(id);
      await pool.end();
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set, and CONFORMANCE_SUPABASE_URL needs it.`);
  }
  return value;
}
