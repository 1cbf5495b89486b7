/**
 * `npm run bench`: how near the service comes to the limit of its own design, which is the same SQL driven
 * directly through the same protocol in one round trip. Service and limit are measured in turn, round by
 * round, so that a drifting machine drifts for both; only the ratios mean anything. Not a test: it prints
 * what it found, and says which of the expected figures were met.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Actor } from "../backend/core/actor.ts";
import { systemClock } from "../backend/core/clock.ts";
import { readPostmaster } from "../backend/embedded/postmaster.ts";
import { loadSecrets } from "../backend/embedded/secrets.ts";
import { type EchoProcess, startEcho, temporaryFolder } from "../backend/test/setup/echo-process.ts";
import { httpLoad, jsonRequest, type LoadResult } from "./bench/http-load.ts";
import { INSIGHT_LIMIT_MS, type InsightTime, measureInsights } from "./bench/insights.ts";
import { type Person, seedEntries, signUpPeople } from "./bench/journals.ts";
import { identityStatement, insertStatement, listStatement } from "./bench/same-sql.ts";
import { wireLoad, type WireStatement } from "./bench/wire-load.ts";
import { ensureWebBuilt } from "./web-build.ts";

const ROUNDS = 5;
const ROUND_MS = 4_000;
const WARM_UP_MS = 2_000;
const CONNECTIONS = 16;
const MEMORY_CONNECTIONS = 64;
const PEOPLE = 50;
const ENTRIES_EACH = 400;
const STARTS = 5;

const EXPECTED = { getRatio: 0.25, postRatio: 0.38, startMs: 3_000, memoryMb: 250 };

export async function main(): Promise<void> {
  await ensureWebBuilt();
  const folder = await temporaryFolder("echo-bench-");
  try {
    await measure(folder.path);
  } finally {
    await folder.remove();
  }
}

async function measure(dataDir: string): Promise<void> {
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`);
  console.log(
    `${PEOPLE} people with ${ENTRIES_EACH} entries each; ${ROUNDS} interleaved rounds of ${ROUND_MS / 1000} s`,
  );
  let echo = await startEcho(dataDir);
  console.log(`First start, cluster and schema made on the way: ${Math.round(echo.startMs)} ms`);
  const people = await signUpPeople(echo.url, PEOPLE);
  const { passwords } = await loadSecrets(join(dataDir, "secrets.json"), systemClock);
  const urlFor = (role: "postgres" | "echo_api") =>
    `postgresql://${role}:${passwords[role].reveal()}@127.0.0.1:${readPostmaster(join(dataDir, "postgres", "18"))?.port}/postgres`;
  await seedEntries(urlFor("postgres"), people, ENTRIES_EACH);

  const startsMs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    await echo.stop();
    echo = await startEcho(dataDir);
    startsMs.push(echo.startMs);
  }
  try {
    const get = await compare(echo, people, urlFor("echo_api"), getSides);
    const post = await compare(echo, people, urlFor("echo_api"), postSides);
    const memoryMb = await peakMemory(echo, people);
    report(get, post, startsMs, memoryMb);
    reportInsights(await measureInsights(echo.url, urlFor("postgres"), people[0] as Person));
  } finally {
    await echo.stop();
  }
}

interface Sides {
  readonly status: number;
  readonly nextRequest: () => Buffer;
  readonly nextRoundTrip: () => readonly WireStatement[];
}

interface Comparison {
  readonly service: readonly LoadResult[];
  readonly limit: readonly LoadResult[];
}

function actorOf({ userId, sessionId }: Person): Actor {
  const claims = JSON.stringify({ sub: userId, role: "authenticated", session_id: sessionId, aal: "aal1" });
  return { userId, sessionId, role: "authenticated", claims };
}

/** Gives the elements of a list again and again. */
function cycle<T>(items: readonly T[]): () => T {
  let index = 0;
  return () => items[index++ % items.length] as T;
}

async function getSides(people: readonly Person[]): Promise<Sides> {
  const requests = people.map((person) => jsonRequest("GET", "/entries", person.token));
  const roundTrips = await Promise.all(
    people.map(async (person) => [identityStatement(actorOf(person)), await listStatement(actorOf(person))]),
  );
  return { status: 200, nextRequest: cycle(requests), nextRoundTrip: cycle(roundTrips) };
}

const TEXT =
  "Today was slower than I had hoped, and still there was an hour by the window that I want to keep. ".repeat(
    5,
  );

