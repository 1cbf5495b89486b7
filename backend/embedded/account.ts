/**
 * Under which account PostgreSQL runs. It refuses to run as root, so a root Echo hands it to an existing
 * unprivileged account and never creates one. Every program is started through a `Launcher`, so that the
 * account, and the capability it may need to reach a folder below a private home, are decided once.
 */
import { spawnSync } from "node:child_process";
import { lchownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EmbeddedError } from "./errors.ts";

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** A program with its arguments and identity, as `child_process.spawn` takes them. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

export interface Launcher {
  /** Null when Echo itself is an unprivileged user: then everything runs as that user. */
  readonly account: Account | null;
  /** How to start `file` so that it runs as the account. */
  launch(file: string, args: readonly string[]): Launch;
}

const ACCOUNT_NAMES = ["echo", "postgres", "nobody"] as const;
const COMMAND_TIMEOUT_MS = 5_000;

/** Prints nothing, fails when the folder cannot be entered or the program cannot run. */
const REACH_SCRIPT = 'cd -- "$1" && exec "$2" --version';

/**
 * The account for the cluster in `clusterDirectory`: the owner of an existing one, else the first of
 * `echo`, `postgres`, `nobody` that the machine knows; null for an Echo that is not root.
 *
 * @throws EmbeddedError when root has no such account
 */
export function chooseAccount(clusterDirectory: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    return { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  for (const name of ACCOUNT_NAMES) {
    const uid = readId("-u", name);
    const gid = readId("-g", name);
    if (uid !== null && gid !== null && uid !== 0) return { name, uid, gid };
  }
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root and this machine has no account "echo", "postgres" or "nobody": start Echo as a normal user, or create a system account named "echo".',
  );
}

function readId(flag: "-u" | "-g", name: string): number | null {
  const result = spawnSync("id", [flag, name], { encoding: "utf8", timeout: COMMAND_TIMEOUT_MS });
  if (result.status !== 0) return null;
  const id = Number.parseInt(result.stdout, 10);
  return Number.isInteger(id) ? id : null;
}

/**
 * A launcher that has proved that the account can run `program` and enter `directory`. When a folder above
 * them is closed to the account, `setpriv` gives it the one capability that lets it pass (reading and
 * searching folders), where the machine has it; when npm wrote the package for root alone, it is opened.
 *
 * @param program `postgres` in the `bin` of its package
 * @throws EmbeddedError naming the account and both paths when nothing works
 */
export function createLauncher(
  account: Account | null,
  program: string,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Launcher {
  let reason = "";
  for (const prepare of account === null ? [() => {}] : [() => {}, () => openPackage(program)]) {
    prepare();
    for (const launcher of listLaunchers(account)) {
      const probe = launcher.launch("/bin/sh", ["-c", REACH_SCRIPT, "sh", directory, program]);
      const result = spawnSync(probe.file, probe.args, {
        ...probe.identity,
        env: environment,
        encoding: "utf8",
        timeout: COMMAND_TIMEOUT_MS,
      });
      if (result.status === 0) return launcher;
      reason = (result.error?.message ?? result.stderr).trim().split("\n").at(-1) ?? "";
    }
  }
  throw new EmbeddedError(
    account === null
      ? `PostgreSQL cannot run from ${program} on ${directory} (${reason}): check the permissions of both.`
      : `The account "${account.name}" that PostgreSQL runs as cannot reach ${program} and ${directory} (${reason}): move Echo and ECHO_DATA_DIR out of private folders such as /root, or start Echo as a normal user.`,
  );
}

/** A root with a strict umask installs programs that no other account may run; nothing in them is secret. */
function openPackage(program: string): void {
  spawnSync("chmod", ["-R", "go+rX", dirname(dirname(program))], { timeout: COMMAND_TIMEOUT_MS });
}

function listLaunchers(account: Account | null): readonly Launcher[] {
  if (account === null) {
    return [{ account, launch: (file, args) => ({ file, args, identity: {} }) }];
  }
  const { uid, gid } = account;
  const capability = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--inh-caps=-all,+dac_read_search",
    "--ambient-caps=-all,+dac_read_search",
    "--bounding-set=-all,+dac_read_search",
    // Without it access(2) ignores the capability, and PostgreSQL asks access(2) for its own program.
    "--securebits=+no_setuid_fixup",
    "--",
  ];
  return [
    { account, launch: (file, args) => ({ file, args, identity: { uid, gid } }) },
    {
      account,
      launch: (file, args) => ({ file: "setpriv", args: [...capability, file, ...args], identity: {} }),
    },
  ];
}

/** Gives `path`, and with `isRecursive` all below it, to the account; does nothing without an account. */
export function giveTo(account: Account | null, path: string, isRecursive = false): void {
  if (account === null) return;
  const found = lstatSync(path);
  if (found.uid !== account.uid || found.gid !== account.gid) lchownSync(path, account.uid, account.gid);
  if (!isRecursive || !found.isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(account, join(path, name), true);
}
