/**
 * Migrations go up and down to the same schema, by echoctl or by the real Supabase CLI, as an owner who is
 * no superuser; what does not fit the history is refused by its name.
 */
import { execFile } from "node:child_process";
import { cp, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateDown, migrateStatus, migrateUp } from "#db/migrate.ts";
import { ECHO_MIGRATIONS, type MigrationFolders } from "#db/migration-files.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { temporaryFolder } from "#test/setup/echo-process.ts";
import { query } from "./people.ts";
import { schemaPicture } from "./schema-picture.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const CLI_LIMIT_MS = 60_000;
const ALL = 999;

const scratch = await temporaryFolder("echo-migrate-");
let fileNames: string[];
const databases: TestDatabase[] = [];

beforeAll(async () => {
  fileNames = (await readdir(ECHO_MIGRATIONS.migrations)).toSorted();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await scratch.remove();
});

/** A database without Echo's schema, as a new project has it. */
async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  await migrateDown(database.ownerUrl, ALL);
  return database;
}

async function push(database: TestDatabase): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    join(ROOT, "node_modules", ".bin", "supabase"),
    ["db", "push", "--db-url", `${database.ownerUrl}?sslmode=disable`, "--workdir", ROOT, "--yes"],
    {
      timeout: CLI_LIMIT_MS,
      env: { ...process.env, HOME: scratch.path, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    },
  );
  return stdout + stderr;
}

/** A copy of the migrations that a test may change. */
async function copyOfMigrations(name: string): Promise<MigrationFolders> {
  const folders = { migrations: join(scratch.path, name, "up"), rollbacks: join(scratch.path, name, "down") };
  await cp(ECHO_MIGRATIONS.migrations, folders.migrations, { recursive: true });
  await cp(ECHO_MIGRATIONS.rollbacks, folders.rollbacks, { recursive: true });
  return folders;
}

describe("up, down, up", () => {
  it("ends with the same schema, and down leaves nothing of Echo", async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const before = await schemaPicture(database.ownerUrl);
    expect(before.filter((line) => line.startsWith("policy")).length).toBeGreaterThan(5);

    expect(await migrateDown(database.ownerUrl, ALL)).toEqual(fileNames.toReversed());
    const empty = await schemaPicture(database.ownerUrl);
    expect(empty.filter((line) => /^(table|policy|function|index)/.test(line))).toEqual([]);

    expect(await migrateUp(database.ownerUrl)).toEqual(fileNames);
    expect(await schemaPicture(database.ownerUrl)).toEqual(before);
  });

  it("works step by step, each rollback undoing exactly its migration", async () => {
    const database = await emptyDatabase();
    const folders = await copyOfMigrations("steps");
    const pictures: string[][] = [];
    for (let count = 1; count <= fileNames.length; count += 1) {
      const step = await copyOfMigrations(`steps-${count}`);
      for (const later of fileNames.slice(count))
        await rename(join(step.migrations, later), join(scratch.path, `later-${count}-${later}`));
      pictures.push(await schemaPicture(database.ownerUrl));
      expect(await migrateUp(database.ownerUrl, step)).toEqual([fileNames[count - 1]]);
    }
    for (const expected of pictures.toReversed()) {
      await migrateDown(database.ownerUrl, 1, folders);
      const found = await schemaPicture(database.ownerUrl);
      const relevant = (line: string) =>
        /^(table|column|constraint|index|policy|trigger|function)/.test(line);
      expect(found.filter(relevant)).toEqual(expected.filter(relevant));
    }
  });
});

