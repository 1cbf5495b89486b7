/**
 * Every status that contract/openapi.json promises for entries and profile is really answered, by every
 * route that promises it. The document is read, so that a route or a status that is new fails here until it
 * has been shown. Faults of the database are real ones: a lock, a table that is not there, a trigger.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Call, type Client, startTestApp, type TestApp } from "#test/setup/app.ts";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = JSON.parse(
  readFileSync(new URL("../../../contract/openapi.json", import.meta.url), "utf8"),
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** Nothing in front of the features counts requests, so nobody can be told 429 by them. */
const NOT_ANSWERED_YET = 429;

const BODIES: Readonly<Record<string, unknown>> = {
  "entries.create": { text: "written" },
  "entries.update": { text: "changed" },
  "profile.update": { week_start: 3 },
};

interface Route {
  readonly operationId: string;
  readonly method: Call["method"];
  readonly template: string;
  readonly statuses: readonly number[];
}

const routes: readonly Route[] = Object.entries(document.paths)
  // What is heard in entries has a file of its own.
  .filter(([template]) => /^\/(entries|profile)\b(?!.*\/(emotion|reflection)$)/.test(template))
  .flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, { operationId, responses }]) => ({
      operationId,
      method: method.toUpperCase() as Call["method"],
      template,
      statuses: Object.keys(responses).map(Number),
    })),
  );

const promising = (status: number) => routes.filter((route) => route.statuses.includes(status));

let echo: TestApp;
let owner: pg.Client;
const shown = new Set<string>();

