/** The verb `migrate`: what it prints, for people and for machines, and with which exit code it ends. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrateCommand } from "#cli/migrate.ts";
import { Secret } from "#core/secret.ts";
import { SettingsError } from "#core/settings.ts";
import { EmbeddedError } from "#embedded/errors.ts";
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

interface RunOptions {
  /** What the person at the terminal types; absent where nobody sits at one. */
  readonly typed?: string;
  /** What looking for the owner's login ends with. */
  readonly fault?: Error;
}

async function run(
  parameters: readonly string[],
  ownerUrl: string | undefined = database.ownerUrl,
  { typed, fault }: RunOptions = {},
): Promise<Ran> {
  const written = { out: "", error: "", exitCode: 0 };
  const command = migrateCommand({
    findOwnerUrl: async () => {
      if (fault !== undefined) throw fault;
      return ownerUrl === "" || ownerUrl === undefined ? undefined : new Secret(ownerUrl);
    },
    ask: async () => typed,
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
  expect((await run(["down", "--yes"])).out).toMatch(/^Took back \d{3}_\w+\.sql\n$/);
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
  expect(JSON.parse((await run(["down", "--steps", "2", "--yes", "--json"])).out)).toEqual({
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

it("down takes nothing back unless it is told yes, on the line or at the terminal", async () => {
  await run(["up"]);
  const before = await run(["status"]);
  const unasked = await run(["down"]);
  expect(unasked).toMatchObject({ out: "", exitCode: 2 });
  expect(unasked.error).toMatch(/^Taking back .+ --yes .+\.\n$/);
  const machine = await run(["down", "--json"], database.ownerUrl, { typed: "yes" });
  expect([JSON.parse(machine.out), machine.exitCode]).toEqual([
    { ok: false, error: unasked.error.trim() },
    2,
  ]);
  for (const typed of ["", "y", "no"]) {
    expect(await run(["down"], database.ownerUrl, { typed })).toEqual({
      out: "",
      error: "Nothing was taken back.\n",
      exitCode: 2,
    });
  }
  expect(await run(["status"])).toEqual(before);
  expect((await run(["down"], database.ownerUrl, { typed: "Yes" })).out).toMatch(/^Took back \d{3}_/);
});

it.each([
  ["no journal", new EmbeddedError("There is no journal."), 1],
  ["wrong settings", new SettingsError([{ name: "PORT", message: "found nothing good" }]), 78],
  ["anything else", new Error("It broke."), 1],
])("--json prints one object for %s, too", async (_name, fault, expected) => {
  const { out, error, exitCode } = await run(["status", "--json"], database.ownerUrl, { fault });
  expect([JSON.parse(out), error, exitCode]).toEqual([{ ok: false, error: fault.message }, "", expected]);
});
