/**
 * Bob and what is alice's: a matrix made from the OpenAPI document and the catalogue of the database. A
 * private route or a table of people's rows that nobody has thought about here fails the first tests.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, startTestApp, type TestApp } from "#test/setup/app.ts";
import { documentedRoutes, type DocumentedRoute, urlOf } from "./routes.ts";

/**
 * - `single`: names one thing by its id; alice's id must be like any id that nobody has;
 * - `list`: gives many; none of alice's may be among them;
 * - `own`: speaks of the caller alone, whatever is asked.
 */
interface Row {
  readonly kind: "single" | "list" | "own";
  readonly body?: unknown;
  /** What the route must be asked with. */
  readonly query?: string;
}

const MATRIX: Readonly<Record<string, Row>> = {
  "auth.session": { kind: "own" },
  "auth.csrf": { kind: "own" },
  "auth.logout": { kind: "own", body: {} },
  "auth.password_change": {
    kind: "own",
    body: { current_password: "not the password", new_password: "another password" },
  },
  "entries.create": { kind: "own", body: { text: "of bob" } },
  "entries.list": { kind: "list" },
  "entries.list_trash": { kind: "list" },
  "entries.list_versions": { kind: "single" },
  "entries.get": { kind: "single" },
  "entries.update": { kind: "single", body: { text: "changed by bob" } },
  "entries.delete": { kind: "single" },
  "entries.restore": { kind: "single" },
  "emotion.analyze": { kind: "own", body: { text: "of bob" } },
  "emotion.get": { kind: "single" },
  "emotion.correct": { kind: "single", body: { label: "joy" } },
  "emotion.delete_correction": { kind: "single" },
  "coping.get_kit": { kind: "own" },
  "coping.replace_kit": { kind: "own", body: { actions: ["of bob"] } },
  "coping.record_outcome": {
    kind: "own",
    body: { entry_id: "00000000-0000-4000-8000-000000000000", action: "of bob", helped: true },
  },
  "coping.statistics": { kind: "own" },
  "insights.compare": { kind: "own", query: "?period=month" },
  "insights.on_this_day": { kind: "own" },
  "insights.rhythms": { kind: "own" },
  "insights.summary": { kind: "own" },
  "reflections.get_provider": { kind: "own" },
  "reflections.create": { kind: "single" },
  "reflections.get": { kind: "single" },
  "reflections.delete": { kind: "single" },
  "triggers.list": { kind: "list" },
  "triggers.create": { kind: "own", body: { name: "of bob", words: ["of bob"] } },
  "triggers.suggest": { kind: "list" },
  "triggers.statistics": { kind: "list" },
  "triggers.get": { kind: "single" },
  "triggers.update": { kind: "single", body: { name: "changed by bob" } },
  "triggers.delete": { kind: "single" },
  "summary.get": { kind: "own", query: "?period=month" },
  "profile.get": { kind: "own" },
  "profile.update": { kind: "own", body: { full_name: "Bob" } },
};

/** Tables with rows of people, and that alice has rows in each of them when the matrix is tried. */
const TABLES = [
  "coping_kits",
  "coping_outcomes",
  "entries",
  "entry_reflections",
  "entry_versions",
  "idempotency_keys",
  "profiles",
  "trigger_matches",
  "triggers",
];

const CANARY = "canary-4b1e";

let echo: TestApp;
let routes: readonly DocumentedRoute[];
let superuser: pg.Client;
let bob: Person;
/** Ids of alice's things: entries alive and in the trash, a trigger. */
let ids: readonly string[];

beforeAll(async () => {
  echo = await startTestApp();
  bob = await echo.signUp("bob");
  routes = documentedRoutes(echo.app).filter((route) => route.isPrivate || route.isOptional);
  superuser = new pg.Client({ connectionString: echo.database.superuserUrl });
  await superuser.connect();
  ids = await writeAsAlice(echo.alice);
});
afterAll(async () => {
  await superuser.end();
  await echo.stop();
});

