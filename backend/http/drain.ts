/**
 * Stopping without losing a request: for a moment Echo goes on serving but says that it is going (readiness
 * 503, `Connection: close`), so that balancers and keep-alive clients turn elsewhere; then nothing new is
 * accepted, silent connections are cut, and what is in flight ends within its limit.
 */
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyInstance {
    /** From the signal to stop until the process ends. */
    isDraining: boolean;
    /** Says goodbye, waits, and closes. Resolves when every connection is gone. */
    drain(): Promise<void>;
  }
}

/** From the signal to the end of the last request in flight: with closing, within the contract's 25 s. */
export const DRAIN_LIMIT_MS = 24_500;
/** How long Echo goes on serving after the signal. */
const GOODBYE_MS = 500;

export function addDrain(app: FastifyInstance): void {
  /** Requests under way by connection; a silent one has none. */
  const requestsBySocket = new Map<Socket, number>();
  app.server.on("connection", (socket: Socket) => {
    requestsBySocket.set(socket, 0);
    socket.once("close", () => requestsBySocket.delete(socket));
  });
  app.server.prependListener("request", (request, response) => {
    const { socket } = request;
    requestsBySocket.set(socket, (requestsBySocket.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const count = requestsBySocket.get(socket);
      if (count !== undefined) requestsBySocket.set(socket, count - 1);
      if (app.isDraining && count === 1) socket.end();
    });
  });
  app.decorate("isDraining", false);
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (app.isDraining) reply.header("connection", "close");
    done();
  });
  app.decorate("drain", async () => {
    app.isDraining = true;
    const limit = setTimeout(() => app.server.closeAllConnections(), DRAIN_LIMIT_MS);
    const hasConnections = requestsBySocket.size > 0;
    if (hasConnections) await new Promise((resolve) => setTimeout(resolve, GOODBYE_MS));
    const closing = app.close();
    for (const [socket, requests] of requestsBySocket) if (requests === 0) socket.destroy();
    await closing;
    clearTimeout(limit);
  });
}
