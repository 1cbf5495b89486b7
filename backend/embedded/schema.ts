/**
 * Brings a database to what a hosted Supabase project offers, by the files of `schema/` in name order, as
 * the superuser. Each file is idempotent and runs in one transaction with the record of its checksum, so it
 * runs again exactly when it has changed.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Secret } from "#core/secret.ts";

const SCHEMA_DIRECTORY = join(import.meta.dirname, "schema");
const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 60_000;

interface SchemaFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Runs `work` on a connection of its own, as `supabase_admin` for instance, and always closes it. */
export async function withClient<T>(url: Secret, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url.reveal(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  // A connection that breaks between two statements is reported by the next one.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies the schema files that this database has not seen in their present form.
 *
 * @param client a connection as `supabase_admin`
 * @returns the names of the files that ran
 */
export async function applyEmbeddedSchema(client: Client): Promise<readonly string[]> {
  await client.query(`
    create schema if not exists echo_embedded;
    create table if not exists echo_embedded.schema_files (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const known = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from echo_embedded.schema_files",
  );
  const checksums = new Map(known.rows.map((row) => [row.name, row.checksum]));
  const changed = listSchemaFiles().filter((file) => checksums.get(file.name) !== file.checksum);
  for (const file of changed) await applyFile(client, file);
  return changed.map((file) => file.name);
}

async function applyFile(client: Client, file: SchemaFile): Promise<void> {
  await client.query("begin");
  try {
    await client.query(file.sql);
    await client.query(
      `insert into echo_embedded.schema_files (name, checksum) values ($1, $2)
       on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`,
      [file.name, file.checksum],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`The embedded schema file ${file.name} failed`, { cause: error });
  }
}

function listSchemaFiles(): readonly SchemaFile[] {
  return readdirSync(SCHEMA_DIRECTORY)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(SCHEMA_DIRECTORY, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Gives each role that can log in its password. Roles that no migration has made yet are skipped, and a
 * password that a role already has is set again, since the server cannot tell us what it is.
 *
 * @param client a connection as `supabase_admin`
 */
export async function setPasswords(
  client: Client,
  passwords: Readonly<Record<string, Secret>>,
): Promise<void> {
  const present = await client.query<{ rolname: string }>(
    "select rolname from pg_catalog.pg_roles where rolname = any($1)",
    [Object.keys(passwords)],
  );
  const statements = present.rows.flatMap(({ rolname }) => {
    const password = passwords[rolname];
    if (password === undefined) return [];
    return [
      `alter role ${client.escapeIdentifier(rolname)} with login password ${client.escapeLiteral(password.reveal())}`,
    ];
  });
  if (statements.length > 0) await client.query(statements.join(";\n"));
}
