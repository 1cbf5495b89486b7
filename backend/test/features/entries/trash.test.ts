/**
 * The trash and the former wordings as lists, and throwing away as an act: once, by its owner, on the
 * version that was seen.
 */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry, EntryVersions, TrashPage } from "@echo/contract/entries.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
let alice: Client;
let bob: Client;
let owner: pg.Client;
beforeAll(async () => {
  echo = await startTestApp();
  alice = echo.alice.bearer;
  bob = echo.bob.bearer;
  owner = new pg.Client({ connectionString: echo.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await echo.stop();
});

async function write(text = "a", client: Client = alice): Promise<Entry> {
  const answer = await client.send({ method: "POST", url: "/entries", body: { text } });
  expect(answer.statusCode).toBe(201);
  return answer.json<CreatedEntry>().entry;
}

const get = (client: Client, url: string) => client.send({ method: "GET", url });
const throwAway = (client: Client, id: string, headers = {}) =>
  client.send({ method: "DELETE", url: `/entries/${id}`, headers });
const bringBack = (client: Client, id: string) =>
  client.send({ method: "POST", url: `/entries/${id}/restore` });
const withoutRequestId = (answer: { body: string }) => ({
  ...(JSON.parse(answer.body) as Record<string, unknown>),
  request_id: "",
});

describe("throwing away", () => {
  test.each(['"1"', "1", 'W/"1"', "*", undefined])(
    "with If-Match %s on version 1 is 204",
    async (ifMatch) => {
      const { id } = await write();
      const gone = await throwAway(alice, id, ifMatch === undefined ? {} : { "if-match": ifMatch });
      expect([gone.statusCode, gone.body]).toEqual([204, ""]);
    },
  );

  test.each(['"2"', '"0"', '"abc"'])(
    "with If-Match %s on version 1 is 412, and it stays",
    async (ifMatch) => {
      const entry = await write();
      const refused = await throwAway(alice, entry.id, { "if-match": ifMatch });
      expect([refused.statusCode, refused.json<{ type: string }>().type]).toEqual([
        412,
        "/problems/stale-version",
      ]);
      expect((await get(alice, `/entries/${entry.id}`)).json<Entry>()).toEqual(entry);
    },
  );

  test("by fifty at once happens once, and bringing back by fifty at once gives every one the entry", async () => {
    const { id } = await write("contested");
    const gone = await Promise.all(Array.from({ length: 50 }, () => throwAway(alice, id)));
    const statuses = gone.map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(49);
    const back = await Promise.all(Array.from({ length: 50 }, () => bringBack(alice, id)));
    for (const answer of back) {
      expect([answer.statusCode, answer.json<Entry>().text]).toEqual([200, "contested"]);
    }
  });

  test("and changing at once never loses the wording that was answered with 200", async () => {
    const { id } = await write("before");
    const change = { method: "PATCH", url: `/entries/${id}`, body: { text: "after" } } as const;
    const [changed, gone] = await Promise.all([alice.send(change), throwAway(alice, id)]);
    expect(gone.statusCode).toBe(204);
    expect([200, 404]).toContain(changed.statusCode);
    const back = await bringBack(alice, id);
    expect(back.json<Entry>().text).toBe(changed.statusCode === 200 ? "after" : "before");
  });

  test("keeps the former wordings for the day it comes back", async () => {
    const { id } = await write("one");
    await alice.send({ method: "PATCH", url: `/entries/${id}`, body: { text: "two" } });
    await throwAway(alice, id);
    expect((await get(alice, `/entries/${id}/versions`)).statusCode).toBe(404);
    const back = (await bringBack(alice, id)).json<Entry>();
    expect([back.text, back.version]).toEqual(["two", 2]);
    const { items } = (await get(alice, `/entries/${id}/versions`)).json<EntryVersions>();
    expect(items.map((item) => item.text)).toEqual(["one"]);
  });
});

test("what alice threw away is for bob like what nobody has, on every route", async () => {
  const { id } = await write("secret");
  await throwAway(alice, id);
  const ask = (of: string) => [
    get(bob, `/entries/${of}`),
    get(bob, `/entries/${of}/versions`),
    bob.send({ method: "PATCH", url: `/entries/${of}`, body: { text: "bob's" } }),
    throwAway(bob, of),
    bringBack(bob, of),
  ];
  const hers = await Promise.all(ask(id));
  const nobodys = await Promise.all(ask(randomUUID()));
  for (const [index, answer] of hers.entries()) {
    expect(answer.statusCode).toBe(404);
    expect(withoutRequestId(answer)).toEqual(withoutRequestId(nobodys[index] ?? { body: "{}" }));
  }
  expect((await bringBack(alice, id)).json<Entry>()).toMatchObject({ text: "secret", version: 1 });
});

describe("the pages of the trash", () => {
  beforeAll(async () => {
    await owner.query("delete from public.entries");
    for (let index = 0; index < 25; index += 1) await write(`rubbish ${index}`);
    await throwAway(bob, (await write("bob's rubbish", bob)).id);
    // One statement, one instant: only the id can tell these apart.
    await owner.query("update public.entries set deleted_at = now() where user_id = $1", [echo.alice.id]);
  });

  test.each([1, 7, 20, 24, 25, 100])(
    "of %i hold everything once, although all went at once",
    async (limit) => {
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        expect(seen.length).toBeLessThanOrEqual(25);
        const url = `/entries/trash?limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`;
        const page: TrashPage = (await get(alice, url)).json<TrashPage>();
        seen.push(...page.items.map((item) => item.text));
        cursor = page.next_cursor;
      }
      expect(seen.toSorted()).toEqual(
        Array.from({ length: 25 }, (_, index) => `rubbish ${index}`).toSorted(),
      );
    },
  );

  test("are bob's own for bob", async () => {
    const { items, next_cursor } = (await get(bob, "/entries/trash")).json<TrashPage>();
    expect([items.map((item) => item.text), next_cursor]).toEqual([["bob's rubbish"], null]);
  });
});

describe("the lists of trash and versions", () => {
  let id: string;
  let trashCursor: string;
  let versionsCursor: string;
  beforeAll(async () => {
    ({ id } = await write("v1"));
    for (const text of ["v2", "v3"]) {
      await alice.send({ method: "PATCH", url: `/entries/${id}`, body: { text } });
    }
    for (let index = 0; index < 2; index += 1) await throwAway(alice, (await write()).id);
    const cursorOf = async (url: string) => {
      const cursor = (await get(alice, url)).json<TrashPage>().next_cursor;
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      return cursor ?? "";
    };
    trashCursor = await cursorOf("/entries/trash?limit=1");
    versionsCursor = await cursorOf(`/entries/${id}/versions?limit=1`);
  });

  test.each(["0", "-1", "101", "1.5", "abc", ""])("refuse a limit of %j by its place", async (limit) => {
    for (const list of ["/entries/trash", `/entries/${id}/versions`]) {
      const answer = await get(alice, `${list}?limit=${limit}`);
      expect([list, answer.statusCode]).toEqual([list, 422]);
      expect(answer.json<{ errors: unknown }>().errors).toMatchObject([{ pointer: "/query/limit" }]);
    }
  });

  test("go on with their own cursor only: not with bob's, another list's or entry's, or a changed one", async () => {
    const other = (await write("w1")).id;
    await alice.send({ method: "PATCH", url: `/entries/${other}`, body: { text: "w2" } });
    const bobs = (await write("b1", bob)).id;
    await bob.send({ method: "PATCH", url: `/entries/${bobs}`, body: { text: "b2" } });
    expect((await get(alice, `/entries/trash?cursor=${trashCursor}`)).statusCode).toBe(200);
    expect((await get(alice, `/entries/${id}/versions?cursor=${versionsCursor}`)).statusCode).toBe(200);
    for (const [client, url] of [
      [bob, `/entries/trash?cursor=${trashCursor}`],
      [bob, `/entries/${bobs}/versions?cursor=${versionsCursor}`],
      [alice, `/entries/${other}/versions?cursor=${versionsCursor}`],
      [alice, `/entries?cursor=${trashCursor}`],
      [alice, `/entries/trash?cursor=${versionsCursor}`],
      [alice, `/entries/${id}/versions?cursor=${trashCursor}`],
      [alice, `/entries/${id}/versions?cursor=Mg`],
    ] as const) {
      const refused = await get(client, url);
      expect([url, refused.statusCode, refused.json<{ type: string }>().type]).toEqual([
        url,
        400,
        "/problems/invalid-cursor",
      ]);
    }
  });

  test("refuse a cursor with any one of its characters changed", async () => {
    for (let index = 0; index < trashCursor.length; index += 1) {
      const other = trashCursor[index] === "A" ? "B" : "A";
      const changed = trashCursor.slice(0, index) + other + trashCursor.slice(index + 1);
      expect([changed, (await get(alice, `/entries/trash?cursor=${changed}`)).statusCode]).toEqual([
        changed,
        400,
      ]);
    }
  });
});
