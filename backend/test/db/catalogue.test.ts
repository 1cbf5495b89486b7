/**
 * What every table and function must be, read from the catalogue: a table or function that is added later
 * without it fails here, whoever adds it.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { query } from "./people.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface TableRow {
  readonly name: string;
  readonly owner: string;
  readonly is_enabled: boolean;
  readonly is_forced: boolean;
  readonly policies: number;
  readonly has_user_index: boolean;
}

function listTables(): Promise<TableRow[]> {
  return query<TableRow>(
    database.superuserUrl,
    `select c.oid::regclass::text as name, c.relowner::regrole::text as owner,
       c.relrowsecurity as is_enabled, c.relforcerowsecurity as is_forced,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
       exists (
         select from pg_index i
         join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'user_id'
         where i.indrelid = c.oid
       ) as has_user_index
     from pg_class c
     where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace) and c.relkind in ('r', 'p')
     order by 1`,
  );
}

describe("tables in public and echo", () => {
  it("are known to this test, so that it cannot pass over an empty list", async () => {
    const names = (await listTables()).map((table) => table.name);
    expect(names).toEqual(
      expect.arrayContaining(["entries", "entry_versions", "idempotency_keys", "profiles"]),
    );
  });

  it("have row-level security enabled and forced, a policy, an index for it, and postgres as owner", async () => {
    for (const table of await listTables()) {
      expect(table).toMatchObject({
        is_enabled: true,
        is_forced: true,
        has_user_index: true,
        owner: "postgres",
      });
      expect(table.policies, table.name).toBeGreaterThan(0);
    }
  });

  it("give nothing to anon, service_role, the logins or everybody", async () => {
    const grants = await query(
      database.superuserUrl,
      `select c.oid::regclass::text as name, coalesce(g.grantee::regrole::text, 'public') as grantee, g.privilege_type
       from pg_class c
       cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
       where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')
         and (g.grantee = 0 or g.grantee::regrole::text not in ('postgres', 'authenticated', 'admin'))`,
    );
    expect(grants).toEqual([]);
  });

  it("let people insert and update named columns only, and never truncate, refer or trigger", async () => {
    const grants = await query(
      database.superuserUrl,
      `select c.oid::regclass::text as name, g.grantee::regrole::text as grantee, g.privilege_type
       from pg_class c cross join lateral aclexplode(c.relacl) g
       where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace) and c.relkind in ('r', 'p')
         and g.grantee <> c.relowner and g.privilege_type not in ('SELECT', 'DELETE')`,
    );
    expect(grants).toEqual([]);
  });

  it("let nobody change the owner, the identity or the first time of a row", async () => {
    const columns = await query<{ name: string; column: string }>(
      database.superuserUrl,
      `select c.oid::regclass::text as name, a.attname as column
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid
       cross join lateral aclexplode(a.attacl) g
       where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace) and g.privilege_type = 'UPDATE'
         and a.attname in ('user_id', 'id', 'key', 'version', 'created_at', 'updated_at', 'create_digest')`,
    );
    expect(columns).toEqual([]);
  });

  it("do not let people delete entries or versions for good", async () => {
    const [row] = await query(
      database.superuserUrl,
      `select has_table_privilege('authenticated', 'public.entries', 'delete') as entries,
         has_table_privilege('admin', 'public.entries', 'delete') as by_admin,
         has_table_privilege('authenticated', 'public.entry_versions', 'insert, update, delete') as versions`,
    );
    expect(row).toEqual({ entries: false, by_admin: false, versions: false });
  });
});

describe("policies", () => {
  it("are for authenticated or admin, ask (select auth.uid()), and say in words who may do what", async () => {
    const policies = await query<{
      name: string;
      roles: string[];
      condition: string;
      comment: string | null;
    }>(
      database.superuserUrl,
      `select p.polname as name, array(select r::regrole::text from unnest(p.polroles) r) as roles,
         concat(pg_get_expr(p.polqual, p.polrelid), ' ', pg_get_expr(p.polwithcheck, p.polrelid)) as condition,
         obj_description(p.oid, 'pg_policy') as comment
       from pg_policy p join pg_class c on c.oid = p.polrelid
       where c.relnamespace in ('public'::regnamespace, 'echo'::regnamespace)`,
    );
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) {
      expect(["authenticated", "admin"], policy.name).toEqual(expect.arrayContaining(policy.roles));
      expect(policy.roles, policy.name).not.toContain("-");
      expect(policy.condition, policy.name).toMatch(/SELECT auth\.uid\(\)/);
      expect(policy.condition.replaceAll(/SELECT auth\.uid\(\)/g, ""), policy.name).not.toContain(
        "auth.uid()",
      );
      expect(policy.comment ?? "", policy.name).toMatch(/\w+ .+\.$/);
    }
  });
});

describe("functions of Echo", () => {
  it("pin their search path and are executable by nobody who was not named", async () => {
    const functions = await query<{ name: string; config: string[] | null; grantees: string[] }>(
      database.superuserUrl,
      `select p.oid::regprocedure::text as name, p.proconfig as config,
         array(
           select distinct coalesce(nullif(g.grantee, 0)::regrole::text, 'public')
           from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
           where g.grantee <> p.proowner
         ) as grantees
       from pg_proc p where p.pronamespace in ('echo'::regnamespace, 'public'::regnamespace)`,
    );
    expect(functions.length).toBeGreaterThan(5);
    for (const { name, config, grantees } of functions) {
      expect(config, name).toContain('search_path=""');
      // The login itself is named where Echo works through people without being one of them.
      expect(["authenticated", "admin", "echo_api"], name).toEqual(expect.arrayContaining(grantees));
    }
  });

  it("that run as their owner and are callable by people look at the asking person alone", async () => {
    const functions = await query<{ name: string; body: string }>(
      database.superuserUrl,
      `select p.oid::regprocedure::text as name, p.prosrc as body
       from pg_proc p
       where p.pronamespace = 'echo'::regnamespace and p.prosecdef
         and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('admin', p.oid, 'execute'))`,
    );
    expect(functions.length).toBeGreaterThan(2);
    for (const { name, body } of functions) {
      expect(body, name).toMatch(/\(select auth\.uid\(\)\)|echo\.session_alive/);
    }
  });
});

describe("roles", () => {
  it("echo_api and echo_admin are bound by row-level security and can become one role each", async () => {
    const roles = await query(
      database.superuserUrl,
      `select r.rolname as name, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolinherit as is_powerful,
         array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid order by 1) as member_of
       from pg_roles r where r.rolname in ('echo_api', 'echo_admin') order by 1`,
    );
    expect(roles).toEqual([
      { name: "echo_admin", is_powerful: false, member_of: ["admin"] },
      { name: "echo_api", is_powerful: false, member_of: ["authenticated"] },
    ]);
  });

  it("time limits, time zone and generic plans come with the logins", async () => {
    for (const url of [database.apiUrl, database.adminUrl]) {
      const [settings] = await query(
        url,
        `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle, current_setting('timezone') as zone,
           current_setting('plan_cache_mode') as plans`,
      );
      expect(settings).toEqual({
        statement: "5s",
        lock: "1s",
        idle: "10s",
        zone: "UTC",
        plans: "force_generic_plan",
      });
    }
  });
});
