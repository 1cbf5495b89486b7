/**
 * Whether the database answers, asked on a connection of its own, so that the answer is the same when the
 * pool is exhausted. The connection is kept between calls and opened again after a failure.
 */
import type pg from "pg";
import { DatabaseFault, toFault, toProblem } from "./errors.ts";

/**
 * Asked as people ask, so that a database that answers but serves nobody (no migrations, a login without
 * rights) is not called ready. Both statements are one implicit transaction: the role ends with it.
 */
const QUESTION = "select set_config('role', 'authenticated', true); select from public.entries limit 1";

export interface Pinger {
  /** Resolves when the database answered within the limit; rejects with a Problem otherwise. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export function createPinger(newClient: (connectTimeoutMs: number) => pg.Client): Pinger {
  let current: pg.Client | undefined;
  let isClosed = false;

  const drop = (client: pg.Client) => {
    if (current === client) current = undefined;
    client.end().catch(() => {});
  };

  const open = async (timeoutMs: number): Promise<pg.Client> => {
    if (current !== undefined) return current;
    const client = newClient(timeoutMs);
    client.on("error", () => drop(client));
    current = client;
    await client.connect();
    return client;
  };

  const check = async (timeoutMs: number): Promise<void> => {
    const hadConnection = current !== undefined;
    try {
      await (await open(timeoutMs)).query(QUESTION);
    } catch (error) {
      if (current !== undefined) drop(current);
      // A kept connection may have died unnoticed; that says nothing about the database of now.
      if (!hadConnection || isClosed) throw error;
      await (await open(timeoutMs)).query(QUESTION);
    }
  };

  return {
    async ping(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new DatabaseFault({ code: "CLIENT_TIMEOUT" })), timeoutMs);
      });
      try {
        await Promise.race([check(timeoutMs), limit]);
      } catch (error) {
        if (current !== undefined) drop(current);
        throw toProblem(toFault(error));
      } finally {
        clearTimeout(timer);
      }
    },

    async close() {
      isClosed = true;
      const client = current;
      current = undefined;
      await client?.end();
    },
  };
}
