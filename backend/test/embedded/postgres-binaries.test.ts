/** PostgreSQL starts although npm ran no install script, in a package folder that can be written or not. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseAccount, createLauncher, giveTo } from "#embedded/account.ts";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { findBinaries } from "#embedded/binaries.ts";
import { ensureCluster } from "#embedded/cluster.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { IS_ROOT, makeScratchFolder, type ScratchFolder } from "#test/setup/postgres-process.ts";

let scratch: ScratchFolder;
/** A package as it is after `npm ci --ignore-scripts`: no library links. */
let native: string;
let links: string;

beforeAll(() => {
  scratch = makeScratchFolder();
  native = join(scratch.path, "native");
  links = join(scratch.path, "links");
  const installed = dirname(dirname(findBinaries(links).postgres));
  for (const part of ["bin", "lib", "share", "pg-symlinks.json"]) {
    cpSync(join(installed, part), join(native, part), {
      recursive: true,
      filter: (path) => !path.endsWith(".a"),
    });
  }
});

beforeEach(() => {
  const lib = join(native, "lib");
  for (const name of readdirSync(lib)) {
    if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name));
  }
  rmSync(links, { recursive: true, force: true });
});

afterAll(() => scratch.remove());

function versionOf(program: string, environment: NodeJS.ProcessEnv): string {
  const result = spawnSync(program, ["--version"], { env: environment, encoding: "utf8", timeout: 10_000 });
  return `${result.stdout}${result.stderr}`;
}

describe("the library links", () => {
  it("are really needed", () => {
    expect(versionOf(join(native, "bin", "postgres"), {})).toContain("cannot open shared object file");
  });

  it("are made in the package, once", () => {
    const binaries = findBinaries(links, native);
    expect(binaries.environment).toEqual({});
    expect(versionOf(binaries.postgres, binaries.environment)).toContain("(PostgreSQL) 18.");
    const before = readdirSync(join(native, "lib"));
    expect(findBinaries(links, native)).toEqual(binaries);
    expect(readdirSync(join(native, "lib"))).toEqual(before);
    expect(() => lstatSync(links)).toThrow("ENOENT");
  });

  it("go to a folder of ours when the package cannot be written", () => {
    const lib = join(native, "lib");
    chmodSync(lib, 0o555);
    mkdirSync(links, { mode: 0o755 });
    const account = chooseAccount(links);
    giveTo(account, links);
    // A root test becomes the account, because root may write everywhere.
    if (IS_ROOT && account !== null) {
      process.setegid?.(account.gid);
      process.seteuid?.(account.uid);
    }
    let binaries: ReturnType<typeof findBinaries>;
    try {
      binaries = findBinaries(links, native);
    } finally {
      if (IS_ROOT) {
        process.seteuid?.(0);
        process.setegid?.(0);
      }
      chmodSync(lib, 0o755);
    }
    expect(readdirSync(links).length).toBeGreaterThan(10);
    expect(versionOf(binaries.postgres, binaries.environment)).toContain("(PostgreSQL) 18.");
    expect(versionOf(binaries.initdb, binaries.environment)).toContain("(PostgreSQL) 18.");
  });
});

describe.runIf(IS_ROOT)("a checkout below a private home", () => {
  it("is run with the one capability that reaches it, and no other", () => {
    chmodSync(scratch.path, 0o700);
    try {
      const binaries = findBinaries(links, native);
      const account = chooseAccount(links);
      expect(account).not.toBeNull();
      const launcher = createLauncher(account, binaries.postgres, scratch.path, {});
      const { file, args, identity } = launcher.launch("/bin/grep", ["Cap\\|^Uid", "/proc/self/status"]);
      const { stdout } = spawnSync(file, args, { ...identity, encoding: "utf8", timeout: 10_000 });
      const factOf = (name: string) => new RegExp(`^${name}:\\t(\\S+)`, "m").exec(stdout)?.[1];
      const searchOnly = (1 << 2).toString(16).padStart(16, "0");
      expect(factOf("Uid")).toBe(String(account?.uid));
      for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
        expect([set, factOf(set)]).toEqual([set, searchOnly]);
      }
    } finally {
      chmodSync(scratch.path, 0o755);
    }
  });

  it("holds binaries that make and start a cluster, even those that npm wrote for root alone", async () => {
    const home = makeScratchFolder();
    const native = join(home.path, "native");
    const installed = dirname(dirname(findBinaries(links).postgres));
    cpSync(installed, native, { recursive: true, verbatimSymlinks: true });
    spawnSync("chmod", ["-R", "go-rwx", home.path]);
    const parent = join(home.path, "postgres");
    mkdirSync(parent);
    const account = chooseAccount(scratch.clusterDirectory);
    giveTo(account, parent);
    const binaries = findBinaries(links, native);
    const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C" };
    const launcher = createLauncher(account, binaries.postgres, parent, environment);
    const cluster = {
      clusterDirectory: join(parent, "18"),
      binaries,
      launcher,
      environment,
      superuserPassword: new Secret("geheim"),
      isDurable: false,
      log: silentLog,
    };
    expect(await ensureCluster(cluster)).toBe("created");
    const { file, args, identity } = launcher.launch(binaries.postgres, [
      "-D",
      cluster.clusterDirectory,
      "-C",
      "fsync",
    ]);
    const { stdout } = spawnSync(file, args, {
      ...identity,
      env: environment,
      encoding: "utf8",
      timeout: 10_000,
    });
    expect(stdout.trim()).toBe("on");
    expect(statSync(home.path).mode & 0o777).toBe(0o700);
    await home.remove();
  });

  it("is refused with one sentence where that capability cannot be had", () => {
    const binaries = findBinaries(links, native);
    const account = { name: "nobody", uid: 65_534, gid: 65_534 };
    const missing = join(scratch.path, "not there");
    const start = () => createLauncher(account, binaries.postgres, missing, {});
    expect(start).toThrow(EmbeddedError);
    expect(start).toThrow(/The account "nobody" .* cannot reach .*not there/);
  });
});
