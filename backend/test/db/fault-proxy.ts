/** A TCP proxy in front of Postgres that can hold back or cut what goes through it, at a named moment. */
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

export interface FaultProxy {
  /** The URL with this proxy in the place of the server. */
  urlFor(url: string): string;
  /** Cuts a connection when the client sends a chunk that contains `text`, after or instead of passing it on. */
  cutOn(text: string, moment: "before" | "after"): void;
  /** Passes nothing on any more, without closing anything. */
  freeze(): void;
  /** Back to passing everything on. */
  heal(): void;
  close(): Promise<void>;
}

/** How long the server gets to act on a chunk before the connection to the client is cut. */
const CUT_DELAY_MS = 50;

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cut: { text: string; moment: "before" | "after" } | undefined;
  let isFrozen = false;

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let isMute = false;
    client.on("data", (chunk: Buffer) => {
      if (isFrozen) return;
      if (cut !== undefined && chunk.includes(cut.text)) {
        isMute = true;
        if (cut.moment === "after") upstream.write(chunk);
        setTimeout(() => client.destroy(), CUT_DELAY_MS);
        return;
      }
      upstream.write(chunk);
    });
    upstream.on("data", (chunk: Buffer) => {
      if (!isFrozen && !isMute) client.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: ownPort } = server.address() as AddressInfo;

  return {
    urlFor(url) {
      const own = new URL(url);
      own.hostname = "127.0.0.1";
      own.port = String(ownPort);
      return own.href;
    },
    cutOn(text, moment) {
      cut = { text, moment };
    },
    freeze() {
      isFrozen = true;
    },
    heal() {
      cut = undefined;
      isFrozen = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