async function writeAsAlice({ bearer }: Person): Promise<readonly string[]> {
  const written: string[] = [];
  const trigger = await bearer.send({
    method: "POST",
    url: "/triggers",
    body: { name: CANARY, words: [CANARY] },
  });
  for (const name of ["alive", "trashed"]) {
    const body = { text: `${CANARY} ${name}`, tags: [CANARY] };
    const headers = { "idempotency-key": randomUUID() };
    const created = await bearer.send({ method: "POST", url: "/entries", body, headers });
    const { id } = created.json<{ entry: { id: string } }>().entry;
    await bearer.send({ method: "PATCH", url: `/entries/${id}`, body: { text: `${CANARY} again` } });
    if (name === "trashed") await bearer.send({ method: "DELETE", url: `/entries/${id}` });
    written.push(id);
  }
  await bearer.send({ method: "PATCH", url: "/profile", body: { full_name: CANARY } });
  await bearer.send({ method: "PUT", url: "/coping/kit", body: { actions: [CANARY] } });
  // No model is set up here, so what one wrote is put there as by the request of alice that asked for it.
  await superuser.query(
    `insert into public.entry_reflections (user_id, entry_id, text, model, host, is_this_machine, entry_version)
     select user_id, id, $2, 'm', '127.0.0.1', true, 1 from public.entries where user_id = $1`,
    [echo.alice.id, CANARY],
  );
  const outcome = { entry_id: written[0], action: CANARY, helped: true };
  await bearer.send({ method: "POST", url: "/coping/outcomes", body: outcome });
  written.push(trigger.json<{ id: string }>().id);
  return written;
}

/** Everything of alice, in every table, as text. */
async function rowsOfAlice(): Promise<string> {
  const tables: unknown[] = [];
  for (const table of TABLES) {
    const { rows } = await superuser.query(
      `select to_jsonb(t)::text as row from public.${table} t where user_id = $1 order by 1`,
      [echo.alice.id],
    );
    tables.push(rows);
  }
  return JSON.stringify(tables);
}

const attempts = () => routes.map((route) => ({ route, row: MATRIX[route.operationId] }));
const askAs = (person: Person, { route, row }: ReturnType<typeof attempts>[number], id?: string) =>
  person.bearer.send({
    method: route.method,
    url: `${urlOf(route, id)}${row?.query ?? ""}`,
    ...(row?.body === undefined ? {} : { body: row.body }),
  });

describe("the matrix", () => {
  test("has a row for every private route of the OpenAPI document, and no row too many", () => {
    expect(routes.map((route) => route.operationId).toSorted()).toEqual(Object.keys(MATRIX).toSorted());
  });

  test("calls every route with an id a single one", () => {
    for (const { route, row } of attempts()) {
      expect([route.operationId, row?.kind === "single"]).toEqual([route.operationId, route.hasId]);
    }
  });

  test("knows every table in public that has rows of people, and alice has some in each", async () => {
    const { rows } = await superuser.query<{ name: string; has_user_id: boolean }>(
      `select c.relname as name, exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id') as has_user_id
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
       order by 1`,
    );
    expect(rows).toEqual(TABLES.map((name) => ({ name, has_user_id: true })));
    for (const table of TABLES) {
      const found = await superuser.query(`select from public.${table} where user_id = $1`, [echo.alice.id]);
      expect([table, found.rowCount === 0]).toEqual([table, false]);
    }
  });
});

