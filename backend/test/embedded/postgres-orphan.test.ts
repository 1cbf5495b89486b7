/** One Echo per data folder, and what the next one does with a PostgreSQL that outlived a killed one. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isAlive, readPostmaster } from "#embedded/postmaster.ts";
import {
  endLeftover,
  endProcess,
  IS_ROOT,
  makeScratchFolder,
  type PostgresProgram,
  runAsNormalUser,
  runPostgresProgram,
  type ScratchFolder,
  waitUntil,
} from "#test/setup/postgres-process.ts";

let scratch: ScratchFolder;

beforeAll(() => {
  scratch = makeScratchFolder();
});

// Every test but the first finds the cluster of the one before, stopped.
afterEach(() => endLeftover(scratch));

afterAll(() => scratch.remove());

async function ready(program: PostgresProgram) {
  const line = await program.ready;
  if (line === null) throw new Error((await program.ended).stderr);
  return line;
}

async function stop(program: PostgresProgram): Promise<void> {
  program.child.kill("SIGTERM");
  expect(await program.ended).toMatchObject({ code: 0 });
}

describe("a data folder", () => {
  it("has one Echo at a time, and the second is told the folder, the process and the mend", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    await ready(first);
    const { code, stderr } = await runPostgresProgram(scratch.dataDir).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(scratch.dataDir);
    expect(stderr).toContain(`process ${first.child.pid}`);
    expect(stderr).toContain("stop that one first");
    await stop(first);
    const next = runPostgresProgram(scratch.dataDir);
    await ready(next);
    await stop(next);
  });

  it("goes to exactly one of several that start at once", async () => {
    const programs = Array.from({ length: 4 }, () => runPostgresProgram(scratch.dataDir));
    const lines = await Promise.all(programs.map((program) => program.ready));
    const winners = programs.filter((_, index) => lines[index] !== null);
    expect(winners).toHaveLength(1);
    for (const loser of programs.filter((program) => !winners.includes(program))) {
      expect(await loser.ended).toMatchObject({ code: 1, stderr: expect.stringContaining("in use by") });
    }
    for (const winner of winners) await stop(winner);
  });
});

describe("a PostgreSQL that outlived its Echo", () => {
  it("is adopted when it is ours and healthy, and stopped with the next Echo", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    const orphan = await ready(first);
    await endProcess(first.child.pid ?? 0, "SIGKILL");
    expect(isAlive(orphan.pid)).toBe(true);
    const second = runPostgresProgram(scratch.dataDir);
    expect(await ready(second)).toEqual({ ...orphan, isNew: false });
    await stop(second);
    expect(isAlive(orphan.pid)).toBe(false);
  });

  it("is brought back after its adoption as well", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    const orphan = await ready(first);
    await endProcess(first.child.pid ?? 0, "SIGKILL");
    const second = runPostgresProgram(scratch.dataDir);
    await ready(second);
    await endProcess(orphan.pid, "SIGKILL");
    await waitUntil(() => {
      const now = readPostmaster(scratch.clusterDirectory);
      return now !== null && now.pid !== orphan.pid && now.status === "ready";
    });
    expect(readPostmaster(scratch.clusterDirectory)?.port).toBe(orphan.port);
    await stop(second);
  });

  it("is replaced when it runs with other settings", async () => {
    const first = runPostgresProgram(scratch.dataDir, "fast");
    const orphan = await ready(first);
    await endProcess(first.child.pid ?? 0, "SIGKILL");
    const second = runPostgresProgram(scratch.dataDir);
    const next = await ready(second);
    expect(next.pid).not.toBe(orphan.pid);
    expect(isAlive(orphan.pid)).toBe(false);
    await stop(second);
  });

  it("is replaced when it does not answer", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    const orphan = await ready(first);
    await endProcess(first.child.pid ?? 0, "SIGKILL");
    process.kill(orphan.pid, "SIGSTOP");
    const second = runPostgresProgram(scratch.dataDir);
    const next = await ready(second);
    expect(next.pid).not.toBe(orphan.pid);
    await stop(second);
  });
});

describe("a stale postmaster.pid", () => {
  it("of a server that was killed with its Echo does not stop the next start", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    const { pid } = await ready(first);
    first.child.kill("SIGKILL");
    await endProcess(pid, "SIGKILL");
    await first.ended;
    const second = runPostgresProgram(scratch.dataDir);
    expect(await ready(second)).toMatchObject({ isNew: false });
    await stop(second);
  });

  it.each([
    ["names another living program", () => process.pid],
    ["is that of a single-user server", () => -process.pid],
  ])("that %s does not stop the next start", async (_, pidOf) => {
    const first = runPostgresProgram(scratch.dataDir);
    const { pid } = await ready(first);
    const file = join(scratch.clusterDirectory, "postmaster.pid");
    const text = readFileSync(file, "utf8");
    await stop(first);
    writeFileSync(file, text.replace(String(pid), String(pidOf())));
    const second = runPostgresProgram(scratch.dataDir);
    expect(await ready(second)).toMatchObject({ isNew: false });
    await stop(second);
  });
});

describe("a data folder of a normal user", () => {
  let own: ScratchFolder;

  beforeEach(() => {
    own = makeScratchFolder();
  });

  afterEach(() => own.remove());

  it("works", async () => {
    const program = runAsNormalUser(own.dataDir);
    await ready(program);
    expect(statSync(own.clusterDirectory).uid).not.toBe(0);
    expect(statSync(join(own.dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    await stop(program);
  });

  it.runIf(IS_ROOT)("is run under that user's account by root", async () => {
    const first = runAsNormalUser(own.dataDir);
    await ready(first);
    await stop(first);
    const { uid } = statSync(own.clusterDirectory);
    const second = runPostgresProgram(own.dataDir);
    expect(await ready(second)).toMatchObject({ isNew: false });
    expect(statSync(own.clusterDirectory).uid).toBe(uid);
    await stop(second);
  });
});
