/** What only we promise: a row never points at a missing or partial file, and what fails leaves the old content. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { Pool } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { type FileSystem, localFileSystem } from "#embedded/storage/blobs.ts";
import { type StorageServer, type StorageServerOptions, startStorageServer } from "./storage-server.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: StorageServerOptions = {}): Promise<StorageServer> {
  const server = await startStorageServer(options);
  cleanups.push(() => server.stop());
  await server.addBucket("b");
  return server;
}

async function read(server: StorageServer, key: string): Promise<string> {
  return (await server.call("GET", `/object/b/${key}`)).text();
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
  await server.call("POST", "/object/b/first", "makes the folder");
  done.mockClear();
  queries.mockClear();
  expect((await server.call("POST", "/object/b/second", "content")).status).toBe(200);

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
  await server.call("POST", "/object/b/a", "content");
  const [version = ""] = await server.versions();
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await modeOf(join(server.directory, "b"))).toBe("700");
  expect(await modeOf(join(server.directory, "b", version))).toBe("600");
});

test("a refused commit removes the file and leaves the old content", async () => {
  const server = await start();
  expect((await server.call("POST", "/object/b/doomed", "old")).status).toBe(200);
  await atCommit(server, "raise exception 'not today';");
  const response = await server.call("POST", "/object/b/doomed", "new", { "x-upsert": "true" });
  expect([response.status, await response.json()]).toMatchObject([500, { code: "DatabaseError" }]);
  expect(await server.blobs()).toEqual(await server.versions());
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
  const response = await server.call("POST", "/object/b/big", randomBytes(1_000_000));
  expect([response.status, await response.json()]).toMatchObject([
    507,
    { statusCode: "507", code: "StorageFull" },
  ]);
  expect(await server.blobs()).toEqual([]);
  expect(await server.versions()).toEqual([]);
  isFull = false;
  expect((await server.call("POST", "/object/b/big", "fits")).status).toBe(200);
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
  expect((await server.call("POST", "/object/b/before", "content")).status).toBe(200);
  line.arm();
  const response = await server.call("POST", "/object/b/unknown", "content");
  expect([response.status, await response.json()]).toMatchObject([503, { code: "OutcomeUnknown" }]);
  expect(await server.versions()).toHaveLength(2);
  expect(await server.blobs()).toEqual(await server.versions());
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
