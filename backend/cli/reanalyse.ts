/**
 * `echoctl reanalyse`: lets the present engine look again at every entry that another one has read. It goes
 * from person to person, as each of them; stopped and started again, it goes on with what is left.
 */
import { Command } from "commander";
import type { Actor } from "#core/actor.ts";
import type { Log } from "#core/log.ts";
import { Problem } from "#core/problem.ts";
import type { Secret } from "#core/secret.ts";
import { SettingsError } from "#core/settings.ts";
import { createDb, type Db, statement } from "#db/scope.ts";
import { EmbeddedError } from "#embedded/errors.ts";
import { reanalyseJournal } from "#features/emotion/reanalysis.ts";
import type { Emotion } from "#services/emotion.ts";

export interface ReanalyseContext {
  /** The login `echo_api`, or undefined where DATABASE_URL is not set. */
  readonly findApiUrl: () => Promise<Secret | undefined>;
  readonly openEmotion: () => Promise<Emotion>;
  readonly log: Log;
  readonly isTerminal: boolean;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** 0 done, 1 failed, 78 settings. */
  readonly setExitCode: (code: number) => void;
}

const EXIT_FAILED = 1;
const EXIT_SETTINGS = 78;

/** What `--json` prints: one object. */
interface Report {
  readonly ok: boolean;
  readonly engine?: string;
  readonly people?: number;
  readonly read?: number;
  readonly failed?: number;
  readonly error?: string;
}

/** The verb `reanalyse`, to be mounted with `program.addCommand`. */
export function reanalyseCommand(context: ReanalyseContext): Command {
  return new Command("reanalyse")
    .description("let the present emotion engine look again at entries that another one has read")
    .option("--json", "print one JSON object")
    .action(async (options: { json?: boolean }) => {
      const { report, exitCode } = await run(context);
      if (exitCode !== 0) context.setExitCode(exitCode);
      if (options.json === true) context.writeOut(`${JSON.stringify(report)}\n`);
      else if (report.error !== undefined) context.writeError(`${report.error}\n`);
      else context.writeOut(sentenceFor(report));
    });
}

async function run(context: ReanalyseContext): Promise<{ report: Report; exitCode: number }> {
  try {
    const url = await context.findApiUrl();
    if (url === undefined) {
      const error = "DATABASE_URL is not set; expected the URL of the login echo_api.";
      return { report: { ok: false, error }, exitCode: EXIT_SETTINGS };
    }
    const report = await reanalyseAll(context, url);
    return { report, exitCode: report.ok ? 0 : EXIT_FAILED };
  } catch (error) {
    const isExpected =
      error instanceof Problem || error instanceof SettingsError || error instanceof EmbeddedError;
    if (!isExpected) throw error;
    const advice =
      error instanceof Problem
        ? ' See with "echoctl migrate status" whether the schema is current, then run this again: it goes on where it stopped.'
        : "";
    return {
      report: { ok: false, error: `${error.message}${advice}` },
      exitCode: error instanceof SettingsError ? EXIT_SETTINGS : EXIT_FAILED,
    };
  }
}

async function reanalyseAll(context: ReanalyseContext, url: Secret): Promise<Report> {
  const emotion = await context.openEmotion();
  await emotion.ready();
  const db = createDb({ connectionString: url, log: context.log, poolSize: 1 });
  try {
    return await reanalyseEverybody(context, db, emotion);
  } finally {
    await Promise.all([db.close(), emotion.close()]);
  }
}

async function reanalyseEverybody(context: ReanalyseContext, db: Db, emotion: Emotion): Promise<Report> {
  let people = 0;
  let read = 0;
  let failed = 0;
  let seen = 0;
  for await (const userId of stalePeople(db, emotion.version)) {
    const report = await reanalyseJournal({ db, emotion }, actorFor(userId), (entries) => {
      seen += entries;
      if (context.isTerminal) context.writeError(`\r${seen} entries read again`);
    });
    people += 1;
    read += report.read;
    failed += report.failed;
  }
  if (context.isTerminal && seen > 0) context.writeError("\n");
  return { ok: failed === 0, engine: emotion.version, people, read, failed };
}

const PEOPLE_AT_ONCE = 100;

const peopleStatement = statement<{ id: string }>(
  "emotion.people_to_reanalyse",
  "select id from echo.people_to_reanalyse($1, $2::uuid, $3::integer) as p (id)",
);

/** Everybody with a stale entry, by id; each page is asked for when the one before is done. */
async function* stalePeople(db: Db, engine: string): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const page: readonly { id: string }[] = await db.asSystem("emotion.reanalyse", (tx) =>
      tx.query(peopleStatement, [engine, after, PEOPLE_AT_ONCE]),
    );
    for (const { id } of page) yield id;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The person whose entries are read, with no login: claims enough for row-level security and nothing else. */
function actorFor(userId: string): Actor {
  const role = "authenticated";
  return Object.freeze({ userId, sessionId: "", role, claims: JSON.stringify({ sub: userId, role }) });
}

function sentenceFor({ engine, people = 0, read = 0, failed = 0 }: Report): string {
  if (read === 0 && failed === 0) return `Nothing to do: every entry was read by ${engine}.\n`;
  const done = `Read ${read} ${read === 1 ? "entry" : "entries"} of ${people} ${people === 1 ? "person" : "people"} again with ${engine}.\n`;
  return failed === 0 ? done : `${done}${failed} could not be read; run this again to try once more.\n`;
}
