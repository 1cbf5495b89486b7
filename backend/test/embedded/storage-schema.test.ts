/** The schema `storage` as policies, migrations and the API roles meet it. */
import { readFile } from "node:fs/promises";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

let database: TestDatabase;
let owner: Pool;
let superuser: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
  superuser = new Pool({ connectionString: database.superuserUrl, max: 1 });
  for (const pool of [owner, superuser]) pool.on("error", () => {});
  await owner.query("insert into storage.buckets (id, name) values ('b', 'b')");
});
afterAll(async () => {
  await Promise.all([owner.end(), superuser.end()]);
  await database.drop();
});

/** Runs statements in a role, in a transaction that is undone. */
async function as(role: string, ...statements: readonly string[]) {
  const client = await superuser.connect();
  try {
    await client.query("begin");
    await client.query(`set local role ${role}`);
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test("the file may run again and changes nothing", async () => {
  const snapshot = async () => {
    const { rows } = await superuser.query(
      `select c.relname, c.relowner::regrole, c.relacl, c.relrowsecurity, a.attname, a.atttypid::regtype,
         pg_get_triggerdef(t.oid) as trigger, pg_get_indexdef(i.indexrelid) as index
       from pg_class c join pg_attribute a on a.attrelid = c.oid
         left join pg_trigger t on t.tgrelid = c.oid left join pg_index i on i.indrelid = c.oid
       where c.relnamespace = 'storage'::regnamespace order by 1, 5, 7, 8`,
    );
    return rows;
  };
  const before = await snapshot();
  const file = new URL("../../embedded/schema/03_storage.sql", import.meta.url);
  await superuser.query(await readFile(file, "utf8"));
  expect(await snapshot()).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});

test("both tables belong to supabase_storage_admin and have row-level security", async () => {
  const { rows } = await superuser.query(
    `select relname, relowner::regrole::text as owner, relrowsecurity from pg_class
     where relnamespace = 'storage'::regnamespace and relkind = 'r' order by relname`,
  );
  expect(rows).toEqual([
    { relname: "buckets", owner: "supabase_storage_admin", relrowsecurity: true },
    { relname: "objects", owner: "supabase_storage_admin", relrowsecurity: true },
  ]);
});

test("the API roles may use the tables but not empty them past their policies", async () => {
  for (const role of ["anon", "authenticated", "service_role"]) {
    expect(await as(role, "select * from storage.objects")).toEqual([]);
    await expect(as(role, "truncate storage.objects")).rejects.toMatchObject({ code: "42501" });
  }
  for (const role of ["anon", "authenticated"]) {
    const insert = "insert into storage.objects (bucket_id, name) values ('b', 'a')";
    await expect(as(role, insert)).rejects.toMatchObject({ code: "42501" });
  }
  await as("service_role", "insert into storage.objects (bucket_id, name) values ('b', 'a')");
});

test("a delete by SQL is refused for everyone, unless the storage server itself asks", async () => {
  for (const role of ["service_role", "postgres", "supabase_storage_admin", "authenticated"]) {
    for (const table of ["objects", "buckets"]) {
      await expect(as(role, `delete from storage.${table}`)).rejects.toMatchObject({ code: "42501" });
    }
  }
  await as("service_role", "set local storage.allow_delete_query = 'true'", "delete from storage.objects");
});

test("postgres may make policies and triggers on objects, as migrations do", async () => {
  await as(
    "postgres",
    "create policy p on storage.objects for select to authenticated using (bucket_id = 'b')",
    "insert into storage.objects (bucket_id, name) values ('b', 'a')",
  );
});

test("a key is unique in its bucket, and a bucket's object cannot outlive it", async () => {
  const insert = "insert into storage.objects (bucket_id, name) values ('b', 'a')";
  await expect(as("service_role", insert, insert)).rejects.toMatchObject({ code: "23505" });
  await expect(
    as(
      "service_role",
      insert,
      "set local storage.allow_delete_query = 'true'",
      "delete from storage.buckets",
    ),
  ).rejects.toMatchObject({ code: "23503" });
});

describe("the functions for policies", () => {
  test.for([
    ["a/b/c.tar.gz", ["a", "b"], "c.tar.gz", "gz"],
    ["c.txt", [], "c.txt", "txt"],
    ["a/b/", ["a", "b"], "", ""],
  ] as const)("%s has its folders, name and extension", async ([name, folders, filename, extension]) => {
    const { rows } = await owner.query(
      "select storage.foldername($1) as folders, storage.filename($1) as filename, storage.extension($1) as extension",
      [name],
    );
    expect(rows).toEqual([{ folders, filename, extension }]);
  });

  test("path_tokens are the parts of the name", async () => {
    const rows = await as(
      "service_role",
      "insert into storage.objects (bucket_id, name) values ('b', 'x/y/z') returning path_tokens",
    );
    expect(rows).toEqual([{ path_tokens: ["x", "y", "z"] }]);
  });

  test("operation names what the API is doing", async () => {
    const rows = await as(
      "authenticated",
      "set local storage.operation = 'storage.object.list'",
      "select storage.operation() as operation",
    );
    expect(rows).toEqual([{ operation: "storage.object.list" }]);
  });
});
