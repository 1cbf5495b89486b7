/** Orphans: what a crash leaves is removed when it is old, and nothing else ever is. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Pool } from "pg";
import { afterEach, expect, test } from "vitest";
import { createBlobStore } from "#embedded/storage/blobs.ts";
import { sweepOrphans } from "#embedded/storage/sweep.ts";
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

const HOUR_MS = 3_600_000;

function sweep(server: StorageServer, isForced: boolean = false, blobs = createBlobStore(server.directory)) {
  return sweepOrphans(server.pool, blobs, { now: new Date(), graceMs: HOUR_MS, isForced });
}

/** Makes a file two hours old. */
async function age(server: StorageServer, name: string): Promise<void> {
  const then = new Date(Date.now() - 2 * HOUR_MS);
  await utimes(join(server.directory, "b", name), then, then);
}

async function plant(server: StorageServer, name: string): Promise<void> {
  await mkdir(join(server.directory, "b"), { recursive: true });
  await writeFile(join(server.directory, "b", name), "orphan");
  await age(server, name);
}

test("an old file without a row goes; one with a row, a young one and a foreign one stay", async () => {
  const server = await start();
  await server.call("POST", "/object/b/kept", "content");
  const [kept = ""] = await server.versions();
  await age(server, kept);
  const [orphan, young] = [randomUUID(), randomUUID()];
  await plant(server, orphan);
  await writeFile(join(server.directory, "b", young), "young");
  await plant(server, "notes of the operator.txt");
  expect(await sweep(server)).toEqual({ checkedCount: 2, removedCount: 1, isRefused: false });
  expect(await server.blobs()).toEqual([kept, young, "notes of the operator.txt"].toSorted());
  expect(await (await server.call("GET", "/object/b/kept")).text()).toBe("content");
});

test("a file that a running upload holds stays, however old it looks", async () => {
  const server = await start();
  const blobs = createBlobStore(server.directory);
  const { version } = await blobs.write("b", Readable.from([Buffer.from("x")]), 10);
  await age(server, version);
  expect(await sweep(server, false, blobs)).toMatchObject({ checkedCount: 0 });
  blobs.release(version);
  expect(await sweep(server, false, blobs)).toMatchObject({ checkedCount: 1, removedCount: 1 });
});

test("a sweep that would remove most files is refused, because the database is more likely the wrong one", async () => {
  const server = await start();
  const orphans = Array.from({ length: 20 }, () => randomUUID()).toSorted();
  for (const orphan of orphans) await plant(server, orphan);
  expect(await sweep(server)).toEqual({ checkedCount: 20, removedCount: 0, isRefused: true });
  expect(await server.blobs()).toEqual(orphans);
  expect(await sweep(server, true)).toMatchObject({ removedCount: 20, isRefused: false });
  expect(await server.blobs()).toEqual([]);
});

test("without a database nothing is removed", async () => {
  const server = await start();
  const orphan = randomUUID();
  await plant(server, orphan);
  const gone = new Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
  cleanups.push(() => gone.end());
  const options = { now: new Date(), graceMs: HOUR_MS };
  await expect(sweepOrphans(gone, createBlobStore(server.directory), options)).rejects.toThrow();
  expect(await server.blobs()).toEqual([orphan]);
});

test("kill -9 between file and row leaves an orphan, which a start leaves alone while it is young and removes when old", async () => {
  const server = await start();
  const { child, address } = await startChild(server);

  // Whoever holds the key's lock stops the upload after its file and before its row.
  const holder = new Pool({ connectionString: server.database.storageAdminUrl, max: 1 });
  cleanups.push(() => holder.end());
  const lock = await holder.connect();
  lock.on("error", () => {});
  await lock.query("begin");
  await lock.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", ["b/killed"]);
  const answer = fetch(`${address}/object/b/killed`, {
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

  expect(await server.versions()).toEqual([]);
  const [orphan = ""] = await server.blobs();
  expect(await sweep(server)).toMatchObject({ checkedCount: 0, removedCount: 0 });
  await age(server, orphan);
  const restarted = await startChild(server);
  await expect.poll(() => server.blobs()).toEqual([]);
  restarted.child.kill("SIGKILL");
});

/** The storage server as a process of its own on the same database and folder. */
async function startChild(server: StorageServer): Promise<{ child: ChildProcess; address: string }> {
  const { directory, database } = server;
  const child = spawn(process.execPath, [fileURLToPath(new URL("./storage-child.ts", import.meta.url))], {
    env: {
      ...process.env,
      STORAGE_CHILD: JSON.stringify({ directory, databaseUrl: database.storageAdminUrl }),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanups.push(() => child.kill("SIGKILL"));
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, address: line.toString().trim() };
}
