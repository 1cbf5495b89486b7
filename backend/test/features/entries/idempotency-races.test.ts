/**
 * Idempotency-Key where requests meet, fail or come late: a key stands for one effect that has happened, so
 * a request without effect leaves it free, and one under way makes the next one wait or come again.
 */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry } from "@echo/contract/entries.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const post = (client: Client, key: string, body: unknown) =>
  client.send({ method: "POST", url: "/entries", body, headers: { "idempotency-key": key } });

async function countOf(text: string): Promise<number> {
  return (await owner.query("select from public.entries where text = $1", [text])).rowCount ?? 0;
}

test("a key whose request is still under way is 409 with Retry-After, and free where that one fails", async () => {
  const key = randomUUID();
  const body = { text: "under way" };
  await owner.query("begin");
  try {
    await owner.query(
      `insert into public.idempotency_keys (user_id, key, method, route, body_sha256)
       values ($1, $2, 'POST', '/entries', sha256('other'))`,
      [echo.alice.id, key],
    );
    const [hers, his] = await Promise.all([post(alice, key, body), post(bob, key, { text: "bob's" })]);
    expect([hers.statusCode, hers.json<{ type: string }>().type]).toEqual([409, "/problems/conflict"]);
    expect(Number(hers.headers["retry-after"])).toBeGreaterThan(0);
    expect(his.statusCode).toBe(201);
  } finally {
    await owner.query("rollback");
  }
  expect(await countOf("under way")).toBe(0);
  const again = await post(alice, key, body);
  expect([again.statusCode, again.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  expect(await countOf("under way")).toBe(1);
});

test("a request that was refused leaves its key free", async () => {
  const key = randomUUID();
  for (const fault of [{ text: " " }, { text: "a", timezone: "Mars/Olympus" }, { text: "a", mood: 9 }]) {
    expect((await post(alice, key, fault)).statusCode).toBe(422);
  }
  const created = await post(alice, key, { text: "at last" });
  expect([created.statusCode, created.headers["idempotency-replayed"]]).toEqual([201, undefined]);
});

test("fifty different requests at once under one key write one entry, and the others are told", async () => {
  const key = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => post(alice, key, { text: `rival ${index}`, tags: ["rival"] })),
  );
  const created = answers.filter((answer) => answer.statusCode === 201);
  expect(created).toHaveLength(1);
  const written = await owner.query("select id from public.entries where tags = '{rival}'");
  expect(written.rows).toEqual([{ id: created[0]?.json<CreatedEntry>().entry.id }]);
  for (const answer of answers.filter((other) => other.statusCode !== 201)) {
    expect([409, 422, 503]).toContain(answer.statusCode);
    expect(answer.body).not.toContain("rival");
  }
});

test("one id under fifty keys at once is one entry, and each key answers for it afterwards", async () => {
  const body = { id: randomUUID(), text: "one id, many keys" };
  const keys = Array.from({ length: 50 }, () => randomUUID());
  const answers = await Promise.all(keys.map((key) => post(alice, key, body)));
  expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
  for (const answer of answers) expect([200, 201]).toContain(answer.statusCode);
  expect(await countOf(body.text)).toBe(1);
  for (const [index, key] of keys.entries()) {
    const again = await post(alice, key, body);
    expect([again.statusCode, again.headers["idempotency-replayed"]]).toEqual([
      answers[index]?.statusCode,
      "true",
    ]);
  }
});

test("the same body in another spelling is the same request; without the id it is another", async () => {
  const key = randomUUID();
  const id = randomUUID();
  const spelled = { id, text: "spelled", tags: ["caf\u00e9"], written_at: "2026-01-01T10:00:00Z" };
  expect((await post(alice, key, spelled)).statusCode).toBe(201);
  const other = { written_at: "2026-01-01T11:00:00+01:00", tags: [" cafe\u0301"], text: "spelled", id };
  expect((await post(alice, key, other)).headers["idempotency-replayed"]).toBe("true");
  const { id: _id, ...withoutId } = spelled;
  expect((await post(alice, key, withoutId)).statusCode).toBe(422);
  expect(await countOf("spelled")).toBe(1);
});

test("text that differs only by normalisation is another request", async () => {
  const key = randomUUID();
  expect((await post(alice, key, { text: "caf\u00e9" })).statusCode).toBe(201);
  expect((await post(alice, key, { text: "cafe\u0301" })).statusCode).toBe(422);
});

test("a key that answered 409 answers 409 again", async () => {
  const id = randomUUID();
  await alice.send({ method: "POST", url: "/entries", body: { id, text: "first content" } });
  const key = randomUUID();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const refused = await post(alice, key, { id, text: "second content" });
    expect(refused.statusCode).toBe(409);
  }
  expect(await countOf("second content")).toBe(0);
});

test("a replay while the entry lies in the trash, and after it came back, is the same entry", async () => {
  const key = randomUUID();
  const { id } = (await post(alice, key, { text: "to and fro" })).json<CreatedEntry>().entry;
  await alice.send({ method: "DELETE", url: `/entries/${id}` });
  const trashed = await post(alice, key, { text: "to and fro" });
  expect([trashed.statusCode, trashed.json<CreatedEntry>().entry.id]).toEqual([201, id]);
  await alice.send({ method: "POST", url: `/entries/${id}/restore` });
  const restored = await post(alice, key, { text: "to and fro" });
  expect([restored.statusCode, restored.json<CreatedEntry>().entry.id]).toEqual([201, id]);
  expect(await countOf("to and fro")).toBe(1);
});

test("a key on changing, throwing away and bringing back does no harm", async () => {
  const { id } = (await post(alice, randomUUID(), { text: "keyed" })).json<CreatedEntry>().entry;
  const headers = { "idempotency-key": randomUUID() };
  const url = `/entries/${id}`;
  for (const text of ["once", "twice"]) {
    const changed = await alice.send({ method: "PATCH", url, body: { text }, headers });
    expect([changed.statusCode, changed.json<Entry>().text]).toEqual([200, text]);
  }
  expect((await alice.send({ method: "DELETE", url, headers })).statusCode).toBe(204);
  expect((await alice.send({ method: "POST", url: `${url}/restore`, headers })).statusCode).toBe(200);
});
