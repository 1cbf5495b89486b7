/**
 * What the storage conformance suite runs against: our own gateway on a database of the test, or any other
 * Supabase named by CONFORMANCE_SUPABASE_URL, CONFORMANCE_PUBLISHABLE_KEY and CONFORMANCE_SECRET_KEY. Another
 * Supabase needs CONFORMANCE_DATABASE_URL as well (the login `postgres`), because policies are made by SQL.
 */
import { randomUUID } from "node:crypto";
import { StorageClient } from "@supabase/storage-js";
import { Pool } from "pg";
import { createAdminApi, createAuthClient, freshEmail, startAuthServer } from "#test/embedded/auth-server.ts";

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
  const elsewhere = process.env["CONFORMANCE_SUPABASE_URL"];
  const base = elsewhere === undefined ? await startEmbedded() : connectElsewhere(elsewhere);
  const url = `${base.url}/storage/v1`;
  const authUrl = `${base.url}/auth/v1`;
  const admin = createAdminApi(authUrl, base.secretKey);
  const buckets: string[] = [];
  const people: string[] = [];
  const headersWith = (token: string) => ({ apikey: base.publishableKey, authorization: `Bearer ${token}` });
  const serviceHeaders = { apikey: base.secretKey, authorization: `Bearer ${base.secretKey}` };
  const service = new StorageClient(url, serviceHeaders);
  return {
    url,
    service,
    serviceHeaders,
    anonymous: new StorageClient(url, headersWith(base.publishableKey)),
    async signIn() {
      const login = { email: freshEmail(), password: randomUUID() };
      const created = await admin.createUser({ ...login, email_confirm: true });
      if (created.error !== null) throw created.error;
      const { id } = created.data.user;
      people.push(id);
      const { data, error } = await createAuthClient(authUrl, base.publishableKey).signInWithPassword(login);
      if (error !== null) throw error;
      const accessToken = data.session.access_token;
      return { id, accessToken, storage: new StorageClient(url, headersWith(accessToken)) };
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
      for (const id of people) await admin.deleteUser(id);
      await base.stop();
    },
  };
}

interface Base {
  /** Without a path. */
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Runs SQL in the role `postgres`, which may make policies but no more than on a hosted project. */
  sql(text: string): Promise<void>;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Base> {
  const server = await startAuthServer();
  return {
    url: new URL(server.authUrl).origin,
    publishableKey: server.settings.publishableKey,
    secretKey: server.settings.secretKey.reveal(),
    sql: async (text) =>
      void (await server.database.query(`begin; set local role postgres; ${text}; commit`)),
    stop: () => server.stop(),
  };
}

function connectElsewhere(url: string): Base {
  const pool = new Pool({ connectionString: required("CONFORMANCE_DATABASE_URL"), max: 2 });
  return {
    url,
    publishableKey: required("CONFORMANCE_PUBLISHABLE_KEY"),
    secretKey: required("CONFORMANCE_SECRET_KEY"),
    sql: async (text) => void (await pool.query(text)),
    stop: () => pool.end(),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set, and CONFORMANCE_SUPABASE_URL needs it.`);
  }
  return value;
}
