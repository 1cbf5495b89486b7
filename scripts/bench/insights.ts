/** How long the insights of a long journal take: ten thousand entries in one year, asked one after the other. */
import pg from "pg";
import type { Person } from "./journals.ts";

const ENTRIES = 10_000;
const RUNS = 60;
const WARM_UP_RUNS = 5;
export const INSIGHT_LIMIT_MS = 50;

const ROUTES = [
  "/insights/summary",
  "/insights/summary?days=366",
  "/insights/rhythms",
  "/insights/compare?period=month",
  "/insights/on-this-day",
  "/summary?period=month",
];

export interface InsightTime {
  readonly route: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Fills the journal of `person` through the owner's login, then asks the Echo at `url`. */
export async function measureInsights(url: string, ownerUrl: string, person: Person): Promise<InsightTime[]> {
  await fillYear(ownerUrl, person.userId);
  const times: InsightTime[] = [];
  for (const route of ROUTES) {
    const latenciesMs: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP_RUNS; run += 1) {
      const startedAt = performance.now();
      const answer = await fetch(`${url}${route}`, {
        headers: { authorization: `Bearer ${person.token}` },
        signal: AbortSignal.timeout(10_000),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${route} answered ${answer.status}.`);
      if (run >= WARM_UP_RUNS) latenciesMs.push(performance.now() - startedAt);
    }
    latenciesMs.sort((left, right) => left - right);
    const at = (share: number) => latenciesMs[Math.ceil(RUNS * share) - 1] ?? Number.NaN;
    times.push({ route, p50Ms: at(0.5), p95Ms: at(0.95) });
  }
  return times;
}

/** 27 entries a day of about 500 characters and 35 terms, beside those that are there. */
async function fillYear(ownerUrl: string, userId: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("set statement_timeout = 0");
    await client.query(
      `insert into public.entries
         (user_id, text, mood, word_count, written_at, timezone, emotion_scores, emotion_engine, terms)
       select $1, 'Day ' || n || '. ' || repeat('A walk by the river, then tea and a long talk. ', 10),
         1 + n % 5, 20 + n % 300, now() - n * interval '52 minutes', 'Europe/Berlin',
         array[n % 3000, 500, 500, n % 4001, 8000 - n % 3000 - n % 4001, 500, 500]::smallint[], 'bench',
         array(select distinct 'word' || floor(power(random(), 3) * 3000)::integer from generate_series(1, 38) where n > 0)
       from generate_series(1, $2::integer) n`,
      [userId, ENTRIES],
    );
    await client.query("vacuum analyze public.entries");
  } finally {
    await client.end();
  }
}