async function postSides(people: readonly Person[]): Promise<Sides> {
  const nextPerson = cycle(people);
  const first = people[0] as Person;
  const template = await insertStatement(actorOf(first), { id: randomUUID(), text: TEXT }, systemClock);
  return {
    status: 201,
    nextRequest: () => jsonRequest("POST", "/entries", nextPerson().token, { id: randomUUID(), text: TEXT }),
    nextRoundTrip: () => {
      const person = nextPerson();
      const [, , ...rest] = template.values;
      return [
        identityStatement(actorOf(person)),
        { ...template, values: [person.userId, randomUUID(), ...rest] },
      ];
    },
  };
}

async function compare(
  echo: EchoProcess,
  people: readonly Person[],
  connectionString: string,
  makeSides: (people: readonly Person[]) => Promise<Sides>,
): Promise<Comparison> {
  const sides = await makeSides(people);
  const serve = (durationMs: number) =>
    httpLoad({ port: echo.port, connections: CONNECTIONS, durationMs, ...sides });
  const drive = (durationMs: number) =>
    wireLoad({ connectionString, connections: CONNECTIONS, durationMs, ...sides });
  await serve(WARM_UP_MS);
  await drive(WARM_UP_MS);
  const service: LoadResult[] = [];
  const limit: LoadResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    service.push(await serve(ROUND_MS));
    limit.push(await drive(ROUND_MS));
    process.stderr.write(".");
  }
  process.stderr.write("\n");
  return { service, limit };
}

/** The highest resident memory of the Echo process so far, after a load at many connections, in MB. */
async function peakMemory(echo: EchoProcess, people: readonly Person[]): Promise<number | undefined> {
  const sides = await getSides(people);
  await httpLoad({ port: echo.port, connections: MEMORY_CONNECTIONS, durationMs: ROUND_MS, ...sides });
  const status = await readFile(`/proc/${echo.pid}/status`, "utf8").catch(() => "");
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  return Number.isNaN(kilobytes) ? undefined : kilobytes / 1024;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `median (lowest..highest)`. */
function spread(values: readonly number[], digits: number): string {
  const text = (value: number) => value.toFixed(digits);
  return `${text(median(values))} (${text(Math.min(...values))}..${text(Math.max(...values))})`;
}

function ratios({ service, limit }: Comparison): number[] {
  return service.map((result, round) => result.perSecond / (limit[round]?.perSecond ?? Number.NaN));
}

function report(
  get: Comparison,
  post: Comparison,
  startsMs: readonly number[],
  memoryMb: number | undefined,
): void {
  const row = (name: string, results: readonly LoadResult[]) => {
    const failures = results.reduce((sum, result) => sum + result.failures, 0);
    const column = (pick: (result: LoadResult) => number, digits: number) =>
      spread(results.map(pick), digits);
    console.log(
      `| ${name} | ${column((result) => result.perSecond, 0)} | ${column((result) => result.p50Ms, 2)} | ${column((result) => result.p99Ms, 1)} | ${failures} |`,
    );
  };
  console.log(`\n| c=${CONNECTIONS} | per second | p50 ms | p99 ms | failures |\n|---|---|---|---|---|`);
  row("GET /entries, service", get.service);
  row("the same SQL, one round trip", get.limit);
  row("POST /entries, service", post.service);
  row("the same SQL, one round trip", post.limit);
  console.log("\n| figure | found | expected | |\n|---|---|---|---|");
  const verdict = (isMet: boolean) => (isMet ? "met" : "MISSED");
  console.log(
    `| GET / limit | ${spread(ratios(get), 2)} | >= ${EXPECTED.getRatio} | ${verdict(median(ratios(get)) >= EXPECTED.getRatio)} |`,
  );
  console.log(
    `| POST / limit | ${spread(ratios(post), 2)} | >= ${EXPECTED.postRatio} | ${verdict(median(ratios(post)) >= EXPECTED.postRatio)} |`,
  );
  console.log(
    `| later start, ms | ${spread(startsMs, 0)} | < ${EXPECTED.startMs} | ${verdict(median(startsMs) < EXPECTED.startMs)} |`,
  );
  const memory = memoryMb === undefined ? "not measured here" : memoryMb.toFixed(0);
  console.log(
    `| peak resident memory at c=${MEMORY_CONNECTIONS}, MB | ${memory} | < ${EXPECTED.memoryMb} | ${verdict((memoryMb ?? 0) < EXPECTED.memoryMb)} |`,
  );
}

function reportInsights(times: readonly InsightTime[]): void {
  console.log("\n| insights of 10,000 entries in a year | p50 ms | p95 ms | |\n|---|---|---|---|");
  for (const { route, p50Ms, p95Ms } of times) {
    const verdict = p95Ms < INSIGHT_LIMIT_MS ? "met" : "MISSED";
    console.log(`| ${route} | ${p50Ms.toFixed(1)} | ${p95Ms.toFixed(1)} | ${verdict} |`);
  }
}
