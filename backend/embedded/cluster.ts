/**
 * The folder of one PostgreSQL cluster: what lies in it, and how a new one is made. A cluster appears under
 * its name only when it is complete and on disk (made under another name, synced, renamed), and nothing that
 * might hold a journal is ever deleted: what cannot be used is refused or moved aside.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { giveTo, type Launcher } from "./account.ts";
import { syncPath } from "./atomic-file.ts";
import { POSTGRES_MAJOR, type PostgresBinaries } from "./binaries.ts";
import { diskFull, EmbeddedError, systemErrorCode } from "./errors.ts";

/** The superuser of every embedded cluster, as on a hosted project. */
export const SUPERUSER = "supabase_admin";

const INITDB_TIMEOUT_MS = 120_000;

/**
 * The classification of letters that libc offers, best first. Echo's own comparisons use the builtin
 * provider, but pg_trgm asks libc what a letter is: under plain C it would drop every script but Latin.
 */
const CHARACTER_TYPES = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "C"] as const;

/** Written last into a cluster that initdb has finished, while it still has its temporary name. */
const FINISHED_MARKER = "echo-cluster";

const INITDB_FOLDERS = new Set(
  "base global pg_commit_ts pg_dynshmem pg_logical pg_multixact pg_notify pg_replslot pg_serial pg_snapshots pg_stat pg_stat_tmp pg_subtrans pg_tblspc pg_twophase pg_wal pg_xact".split(
    " ",
  ),
);

export type ClusterState = "absent" | "finished" | "unfinished";

/**
 * What lies in `clusterDirectory`: nothing, a cluster that can be started, or what an interrupted initdb left.
 *
 * @throws EmbeddedError for another major version, a damaged cluster, or a folder that is something else
 */
export function inspectCluster(clusterDirectory: string): ClusterState {
  const names = listNames(clusterDirectory);
  if (names.length === 0) return "absent";
  if (!names.includes("PG_VERSION")) {
    const isTorn =
      names.every((name) => INITDB_FOLDERS.has(name)) &&
      listNames(join(clusterDirectory, "base")).length === 0;
    if (isTorn) return "unfinished";
    throw new EmbeddedError(
      `The folder ${clusterDirectory} holds files that are not a PostgreSQL cluster of Echo: move them away, or set ECHO_DATA_DIR to another folder.`,
    );
  }
  const major = readFileSync(join(clusterDirectory, "PG_VERSION"), "utf8").trim();
  if (major !== "" && major !== String(POSTGRES_MAJOR)) throw otherMajor(clusterDirectory, major);
  // initdb makes the databases 1 and 4 (the templates) and then 5 (postgres): with 5 a cluster is complete.
  const databases = listNames(join(clusterDirectory, "base")).filter((name) => /^\d+$/.test(name));
  const isComplete =
    major !== "" &&
    exists(join(clusterDirectory, "global", "pg_control")) &&
    exists(join(clusterDirectory, "base", "5", "PG_VERSION"));
  if (isComplete) return "finished";
  if (databases.every((name) => name === "1" || name === "4")) return "unfinished";
  throw new EmbeddedError(
    `The PostgreSQL cluster in ${clusterDirectory} is damaged (files that every cluster has are missing): restore the folder from a backup.`,
  );
}

/** The refusal of a cluster that another PostgreSQL major wrote. */
export function otherMajor(clusterDirectory: string, major: string): EmbeddedError {
  return new EmbeddedError(
    `The data in ${clusterDirectory} was written by PostgreSQL ${major} and this Echo brings PostgreSQL ${POSTGRES_MAJOR}: start the Echo version that wrote it, or set ECHO_DATA_DIR to another folder.`,
  );
}

export interface ClusterOptions {
  readonly clusterDirectory: string;
  readonly binaries: PostgresBinaries;
  readonly launcher: Launcher;
  readonly environment: NodeJS.ProcessEnv;
  readonly superuserPassword: Secret;
  /** False leaves out the sync to disk: for throw-away clusters only. */
  readonly isDurable: boolean;
  readonly log: Log;
}

/**
 * Makes sure that a finished cluster lies in `clusterDirectory` and says whether it was made now. Only the
 * holder of Echo's lock may call it.
 *
 * @throws EmbeddedError when the folder cannot be used or initdb fails
 */
