/**
 * People whose journals are filled by the owner of the tables, and who ask for insights at an instant that the
 * test sets. Logins live by the real clock, only the answers are asked "now".
 */
import { randomUUID } from "node:crypto";
import { EMOTION_LABELS, type EmotionLabel } from "@echo/contract/entries.ts";
import pg from "pg";
import { expect } from "vitest";
import { type Person, startTestApp, type TestApp } from "#test/setup/app.ts";

/** What a test says about an entry; the rest has defaults. */
export interface Written {
  readonly at: string;
  readonly timezone?: string;
  readonly text?: string;
  /** What the model heard; null: not understood. */
  readonly heard?: EmotionLabel | null;
  /** A sentiment that the scores shall have, in place of `heard`. */
  readonly sentiment?: number;
  readonly corrected?: EmotionLabel;
  readonly mood?: number;
  readonly words?: number;
  readonly terms?: readonly string[];
}

export interface Stage {
  readonly app: TestApp;
  readonly owner: pg.Client;
  /** Sets the instant at which questions are asked. */
  setNow(instant: string): void;
  get<T>(person: Person, url: string): Promise<T>;
  /** The status of an answer that need not be 200. */
  statusOf(person: Person, url: string): Promise<number>;
  write(person: Person, entries: readonly Written[]): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startStage(instant: string): Promise<Stage> {
  let now = new Date(instant);
  const app = await startTestApp({ replace: () => ({ clock: { now: () => now } }) });
  const owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  return {
    app,
    owner,
    setNow(next) {
      now = new Date(next);
    },
    async get<T>(person: Person, url: string) {
      const answer = await person.bearer.send({ method: "GET", url });
      expect([url, answer.statusCode, answer.body.slice(0, 300)]).toEqual([
        url,
        200,
        answer.body.slice(0, 300),
      ]);
      return answer.json<T>();
    },
    async statusOf(person, url) {
      return (await person.bearer.send({ method: "GET", url })).statusCode;
    },
    write: (person, entries) => insertEntries(owner, person.id, entries),
    async stop() {
      await owner.end();
      await app.stop();
    },
  };
}

/** Scores in ten-thousandths with this sentiment: joy and sadness on a ground of neutral. */
export function scoresOf(sentiment: number): number[] {
  const weight = Math.round(Math.min(1, Math.abs(sentiment)) * 10_000);
  const scores = EMOTION_LABELS.map(() => 0);
  scores[EMOTION_LABELS.indexOf(sentiment > 0 ? "joy" : "sadness")] = weight;
  scores[EMOTION_LABELS.indexOf("neutral")] = 10_000 - weight;
  return scores;
}

function scoresFor({ heard = "neutral", sentiment }: Written): number[] | null {
  if (sentiment !== undefined) return scoresOf(sentiment);
  return heard === null ? null : EMOTION_LABELS.map((label) => (label === heard ? 10_000 : 0));
}

/** Many rows with one statement. */
export async function insertEntries(
  owner: pg.Client,
  userId: string,
  entries: readonly Written[],
): Promise<string[]> {
  const ids = entries.map(() => randomUUID());
  await owner.query(
    `insert into public.entries
       (user_id, id, text, written_at, timezone, emotion_scores, emotion_user, emotion_engine, mood, word_count, terms)
     select $1, e.id, e.text, e.at, e.timezone, e.scores, e.corrected, 'test', e.mood, e.words, e.terms
     from json_to_recordset($2::json) as e (
       id uuid, text text, at timestamptz, timezone text, scores smallint[], corrected text, mood smallint,
       words integer, terms text[])`,
    [
      userId,
      JSON.stringify(
        entries.map((entry, index) => ({
          id: ids[index],
          text: entry.text ?? `Entry ${index}.`,
          at: entry.at,
          timezone: entry.timezone ?? "UTC",
          scores: scoresFor(entry),
          corrected: entry.corrected ?? null,
          mood: entry.mood ?? null,
          words: entry.words ?? 20,
          terms: entry.terms ?? [],
        })),
      ),
    ],
  );
  return ids;
}
