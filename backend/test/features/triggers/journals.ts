/**
 * Journals for tests of triggers: written by the owner of the tables, with the terms and labels that the engine
 * would have stored, and an application whose questions are asked at a fixed instant.
 */
import { EMOTION_LABELS, type EmotionLabel } from "@echo/contract/entries.ts";
import pg from "pg";
import { expect } from "vitest";
import { type Person, startTestApp, type TestApp } from "#test/setup/app.ts";

export const NOW = "2026-06-15T12:00:00Z";
const DAY_MS = 86_400_000;

/** What a test says about an entry. */
export interface Written {
  /** So many days before `NOW`. */
  readonly daysAgo: number;
  readonly text: string;
  /** null: not understood. */
  readonly label?: EmotionLabel | null;
  readonly terms?: readonly string[];
  readonly language?: string;
  readonly timezone?: string;
}

export interface Journals {
  readonly app: TestApp;
  readonly owner: pg.Client;
  get<T>(person: Person, url: string): Promise<T>;
  write(person: Person, entries: readonly Written[]): Promise<void>;
  addTrigger(person: Person, name: string, words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startJournals(): Promise<Journals> {
  const app = await startTestApp({ replace: () => ({ clock: { now: () => new Date(NOW) } }) });
  const owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  return {
    app,
    owner,
    async get<T>(person: Person, url: string) {
      const answer = await person.bearer.send({ method: "GET", url });
      expect([url, answer.statusCode]).toEqual([url, 200]);
      return answer.json<T>();
    },
    write: (person, entries) => insertEntries(owner, person.id, entries),
    async addTrigger(person, name, words) {
      const answer = await person.bearer.send({ method: "POST", url: "/triggers", body: { name, words } });
      expect(answer.statusCode).toBe(201);
      return answer.json<{ id: string }>().id;
    },
    async stop() {
      await owner.end();
      await app.stop();
    },
  };
}

/** Content words, as far as these tests need them. */
const termsOf = (text: string) => [
  ...new Set(
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]{4,}/gu)
      ?.filter((word) => word !== "with"),
  ),
];

function scoresOf(label: EmotionLabel | null): string | null {
  return label === null ? null : `{${EMOTION_LABELS.map((each) => (each === label ? 10_000 : 0)).join(",")}}`;
}

async function insertEntries(owner: pg.Client, userId: string, entries: readonly Written[]): Promise<void> {
  const rows = entries.map((entry, index) => ({
    text: entry.text,
    // Minutes apart, so that their order is that of the list.
    written_at: new Date(Date.parse(NOW) - entry.daysAgo * DAY_MS + index * 1000).toISOString(),
    timezone: entry.timezone ?? "UTC",
    language: entry.language ?? "en",
    emotion_scores: scoresOf(entry.label === undefined ? "neutral" : entry.label),
    terms: `{${(entry.terms ?? termsOf(entry.text)).map((term) => JSON.stringify(term)).join(",")}}`,
    word_count: entry.text.split(/\s+/).length,
  }));
  await owner.query(
    `insert into public.entries
       (user_id, text, written_at, timezone, language, emotion_scores, terms, word_count)
     select $1, r.text, r.written_at, r.timezone, r.language, r.emotion_scores::smallint[], r.terms::text[], r.word_count
     from jsonb_to_recordset($2::jsonb) as r (
       text text, written_at timestamptz, timezone text, language text, emotion_scores text, terms text, word_count integer
     )`,
    [userId, JSON.stringify(rows)],
  );
}
