/**
 * Two people with a login each, made as Supabase Auth makes them, and ways to ask the database as one of
 * them. Every test that reads as alice also has bob, so that it can be tried as the other one.
 */
import { Client, type QueryResult } from "pg";
import type { Actor, ActorRole } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { createDb, type Db, type DbOptions } from "#db/scope.ts";
import type { TestDatabase } from "#test/setup/database.ts";

/** A person with a login, as an actor in the given role. */
export async function createPerson(
  database: TestDatabase,
  options: { role?: ActorRole; metadata?: Readonly<Record<string, unknown>>; aal?: string } = {},
): Promise<Actor> {
  const { role = "authenticated", metadata = {}, aal = "aal1" } = options;
  const userId = newId();
  const sessionId = newId();
  await asAuthAdmin(
    database,
    "insert into auth.users (id, aud, role, email, raw_user_meta_data) values ($1, 'authenticated', $2, $3, $4)",
    [userId, role, `${userId}@example.org`, JSON.stringify(metadata)],
  );
  await asAuthAdmin(database, "insert into auth.sessions (id, user_id, aal) values ($1, $2, $3)", [
    sessionId,
    userId,
    aal,
  ]);
  const claims = JSON.stringify({ sub: userId, role, session_id: sessionId, aal });
  return { userId, sessionId, role, claims };
}

export function asAuthAdmin<Row extends object>(
  database: TestDatabase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return query<Row>(database.authAdminUrl, text, values);
}

/** The rows of a statement on a connection of its own; of the last one where there are several. */
export async function query<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result: QueryResult<Row> | QueryResult<Row>[] =
      values.length === 0 ? await client.query<Row>(text) : await client.query<Row>(text, [...values]);
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}

/** The scopes over a login, `echo_api` unless another URL is given. */
export function openDb(database: TestDatabase, options: Partial<DbOptions> = {}): Db {
  return createDb({ connectionString: new Secret(database.apiUrl), log: silentLog, ...options });
}
