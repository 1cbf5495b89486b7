/**
 * A load generator that costs as little as it can: keep-alive sockets that send ready-made requests and
 * read answers by Content-Length. One request is under way on each socket at any time.
 */
import { connect, type Socket } from "node:net";

export interface LoadResult {
  readonly perSecond: number;
  readonly count: number;
  /** Answers that were not what the caller expects. */
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface HttpLoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly durationMs: number;
  /** The status that counts as success. */
  readonly status: number;
  /** The bytes of the next request. */
  readonly nextRequest: () => Buffer;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** Runs the load and stops by itself. Rejects when a connection breaks. */
export async function httpLoad(options: HttpLoadOptions): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const counts = { failures: 0 };
  const startedAt = performance.now();
  const endsAt = startedAt + options.durationMs;
  await Promise.all(
    Array.from({ length: options.connections }, () => runConnection(options, endsAt, latenciesMs, counts)),
  );
  return summarise(latenciesMs, counts.failures, performance.now() - startedAt);
}

function runConnection(
  options: HttpLoadOptions,
  endsAt: number,
  latenciesMs: number[],
  counts: { failures: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: "127.0.0.1", port: options.port, noDelay: true });
    let received = Buffer.alloc(0);
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      if (sentAt >= endsAt) {
        socket.destroy();
        resolve();
        return;
      }
      socket.write(options.nextRequest());
    };
    socket.setTimeout(options.durationMs + 30_000, () =>
      socket.destroy(new Error("An answer did not come in time.")),
    );
    socket.once("connect", send);
    socket.on("data", (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = received.toString("latin1", 0, headEnd);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (received.length < headEnd + HEAD_END.length + length) return;
      latenciesMs.push(performance.now() - sentAt);
      if (Number(head.slice(9, 12)) !== options.status) counts.failures += 1;
      received = Buffer.alloc(0);
      send();
    });
    socket.once("error", reject);
  });
}

/** Throughput and latency percentiles of one run. */
export function summarise(latenciesMs: number[], failures: number, elapsedMs: number): LoadResult {
  const sorted = latenciesMs.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: (sorted.length / elapsedMs) * 1000,
    count: sorted.length,
    failures,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** The bytes of a JSON request with a Bearer token. */
export function jsonRequest(method: string, path: string, token: string, body?: unknown): Buffer {
  const payload = body === undefined ? "" : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    `Authorization: Bearer ${token}`,
    ...(body === undefined
      ? []
      : ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(payload)}`]),
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${payload}`);
}
