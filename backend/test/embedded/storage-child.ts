/** The storage server as a process of its own, to be killed. Reads its settings as JSON from STORAGE_CHILD. */
import Fastify from "fastify";
import { Pool } from "pg";
import { systemClock } from "#core/clock.ts";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { storagePlugin } from "#embedded/storage/plugin.ts";

const { directory, databaseUrl } = JSON.parse(process.env["STORAGE_CHILD"] ?? "{}") as {
  readonly directory: string;
  readonly databaseUrl: string;
};
const settings = {
  storageUrlKey: new Secret("of no use here"),
  storageDirectory: directory,
  clock: systemClock,
  log: silentLog,
};
const pool = new Pool({ connectionString: databaseUrl, max: 4 });
const app = Fastify();
await app.register(storagePlugin(settings, pool, () => Promise.resolve({ role: "service_role" })));
const address = await app.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`${address}\n`);
