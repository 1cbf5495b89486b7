/**
 * The folder of ECHO_DATA_DIR and the names in it. It is private to one account (0700) and only ever a
 * folder that was empty or is already Echo's: a folder of something else is refused before it is touched.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { POSTGRES_MAJOR } from "./binaries.ts";
import { otherMajor } from "./cluster.ts";
import { diskFull, EmbeddedError, systemErrorCode } from "./errors.ts";

export interface DataFolder {
  /** Absolute and free of symbolic links. */
  readonly path: string;
  readonly lockFile: string;
  readonly pidFile: string;
  readonly secretsFile: string;
  readonly gatewayPortFile: string;
  readonly postgresDirectory: string;
  readonly clusterDirectory: string;
  readonly storageDirectory: string;
  readonly mailDirectory: string;
}

/** Every name that Echo makes in the folder, and what a fresh volume or a file browser leaves there. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  "echo.lock",
  "echo.lock-journal",
  "echo.pid",
  "secrets.json",
  "supabase-port.json",
  "auth-keys.json",
  "postgres",
  "storage",
  "mail",
  "lost+found",
  ".DS_Store",
  ".gitkeep",
]);

/**
 * Makes the folder when it is missing and private in any case.
 *
 * @throws EmbeddedError when it cannot be made, is no folder, or belongs to something else
 */
export function prepareDataFolder(dataDir: string): DataFolder {
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
    if (lstatSync(dataDir, { throwIfNoEntry: false }) === undefined) mkdirSync(dataDir, { mode: 0o700 });
    const folder = nameParts(realpathSync(dataDir));
    refuseForeign(folder);
    chmodSync(folder.path, 0o700);
    mkdirSync(folder.postgresDirectory, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw explain(dataDir, error);
  }
}

function nameParts(path: string): DataFolder {
  return {
    path,
    lockFile: join(path, "echo.lock"),
    pidFile: join(path, "echo.pid"),
    secretsFile: join(path, "secrets.json"),
    gatewayPortFile: join(path, "supabase-port.json"),
    postgresDirectory: join(path, "postgres"),
    clusterDirectory: join(path, "postgres", String(POSTGRES_MAJOR)),
    storageDirectory: join(path, "storage"),
    mailDirectory: join(path, "mail"),
  };
}

function refuseForeign(folder: DataFolder): void {
  const names = readdirSync(folder.path);
  if (names.includes("PG_VERSION")) {
    const major = readFileSync(join(folder.path, "PG_VERSION"), "utf8").trim();
    if (major !== String(POSTGRES_MAJOR)) throw otherMajor(folder.path, major);
  }
  const foreign = names.find((name) => !OWN_NAMES.has(name) && !isLeftover(name));
  if (foreign !== undefined && !names.includes("secrets.json")) {
    throw new EmbeddedError(
      `The folder ${folder.path} is not Echo's (it holds "${foreign}"): set ECHO_DATA_DIR to an empty or a new folder.`,
    );
  }
  refuseOtherMajors(folder);
}

/** What a write of ours leaves behind when it is cut short. */
function isLeftover(name: string): boolean {
  return /^(secrets\.json|echo\.pid|supabase-port\.json|auth-keys\.json)\.[0-9a-f]+$/.test(name);
}

/** A cluster of another major beside a missing one of ours is a journal that we must not hide. */
function refuseOtherMajors(folder: DataFolder): void {
  const majors = listNames(folder.postgresDirectory).filter((name) => /^\d+$/.test(name));
  if (majors.includes(String(POSTGRES_MAJOR))) return;
  for (const major of majors) {
    const other = join(folder.postgresDirectory, major);
    if (listNames(other).includes("PG_VERSION")) throw otherMajor(other, major);
  }
}

function listNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function explain(dataDir: string, error: unknown): unknown {
  const notFolder = `ECHO_DATA_DIR ${dataDir} is not a folder: set it to a folder.`;
  const notAllowed = `This user may not use ECHO_DATA_DIR ${dataDir}: start Echo as the user who owns it, or set ECHO_DATA_DIR to another folder.`;
  const sentences: Readonly<Record<string, string>> = {
    ENOTDIR: notFolder,
    EEXIST: notFolder,
    ENOENT: `ECHO_DATA_DIR ${dataDir} is a link to nowhere: make its target, or set it to a folder.`,
    EACCES: notAllowed,
    EPERM: notAllowed,
    EROFS: `ECHO_DATA_DIR ${dataDir} is on a read-only disk: set ECHO_DATA_DIR to a folder that can be written.`,
    ENOSPC: diskFull(dataDir),
  };
  const sentence = sentences[systemErrorCode(error) ?? ""];
  return sentence === undefined ? error : new EmbeddedError(sentence);
}
