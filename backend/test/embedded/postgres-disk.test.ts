/** A full disk at start: one clear sentence, nothing lost, and a normal start when there is room again. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { ensureCluster, inspectCluster } from "#embedded/cluster.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import {
  IS_ROOT,
  makeScratchFolder,
  runPostgresProgram,
  type ScratchFolder,
} from "#test/setup/postgres-process.ts";

let scratch: ScratchFolder;

beforeEach(() => {
  scratch = makeScratchFolder();
});

afterEach(() => scratch.remove());

describe("an initdb that runs out of space", () => {
  it("is told as a full disk and leaves no half-made cluster", async () => {
    const program = join(scratch.path, "initdb");
    writeFileSync(
      program,
      '#!/bin/sh\nmkdir -p "${1#--pgdata=}/base"\necho "initdb: error: could not write file: No space left on device" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const made = ensureCluster({
      clusterDirectory: scratch.clusterDirectory,
      binaries: { initdb: program, postgres: program, environment: {} },
      launcher: { account: null, launch: (file, args) => ({ file, args, identity: {} }) },
      environment: { PATH: "/usr/bin:/bin" },
      superuserPassword: new Secret("geheim"),
      isDurable: false,
      log: silentLog,
    });
    await expect(made).rejects.toThrow(EmbeddedError);
    await expect(made).rejects.toThrow(/disk .* is full/);
    expect(inspectCluster(scratch.clusterDirectory)).toBe("absent");
  });
});

/** Whether a small file system can be mounted here: root in a container may not. */
function mountSmallDisk(directory: string, megabytes: number): boolean {
  mkdirSync(directory);
  const options = `size=${megabytes}m,mode=0755`;
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory]).status === 0;
}

function canMount(): boolean {
  if (!IS_ROOT) return false;
  const probe = makeScratchFolder();
  const directory = join(probe.path, "disk");
  const isMounted = mountSmallDisk(directory, 1);
  if (isMounted) spawnSync("umount", [directory]);
  rmSync(probe.path, { recursive: true, force: true });
  return isMounted;
}

describe.runIf(canMount())("a real full disk", () => {
  let disk: string;
  let dataDir: string;

  beforeEach(() => {
    disk = join(scratch.path, "disk");
    dataDir = join(disk, "data");
  });

  afterEach(() => {
    spawnSync("umount", ["-l", disk]);
  });

  const fill = () => {
    const space = statfsSync(disk);
    writeFileSync(join(disk, "filler"), Buffer.alloc(space.bavail * space.bsize));
  };

  it.each([0, 8])("before the first start with %d MB left ends it with one sentence", async (left) => {
    expect(mountSmallDisk(disk, left + 1)).toBe(true);
    if (left === 0) fill();
    const { code, stderr } = await runPostgresProgram(dataDir).ended;
    expect(stderr).toMatch(/^The disk that holds .* is full: [^\n]+\n$/);
    expect(code).toBe(1);
  });

  it("before a later start ends it with one sentence, and room mends it", async () => {
    expect(mountSmallDisk(disk, 200)).toBe(true);
    const first = runPostgresProgram(dataDir);
    expect(await first.ready).toMatchObject({ isNew: true });
    first.child.kill("SIGTERM");
    await first.ended;
    fill();
    const second = await runPostgresProgram(dataDir).ended;
    expect(second.stderr).toMatch(/^The disk that holds .* is full: [^\n]+\n$/);
    expect(second.code).toBe(1);
    rmSync(join(disk, "filler"));
    const third = runPostgresProgram(dataDir);
    expect(await third.ready).toMatchObject({ isNew: false });
    third.child.kill("SIGTERM");
    expect((await third.ended).code).toBe(0);
  });
});
