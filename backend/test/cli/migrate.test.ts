/** The verb `migrate`: what it prints, for people and for machines, and with which exit code it ends. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrateCommand } from "#cli/migrate.ts";
import { Secret } from "#core/secret.ts";
import { type BareDatabase, createBareDatabase } from "#test/db/bare-database.ts";

let database: BareDatabase;
beforeEach(async () => {
  database = await createBareDatabase();
});
afterEach(() => database.drop());

interface Ran {
  readonly out: string;
  readonly error: string;
  readonly exitCode: number;
}

async function run(
  parameters: readonly string[],
  ownerUrl: string | undefined = database.ownerUrl,
): Promise<Ran> {
  const written = { out: "", error: "", exitCode: 0 };
  const command = migrateCommand({
    findOwnerUrl: async () => (ownerUrl === "" || ownerUrl === undefined ? undefined : new Secret(ownerUrl)),
    writeOut: (text) => (written.out += text),
    writeError: (text) => (written.error += text),
    setExitCode: (code) => (written.exitCode = code),
  });
  await command.parseAsync(parameters, { from: "user" });
  return written;
}

it("status, up, status, down tell what they found and did", async () => {
  expect((await run(["status"])).out).toMatch(/^pending {2}001_\w+\.sql\n[^]*\d+ to apply\.\n$/);
  expect((await run(["up"])).out).toMatch(/^Applied 001_\w+\.sql\nApplied 002_/);
  expect(await run(["up"])).toEqual({ out: "Nothing to do.\n", error: "", exitCode: 0 });
  expect((await run(["status"])).out).toMatch(/^applied {2}001_[^]*\nNothing to do\.\n$/);
  expect((await run(["down"])).out).toMatch(/^Took back \d{3}_\w+\.sql\n$/);
});

it("--json prints one object, whatever the verb", async () => {
  const { out } = await run(["up", "--json"]);
  const { ok, changed } = JSON.parse(out) as { ok: boolean; changed: string[] };
  expect(ok).toBe(true);
  expect(changed.length).toBeGreaterThan(3);
  expect(JSON.parse((await run(["status", "--json"])).out)).toEqual({
    ok: true,
    applied: changed,
    pending: [],
  });
  expect(JSON.parse((await run(["down", "--steps", "2", "--json"])).out)).toEqual({
    ok: true,
    changed: changed.toReversed().slice(0, 2),
  });
});

it("a failure is one sentence and exit code 1, without the password", async () => {
  const ran = await run(["up"], database.apiUrl);
  expect(ran).toMatchObject({ out: "", exitCode: 1 });
  expect(ran.error).toMatch(/^Migrations need .+\.\n$/);
  expect(ran.error).not.toContain(new URL(database.apiUrl).password);
  const { out, exitCode } = await run(["up", "--json"], database.apiUrl);
  expect([JSON.parse(out), exitCode]).toEqual([{ ok: false, error: ran.error.trim() }, 1]);
});

it("a missing MIGRATION_DATABASE_URL is a fault of the settings: exit code 78", async () => {
  const ran = await run(["status"], "");
  expect(ran.exitCode).toBe(78);
  expect(ran.error).toContain("MIGRATION_DATABASE_URL");
});
