/** The embedded database is, for SQL, a hosted Supabase project: roles, memberships, schemas, functions. */
import { Client, type QueryResultRow } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "#core/secret.ts";
import { applyEmbeddedSchema, withClient } from "#embedded/schema.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function one<T extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<T> {
  const [row] = (await owner.query<T>(sql, values)).rows;
  if (row === undefined) throw new Error("no row");
  return row;
}

describe("roles", () => {
  it("have the attributes of a hosted project", async () => {
    const { rows } = await owner.query(`
      select rolname, rolsuper, rolcanlogin, rolinherit, rolcreatedb, rolcreaterole, rolbypassrls
      from pg_roles where rolname in ('postgres', 'anon', 'authenticated', 'service_role', 'authenticator',
        'supabase_auth_admin', 'supabase_storage_admin', 'supabase_admin') order by rolname`);
    const attributes = Object.fromEntries(
      rows.map((row) => [
        row.rolname,
        ["super", "canlogin", "inherit", "createdb", "createrole", "bypassrls"]
          .filter((name) => row[`rol${name}`])
          .join(" "),
      ]),
    );
    expect(attributes).toEqual({
      anon: "inherit",
      authenticated: "inherit",
      authenticator: "canlogin",
      postgres: "canlogin inherit createdb createrole bypassrls",
      service_role: "inherit bypassrls",
      supabase_admin: "super canlogin inherit createdb createrole bypassrls",
      supabase_auth_admin: "canlogin",
      supabase_storage_admin: "canlogin",
    });
  });

  it("let postgres administer the API roles, and nobody log in as an API role", async () => {
    const { rows } = await owner.query(`
      select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = 'postgres'::regrole and m.admin_option and r.rolname in ('anon', 'authenticated', 'service_role')
      order by 1`);
    expect(rows.map((row) => row.rolname)).toEqual(["anon", "authenticated", "service_role"]);
  });

  it("allow the owner what Echo's migrations need: roles, the admin role, trusted extensions", async () => {
    await owner.query("begin");
    try {
      await owner.query("create role tried_admin nologin");
      await owner.query("grant authenticated to tried_admin");
      await owner.query("grant tried_admin to authenticator");
      await owner.query("create role tried_api login noinherit");
      await owner.query("grant authenticated to tried_api");
      await owner.query("create extension if not exists pg_trgm with schema extensions");
      await owner.query("create schema tried");
      await owner.query("create table public.tried (id int)");
    } finally {
      await owner.query("rollback");
    }
  });

  it("grant new tables in public to nobody", async () => {
    await owner.query("begin");
    try {
      await owner.query("create table public.fresh (id int)");
      const { rows } = await owner.query(
        "select r from unnest(array['anon', 'authenticated', 'service_role']) r where has_table_privilege(r, 'public.fresh', 'select, insert, update, delete')",
      );
      expect(rows).toEqual([]);
    } finally {
      await owner.query("rollback");
    }
  });
});

describe("functions that read the caller's claims", () => {
  const id = "0b0f1f3e-93a1-4a53-8c6a-b3a1f4a9b001";

  it("give null without claims, also after a transaction that had some", async () => {
    expect(await one("select auth.uid() as uid, auth.role() as role, auth.jwt() as jwt")).toEqual({
      uid: null,
      role: null,
      jwt: null,
    });
    await owner.query("begin");
    await owner.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: id, role: "authenticated", email: "a@example.org" }),
    ]);
    await owner.query("set local role authenticated");
    expect(await one("select auth.uid() as uid, auth.role() as role, auth.email() as email")).toEqual({
      uid: id,
      role: "authenticated",
      email: "a@example.org",
    });
    await owner.query("commit");
    expect(await one("select auth.uid() as uid, auth.jwt() as jwt")).toEqual({ uid: null, jwt: null });
  });

  it("prefer the single claims that Storage sets", async () => {
    await owner.query("begin");
    await owner.query("select set_config('request.jwt.claim.sub', $1, true)", [id]);
    expect(await one("select auth.uid() as uid")).toEqual({ uid: id });
    await owner.query("rollback");
  });
});

describe("the database", () => {
  it("lower-cases umlauts and knows letters of every script", async () => {
    expect(await one("select lower('ÄÖÜ') as lowered, 'Ä' < 'Z' as by_code_point")).toEqual({
      lowered: "äöü",
      by_code_point: false,
    });
    await owner.query("begin");
    await owner.query("create extension if not exists pg_trgm with schema extensions");
    const { shown } = await one<{ shown: string[] }>("select extensions.show_trgm('日本語') as shown");
    await owner.query("rollback");
    expect(shown.length).toBeGreaterThan(0);
  });

  it("does not run a schema file again that has not changed", async () => {
    const ran = await withClient(new Secret(database.superuserUrl), applyEmbeddedSchema);
    expect(ran).toEqual([]);
  });

  it("keeps every schema file idempotent", async () => {
    const ran = await withClient(new Secret(database.superuserUrl), async (client) => {
      await client.query("delete from echo_embedded.schema_files");
      return await applyEmbeddedSchema(client);
    });
    expect(ran).toContain("01_roles.sql");
  });

  it("hides how it was made from the API roles", async () => {
    const { allowed } = await one<{ allowed: boolean }>(
      "select has_schema_privilege('authenticated', 'echo_embedded', 'usage') as allowed",
    );
    expect(allowed).toBe(false);
  });
});
