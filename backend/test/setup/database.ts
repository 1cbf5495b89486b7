/**
 * A database of a test file's own: a copy of the template, with the embedded schema and Echo's migrations
 * in it and no rows. Connection strings are given for every role, so that a test chooses whom it is.
 */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { Secret } from "#core/secret.ts";
import { withClient } from "#embedded/schema.ts";
import type { LoginRole } from "#embedded/secrets.ts";
import { TEMPLATE_DATABASE } from "./test-server.ts";

export interface TestDatabase {
  readonly name: string;
  /** As `echo_api`: what Echo's requests use. */
  readonly apiUrl: string;
  /** As `echo_admin`. */
  readonly adminUrl: string;
  /** As `postgres`, who owns the tables and is not bound by row level security. */
  readonly ownerUrl: string;
  /** As `supabase_admin`. */
  readonly superuserUrl: string;
  /** As `supabase_auth_admin`. */
  readonly authAdminUrl: string;
  /** As `supabase_storage_admin`. */
  readonly storageAdminUrl: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A new copy of the template under a random name; call it in `beforeAll` and `drop()` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const urlFor = (role: LoginRole, database: string = name) =>
    `postgres://${role}:${server.passwords[role]}@${server.host}:${server.port}/${database}`;
  const asSuperuser = async (...statements: readonly string[]) => {
    await withClient(new Secret(urlFor("supabase_admin", "postgres")), async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  };
  await asSuperuser(
    `create database ${name} template ${TEMPLATE_DATABASE} strategy wal_log`,
    // Rights on the database itself are not copied with it.
    `grant create, connect, temporary on database ${name} to postgres`,
  );
  return {
    name,
    apiUrl: urlFor("echo_api"),
    adminUrl: urlFor("echo_admin"),
    ownerUrl: urlFor("postgres"),
    superuserUrl: urlFor("supabase_admin"),
    authAdminUrl: urlFor("supabase_auth_admin"),
    storageAdminUrl: urlFor("supabase_storage_admin"),
    drop: () => asSuperuser(`drop database if exists ${name} with (force)`),
  };
}
