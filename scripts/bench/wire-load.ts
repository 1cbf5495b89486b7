/**
 * The limit that the service is measured against: the same SQL, driven directly through the same
 * extended protocol, in one round trip, without reading rows. Messages are built once; of the answers only
 * the message headers are looked at. Format: PostgreSQL manual, "Message Formats".
 */
import type { Socket } from "node:net";
import pg from "pg";
import { type LoadResult, summarise } from "./http-load.ts";

export interface WireStatement {
  readonly name: string;
  readonly text: string;
  readonly values: ReadonlyArray<string | Buffer | null>;
}

export interface WireLoadOptions {
  readonly connectionString: string;
  readonly connections: number;
  readonly durationMs: number;
  /** The statements of the next round trip; the texts must be the same in every call. */
  readonly nextRoundTrip: () => readonly WireStatement[];
}

/** Runs the load and stops by itself. */
export async function wireLoad(options: WireLoadOptions): Promise<LoadResult> {
  const clients = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const client = new pg.Client({ connectionString: options.connectionString });
      await client.connect();
      return client;
    }),
  );
  const streams = clients.map((client) => takeStream(client));
  const latenciesMs: number[] = [];
  const counts = { failures: 0 };
  try {
    const prepare = Buffer.concat([
      ...options.nextRoundTrip().map((statement) => parseMessage(statement)),
      syncMessage(),
    ]);
    await Promise.all(streams.map((stream) => exchange(stream, prepare, counts)));
    const startedAt = performance.now();
    const endsAt = startedAt + options.durationMs;
    await Promise.all(
      streams.map(async (stream) => {
        for (let sentAt = performance.now(); sentAt < endsAt; sentAt = performance.now()) {
          await exchange(stream, roundTrip(options.nextRoundTrip()), counts);
          latenciesMs.push(performance.now() - sentAt);
        }
      }),
    );
    return summarise(latenciesMs, counts.failures, performance.now() - startedAt);
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

/** The socket of a client that has signed in; the client itself is not used any more. */
function takeStream(client: pg.Client): Socket {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners("data");
  client.on("error", () => {});
  return stream;
}

/** Sends bytes and resolves when the server is ready for the next query. */
function exchange(stream: Socket, bytes: Buffer, counts: { failures: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (data.length >= 5) {
        const length = 1 + data.readInt32BE(1);
        if (data.length < length) break;
        const type = data[0];
        if (type === 0x45) counts.failures += 1;
        data = data.subarray(length);
        if (type === 0x5a) {
          stream.off("data", onData);
          stream.off("error", reject);
          resolve();
          return;
        }
      }
      rest = data;
    };
    stream.on("data", onData);
    stream.once("error", reject);
    stream.write(bytes);
  });
}

function roundTrip(statements: readonly WireStatement[]): Buffer {
  return Buffer.concat([
    ...statements.flatMap((statement) => [bindMessage(statement), executeMessage()]),
    syncMessage(),
  ]);
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function parseMessage(statement: WireStatement): Buffer {
  return message("P", Buffer.concat([cString(statement.name), cString(statement.text), int16(0)]));
}

function bindMessage(statement: WireStatement): Buffer {
  const values = statement.values.map((value) => {
    if (value === null) return int32(-1);
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value);
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  const formats = statement.values.map((value) => int16(Buffer.isBuffer(value) ? 1 : 0));
  return message(
    "B",
    Buffer.concat([
      cString(""),
      cString(statement.name),
      int16(formats.length),
      ...formats,
      int16(values.length),
      ...values,
      int16(0),
    ]),
  );
}

const EXECUTE = message("E", Buffer.concat([cString(""), int32(0)]));
const SYNC = message("S", Buffer.alloc(0));

function executeMessage(): Buffer {
  return EXECUTE;
}

function syncMessage(): Buffer {
  return SYNC;
}