describe("the Supabase CLI and echoctl share one history", () => {
  it("what the CLI pushed needs nothing more, and gives the same schema", async () => {
    const byCli = await emptyDatabase();
    const output = await push(byCli);
    for (const fileName of fileNames) expect(output).toContain(fileName);
    expect(await migrateStatus(byCli.ownerUrl)).toEqual({ applied: fileNames, pending: [] });
    expect(await migrateUp(byCli.ownerUrl)).toEqual([]);

    const byEcho = await emptyDatabase();
    await migrateUp(byEcho.ownerUrl);
    expect(await schemaPicture(byCli.ownerUrl)).toEqual(await schemaPicture(byEcho.ownerUrl));
  }, 120_000);

  it("what echoctl applied is up to date for the CLI, statement by statement", async () => {
    const byEcho = await emptyDatabase();
    await migrateUp(byEcho.ownerUrl);
    expect(await push(byEcho)).toMatch(/up to date/i);

    const byCli = await emptyDatabase();
    await push(byCli);
    const history =
      "select version, name, statements from supabase_migrations.schema_migrations order by version";
    expect(await query(byEcho.ownerUrl, history)).toEqual(await query(byCli.ownerUrl, history));
  }, 120_000);

  it("one may begin and the other go on", async () => {
    const database = await emptyDatabase();
    const begun = await copyOfMigrations("begun");
    for (const later of fileNames.slice(2))
      await rename(join(begun.migrations, later), join(scratch.path, `begun-${later}`));
    await migrateUp(database.ownerUrl, begun);
    const output = await push(database);
    expect(output).not.toContain(`Applying migration ${fileNames[0]}`);
    expect(await migrateStatus(database.ownerUrl)).toEqual({ applied: fileNames, pending: [] });
  }, 120_000);
});

describe("two migrators at once", () => {
  it("one applies everything, the other waits and finds nothing to do", async () => {
    const database = await emptyDatabase();
    const results = await Promise.all([migrateUp(database.ownerUrl), migrateUp(database.ownerUrl)]);
    expect(results.map((applied) => applied.length).toSorted((left, right) => left - right)).toEqual([
      0,
      fileNames.length,
    ]);
  });
});

describe("what does not fit is refused by its name, and changes nothing", () => {
  it("an edited file", async () => {
    const database = await emptyDatabase();
    await migrateUp(database.ownerUrl);
    const folders = await copyOfMigrations("edited");
    const edited = join(folders.migrations, fileNames[1] ?? "");
    await writeFile(edited, `${await readFile(edited, "utf8")}\nselect 1;\n`);
    await expect(migrateUp(database.ownerUrl, folders)).rejects.toThrow(fileNames[1] ?? "");
  });

  it("a badly named file, which the CLI would skip in silence", async () => {
    const database = await emptyDatabase();
    const folders = await copyOfMigrations("named");
    await writeFile(join(folders.migrations, "006.sql"), "select 1;");
    await expect(migrateUp(database.ownerUrl, folders)).rejects.toThrow("006.sql");
    expect(
      await query(database.ownerUrl, "select version from supabase_migrations.schema_migrations"),
    ).toEqual([]);
  });

  it("a late file with a lower number", async () => {
    const database = await emptyDatabase();
    await migrateUp(database.ownerUrl);
    const folders = await copyOfMigrations("late");
    await writeFile(join(folders.migrations, "000_late.sql"), "select 1;");
    await writeFile(join(folders.rollbacks, "000_late.sql"), "select 1;");
    await expect(migrateUp(database.ownerUrl, folders)).rejects.toThrow("000_late.sql");
  });

  it("a database that is ahead of this release", async () => {
    const database = await emptyDatabase();
    await migrateUp(database.ownerUrl);
    await query(
      database.ownerUrl,
      "insert into supabase_migrations.schema_migrations (version, name) values ('900', 'future')",
    );
    await expect(migrateUp(database.ownerUrl)).rejects.toThrow("900_future");
  });

  it("a failing file leaves nothing of itself, and the ones before it stay", async () => {
    const database = await emptyDatabase();
    const folders = await copyOfMigrations("failing");
    await writeFile(
      join(folders.migrations, "900_fails.sql"),
      "create table public.half (id int);\nselect 1 / 0;\n",
    );
    await writeFile(join(folders.rollbacks, "900_fails.sql"), "drop table public.half;\n");
    await expect(migrateUp(database.ownerUrl, folders)).rejects.toThrow("900_fails.sql");
    expect(await query(database.ownerUrl, "select to_regclass('public.half') as found")).toEqual([
      { found: null },
    ]);
    expect((await migrateStatus(database.ownerUrl)).applied).toEqual(fileNames);
  });

  it("the owner that migrates is no superuser", async () => {
    const database = await emptyDatabase();
    const login = await query<{ rolsuper: boolean }>(
      database.ownerUrl,
      "select rolsuper from pg_roles where rolname = current_user",
    );
    expect(login).toEqual([{ rolsuper: false }]);
  });
});