describe("bob", () => {
  test("gets for alice's ids the very answer that he gets for ids that nobody has", async () => {
    const before = await rowsOfAlice();
    for (const attempt of attempts().filter(({ row }) => row?.kind === "single")) {
      const nobodys = await askAs(bob, attempt, randomUUID());
      expect([attempt.route.operationId, nobodys.statusCode]).toEqual([attempt.route.operationId, 404]);
      for (const id of ids) {
        const hers = await askAs(bob, attempt, id);
        expect(withoutRequestId(hers)).toEqual(withoutRequestId(nobodys));
      }
    }
    expect(await rowsOfAlice()).toBe(before);
  });

  test("gets nothing of hers in any list, whatever he filters by", async () => {
    const queries = ["", `q=${CANARY}`, `tag=${CANARY}`, "from=2000-01-01", "limit=100"];
    for (const attempt of attempts().filter(({ row }) => row?.kind === "list")) {
      for (const query of queries) {
        const answer = await bob.bearer.send({ method: "GET", url: `${attempt.route.template}?${query}` });
        if (answer.statusCode === 422) continue;
        expect([attempt.route.operationId, query, answer.statusCode]).toEqual([
          attempt.route.operationId,
          query,
          200,
        ]);
        expectNothingOfHers(answer.body);
        expect(answer.json<{ items: unknown[] }>().items).toEqual([]);
      }
    }
  });

  test("gets nothing of hers from what speaks of himself, and changes nothing of hers by it", async () => {
    const before = await rowsOfAlice();
    for (const attempt of attempts().filter(({ row }) => row?.kind === "own")) {
      const person = attempt.route.operationId === "auth.logout" ? await echo.signUp("bob") : bob;
      expectNothingOfHers((await askAs(person, attempt)).body);
    }
    expect(await rowsOfAlice()).toBe(before);
    expect((await echo.alice.bearer.send({ method: "GET", url: "/profile" })).statusCode).toBe(200);
  });

  test("P7: cannot say what helped after an entry of hers, and hears that there is none", async () => {
    const before = await rowsOfAlice();
    const record = (entryId: string) =>
      bob.bearer.send({
        method: "POST",
        url: "/coping/outcomes",
        body: { entry_id: entryId, action: CANARY, helped: false },
      });
    const nobodys = await record(randomUUID());
    expect(nobodys.statusCode).toBe(404);
    for (const id of ids) expect(withoutRequestId(await record(id))).toEqual(withoutRequestId(nobodys));
    expect(await rowsOfAlice()).toBe(before);
  });

  test("P6: cannot write into her journal by naming her, and her ids are free for him", async () => {
    const before = await rowsOfAlice();
    const forged = { text: "of bob", user_id: echo.alice.id };
    expect((await bob.bearer.send({ method: "POST", url: "/entries", body: forged })).statusCode).toBe(422);
    for (const id of ids) {
      const own = await bob.bearer.send({ method: "POST", url: "/entries", body: { id, text: "of bob" } });
      expect(own.statusCode).toBe(201);
    }
    expect(await rowsOfAlice()).toBe(before);
  });

  test("D12: has idempotency keys of his own", async () => {
    const { rows } = await superuser.query<{ key: string }>(
      "select key from public.idempotency_keys where user_id = $1",
      [echo.alice.id],
    );
    for (const { key } of rows) {
      const answer = await bob.bearer.send({
        method: "POST",
        url: "/entries",
        body: { text: "under her key" },
        headers: { "idempotency-key": key },
      });
      expect(answer.statusCode).toBe(201);
      expect(answer.headers["idempotency-replayed"]).toBeUndefined();
      expectNothingOfHers(answer.body);
    }
  });

  test("P2: cannot go on with a cursor of hers", async () => {
    const page = await echo.alice.bearer.send({ method: "POST", url: "/entries", body: { text: CANARY } });
    expect(page.statusCode).toBe(201);
    const first = await echo.alice.bearer.send({ method: "GET", url: "/entries?limit=1" });
    const cursor = first.json<{ next_cursor: string }>().next_cursor;
    const url = `/entries?limit=1&cursor=${encodeURIComponent(cursor)}`;
    expect((await echo.alice.bearer.send({ method: "GET", url })).statusCode).toBe(200);
    expect((await bob.bearer.send({ method: "GET", url })).statusCode).toBe(400);
  });
});

test("two people who ask at once, with failing and broken requests between, get their own only", async () => {
  const people = [echo.alice, bob];
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_unused, index) => {
      const person = people[index % 2] as Person;
      if (index % 5 === 0) {
        await person.bearer.send({
          method: "POST",
          url: "/entries",
          body: { text: "a", timezone: "No/Where" },
        });
      }
      const answer = await person.bearer.send({ method: "GET", url: "/profile" });
      return [person.id, answer.json<{ id: string }>().id];
    }),
  );
  for (const [asked, answered] of answers) expect(answered).toBe(asked);
});

function withoutRequestId(answer: { statusCode: number; body: string }): unknown {
  const { request_id: _id, ...body } = JSON.parse(answer.body) as Record<string, unknown>;
  return { status: answer.statusCode, body };
}

function expectNothingOfHers(body: string): void {
  for (const text of [CANARY, echo.alice.id, echo.alice.email, ...ids]) expect(body).not.toContain(text);
}
