/**
 * A time limit for whole requests. Fastify's own `handlerTimeout` covers the arrival of the body only: it
 * gives up its timer once a body has been read (fastify/fastify#6725), so the handler has a timer here.
 */
import type { FastifyInstance } from "fastify";
import { requestTimeout } from "./errors.ts";

/** Answers 504 for every route added later that has not answered within `limitMs`. */
export function limitRequests(app: FastifyInstance, limitMs: number): void {
  app.addHook("onRoute", (route) => {
    route.handlerTimeout = limitMs;
    const { handler } = route;
    route.handler = async function limited(request, reply) {
      return await within(limitMs, handler.call(this, request, reply));
    };
  });
}

/** What outlives the limit goes on to its own limits; nobody waits for it. */
async function within(limitMs: number, work: unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(requestTimeout(new Error(`no answer within ${limitMs} ms`))), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
