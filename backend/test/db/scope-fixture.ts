/** What tests of the scopes share: a database with alice in it, scopes that are closed after each test, and entries. */
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Actor } from "#core/actor.ts";
import { type Db, type DbOptions, statement, type UserTx } from "#db/scope.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { createPerson, openDb, query } from "./people.ts";

/** Takes an id and a text. */
export const INSERT = statement<{ id: string }>(
  "test.scope.insert",
  "insert into public.entries (id, text) values ($1, $2) returning id",
);

export interface ScopeFixture {
  /** There from `beforeAll` on. */
  readonly database: TestDatabase;
  readonly alice: Actor;
  /** Scopes that close after the test. */
  open(options?: Partial<DbOptions>): Db;
}

/** Registers its own hooks with the test file that calls it. */
export function useScopes(): ScopeFixture {
  let database: TestDatabase | undefined;
  let alice: Actor | undefined;
  const opened: Db[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    alice = await createPerson(database);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.close()));
  });
  afterAll(() => database?.drop());
  return {
    get database() {
      return made(database);
    },
    get alice() {
      return made(alice);
    },
    open(options = {}) {
      const db = openDb(made(database), options);
      opened.push(db);
      return db;
    },
  };
}

function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The fixture is there from beforeAll on.");
  return value;
}

export function insertEntry(tx: UserTx, id: string, text = "x") {
  return tx.query(INSERT, [id, text]);
}

/** Asked on another connection, so that only what is committed counts. */
export async function isStored(database: TestDatabase, id: string): Promise<boolean> {
  const rows = await query(database.ownerUrl, "select from public.entries where id = $1", [id]);
  return rows.length === 1;
}
