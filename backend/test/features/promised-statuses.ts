/**
 * Tests that every status which contract/openapi.json promises for some paths is really answered by every
 * route that promises it. The document is read, so a route or a status that is new fails until it has been
 * shown. Faults of the database are real ones: a lock, a table that is not there.
 */
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Call, type Client, startTestApp, type TestApp, type TestAppOptions } from "#test/setup/app.ts";

/** A request to one route. */
export interface Attempt {
  readonly client?: Client;
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly echo: TestApp;
  /** The owner of the tables, whom no policy binds. */
  readonly owner: pg.Client;
}

export interface Promises {
  readonly paths: RegExp;
  /** How the application is started. */
  readonly options?: TestAppOptions;
  /** Tables without which each of the routes fails. */
  readonly tables: readonly string[];
  /** Routes that ask no table, so that nothing can make them 500 or 503; by operationId. */
  readonly withoutTables?: readonly string[];
  /** For each route a request of alice's that goes well, by its operationId. */
  readonly good: Readonly<Record<string, (stage: Stage) => Promise<Attempt>>>;
  /** How to get what depends on the route: 200 or 201 where a route has both, 404, 409, 412; `<operationId> <status>`. */
  readonly special: Readonly<Record<string, (stage: Stage) => Promise<Attempt>>>;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
}

interface Route {
  readonly operationId: string;
  readonly method: Call["method"];
  readonly template: string;
  readonly statuses: readonly number[];
  readonly hasBody: boolean;
}

/** Nothing in front of the features counts requests in these tests, so nobody is told 429. */
const NOT_ANSWERED = 429;

function documented(paths: RegExp): readonly Route[] {
  const file = new URL("../../../contract/openapi.json", import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8")) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(document.paths)
    .filter(([template]) => paths.test(template))
    .flatMap(([template, operations]) =>
      Object.entries(operations).map(([method, { operationId, responses, requestBody }]) => ({
        operationId,
        method: method.toUpperCase() as Call["method"],
        template,
        statuses: Object.keys(responses).map(Number),
        hasBody: requestBody !== undefined,
      })),
    );
}

/** Registers the tests. */
export function testPromises({ paths, options, tables, withoutTables = [], good, special }: Promises): void {
  const routes = documented(paths);
  const shown = new Set<string>();
  let stage: Stage;
  beforeAll(async () => {
    const echo = await startTestApp(options);
    const owner = new pg.Client({ connectionString: echo.database.ownerUrl });
    await owner.connect();
    stage = { echo, owner };
  });
  afterAll(async () => {
    await stage.owner.end();
    await stage.echo.stop();
  });

  const attemptOf = async (route: Route) => (await good[route.operationId]?.(stage)) ?? {};
  const expectStatus = async (route: Route, status: number, attempt: Attempt) => {
    const { client = stage.echo.alice.bearer, id = "", query = "", body, headers = {} } = attempt;
    const answer = await client.send({
      method: route.method,
      url: `${route.template.replace("{id}", id)}${query}`,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect([route.operationId, answer.statusCode, answer.body]).toEqual([
      route.operationId,
      status,
      status < 400 ? answer.body : expect.stringContaining(`"status":${status},`),
    ]);
    if (status >= 400) expect(answer.body).not.toMatch(/public\.|select |relation|SQLSTATE/i);
    shown.add(`${route.operationId} ${status}`);
    return answer;
  };
  const everywhere = async (status: number, changed: Attempt, ofRoutes = routes) => {
    const promising = ofRoutes.filter((route) => route.statuses.includes(status));
    for (const route of promising)
      await expectStatus(route, status, { ...(await attemptOf(route)), ...changed });
  };
  const withBody = routes.filter((route) => route.hasBody);

  test("the document has these routes and no others", () => {
    expect(routes.map((route) => route.operationId).toSorted()).toEqual(Object.keys(good).toSorted());
  });

  test("a good request is 200, 201 or 204, by Bearer and in a browser", async () => {
    for (const client of [stage.echo.alice.bearer, stage.echo.alice.browser]) {
      for (const route of routes) {
        const status = [201, 204, 200].find((each) => route.statuses.includes(each)) ?? 0;
        await expectStatus(route, status, { ...(await attemptOf(route)), client });
      }
    }
  });

  for (const [name, attempt] of Object.entries(special)) {
    test(`shows ${name}`, async () => {
      const [operationId, status] = name.split(" ");
      const route = routes.find((each) => each.operationId === operationId);
      expect(route?.statuses).toContain(Number(status));
      if (route !== undefined) await expectStatus(route, Number(status), await attempt(stage));
    });
  }

  test("is 400 where query or body cannot be read", async () => {
    await everywhere(400, { query: "?q=%ff" });
    await everywhere(400, { body: '{"text":' }, withBody);
  });

  test("is 401 for nobody", () => everywhere(401, { client: stage.echo.nobody }));

  test("is 403 in a browser without the token of this login, and bob's token is none", async () => {
    const bobs = stage.echo.bob.browser.cookies.get("csrf_token") ?? "";
    expect(bobs).not.toBe("");
    for (const token of ["", bobs]) {
      await everywhere(403, { client: stage.echo.alice.browser, headers: { "x-csrf-token": token } });
    }
  });

  test("is 413, 415 or 422 for a body that is too large, of another type, or unknown in part", async () => {
    await everywhere(413, { body: JSON.stringify({ text: "a".repeat(1_048_577) }) });
    await everywhere(415, { headers: { "content-type": "text/plain" }, body: "text" });
    await everywhere(422, { body: { unknown: 1 } }, withBody);
    await everywhere(422, { query: "?unknown=1" });
  });

  test("is 503 with Retry-After while tables are locked, and 500 without them", async () => {
    const asking = routes.filter((route) => !withoutTables.includes(route.operationId));
    const ready = await Promise.all(asking.map(async (route) => [route, await attemptOf(route)] as const));
    const names = tables.map((table) => `public.${table}`).join(", ");
    await stage.owner.query("begin");
    await stage.owner.query(`lock table ${names} in access exclusive mode`);
    const locked = await Promise.all(ready.map(([route, attempt]) => expectStatus(route, 503, attempt)));
    await stage.owner.query("rollback");
    for (const answer of locked) expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    for (const table of tables)
      await stage.owner.query(`alter table public.${table} rename to ${table}_away`);
    for (const [route, attempt] of ready) await expectStatus(route, 500, attempt);
    for (const table of tables)
      await stage.owner.query(`alter table public.${table}_away rename to ${table}`);
  });

  test("every promised status but 429 has been shown, on every route that promises it", () => {
    const promised = routes.flatMap((route) =>
      route.statuses
        .filter((status) => status !== NOT_ANSWERED)
        .filter((status) => status < 500 || !withoutTables.includes(route.operationId))
        .map((status) => `${route.operationId} ${status}`),
    );
    expect([...shown].toSorted()).toEqual(promised.toSorted());
  });
}
