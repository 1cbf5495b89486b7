/**
 * The storage server alone on a free port of loopback, over a database and a folder of its own, with
 * tokens made here. What a test needs to see from behind (rows, files) is handed out as well.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { jwtVerify, SignJWT } from "jose";
import { Pool, type QueryResultRow } from "pg";
import { type Clock, systemClock } from "#core/clock.ts";
import { type Log, silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { TOKEN_ROLES, type VerifyToken } from "#embedded/claims.ts";
import { type StoragePluginOptions, storagePlugin } from "#embedded/storage/plugin.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

export interface StorageServer {
  /** With `/storage/v1`. */
  readonly url: string;
  readonly port: number;
  readonly serviceToken: string;
  /** The folder that holds the blobs. */
  readonly directory: string;
  readonly pool: Pool;
  readonly database: TestDatabase;
  /** An access token for this person. */
  tokenFor(userId: string): Promise<string>;
  /** Runs SQL as the owner of the migrations. */
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A request with the secret key's rights; the path begins after `/storage/v1`. */
  call(method: string, path: string, body?: RequestInit["body"], headers?: Headers): Promise<Response>;
  addBucket(name: string, isPublic?: boolean): Promise<void>;
  /** Names of all blobs on the disk, in order. */
  blobs(): Promise<string[]>;
  /** Versions that rows point at, in order. */
  versions(): Promise<string[]>;
  stop(): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

export interface StorageServerOptions extends StoragePluginOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Made from the connection string of `supabase_storage_admin`; a plain pool when absent. */
  readonly createPool?: (url: string) => Pool;
}

/** The policy that gives each person the folder named by their id, in this bucket. */
export function ownFolderPolicy(bucket: string): string {
  return `create policy "own folder ${bucket}" on storage.objects for all to authenticated
    using (bucket_id = '${bucket}' and (storage.foldername(name))[1] = (select auth.uid())::text)
    with check (bucket_id = '${bucket}' and (storage.foldername(name))[1] = (select auth.uid())::text)`;
}

export async function startStorageServer(options: StorageServerOptions = {}): Promise<StorageServer> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "echo-storage-"));
  const pool = (options.createPool ?? plainPool)(database.storageAdminUrl);
  const ownerPool = new Pool({ connectionString: database.ownerUrl, max: 2 });
  // The database is dropped while the last connections still say goodbye.
  for (const each of [pool, ownerPool]) each.on("error", () => {});
  const key = randomBytes(32);
  const settings = {
    storageUrlKey: new Secret(randomUUID()),
    storageDirectory: directory,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
  };
  const app: FastifyInstance = Fastify();
  await app.register(storagePlugin(settings, pool, verifierFor(key), options), { prefix: "/storage/v1" });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const serviceToken = await sign(key, { role: "service_role" });
  const sql = async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await ownerPool.query<Row>(text, [...values])).rows;

  return {
    url: `${address}/storage/v1`,
    port: Number(new URL(address).port),
    serviceToken,
    directory,
    pool,
    database,
    tokenFor: (userId) => sign(key, { role: "authenticated", sub: userId, session_id: randomUUID() }),
    sql,
    call: (method, path, body = null, headers = {}) =>
      fetch(`${address}/storage/v1${path}`, {
        method,
        body,
        headers: { authorization: `Bearer ${serviceToken}`, ...headers },
        ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
      }),
    addBucket: async (name, isPublic = false) =>
      void (await sql("insert into storage.buckets (id, name, public) values ($1, $1, $2)", [
        name,
        isPublic,
      ])),
    blobs: () => listFiles(directory),
    async versions() {
      const rows = await sql<{ version: string }>("select version from storage.objects order by version");
      return rows.map(({ version }) => version);
    },
    async stop() {
      app.server.closeAllConnections();
      await app.close();
      await Promise.all([pool.end(), ownerPool.end()]);
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function plainPool(connectionString: string): Pool {
  return new Pool({ connectionString, max: 6, connectionTimeoutMillis: 3_000 });
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => entry.name).toSorted();
}

function sign(key: Uint8Array, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(key);
}

function verifierFor(key: Uint8Array): VerifyToken {
  return async (token) => {
    const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"] });
    const { sub } = payload;
    const role = TOKEN_ROLES.find((candidate) => candidate === payload["role"]);
    if (role === undefined) {
      throw new Error("The role is not allowed");
    }
    return sub === undefined ? { role } : { ...payload, role, sub };
  };
}
