/**
 * Migrations as they lie in the folder: `NNN_what_it_establishes.sql`, each with a rollback of the same name
 * in `rollbacks/`. Names are strict, because the Supabase CLI silently skips what does not fit its pattern.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { splitSql } from "./split-sql.ts";

/** A fault of the migrations or of the database's history; the message is one sentence for the operator. */
export class MigrationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MigrationError";
  }
}

export interface MigrationFile {
  readonly fileName: string;
  /** Three digits: the key in the history, compared as text. */
  readonly version: string;
  readonly name: string;
  readonly statements: readonly string[];
}

export interface MigrationFolders {
  readonly migrations: string;
  readonly rollbacks: string;
}

export const ECHO_MIGRATIONS: MigrationFolders = {
  migrations: join(import.meta.dirname, "migrations"),
  rollbacks: join(import.meta.dirname, "rollbacks"),
};

const FILE_NAME = /^(\d{3})_([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/;
/** A file is one transaction, so it may not end it. */
const TRANSACTION_CONTROL =
  /^(?:begin|start\s+transaction|commit|rollback|end|abort|savepoint|release|prepare\s+transaction)\b/i;

/** All migrations in the order of their versions. */
export async function listMigrationFiles(folders: MigrationFolders): Promise<readonly MigrationFile[]> {
  const fileNames = (await readdir(folders.migrations)).toSorted();
  const files = await Promise.all(fileNames.map((fileName) => readMigration(folders.migrations, fileName)));
  for (const [index, file] of files.entries()) {
    const previous = files[index - 1];
    if (previous?.version === file.version) {
      throw new MigrationError(
        `The migrations ${previous.fileName} and ${file.fileName} have the same number; give one of them another.`,
      );
    }
  }
  return files;
}

/** The statements that take a migration back. */
export async function readRollback(folders: MigrationFolders, fileName: string): Promise<MigrationFile> {
  try {
    return await readMigration(folders.rollbacks, fileName);
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new MigrationError(`The migration ${fileName} has no rollback of the same name.`, { cause: error });
  }
}

async function readMigration(folder: string, fileName: string): Promise<MigrationFile> {
  const [, version, name] = FILE_NAME.exec(fileName) ?? [];
  if (version === undefined || name === undefined) {
    throw new MigrationError(
      `"${fileName}" is not a name for a migration; expected three digits and words, such as 012_add_triggers.sql.`,
    );
  }
  const statements = splitSql(await readFile(join(folder, fileName), "utf8"));
  if (statements.some((statement) => TRANSACTION_CONTROL.test(withoutComments(statement)))) {
    throw new MigrationError(`The migration ${fileName} ends its transaction itself; take that out.`);
  }
  return { fileName, version, name, statements };
}

function withoutComments(statement: string): string {
  return statement.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/, "");
}
