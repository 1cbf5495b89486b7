/**
 * Brings the schema up and down. The history is the Supabase CLI's own table with the CLI's own statements,
 * so `supabase db push` and this are interchangeable; what the CLI lacks is added here: one migrator at a
 * time, a look whether applied files were edited, and strict names. Each file is one transaction.
 */
import { Client } from "pg";
import {
  ECHO_MIGRATIONS,
  listMigrationFiles,
  type MigrationFile,
  MigrationError,
  type MigrationFolders,
  readRollback,
} from "./migration-files.ts";

export { MigrationError } from "./migration-files.ts";

export interface MigrationStatus {
  /** File names in the order in which they were applied. */
  readonly applied: readonly string[];
  /** File names that `migrateUp` would apply. */
  readonly pending: readonly string[];
}

interface HistoryRow {
  readonly version: string;
  readonly name: string | null;
  readonly statements: readonly string[] | null;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** For a server that does not even refuse; longer than any limit that the server keeps itself. */
const SILENCE_TIMEOUT_MS = 660_000;
/** How long one migrator waits for another. */
const LOCK_WAIT_MS = 120_000;
/** How long a migration waits for a table that somebody is using, and how long one statement may take. */
const TABLE_LOCK_TIMEOUT = "4s";
const STATEMENT_TIMEOUT = "10min";
/** Names the lock among all advisory locks of the database; any fixed number serves. */
const ADVISORY_LOCK_KEY = 4_206_511_370;

/**
 * Applies what is pending and resolves with the names of the files that it applied. A file that fails leaves
 * nothing of itself; the files before it stay applied. Rejects with a MigrationError.
 */
export function migrateUp(
  ownerUrl: string,
  folders: MigrationFolders = ECHO_MIGRATIONS,
): Promise<readonly string[]> {
  return withOwner(ownerUrl, async (client) => {
    const files = await listMigrationFiles(folders);
    await createHistory(client);
    const pending = findPending(files, await listHistory(client));
    for (const file of pending) {
      await applyFile(client, file, () =>
        client.query(
          "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
          [file.version, file.name, file.statements],
        ),
      );
    }
    return pending.map((file) => file.fileName);
  });
}

/** Takes the last `steps` applied migrations back, newest first, and resolves with their names. */
export function migrateDown(
  ownerUrl: string,
  steps: number,
  folders: MigrationFolders = ECHO_MIGRATIONS,
): Promise<readonly string[]> {
  return withOwner(ownerUrl, async (client) => {
    const files = await listMigrationFiles(folders);
    const history = await listHistory(client);
    findPending(files, history);
    const versions = new Set(history.map((row) => row.version));
    const undone = files
      .filter((file) => versions.has(file.version))
      .toReversed()
      .slice(0, steps);
    const rollbacks = await Promise.all(undone.map((file) => readRollback(folders, file.fileName)));
    for (const rollback of rollbacks) {
      await applyFile(client, rollback, () =>
        client.query("delete from supabase_migrations.schema_migrations where version = $1", [
          rollback.version,
        ]),
      );
    }
    return rollbacks.map((file) => file.fileName);
  });
}

/** What is applied and what is pending. Changes nothing. */
export function migrateStatus(
  ownerUrl: string,
  folders: MigrationFolders = ECHO_MIGRATIONS,
): Promise<MigrationStatus> {
  return withClient(ownerUrl, async (client) => {
    const files = await listMigrationFiles(folders);
    const pending = findPending(files, await listHistory(client));
    return {
      applied: files.filter((file) => !pending.includes(file)).map((file) => file.fileName),
      pending: pending.map((file) => file.fileName),
    };
  });
}

/** The files that the history lacks, after making sure that history and files tell the same story. */
function findPending(
  files: readonly MigrationFile[],
  history: readonly HistoryRow[],
): readonly MigrationFile[] {
  const recorded = new Map(history.map((row) => [row.version, row]));
  const versions = new Set(files.map((file) => file.version));
  const missing = history.find((row) => !versions.has(row.version));
  if (missing !== undefined) {
    throw new MigrationError(
      `The database has the migration ${missing.version}_${missing.name ?? ""}, which this release does not know; run the release that made it, or a newer one.`,
    );
  }
  for (const file of files) {
    const row = recorded.get(file.version);
    if (row !== undefined && !isSame(row.statements, file.statements)) {
      throw new MigrationError(
        `The migration ${file.fileName} was edited after it was applied; take the edit back and write a new migration.`,
      );
    }
  }
  const newest = history.at(-1)?.version ?? "";
  const pending = files.filter((file) => !recorded.has(file.version));
  const late = pending.find((file) => file.version < newest);
  if (late !== undefined) {
    throw new MigrationError(
      `The migration ${late.fileName} comes late: ${newest} is applied already; give it a higher number.`,
    );
  }
  return pending;
}

function isSame(recorded: readonly string[] | null, statements: readonly string[]): boolean {
  return (
    recorded !== null &&
    recorded.length === statements.length &&
    recorded.every((text, index) => text === statements[index])
  );
}

async function listHistory(client: Client): Promise<readonly HistoryRow[]> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    "select to_regclass('supabase_migrations.schema_migrations') is not null as found",
  );
  if (tables[0]?.found !== true) return [];
  const { rows } = await client.query<HistoryRow>(
    'select version, name, statements from supabase_migrations.schema_migrations order by version collate "C"',
  );
  return rows;
}