beforeAll(async () => {
  echo = await startTestApp();
  owner = new pg.Client({ connectionString: echo.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await echo.stop();
});

async function newEntry(): Promise<string> {
  const answer = await echo.alice.bearer.send({ method: "POST", url: "/entries", body: { text: "a" } });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ entry: { id: string } }>().entry.id;
}

interface Attempt {
  readonly client?: Client;
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks `route`, and notes the status as shown where it is the expected one. */
async function expectStatus(route: Route, status: number, attempt: Attempt = {}) {
  const { client = echo.alice.bearer, id = randomUUID(), query = "", headers = {} } = attempt;
  const body = attempt.body ?? BODIES[route.operationId];
  const answer = await client.send({
    method: route.method,
    url: `${route.template.replace("{id}", id)}${query}`,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  expect([route.operationId, answer.statusCode, status < 400 ? "" : answer.body]).toEqual([
    route.operationId,
    status,
    status < 400 ? "" : expect.stringContaining(`"status":${status},`),
  ]);
  if (status >= 400) {
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.body).not.toMatch(/public\.|select |relation|SQLSTATE/i);
  }
  shown.add(`${route.operationId} ${status}`);
  return answer;
}

async function expectEverywhere(status: number, attempt: Attempt = {}): Promise<void> {
  expect(promising(status).length).toBeGreaterThan(0);
  await Promise.all(promising(status).map((route) => expectStatus(route, status, attempt)));
}

test("the document has all routes of entries and profile", () => {
  expect(routes.map((route) => route.operationId).toSorted()).toEqual([
    "entries.create",
    "entries.delete",
    "entries.get",
    "entries.list",
    "entries.list_trash",
    "entries.list_versions",
    "entries.restore",
    "entries.update",
    "profile.get",
    "profile.update",
  ]);
});

describe("what goes well", () => {
  test("is 200 for alice, by Bearer and in a browser", async () => {
    for (const route of promising(200)) {
      for (const client of [echo.alice.bearer, echo.alice.browser]) {
        const id = await newEntry();
        const body = route.operationId === "entries.create" ? { id, text: "a" } : undefined;
        await expectStatus(route, 200, { client, id, body });
      }
    }
  });

  test("is 201 for what is new and 204 for what is thrown away", async () => {
    await expectEverywhere(201);
    for (const route of promising(204)) {
      const answer = await expectStatus(route, 204, { id: await newEntry() });
      expect(answer.body).toBe("");
    }
  });
});

describe("what was asked in the wrong way", () => {
  test("is 400 where the query cannot be decoded", () => expectEverywhere(400, { query: "?q=%ff" }));

  test("is 400 where the body is no JSON", async () => {
    for (const route of routes.filter(({ operationId }) => operationId in BODIES)) {
      await expectStatus(route, 400, { body: '{"text":' });
    }
  });

  test("is 422 where the query has a parameter that nobody knows", () =>
    expectEverywhere(422, { query: "?unknown=1" }));

  test("is 413 where the body is over the limit", () =>
    expectEverywhere(413, { body: JSON.stringify({ text: "a".repeat(1_048_577) }) }));

  test("is 415 where the body is not JSON by its type", () =>
    expectEverywhere(415, { headers: { "content-type": "text/plain" }, body: "text" }));
});

describe("who may not", () => {
  test("is told 401 without a login", () => expectEverywhere(401, { client: echo.nobody }));

  test("is told 403 in a browser without the token of this login, and bob's token is none", async () => {
    const bobsToken = echo.bob.browser.cookies.get("csrf_token") ?? "";
    expect(bobsToken).not.toBe("");
    const id = await newEntry();
    for (const token of ["", bobsToken]) {
      await expectEverywhere(403, {
        client: echo.alice.browser,
        id,
        headers: { "x-csrf-token": token },
      });
    }
    const still = await echo.alice.bearer.send({ method: "GET", url: `/entries/${id}` });
    expect(still.json<{ version: number }>().version).toBe(1);
  });

  test("is told 404 as bob for alice's entry, in the words for an entry that nobody has", async () => {
    const id = await newEntry();
    for (const route of promising(404)) {
      const hers = await expectStatus(route, 404, { client: echo.bob.bearer, id });
      const nobodys = await expectStatus(route, 404, { client: echo.bob.bearer });
      const parts = (answer: typeof hers) => ({ ...answer.json<object>(), request_id: "" });
      expect(parts(hers)).toEqual(parts(nobodys));
    }
  });
});

describe("what collides", () => {
  test("is 412 where the entry has another version", async () => {
    for (const route of promising(412)) {
      await expectStatus(route, 412, { id: await newEntry(), headers: { "if-match": '"7"' } });
    }
  });

  test("is 409 where the id has other content, or others are always faster", async () => {
    const id = await newEntry();
    const create = routes.find((route) => route.operationId === "entries.create") as Route;
    await expectStatus(create, 409, { body: { id, text: "other" } });
    // An update that finds its row taken by somebody else each time, as often as it is tried.
    await owner.query(`create function public.never_first() returns trigger language plpgsql
      as $$ begin return null; end $$`);
    await owner.query(`create trigger a_never_first before update on public.entries
      for each row execute function public.never_first()`);
    try {
      for (const route of promising(409).filter((known) => known !== create)) {
        const answer = await expectStatus(route, 409, { id });
        expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      }
    } finally {
      await owner.query("drop trigger a_never_first on public.entries");
      await owner.query("drop function public.never_first()");
    }
  });
});

describe("what the database cannot do", () => {
  test("is 503 with Retry-After while the tables are locked", async () => {
    const id = await newEntry();
    await owner.query("begin");
    await owner.query("lock table public.entries, public.profiles in access exclusive mode");
    try {
      await Promise.all(
        promising(503).map(async (route) => {
          const answer = await expectStatus(route, 503, { id });
          expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
        }),
      );
    } finally {
      await owner.query("rollback");
    }
  });

  test("is 500 where a table is missing, and no answer says which", async () => {
    const id = await newEntry();
    await owner.query("alter table public.entries rename to entries_away");
    await owner.query("alter table public.profiles rename to profiles_away");
    try {
      await expectEverywhere(500, { id });
    } finally {
      await owner.query("alter table public.entries_away rename to entries");
      await owner.query("alter table public.profiles_away rename to profiles");
    }
    const after = await echo.alice.bearer.send({ method: "GET", url: `/entries/${id}` });
    expect(after.statusCode).toBe(200);
  });
});

test("every promised status but 429 has been shown, on every route that promises it", () => {
  const promised = routes.flatMap((route) =>
    route.statuses
      .filter((status) => status !== NOT_ANSWERED_YET)
      .map((status) => `${route.operationId} ${status}`),
  );
  expect([...shown].toSorted()).toEqual(promised.toSorted());
});
