/** Uploads whose client goes away, falls silent or never ends: neither a file nor a row is left, nor a connection. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
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
      `POST /storage/v1/object/b/cut HTTP/1.1\r\n${head}\r\ncontent-type: ${type}\r\n\r\n${start}`,
    );
    socket.write(randomBytes(200_000));
    await expect.poll(() => server.blobs()).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => server.blobs()).toEqual([]);
  }
  expect(await server.versions()).toEqual([]);
});

test("a client that stops sending is cut off and leaves nothing", async () => {
  const server = await start({ patience: { idleMs: 100, discardMs: 1_000 } });
  const socket = connect(server.port, "127.0.0.1");
  socket.write(
    `POST /storage/v1/object/b/slow HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n` +
      `authorization: Bearer ${server.serviceToken}\r\n\r\nhalf`,
  );
  await once(socket.resume(), "close");
  await expect.poll(() => server.blobs()).toEqual([]);
  expect(await server.versions()).toEqual([]);
});

test("a client that never stops sending a refused file is cut off", async () => {
  const server = await start({ sizeLimitBytes: 1000, patience: { idleMs: 5_000, discardMs: 100 } });
  const socket = connect(server.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (piece: Buffer) => (answer += piece.toString()));
  socket.on("error", () => {});
  socket.write(
    `POST /storage/v1/object/b/endless HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n` +
      `authorization: Bearer ${server.serviceToken}\r\n\r\n`,
  );
  const sending = setInterval(() => socket.write(`400\r\n${"x".repeat(1024)}\r\n`), 5);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(sending);
  expect(answer).toContain("EntityTooLarge");
  expect(await server.blobs()).toEqual([]);
});
