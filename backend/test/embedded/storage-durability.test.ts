/** What only we promise: a row never points at a missing or partial file, and nothing that fails leaves a file for long. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { stat, utimes } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { Pool } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { createBlobStore, type FileSystem, localFileSystem } from "#embedded/storage/blobs.ts";
import { sweepOrphans } from "#embedded/storage/sweep.ts";
import { type StorageServer, type StorageServerOptions, startStorageServer } from "./storage-server.ts";

const BUCKET = "b";
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: StorageServerOptions = {}): Promise<StorageServer> {
  const server = await startStorageServer(options);
  cleanups.push(() => server.stop());
  await server.sql("insert into storage.buckets (id, name) values ($1, $1)", [BUCKET]);
  return server;
}

function upload(
  server: StorageServer,
  key: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
) {
  return fetch(`${server.url}/object/${BUCKET}/${key}`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.serviceToken}`, ...headers },
    body,
  });
}

async function read(server: StorageServer, key: string): Promise<string> {
  const response = await fetch(`${server.url}/object/${BUCKET}/${key}`, {
    headers: { authorization: `Bearer ${server.serviceToken}` },
  });
  return response.text();
}

async function versions(server: StorageServer): Promise<string[]> {
  const rows = await server.sql<{ version: string }>("select version from storage.objects");
  return rows.map(({ version }) => version);
}

function sweep(server: StorageServer, graceMs: number, isForced: boolean = false) {
  const now = new Date(Date.now() + 1);
  return sweepOrphans(server.pool, createBlobStore(server.directory), { now, graceMs, isForced });
}

/** A deferred trigger that runs this when a transaction commits an object of this name. */
async function atCommit(server: StorageServer, statement: string): Promise<void> {
  await server.sql(`create function public.at_commit() returns trigger language plpgsql security definer as $$
    begin if new.name like 'doomed%' then ${statement} end if; return null; end $$`);
  await server.sql(`create constraint trigger at_commit after insert or update on storage.objects
    deferrable initially deferred for each row execute function public.at_commit()`);
}

test("the file and then its folder are on the disk before the row is committed", async () => {
  const done = vi.fn<(step: string) => void>();
  const queries = vi.fn<(text: string) => void>();
  const open: FileSystem["open"] = async (path, flags, mode) => {
    const handle = await localFileSystem.open(path, flags, mode);
    const sync = handle.sync.bind(handle);
    vi.spyOn(handle, "sync").mockImplementation(async () => {
      await sync();
      done(flags === "r" ? "folder" : "file");
    });
    return handle;
  };
  const server = await start({
    files: { ...localFileSystem, open },
    createPool(connectionString) {
      const pool = new Pool({ connectionString, max: 1 });
      pool.on("connect", (client) => {
        const query = client.query.bind(client);
        vi.spyOn(client, "query").mockImplementation((...args: Parameters<typeof query>) => {
          queries(args[0].trim().split(/\s/, 2).join(" "));
          return query(...args);
        });
      });
      return pool;
    },
  });
  await upload(server, "first", "makes the folder");
  done.mockClear();
  queries.mockClear();
  expect((await upload(server, "second", "content")).status).toBe(200);

  const steps = [done, queries]
    .flatMap(({ mock }) =>
      mock.calls.map(([step], index) => ({ step, order: mock.invocationCallOrder[index] ?? 0 })),
    )
    .toSorted((a, b) => a.order - b.order)
    .map(({ step }) => step)
    .filter((step) => /^(file|folder|commit|rollback|insert into)$/.test(step));
  expect(steps).toEqual(["commit", "insert into", "rollback", "file", "folder", "insert into", "commit"]);
});

test("files have mode 0600 and folders 0700", async () => {
  const server = await start();
  await upload(server, "a", "content");
  const [version = ""] = await versions(server);
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await modeOf(join(server.directory, BUCKET))).toBe("700");
  expect(await modeOf(join(server.directory, BUCKET, version))).toBe("600");
});

test("a client that goes away in the middle leaves neither file nor row", async () => {
  const server = await start();
  const head = [
    `authorization: Bearer ${server.serviceToken}`,
    "host: 127.0.0.1",
    "content-length: 1000000",
  ].join("\r\n");
  const form = '--x\r\ncontent-disposition: form-data; name=""; filename="f"\r\n\r\n';
  for (const [type, start] of [
    ["text/plain", ""],
    ["multipart/form-data; boundary=x", form],
  ] as const) {
    const socket = connect(server.port, "127.0.0.1");
    socket.write(
      `POST /storage/v1/object/${BUCKET}/cut HTTP/1.1\r\n${head}\r\ncontent-type: ${type}\r\n\r\n${start}`,
    );
    socket.write(randomBytes(200_000));
    await expect.poll(() => server.blobs()).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => server.blobs()).toEqual([]);
  }
  expect(await versions(server)).toEqual([]);
});

test("a client that stops sending is cut off and leaves nothing", async () => {
  const server = await start({ patience: { idleMs: 100, discardMs: 1_000 } });
  const socket = connect(server.port, "127.0.0.1");
  socket.write(
    `POST /storage/v1/object/${BUCKET}/slow HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n` +
      `authorization: Bearer ${server.serviceToken}\r\n\r\nhalf`,
  );
  await once(socket.resume(), "close");
  await expect.poll(() => server.blobs()).toEqual([]);
  expect(await versions(server)).toEqual([]);
});

