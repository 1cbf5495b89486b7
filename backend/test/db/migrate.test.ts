/** The migrator against a database like a hosted one, alone and side by side with the real Supabase CLI. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MigrationError, migrateDown, migrateStatus, migrateUp } from "#db/migrate.ts";
import { ECHO_MIGRATIONS, type MigrationFolders } from "#db/migration-files.ts";
import { type BareDatabase, createBareDatabase } from "./bare-database.ts";
import { query } from "./people.ts";
import { schemaPicture } from "./schema-picture.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const CLI_TIMEOUT_MS = 30_000;

let database: BareDatabase;
let folder: string;
let copy: MigrationFolders;
let all: readonly string[];
beforeEach(async () => {
  database = await createBareDatabase();
  folder = await mkdtemp(join(tmpdir(), "echo-migrations-"));
  copy = { migrations: join(folder, "migrations"), rollbacks: join(folder, "rollbacks") };
  await cp(ECHO_MIGRATIONS.migrations, copy.migrations, { recursive: true });
  await cp(ECHO_MIGRATIONS.rollbacks, copy.rollbacks, { recursive: true });
  all = (await readdir(ECHO_MIGRATIONS.migrations)).toSorted();
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const add = (fileName: string, sql: string) => writeFile(join(copy.migrations, fileName), sql);
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "",
    (error: unknown) => {
      expect(error).toBeInstanceOf(MigrationError);
      return (error as MigrationError).message;
    },
  );

describe("up and down", () => {
  it("up, down, up gives the same schema, and down leaves nothing of it", async () => {
    const before = await schemaPicture(database.ownerUrl);
    expect(await migrateUp(database.ownerUrl)).toEqual(all);
    const first = await schemaPicture(database.ownerUrl);
    expect(first.length).toBeGreaterThan(before.length + 50);
    expect(await migrateUp(database.ownerUrl)).toEqual([]);

    expect(await migrateDown(database.ownerUrl, 999)).toEqual(all.toReversed());
    const emptied = await schemaPicture(database.ownerUrl);
    const hardened = /^(default|schema public)/;
    expect(emptied.filter((line) => !hardened.test(line))).toEqual(
      before.filter((line) => !hardened.test(line)),
    );

    expect(await migrateUp(database.ownerUrl)).toEqual(all);
    expect(await schemaPicture(database.ownerUrl)).toEqual(first);
  });

  it("each rollback undoes exactly its migration", async () => {
    const pictures: (readonly string[])[] = [];
    const later = join(folder, "later");
    await mkdir(later);
    for (const fileName of all) await rename(join(copy.migrations, fileName), join(later, fileName));
    for (const fileName of all) {
      pictures.push(await schemaPicture(database.ownerUrl));
      await rename(join(later, fileName), join(copy.migrations, fileName));
      expect(await migrateUp(database.ownerUrl, copy)).toEqual([fileName]);
    }
    // Doors that were closed stay closed: rights by default and on schema public.
    const isUndone = (line: string) => !/^(default|schema public)/.test(line);
    for (const [index, fileName] of [...all.entries()].toReversed()) {
      expect(await migrateDown(database.ownerUrl, 1, copy)).toEqual([fileName]);
      const found = await schemaPicture(database.ownerUrl);
      expect(found.filter(isUndone), fileName).toEqual(pictures[index]?.filter(isUndone));
    }
  });

  it("a rollback refuses to lose a single entry or a changed profile", async () => {
    await migrateUp(database.ownerUrl);
    await query(
      database.superuserUrl,
      "insert into auth.users (id) values ('00000000-0000-4000-8000-000000000001')",
    );
    await query(
      database.ownerUrl,
      "insert into public.entries (user_id, text) values ('00000000-0000-4000-8000-000000000001', 'kept')",
    );
    expect(await refusal(migrateDown(database.ownerUrl, 999))).toContain("there are entries");
    expect(await query(database.ownerUrl, "select text from public.entries")).toEqual([{ text: "kept" }]);
    await query(database.ownerUrl, "delete from public.entries");
    await query(database.ownerUrl, "update public.profiles set full_name = 'Ada'");
    expect(await refusal(migrateDown(database.ownerUrl, 999))).toContain("have changed their profiles");
  });

  it("everybody who was there before has a profile afterwards", async () => {
    await query(
      database.superuserUrl,
      "insert into auth.users (id) select gen_random_uuid() from generate_series(1, 3)",
    );
    await migrateUp(database.ownerUrl);
    expect(await query(database.ownerUrl, "select locale from public.profiles")).toHaveLength(3);
  });

  it("003 may be run again by hand, as the runbook says, and closes what was opened", async () => {
    await migrateUp(database.ownerUrl);
    const before = await schemaPicture(database.ownerUrl);
    await query(
      database.ownerUrl,
      `grant all on public.entries, public.profiles to anon, service_role;
       grant delete, truncate on public.entries to authenticated;
       alter table public.entries no force row level security; alter table public.profiles disable row level security;
       grant execute on function echo.session_alive, echo.search_entry_ids to anon`,
    );
    const sql = await readFile(join(ECHO_MIGRATIONS.migrations, "003_security_hardening.sql"), "utf8");
    await query(database.ownerUrl, sql);
    expect(await schemaPicture(database.ownerUrl)).toEqual(before);
  });
});

describe("two migrators at once", () => {
  it("one waits for the other and finds nothing to do", async () => {
    const results = await Promise.all([1, 2, 3].map(() => migrateUp(database.ownerUrl)));
    expect(results.filter((applied) => applied.length > 0)).toEqual([all]);
  });
});

describe("a failing migration", () => {
  it("leaves nothing of itself, keeps the ones before, and names itself and the statement", async () => {
    await add("901_good.sql", "create table echo.good (id int);");
    await add("902_bad.sql", "create table echo.half (id int);\nselect 1 / 0;\n");
    const message = await refusal(migrateUp(database.ownerUrl, copy));
    expect(message).toMatch(/^902_bad\.sql failed at statement 2 of 2 .*division by zero \(22012\)\.$/);
    const [tables] = await query(
      database.ownerUrl,
      "select to_regclass('echo.good') is not null as good, to_regclass('echo.half') is not null as half",
    );
    expect(tables).toEqual({ good: true, half: false });
    expect(await migrateStatus(database.ownerUrl, copy)).toEqual({
      applied: [...all, "901_good.sql"],
      pending: ["902_bad.sql"],
    });
    await add("902_bad.sql", "create table echo.half (id int);");
    expect(await migrateUp(database.ownerUrl, copy)).toEqual(["902_bad.sql"]);
  });

  it("gives up when somebody holds the table, rather than stopping everybody behind it", async () => {
    await migrateUp(database.ownerUrl);
    await add("901_lock.sql", "alter table public.profiles add column later text;");
    const holding = query(
      database.superuserUrl,
      "begin; lock table public.profiles in access share mode; select pg_sleep(5)",
    );
    await expect
      .poll(() =>
        query(database.superuserUrl, "select from pg_locks where relation = 'public.profiles'::regclass"),
      )
      .not.toEqual([]);
    expect(await refusal(migrateUp(database.ownerUrl, copy))).toContain("55P03");
    await holding;
    expect(await migrateUp(database.ownerUrl, copy)).toEqual(["901_lock.sql"]);
  });
});

describe("history and files must tell the same story", () => {
  it("an applied file that was edited is refused by its name", async () => {
    await migrateUp(database.ownerUrl, copy);
    const [second = ""] = all.slice(1);
    await add(second, `${await readFile(join(copy.migrations, second), "utf8")}\nselect 1;`);
    const message = await refusal(migrateUp(database.ownerUrl, copy));
    expect(message).toContain(`${second} was edited`);
    expect(await refusal(migrateStatus(database.ownerUrl, copy))).toBe(message);
    expect(await refusal(migrateDown(database.ownerUrl, 1, copy))).toBe(message);
  });

  it("a file that comes late with a lower number is refused", async () => {
    await add("901_first.sql", "select 1;");
    await migrateUp(database.ownerUrl, copy);
    await add("900_late.sql", "select 1;");
    expect(await refusal(migrateUp(database.ownerUrl, copy))).toMatch(/900_late\.sql comes late: 901/);
  });

  it("a migration that only the database knows is refused", async () => {
    await add("901_newer.sql", "select 1;");
    await migrateUp(database.ownerUrl, copy);
    expect(await refusal(migrateUp(database.ownerUrl))).toContain(
      "901_newer, which this release does not know",
    );
  });

  it.each([
    ["906.sql", "is not a name for a migration"],
    ["README.md", "is not a name for a migration"],
    ["0007_four_digits.sql", "is not a name for a migration"],
    ["901_Upper.sql", "is not a name for a migration"],
    ["001_again.sql", "have the same number"],
  ])(
    "the name %s is refused, since the Supabase CLI would skip it or sort it elsewhere",
    async (fileName, text) => {
      await add(fileName, "select 1;");
      expect(await refusal(migrateUp(database.ownerUrl, copy))).toContain(text);
    },
  );

  it("a file that ends its own transaction is refused", async () => {
    await add("901_commit.sql", "select 1;\n-- now\ncommit;\nselect 2;");
    expect(await refusal(migrateUp(database.ownerUrl, copy))).toContain("ends its transaction itself");
  });

  it("every migration has a rollback", async () => {
    expect((await readdir(ECHO_MIGRATIONS.rollbacks)).toSorted()).toEqual(all);
    expect(all).toContain("003_security_hardening.sql");
  });
});

describe("logins", () => {
  it("a login that row-level security binds is refused, and so is the pooler's transaction mode", async () => {
    expect(await refusal(migrateUp(database.apiUrl))).toContain('"echo_api" is bound by row-level security');
    const pooled = new URL(database.ownerUrl);
    pooled.port = "6543";
    expect(await refusal(migrateUp(pooled.href))).toContain("port 6543");
  });

  it("the owner who migrates in all these tests is no superuser, as on a hosted project", async () => {
    const login = "select rolname, rolsuper from pg_roles where rolname = current_user";
    expect(await query(database.ownerUrl, login)).toEqual([{ rolname: "postgres", rolsuper: false }]);
  });

  it("a database that is not there is named without its password", async () => {
    const nowhere = new URL(database.ownerUrl);
    nowhere.port = "1";
    const message = await refusal(migrateStatus(nowhere.href));
    expect(message).toContain("cannot be reached");
    expect(message).not.toContain(nowhere.password);
  });
});

describe("the Supabase CLI", () => {
  it("pushes as the non-superuser owner, and the migrator then has nothing to do", async () => {
    await push();
    expect(await migrateStatus(database.ownerUrl)).toEqual({ applied: all, pending: [] });
    expect(await migrateUp(database.ownerUrl)).toEqual([]);
    const pushed = await schemaPicture(database.ownerUrl);
    const history = await readHistory(database);
    const other = await createBareDatabase();
    try {
      await migrateUp(other.ownerUrl);
      expect(await schemaPicture(other.ownerUrl)).toEqual(pushed);
      expect(await readHistory(other)).toEqual(history);
    } finally {
      await other.drop();
    }
  });

  it("finds nothing to do after the migrator, and goes on where it stopped", async () => {
    await migrateUp(database.ownerUrl);
    expect(await push()).toContain("up to date");
    await migrateDown(database.ownerUrl, all.length - 2);
    const output = await push();
    expect(output).toContain(`Applying migration ${all.at(-1) ?? ""}`);
    expect(output).not.toContain(`Applying migration ${all[1] ?? ""}`);
    expect(await migrateStatus(database.ownerUrl)).toEqual({ applied: all, pending: [] });
  });
});

function readHistory({ ownerUrl }: BareDatabase): Promise<object[]> {
  return query(
    ownerUrl,
    "select version, name, statements from supabase_migrations.schema_migrations order by version",
  );
}

/** `supabase db push` of the repository, and what it printed. */
function push(): Promise<string> {
  const command = join(REPOSITORY, "node_modules", ".bin", "supabase");
  const url = `${database.ownerUrl}?sslmode=disable`;
  const env = { ...process.env, HOME: folder, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      ["db", "push", "--db-url", url, "--workdir", REPOSITORY, "--yes"],
      { env, timeout: CLI_TIMEOUT_MS },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (error === null) resolve(output);
        else reject(new Error(`supabase db push failed: ${output}`));
      },
    );
    child.stdin?.end();
  });
}
