/**
 * Free loopback ports. A port is only known to be free at the moment of asking: whoever binds it later must
 * still handle its being taken.
 */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { EmbeddedError, systemErrorCode } from "./errors.ts";

export const LOOPBACK = "127.0.0.1";

/**
 * Where PostgreSQL's port is drawn from. It lies below the ephemeral ports of every common system, because
 * a client that reconnects to a port within that range may be given the same port as its own, connect to
 * itself, and keep PostgreSQL from coming back.
 */
const SERVER_PORTS = { first: 21_000, last: 31_999 } as const;
const ATTEMPTS = 100;

/** A free port of the range that servers of ours use. */
export async function findServerPort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(SERVER_PORTS.first, SERVER_PORTS.last + 1);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError(
    `No free port was found between ${SERVER_PORTS.first} and ${SERVER_PORTS.last} on ${LOOPBACK}: stop programs that hold them.`,
  );
}

/** `wanted` or, when it is taken, the next free port above it. */
export async function findPortFrom(wanted: number): Promise<number> {
  const last = Math.min(wanted + ATTEMPTS, 65_535);
  for (let port = wanted; port <= last; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError(
    `All ports from ${wanted} to ${last} on ${LOOPBACK} are taken or not allowed: choose another port.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const code = systemErrorCode(error);
      if (code === "EADDRINUSE" || code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
