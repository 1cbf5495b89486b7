/**
 * `echoctl migrate up|down|status`: what it does is in db/migrate.ts; here are its words and exit codes. The
 * owner's URL is given by the caller or by MIGRATION_DATABASE_URL, and is never printed.
 */
import { Command, InvalidArgumentError } from "commander";
import type { Secret } from "#core/secret.ts";
import { SettingsError } from "#core/settings.ts";
import { MigrationError, migrateDown, migrateStatus, migrateUp } from "#db/migrate.ts";
import { EmbeddedError } from "#embedded/errors.ts";

export interface MigrateContext {
  /** The owner's login, or undefined where MIGRATION_DATABASE_URL is not set. */
  readonly findOwnerUrl: () => Promise<Secret | undefined>;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Puts a question to the person at the terminal and gives what they typed; undefined where there is none. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** 0 done, 1 failed, 2 usage, 78 settings. */
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
const EXIT_USAGE = 2;
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
    .option("--yes", "do not ask")
    .option("--json", "print one JSON object, and do not ask")
    .action(async (options: { steps: number; yes?: boolean; json?: boolean }) => {
      if (options.yes !== true && !(await isConfirmed(context, options.steps, options.json === true))) return;
      await run(context, options.json === true, async (ownerUrl) => {
        const changed = await migrateDown(ownerUrl, options.steps);
        return {
          report: { ok: true, changed },
          lines: changedLines("Took back", changed, "Nothing to take back."),
        };
      });
    });

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

/** Whether the person at the terminal agrees; tells the others about `--yes`. */
async function isConfirmed(context: MigrateContext, steps: number, isJson: boolean): Promise<boolean> {
  const what = steps === 1 ? "the newest migration" : `the newest ${steps} migrations`;
  const answer = isJson
    ? undefined
    : await context.ask(`Take back ${what}, with what only they keep? Type yes: `);
  if (answer?.trim().toLowerCase() === "yes") return true;
  const sentence =
    answer === undefined
      ? `Taking back ${what} can lose what only they keep; say --yes if that is meant.`
      : "Nothing was taken back.";
  fail(context, isJson, sentence, EXIT_USAGE);
  return false;
}

function fail(context: MigrateContext, isJson: boolean, error: string, exitCode: number): void {
  if (isJson) context.writeOut(`${JSON.stringify({ ok: false, error } satisfies MigrateReport)}\n`);
  else context.writeError(`${error}\n`);
  context.setExitCode(exitCode);
}

async function run(
  context: MigrateContext,
  isJson: boolean,
  work: (ownerUrl: string) => Promise<{ report: MigrateReport; lines: readonly string[] }>,
): Promise<void> {
  try {
    const ownerUrl = await context.findOwnerUrl();
    if (ownerUrl === undefined) {
      const sentence = "MIGRATION_DATABASE_URL is not set; expected the URL of the owner's login (postgres).";
      fail(context, isJson, sentence, EXIT_SETTINGS);
      return;
    }
    const { report, lines } = await work(ownerUrl.reveal());
    context.writeOut(isJson ? `${JSON.stringify(report)}\n` : `${lines.join("\n")}\n`);
  } catch (error) {
    const isExpected =
      error instanceof MigrationError || error instanceof SettingsError || error instanceof EmbeddedError;
    // A machine gets its one object for what nobody expected, too.
    if (!isExpected && !isJson) throw error;
    const sentence = error instanceof Error ? error.message : String(error);
    fail(context, isJson, sentence, error instanceof SettingsError ? EXIT_SETTINGS : EXIT_FAILED);
  }
}