export async function ensureCluster(options: ClusterOptions): Promise<"created" | "found"> {
  const { clusterDirectory, log } = options;
  removeTemporary(clusterDirectory);
  const state = inspectCluster(clusterDirectory);
  if (state === "finished") return "found";
  if (state === "unfinished") {
    const aside = `${clusterDirectory}.unfinished-${randomBytes(4).toString("hex")}`;
    renameSync(clusterDirectory, aside);
    log.warn({ moved_to: aside }, "embedded.postgres.unfinished_cluster_moved_aside");
  }
  const temporary = `${clusterDirectory}.initdb-${randomBytes(4).toString("hex")}`;
  await runInitdb(options, temporary);
  writeFileSync(join(temporary, FINISHED_MARKER), `PostgreSQL ${POSTGRES_MAJOR}\n`, { mode: 0o600 });
  giveTo(options.launcher.account, join(temporary, FINISHED_MARKER));
  if (options.isDurable) {
    syncPath(join(temporary, FINISHED_MARKER));
    syncPath(temporary);
  }
  renameSync(temporary, clusterDirectory);
  if (options.isDurable) syncPath(dirname(clusterDirectory));
  return "created";
}

/**
 * Gives the superuser of an existing cluster the password that Echo knows now, by PostgreSQL's single-user
 * mode, which asks for none: for a folder whose secrets file was lost. No server may run on the cluster.
 */
export function resetSuperuserPassword(options: ClusterOptions): void {
  const { file, args, identity } = options.launcher.launch(options.binaries.postgres, [
    "--single",
    "-D",
    options.clusterDirectory,
    "postgres",
  ]);
  const quoted = options.superuserPassword.reveal().replaceAll("'", "''");
  const result = spawnSync(file, args, {
    ...identity,
    cwd: "/",
    env: options.environment,
    input: `alter role ${SUPERUSER} with password '${quoted}'\n`,
    encoding: "utf8",
    timeout: INITDB_TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  if (result.status === 0 && !/ERROR|FATAL|PANIC/.test(result.stderr)) {
    options.log.warn({}, "embedded.postgres.superuser_password_reset");
    return;
  }
  throw new EmbeddedError(
    `The secrets of the journal in ${options.clusterDirectory} are missing and could not be made anew: put secrets.json back from a backup.`,
  );
}

/** An interrupted initdb leaves its temporary folder; one that was finished is left alone. */
function removeTemporary(clusterDirectory: string): void {
  const parent = dirname(clusterDirectory);
  const prefix = `${POSTGRES_MAJOR}.initdb-`;
  for (const name of listNames(parent)) {
    if (!name.startsWith(prefix) || exists(join(parent, name, FINISHED_MARKER))) continue;
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInitdb(options: ClusterOptions, temporary: string): Promise<void> {
  const passwordFile = `${temporary}.password`;
  mkdirSync(dirname(temporary), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${options.superuserPassword.reveal()}\n`, { mode: 0o600, flag: "wx" });
    giveTo(options.launcher.account, passwordFile);
    let output = "";
    for (const characterType of CHARACTER_TYPES) {
      const result = await spawnInitdb(options, temporary, passwordFile, characterType);
      if (result.status === 0) return;
      output = result.output;
      if (!/invalid locale|locale name/i.test(output)) break;
    }
    throw new EmbeddedError(initdbProblem(dirname(temporary), output));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    if (systemErrorCode(error) === "ENOSPC") throw new EmbeddedError(diskFull(dirname(temporary)));
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function spawnInitdb(
  options: ClusterOptions,
  temporary: string,
  passwordFile: string,
  characterType: string,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const args = [
    `--pgdata=${temporary}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    `--lc-ctype=${characterType}`,
    "--text-search-config=english",
    "--no-instructions",
    ...(options.isDurable ? [] : ["--no-sync"]),
  ];
  const { file, args: launchArgs, identity } = options.launcher.launch(options.binaries.initdb, args);
  const child = spawn(file, launchArgs, {
    ...identity,
    cwd: "/",
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: INITDB_TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-8_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}

function initdbProblem(parent: string, output: string): string {
  if (/No space left on device/i.test(output)) return diskFull(parent);
  const line = output.split("\n").findLast((text) => /error|fatal|panic/i.test(text));
  return `PostgreSQL could not make its data folder in ${parent} (${(line ?? output.trim().split("\n").at(-1) ?? "no output").trim()}): check that the folder is writable and has at least 200 MB free.`;
}

function listNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