/** The table as the Supabase CLI creates it. */
async function createHistory(client: Client): Promise<void> {
  await client.query(`set lock_timeout = '${TABLE_LOCK_TIMEOUT}'`);
  await client.query("create schema if not exists supabase_migrations");
  await client.query(
    "create table if not exists supabase_migrations.schema_migrations (version text not null primary key)",
  );
  await client.query(
    "alter table supabase_migrations.schema_migrations add column if not exists statements text[]",
  );
  await client.query("alter table supabase_migrations.schema_migrations add column if not exists name text");
}

/** Runs all statements of a file and the change of the history in one transaction. */
async function applyFile(client: Client, file: MigrationFile, record: () => Promise<unknown>): Promise<void> {
  await client.query("reset all");
  await client.query("begin");
  let count = 0;
  try {
    await client.query(`set local lock_timeout = '${TABLE_LOCK_TIMEOUT}'`);
    await client.query(`set local statement_timeout = '${STATEMENT_TIMEOUT}'`);
    await client.query("set local client_min_messages = warning");
    for (const statement of file.statements) {
      count++;
      await client.query(statement);
    }
    await record();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new MigrationError(
      `${file.fileName} failed at statement ${count} of ${file.statements.length} and left nothing behind: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the database gave no reason";
  const code = "code" in error ? ` (${String(error.code)})` : "";
  return `${error.message}${code}`;
}

/** A connection that holds the lock of the one migrator, as an owner whom row-level security does not bind. */
function withOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(ownerUrl, async (client) => {
    await assertOwnerSeesEverything(client);
    await client.query("select set_config('lock_timeout', $1, false)", [`${LOCK_WAIT_MS}ms`]);
    await client.query("select set_config('statement_timeout', '0', false)");
    try {
      await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK_KEY]);
    } catch (error) {
      throw new MigrationError("Another migration is running and does not come to an end.", { cause: error });
    }
    return work(client);
  });
}

/** Functions that run as the owner read the tables of people, so the owner must not be bound by policies. */
async function assertOwnerSeesEverything(client: Client): Promise<void> {
  const { rows } = await client.query<{ login: string; is_bound: boolean }>(
    "select current_user::text as login, not (rolsuper or rolbypassrls) as is_bound from pg_roles where rolname = current_user",
  );
  const [owner] = rows;
  if (owner?.is_bound !== false) {
    throw new MigrationError(
      `Migrations need the owner's login (postgres on Supabase); "${owner?.login ?? ""}" is bound by row-level security.`,
    );
  }
}

async function withClient<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  if (URL.parse(ownerUrl)?.port === "6543") {
    throw new MigrationError(
      "Migrations need a direct or session-mode connection; port 6543 is the pooler's transaction mode.",
    );
  }
  const client = new Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: SILENCE_TIMEOUT_MS,
    application_name: "echo-migrate",
  });
  // A connection that breaks rejects the running query; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new MigrationError(`The database cannot be reached for migrations: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
