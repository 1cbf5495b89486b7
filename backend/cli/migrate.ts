/**
 * `echoctl migrate up|down|status`: what it does is in db/migrate.ts; here are its words and exit codes. The
 * owner's URL is given by the caller or by MIGRATION_DATABASE_URL, and is never printed.
 */
import { Command, InvalidArgumentError } from "commander";
import type { Secret } from "#core/secret.ts";
import { MigrationError, migrateDown, migrateStatus, migrateUp } from "#db/migrate.ts";

export interface MigrateContext {
  /** The owner's login, or undefined where MIGRATION_DATABASE_URL is not set. */
  readonly findOwnerUrl: () => Promise<Secret | undefined>;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** 0 done, 1 failed, 78 settings. */
  readonly setExitCode: (code: number) => void;
}

/** What `--json` prints: one object, whatever the verb and whatever happened. */
interface MigrateReport {
  readonly ok: boolean;
  readonly error?: string;
  /** Files that this call applied or took back. */
  readonly changed?: readonly string[];
  readonly applied?: readonly string[];
  readonly pending?: readonly string[];
}

const EXIT_FAILED = 1;
const EXIT_SETTINGS = 78;

/** The verb `migrate`, to be mounted with `program.addCommand`. */
export function migrateCommand(context: MigrateContext): Command {
  const command = new Command("migrate").description(
    "bring the database schema up or down, or show where it is",
  );

  command
    .command("up")
    .description("apply every pending migration")
    .option("--json", "print one JSON object")
    .action((options: { json?: boolean }) =>
      run(context, options.json === true, async (ownerUrl) => {
        const changed = await migrateUp(ownerUrl);
        return { report: { ok: true, changed }, lines: changedLines("Applied", changed, "Nothing to do.") };
      }),
    );

  command
    .command("down")
    .description("take the newest applied migrations back")
    .option("--steps <number>", "how many", parseSteps, 1)
    .option("--json", "print one JSON object")
    .action((options: { steps: number; json?: boolean }) =>
      run(context, options.json === true, async (ownerUrl) => {
        const changed = await migrateDown(ownerUrl, options.steps);
        return {
          report: { ok: true, changed },
          lines: changedLines("Took back", changed, "Nothing to take back."),
        };
      }),
    );

  command
    .command("status")
    .description("list applied and pending migrations")
    .option("--json", "print one JSON object")
    .action((options: { json?: boolean }) =>
      run(context, options.json === true, async (ownerUrl) => {
        const { applied, pending } = await migrateStatus(ownerUrl);
        const lines = [
          ...applied.map((fileName) => `applied  ${fileName}`),
          ...pending.map((fileName) => `pending  ${fileName}`),
          pending.length === 0 ? "Nothing to do." : `${pending.length} to apply.`,
        ];
        return { report: { ok: true, applied, pending }, lines };
      }),
    );

  return command;
}

function changedLines(verb: string, fileNames: readonly string[], nothing: string): string[] {
  return fileNames.length === 0 ? [nothing] : fileNames.map((fileName) => `${verb} ${fileName}`);
}

function parseSteps(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Expected a number from 1 to 999.");
  return Number(text);
}

async function run(
  context: MigrateContext,
  isJson: boolean,
  work: (ownerUrl: string) => Promise<{ report: MigrateReport; lines: readonly string[] }>,
): Promise<void> {
  const fail = (error: string, exitCode: number) => {
    if (isJson) context.writeOut(`${JSON.stringify({ ok: false, error } satisfies MigrateReport)}\n`);
    else context.writeError(`${error}\n`);
    context.setExitCode(exitCode);
  };
  const ownerUrl = await context.findOwnerUrl();
  if (ownerUrl === undefined) {
    fail(
      "MIGRATION_DATABASE_URL is not set; expected the URL of the owner's login (postgres).",
      EXIT_SETTINGS,
    );
    return;
  }
  try {
    const { report, lines } = await work(ownerUrl.reveal());
    context.writeOut(isJson ? `${JSON.stringify(report)}\n` : `${lines.join("\n")}\n`);
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    fail(error.message, EXIT_FAILED);
  }
}
