/** What may lie in a data folder before a start, and that nothing which could be a journal is ever deleted. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { inspectCluster } from "#embedded/cluster.ts";
import { prepareDataFolder } from "#embedded/data-folder.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { startPostgres } from "#embedded/postgres.ts";
import {
  endProcess,
  makeScratchFolder,
  runPostgresProgram,
  type ScratchFolder,
  waitUntil,
} from "#test/setup/postgres-process.ts";

let scratch: ScratchFolder;

beforeEach(() => {
  scratch = makeScratchFolder();
});

afterEach(() => scratch.remove());

const start = () =>
  startPostgres({
    dataDir: scratch.dataDir,
    log: silentLog,
    superuserPassword: new Secret("geheim"),
    isDurable: false,
  });

/** Puts files into the cluster folder, as paths below it. */
function putFiles(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(scratch.clusterDirectory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function refusal(): Promise<string> {
  const error: unknown = await start().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EmbeddedError)) throw new Error("not refused", { cause: error });
  expect(error.message).not.toContain("\n");
  return error.message;
}

describe("data of another PostgreSQL major", () => {
  it("is refused with a sentence that names both, in our folder", async () => {
    putFiles({ PG_VERSION: "17\n", "base/5/PG_VERSION": "17\n" });
    const message = await refusal();
    expect(message).toContain("PostgreSQL 17");
    expect(message).toContain("PostgreSQL 18");
    expect(message).toContain(scratch.clusterDirectory);
    expect(readdirSync(scratch.clusterDirectory)).toEqual(["PG_VERSION", "base"]);
  });

  it("is refused beside an absent cluster of ours", async () => {
    const other = join(scratch.dataDir, "postgres", "16");
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "PG_VERSION"), "16\n");
    expect(await refusal()).toContain("PostgreSQL 16");
    expect(existsSync(scratch.clusterDirectory)).toBe(false);
  });

  it("is refused where ECHO_DATA_DIR itself is a cluster", async () => {
    mkdirSync(scratch.dataDir);
    writeFileSync(join(scratch.dataDir, "PG_VERSION"), "15\n");
    expect(await refusal()).toContain("PostgreSQL 15");
  });
});

describe("a folder that is not Echo's", () => {
  it("is refused and left as it is", async () => {
    mkdirSync(scratch.dataDir, { mode: 0o755 });
    writeFileSync(join(scratch.dataDir, "thesis.odt"), "x");
    expect(await refusal()).toContain('"thesis.odt"');
    expect(readdirSync(scratch.dataDir)).toEqual(["thesis.odt"]);
  });

  it("is refused where the cluster should lie", async () => {
    putFiles({ "notes.txt": "x" });
    expect(await refusal()).toContain("not a PostgreSQL cluster");
    expect(readdirSync(scratch.clusterDirectory)).toEqual(["notes.txt"]);
  });

  it("is refused when it is a file", async () => {
    writeFileSync(scratch.dataDir, "x");
    expect(await refusal()).toContain("not a folder");
  });
});

describe("an unfinished cluster", () => {
  it("of an initdb that was killed heals by itself", async () => {
    const program = runPostgresProgram(scratch.dataDir);
    const parent = dirname(scratch.clusterDirectory);
    await waitUntil(
      () => existsSync(parent) && readdirSync(parent).some((name) => /^18\.initdb-[0-9a-f]+$/.test(name)),
    );
    await endProcess(program.child.pid ?? 0, "SIGKILL");
    expect(existsSync(scratch.clusterDirectory)).toBe(false);
    const second = runPostgresProgram(scratch.dataDir);
    expect(await second.ready).toMatchObject({ isNew: true });
    expect(readdirSync(parent).filter((name) => name.startsWith("18."))).toEqual([]);
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  });

  it("under the final name is moved aside, not deleted", async () => {
    putFiles({ PG_VERSION: "18\n", "global/pg_control": "x", "base/1/PG_VERSION": "18\n" });
    const postgres = await start();
    await postgres.stop();
    expect(postgres.isNew).toBe(true);
    const aside = readdirSync(dirname(scratch.clusterDirectory)).filter((name) =>
      name.startsWith("18.unfinished-"),
    );
    expect(aside).toHaveLength(1);
  });

  it("that is empty is simply filled", async () => {
    mkdirSync(scratch.clusterDirectory, { recursive: true });
    const postgres = await start();
    await postgres.stop();
    expect(postgres.isNew).toBe(true);
  });
});

describe("a finished cluster", () => {
  it("that lost files is refused as damaged and kept, never replaced by an empty one", async () => {
    const postgres = await start();
    await postgres.stop();
    rmSync(join(scratch.clusterDirectory, "global", "pg_control"));
    const before = readdirSync(scratch.clusterDirectory);
    expect(await refusal()).toContain("damaged");
    expect(readdirSync(scratch.clusterDirectory)).toEqual(before);
  });

  it("under a temporary name is not deleted", async () => {
    const postgres = await start();
    await postgres.stop();
    const copy = `${scratch.clusterDirectory}.initdb-0a0a0a0a`;
    cpSync(scratch.clusterDirectory, copy, { recursive: true });
    const again = await start();
    await again.stop();
    expect(inspectCluster(copy)).toBe("finished");
  });

  it("gets the password of a new secrets file when the old one was lost", async () => {
    const first = runPostgresProgram(scratch.dataDir);
    expect(await first.ready).toMatchObject({ isNew: true });
    first.child.kill("SIGTERM");
    await first.ended;
    const { secretsFile } = prepareDataFolder(scratch.dataDir);
    const lost = readFileSync(secretsFile, "utf8");
    rmSync(secretsFile);
    const second = runPostgresProgram(scratch.dataDir);
    expect(await second.ready).toMatchObject({ isNew: false });
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
    expect(readFileSync(secretsFile, "utf8")).not.toBe(lost);
  });
});
