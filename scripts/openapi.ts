/**
 * Writes `contract/openapi.json`, the description of the API that the routes themselves give. The same
 * routes always give the same bytes, so that a test can tell when the file has fallen behind.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createApp } from "../backend/app.ts";
import { createDeps } from "../backend/deps.ts";
import { systemClock } from "../backend/core/clock.ts";
import { silentLog } from "../backend/core/log.ts";
import { Secret } from "../backend/core/secret.ts";
import { readSettings } from "../backend/core/settings.ts";

const PACKAGE = join(import.meta.dirname, "..", "backend", "package.json");
const FILE = join(import.meta.dirname, "..", "contract", "openapi.json");

/** The text of the file. Made with the default settings and without connecting to anything. */
export async function openApiText(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, "utf8")) as { version: string };
  const nowhere = new Secret("postgres://echo_api:none@127.0.0.1:1/none");
  const deps = createDeps({
    settings: readSettings({}, "/"),
    connection: {
      url: "http://127.0.0.1:1",
      serviceRoleKey: new Secret("none"),
      jwtSecrets: [],
      databaseUrl: nowhere,
      adminDatabaseUrl: undefined,
    },
    version,
    clock: systemClock,
    log: silentLog,
    appKey: new Secret("none"),
  });
  const app = await createApp(deps);
  try {
    return `${JSON.stringify(app.swagger(), null, 2)}\n`;
  } finally {
    await app.close();
    await deps.db.close();
  }
}

export async function main(): Promise<void> {
  await writeFile(FILE, await openApiText());
  console.log("Wrote contract/openapi.json.");
}
