/**
 * A database like that of a new hosted project, before Echo's first migration: roles, schemas auth, storage
 * and extensions, and nothing of Echo. For the tests of the migrator.
 */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { Secret } from "#core/secret.ts";
import { applyEmbeddedSchema, withClient } from "#embedded/schema.ts";
import { query } from "./people.ts";

export interface BareDatabase {
  /** As `postgres`: not a superuser, as on a hosted project. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly apiUrl: string;
  drop(): Promise<void>;
}

export async function createBareDatabase(): Promise<BareDatabase> {
  const { host, port, passwords } = inject("postgres");
  const name = `bare_${randomBytes(8).toString("hex")}`;
  const urlFor = (role: keyof typeof passwords, database: string) =>
    `postgres://${role}:${passwords[role]}@${host}:${port}/${database}`;
  const maintenanceUrl = urlFor("supabase_admin", "postgres");
  await query(maintenanceUrl, `create database ${name}`);
  await withClient(new Secret(urlFor("supabase_admin", name)), (client) => applyEmbeddedSchema(client));
  return {
    ownerUrl: urlFor("postgres", name),
    superuserUrl: urlFor("supabase_admin", name),
    apiUrl: urlFor("echo_api", name),
    async drop() {
      await query(maintenanceUrl, `drop database if exists ${name} with (force)`);
    },
  };
}
