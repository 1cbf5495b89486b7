/** echoctl as an operator types it: beside a running Echo, on a stopped one, and with wrong words. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EchoProcess, startEcho, temporaryFolder } from "#test/setup/echo-process.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const LIMIT_MS = 30_000;
const NEWEST_MIGRATION = readdirSync(join(ROOT, "backend/db/migrations")).toSorted().at(-1);
const folder = await temporaryFolder("echo-ctl-");
const dataDir = join(folder.path, "journal");
let echo: EchoProcess | undefined;

beforeAll(async () => {
  echo = await startEcho(dataDir);
}, 90_000);
afterAll(async () => {
  await echo?.stop();
  await folder.remove();
}, 60_000);

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function echoctl(
  parameters: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "scripts", "run.mjs"), "echoctl", ...parameters],
      {
        timeout: LIMIT_MS,
        env: { PATH: process.env["PATH"], ENVIRONMENT: "test", ECHO_DATA_DIR: dataDir, ...extra },
      },
      (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

describe("migrate", () => {
  it("reads and changes the schema beside a running Echo, and leaves it running", async () => {
    const status = await echoctl(["migrate", "status", "--json"]);
    expect(status.exitCode).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({
      ok: true,
      pending: [],
      applied: expect.arrayContaining(["001_profiles.sql"]),
    });
    expect((await echoctl(["migrate", "up"])).stdout).toBe("Nothing to do.\n");
    expect((await fetch(`${echo?.url}/readyz`)).status).toBe(200);
  });

  it("goes down and up on a stopped Echo, and leaves nothing running", async () => {
    await echo?.stop();
    echo = undefined;
    const down = await echoctl(["migrate", "down", "--yes", "--json"]);
    expect(JSON.parse(down.stdout)).toMatchObject({ ok: true, changed: [NEWEST_MIGRATION] });
    const up = await echoctl(["migrate", "up", "--json"]);
    expect(JSON.parse(up.stdout)).toMatchObject({ ok: true, changed: [NEWEST_MIGRATION] });
    echo = await startEcho(dataDir);
    expect((await fetch(`${echo.url}/readyz`)).status).toBe(200);
  }, 90_000);

  it("says in one sentence that there is no journal, or no owner's URL", async () => {
    const nowhere = await echoctl(["migrate", "status"], { ECHO_DATA_DIR: join(folder.path, "nowhere") });
    expect([nowhere.exitCode, nowhere.stderr.trim().split("\n").length]).toEqual([1, 1]);
    expect(nowhere.stderr).toContain("There is no journal in");
    const machine = await echoctl(["migrate", "status", "--json"], {
      ECHO_DATA_DIR: join(folder.path, "nowhere"),
    });
    expect([machine.exitCode, JSON.parse(machine.stdout)]).toMatchObject([1, { ok: false }]);
    const unset = await echoctl(["migrate", "status", "--json"], {
      SUPABASE_URL: "http://127.0.0.1:1",
      SUPABASE_SERVICE_ROLE_KEY: "sb_secret_test",
      DATABASE_URL: "postgresql://echo_api@127.0.0.1:1/postgres",
    });
    expect(unset.exitCode).toBe(78);
    expect(JSON.parse(unset.stdout)).toMatchObject({
      ok: false,
      error: expect.stringContaining("MIGRATION_DATABASE_URL"),
    });
  });
});

describe("usage", () => {
  it.each([
    [["migrat"]],
    [["migrate", "sideways"]],
    [["migrate", "down", "--steps", "0"]],
    [["migrate", "up", "--fast"]],
  ])("%j ends with 2 and says what there is", async (parameters) => {
    const outcome = await echoctl(parameters);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).not.toBe("");
  });

  it("--help ends with 0", async () => {
    const outcome = await echoctl(["--help"]);
    expect([outcome.exitCode, outcome.stdout.includes("migrate")]).toEqual([0, true]);
  });

  it("wrong settings end with 78, for machines in one JSON object", async () => {
    expect((await echoctl(["migrate", "status"], { PORT: "x" })).exitCode).toBe(78);
    const machine = await echoctl(["migrate", "status", "--json"], { PORT: "x" });
    expect(machine.exitCode).toBe(78);
    expect(JSON.parse(machine.stdout)).toMatchObject({ ok: false, error: expect.stringContaining("PORT") });
  });

  it("migrate down without --yes takes nothing back where nobody can be asked", async () => {
    const outcome = await echoctl(["migrate", "down"]);
    expect([outcome.exitCode, outcome.stdout]).toEqual([2, ""]);
    expect(outcome.stderr).toContain("--yes");
  });
});
