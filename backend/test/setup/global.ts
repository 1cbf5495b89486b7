/**
 * One throw-away PostgreSQL for a whole test run: like the embedded one in everything but durability. It
 * carries the template database that every test file copies, so no file sees another's rows.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { createLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { migrateUp } from "#db/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "#embedded/postgres.ts";
import { applyEmbeddedSchema, setPasswords, withClient } from "#embedded/schema.ts";
import { forEachLogin, type LoginRole } from "#embedded/secrets.ts";
import { TEMPLATE_DATABASE } from "./test-server.ts";

export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "echo-test-"));
  const passwords = forEachLogin(() => randomBytes(12).toString("hex"));
  const postgres = await startPostgres({
    dataDir,
    log: createLog("error"),
    superuserPassword: new Secret(passwords.supabase_admin),
    isDurable: false,
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await createTemplate(postgres, passwords);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("postgres", { host: postgres.host, port: postgres.port, passwords });
  return stop;
}

async function createTemplate(
  postgres: EmbeddedPostgres,
  passwords: Readonly<Record<LoginRole, string>>,
): Promise<void> {
  const superuserUrl = (database: string) =>
    postgres.url("supabase_admin", postgres.superuserPassword, database);
  const secrets = forEachLogin((role) => new Secret(passwords[role]));
  await withClient(superuserUrl("postgres"), (client) =>
    client.query(`create database ${TEMPLATE_DATABASE}`),
  );
  await withClient(superuserUrl(TEMPLATE_DATABASE), async (client) => {
    await applyEmbeddedSchema(client);
    await setPasswords(client, secrets);
  });
  await migrateUp(postgres.url("postgres", new Secret(passwords.postgres), TEMPLATE_DATABASE).reveal());
  await withClient(superuserUrl("postgres"), async (client) => {
    await setPasswords(client, secrets);
    await client.query(`alter database ${TEMPLATE_DATABASE} with is_template true allow_connections false`);
  });
}