test("a client that never stops sending a refused file is cut off", async () => {
  const server = await start({ sizeLimitBytes: 1000, patience: { idleMs: 5_000, discardMs: 100 } });
  const socket = connect(server.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (piece: Buffer) => (answer += piece.toString()));
  socket.on("error", () => {});
  socket.write(
    `POST /storage/v1/object/${BUCKET}/endless HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n` +
      `authorization: Bearer ${server.serviceToken}\r\n\r\n`,
  );
  const sending = setInterval(() => socket.write(`400\r\n${"x".repeat(1024)}\r\n`), 5);
  await once(socket, "close");
  clearInterval(sending);
  expect(answer).toContain("EntityTooLarge");
  expect(await server.blobs()).toEqual([]);
});

test("a refused commit removes the file and leaves the old content", async () => {
  const server = await start();
  expect((await upload(server, "doomed", "old")).status).toBe(200);
  await atCommit(server, "raise exception 'not today';");
  const response = await upload(server, "doomed", "new", { "x-upsert": "true" });
  expect([response.status, await response.json()]).toMatchObject([500, { code: "DatabaseError" }]);
  expect(await server.blobs()).toEqual(await versions(server));
  expect(await read(server, "doomed")).toBe("old");
});

test("a full disk is told as such, leaves no partial file, and heals when there is room", async () => {
  let isFull = true;
  const open: FileSystem["open"] = async (path, flags, mode) => {
    const handle = await localFileSystem.open(path, flags, mode);
    const write = handle.write.bind(handle);
    if (flags === "wx" && isFull) {
      let count = 0;
      vi.spyOn(handle, "write").mockImplementation(((piece: Buffer, offset: number) => {
        count += 1;
        if (count > 1) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
        return write(piece, offset);
      }) as typeof handle.write);
    }
    return handle;
  };
  const server = await start({ files: { ...localFileSystem, open } });
  const response = await upload(server, "big", randomBytes(1_000_000));
  expect([response.status, await response.json()]).toMatchObject([
    507,
    { statusCode: "507", code: "StorageFull" },
  ]);
  expect(await server.blobs()).toEqual([]);
  expect(await versions(server)).toEqual([]);
  isFull = false;
  expect((await upload(server, "big", "fits")).status).toBe(200);
});

test("a commit whose outcome nobody knows keeps the file for the row that may exist", async () => {
  const line = await cutLine();
  const server = await start({
    createPool(connectionString) {
      const pool = new Pool({ connectionString: line.through(connectionString), max: 1 });
      pool.on("error", () => {});
      return pool;
    },
  });
  expect((await upload(server, "before", "content")).status).toBe(200);
  line.arm();
  const response = await upload(server, "unknown", "content");
  expect([response.status, await response.json()]).toMatchObject([503, { code: "OutcomeUnknown" }]);
  expect(await versions(server)).toHaveLength(2);
  expect((await server.blobs()).toSorted()).toEqual((await versions(server)).toSorted());
  expect(await read(server, "unknown")).toBe("content");
});

/** A line to the database that is cut, once armed, when the answer to the commit of an upload comes back. */
async function cutLine() {
  let upstreamUrl = new URL("postgres://127.0.0.1");
  let isArmed = false;
  const proxy = createServer((client: Socket) => {
    const upstream = connect(Number(upstreamUrl.port), upstreamUrl.hostname);
    let insertCount = 0;
    let isCommitting = false;
    client.on("data", (piece: Buffer) => {
      const text = piece.toString("latin1");
      if (isArmed && text.includes("insert into storage.objects")) insertCount += 1;
      // The first insert is the permission test, which is rolled back.
      isCommitting = insertCount === 2 && text.includes("commit\0");
      upstream.write(piece);
    });
    upstream.on("data", (piece: Buffer) => {
      if (isCommitting) {
        isArmed = false;
        client.destroy();
      } else {
        client.write(piece);
      }
    });
    for (const socket of [client, upstream]) socket.on("error", () => {});
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  cleanups.push(() => proxy.close());
  return {
    arm: () => (isArmed = true),
    through(connectionString: string): string {
      upstreamUrl = new URL(connectionString);
      const through = new URL(connectionString);
      through.port = String((proxy.address() as AddressInfo).port);
      return through.href;
    },
  };
}

test("kill -9 between file and row leaves an orphan, which a start leaves alone while it is young and removes when old", async () => {
  const server = await start();
  const child = spawn(process.execPath, [join(import.meta.dirname, "storage-child.ts")], {
    env: {
      ...process.env,
      STORAGE_CHILD: JSON.stringify({
        directory: server.directory,
        databaseUrl: server.database.storageAdminUrl,
      }),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanups.push(() => child.kill("SIGKILL"));
  const address = await firstLine(child);

  // Whoever holds the key's lock stops the upload after its file and before its row.
  const holder = new Pool({ connectionString: server.database.storageAdminUrl, max: 1 });
  cleanups.push(() => holder.end());
  const lock = await holder.connect();
  await lock.query("begin");
  await lock.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${BUCKET}/killed`]);
  const answer = fetch(`${address}/object/${BUCKET}/killed`, {
    method: "POST",
    headers: { authorization: "Bearer x" },
    body: "content",
  }).catch(() => "no answer");
  await expect.poll(() => server.blobs()).toHaveLength(1);
  await expect
    .poll(() => server.sql("select from pg_locks where locktype = 'advisory' and not granted"))
    .toHaveLength(1);
  child.kill("SIGKILL");
  expect(await answer).toBe("no answer");
  lock.release(true);

  expect(await versions(server)).toEqual([]);
  const [orphan = ""] = await server.blobs();
  expect(await sweep(server, 3_600_000)).toMatchObject({ checkedCount: 0, removedCount: 0 });
  await utimes(join(server.directory, BUCKET, orphan), new Date(0), new Date(0));
  expect(await sweep(server, 3_600_000)).toMatchObject({ checkedCount: 1, removedCount: 1 });
  expect(await server.blobs()).toEqual([]);
});

async function firstLine(child: ChildProcess): Promise<string> {
  const [piece] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return piece.toString().trim();
}
