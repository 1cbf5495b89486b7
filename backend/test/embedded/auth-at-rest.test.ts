/** What lies in the database of the embedded Auth server, and what somebody could do with a copy of it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "@node-rs/bcrypt";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Secret } from "#core/secret.ts";
import { encodeRefreshToken } from "#embedded/auth/refresh-token.ts";
import { type AuthServer, PASSWORD, startAuthServer } from "./auth-server.ts";

const TABLES = [
  "users",
  "identities",
  "sessions",
  "refresh_tokens",
  "mfa_amr_claims",
  "one_time_tokens",
  "audit_log_entries",
  "schema_migrations",
];

let server: AuthServer;

beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.stop());

function refresh(token: string) {
  return server.send("POST", "/token?grant_type=refresh_token", { body: { refresh_token: token } });
}

describe("a copy of the database", () => {
  test("holds the password as bcrypt of cost 10 in the form of GoTrue", async () => {
    const { userId } = await server.signUp();
    const { rows } = await server.database.query<{ encrypted_password: string }>(
      "select encrypted_password from auth.users where id = $1",
      [userId],
    );
    const stored = rows[0]?.encrypted_password ?? "";
    expect(stored).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
    expect(await compare(PASSWORD, stored)).toBe(true);
  });

  test("holds no password, token, link or code", async () => {
    const { email, session, client } = await server.signUp();
    const refreshed = await client.refreshSession();
    const admin = server.newAdmin();
    const { data } = await admin.generateLink({ type: "recovery", email });
    let copy = "";
    for (const table of TABLES) {
      const { rows } = await server.database.query(`select to_jsonb(t)::text as row from auth.${table} t`);
      copy += JSON.stringify(rows);
    }
    const secrets = [
      PASSWORD,
      session.access_token,
      session.refresh_token,
      refreshed.data.session?.refresh_token,
      data.properties?.hashed_token,
    ];
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(10);
      expect(copy).not.toContain(secret);
    }
    expect(copy).toContain(email);
  });

  test("is not enough to make a refresh token", async () => {
    const { session } = await server.signUp();
    const sessionId =
      (await server.newClient().getClaims(session.access_token)).data?.claims.session_id ?? "";
    const { rows } = await server.database.query<{ key: string; counter: string }>(
      "select refresh_token_hmac_key as key, refresh_token_counter as counter from auth.sessions where id = $1",
      [sessionId],
    );
    const { key, counter } = rows[0] ?? { key: "", counter: "" };
    const forged = encodeRefreshToken(sessionId, Number(counter), Buffer.from(key, "base64"));
    expect(await refresh(forged)).toMatchObject({ status: 400, body: { error_code: "validation_failed" } });
    expect((await refresh(session.refresh_token)).status).toBe(200);
  });

  test("can be read by GoTrue, which takes no NULL in its text tokens", async () => {
    await server.signUp();
    const { rows } = await server.database.query<{ count: string }>(
      `select count(*) from auth.users
        where confirmation_token is null or recovery_token is null or email_change is null
           or email_change_token_new is null or email_change_token_current is null
           or phone_change is null or reauthentication_token is null`,
    );
    expect(rows[0]?.count).toBe("0");
  });
});

describe("a restart", () => {
  test("keeps every login: access and refresh tokens go on working", async () => {
    const { session } = await server.signUp();
    await server.restart();
    const client = server.newClient();
    expect(await client.getUser(session.access_token)).toMatchObject({
      data: { user: { id: session.user.id } },
    });
    expect((await refresh(session.refresh_token)).status).toBe(200);
  });

  test("with another project secret ends every login", async () => {
    const { session } = await server.signUp();
    const { jwtSecret } = server.settings;
    await server.restart({ jwtSecret: new Secret("b".repeat(64)) });
    expect(await refresh(session.refresh_token)).toMatchObject({ status: 400 });
    await server.restart({ jwtSecret });
    expect((await refresh(session.refresh_token)).status).toBe(200);
  });
});

describe("the schema", () => {
  test("every table of auth belongs to supabase_auth_admin and has row-level security on", async () => {
    const { rows } = await server.database.query<{ name: string; owner: string; secured: boolean }>(
      `select relname as name, relowner::regrole::text as owner, relrowsecurity as secured
         from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r' order by relname`,
    );
    expect(rows.map((row) => row.name)).toEqual([...TABLES].toSorted((a, b) => a.localeCompare(b, "en")));
    expect(rows.every((row) => row.owner === "supabase_auth_admin" && row.secured)).toBe(true);
  });

  test("postgres may read every table and hand the reading on; the API roles may read none", async () => {
    for (const table of TABLES) {
      const { rows } = await server.database.query(
        `select has_table_privilege('postgres', $1, 'select with grant option') as owner,
                has_table_privilege('anon', $1, 'select') as anon,
                has_table_privilege('authenticated', $1, 'select, insert, update, delete') as person,
                has_table_privilege('service_role', $1, 'select, insert, update, delete') as service`,
        [`auth.${table}`],
      );
      expect(rows[0], table).toEqual({ owner: true, anon: false, person: false, service: false });
    }
  });

  test("deleting a person takes identities, logins and tokens along", async () => {
    const { userId, email } = await server.signUp();
    const admin = server.newAdmin();
    await admin.generateLink({ type: "recovery", email });
    await server.database.query("delete from auth.users where id = $1", [userId]);
    for (const table of ["identities", "sessions", "one_time_tokens"]) {
      const { rowCount } = await server.database.query(`select from auth.${table} where user_id = $1`, [
        userId,
      ]);
      expect(rowCount, table).toBe(0);
    }
  });

  test("confirmed_at follows the earlier of the two confirmations, and addresses are unique", async () => {
    const { userId, email } = await server.signUp();
    const { rows } = await server.database.query<{ same: boolean }>(
      "select confirmed_at = email_confirmed_at as same from auth.users where id = $1",
      [userId],
    );
    expect(rows[0]?.same).toBe(true);
    const twin = server.database.query("insert into auth.users (id, email) values (gen_random_uuid(), $1)", [
      email,
    ]);
    await expect(twin).rejects.toThrow("users_email_partial_key");
  });

  test("running its file again changes nothing", async () => {
    const file = join(import.meta.dirname, "..", "..", "embedded", "schema", "02_auth.sql");
    const sql = await readFile(file, "utf8");
    const catalogue = `select json_agg(c order by c) as all from (
        select table_name || '.' || column_name || ' ' || data_type as c
          from information_schema.columns where table_schema = 'auth'
        union all select indexdef from pg_indexes where schemaname = 'auth'
        union all select relname || ' ' || coalesce(relacl::text, '') from pg_class
          where relnamespace = 'auth'::regnamespace) as catalogue`;
    const client = await server.database.connect();
    try {
      const before = await client.query(catalogue);
      await client.query("begin");
      await client.query(sql);
      await client.query("commit");
      expect((await client.query(catalogue)).rows).toEqual(before.rows);
      expect((await client.query("select current_user as name")).rows[0]).toEqual({ name: "supabase_admin" });
    } finally {
      client.release();
    }
  });

  test("echo_api sees nothing of it", async () => {
    const url = new URL(server.settings.authDatabaseUrl.reveal());
    url.username = "echo_api";
    url.password = inject("postgres").passwords.echo_api;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      await expect(client.query("select id from auth.users")).rejects.toThrow("permission denied");
    } finally {
      await client.end();
    }
  });
});
