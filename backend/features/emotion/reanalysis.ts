/**
 * Looking again at the entries of one person that another engine has read. It works as that person, so
 * row-level security binds it like any request; corrections, one-liners, versions and times stay as they are.
 * What has been looked at is committed batch by batch, so it can be stopped and gone on with at any moment.
 */
import type { Actor } from "#core/actor.ts";
import { storedScores } from "#core/emotion-scores.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { Deps } from "#backend/deps.ts";

/** Entries of one statement: their texts are held in memory together. */
const BATCH_ENTRIES = 50;

interface StaleRow {
  readonly id: string;
  readonly text: string;
  readonly version: number;
}

const listStaleStatement = statement<StaleRow>(
  "emotion.list_stale",
  `select id, text, version from public.entries
  where user_id = $1::uuid and id > $2::uuid and emotion_engine is distinct from $3
  order by id
  limit ${BATCH_ENTRIES}`,
);

// The readings travel as one JSON array, because scores and terms are arrays of their own.
const updateReadingsStatement = statement<{ id: string }>(
  "emotion.update_readings",
  `update public.entries e
  set (language, emotion_scores, emotion_engine, terms) = row (r.language, r.scores, $3, r.terms)
  from jsonb_to_recordset($2::jsonb) as r (id uuid, version integer, language text, scores smallint[], terms text[])
  where e.user_id = $1::uuid and e.id = r.id and e.version = r.version
  returning e.id`,
);

const NO_ID = "00000000-0000-0000-0000-000000000000";

export interface ReanalysisReport {
  /** Entries that have been read again. */
  readonly read: number;
  /** Entries that the engine failed on, which stay as they were. */
  readonly failed: number;
}

/** Reads every stale entry of the person again. `onProgress` is told of each batch. */
export async function reanalyseJournal(
  deps: Pick<Deps, "db" | "emotion">,
  actor: Actor,
  onProgress: (entries: number) => void,
): Promise<ReanalysisReport> {
  let after = NO_ID;
  let read = 0;
  let failed = 0;
  for (;;) {
    const stale = await deps.db.asUserOnce(actor, (tx) =>
      listStale(tx, actor.userId, after, deps.emotion.version),
    );
    const last = stale.at(-1);
    if (last === undefined) return { read, failed };
    const readings: object[] = [];
    for (const { id, version, text } of stale) {
      const { engine, reading, terms } = await deps.emotion.hear(text);
      if (engine !== deps.emotion.version) {
        failed += 1;
        continue;
      }
      readings.push({
        id,
        version,
        language: reading?.language ?? null,
        scores: reading === null ? null : storedScores(reading.scores),
        terms,
      });
    }
    const updated = await deps.db.asUserOnce(actor, (tx) =>
      tx.query(updateReadingsStatement, [actor.userId, JSON.stringify(readings), deps.emotion.version]),
    );
    read += updated.length;
    after = last.id;
    onProgress(stale.length);
  }
}

function listStale(tx: UserTx, userId: string, after: string, engine: string): Promise<StaleRow[]> {
  return tx.query(listStaleStatement, [userId, after, engine]);
}
