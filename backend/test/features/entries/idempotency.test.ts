/** Idempotency-Key: a request that is sent again, because its answer was lost, has its effect once. */
import { randomUUID } from "node:crypto";
import type { CreatedEntry, Entry } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

const keyed = (key: string) => ({ "idempotency-key": key });

async function countOf(text: string): Promise<number> {
  const result = await journal.owner.query("select from public.entries where text = $1", [text]);
  return result.rowCount ?? 0;
}

test("the same key and body answer the same 201 again, marked as replayed, and write once", async () => {
  const { alice } = journal;
  const headers = keyed(randomUUID());
  const first = await alice.post<CreatedEntry>("/entries", { text: "keyed once", mood: 4 }, headers);
  const again = await alice.post<CreatedEntry>("/entries", { text: "keyed once", mood: 4 }, headers);
  expect([first.status, first.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  expect([again.status, again.headers["idempotency-replayed"]]).toEqual([201, "true"]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.location).toBe(first.headers.location);
  expect(await countOf("keyed once")).toBe(1);
});

test("the same key with another body is refused by its place, and nothing is written", async () => {
  const { alice } = journal;
  const headers = keyed(randomUUID());
  await alice.post("/entries", { text: "keyed first" }, headers);
  const refused = await alice.post("/entries", { text: "keyed second" }, headers);
  expect([refused.status, pointersIn(refused.body)]).toEqual([422, ["/headers/idempotency-key"]]);
  expect(await countOf("keyed second")).toBe(0);
});

test.each(["short", "x".repeat(65), "with blank in the key", "umlaut-äääääääääää", ""])(
  "the key %j is refused by its place",
  async (key) => {
    const refused = await journal.alice.post("/entries", { text: "a" }, keyed(key));
    expect([refused.status, pointersIn(refused.body)]).toEqual([422, ["/headers/idempotency-key"]]);
  },
);

test("keys go with the next keyed write of their person once they are older than 48 hours, fifty at a time", async () => {
  const { alice, bob, owner } = journal;
  const keep = (person: string, prefix: string, age: string, count: number) =>
    owner.query(
      `insert into public.idempotency_keys (user_id, key, method, route, body_sha256, created_at)
      select $1, $2 || lpad(n::text, 20, '0'), 'POST', '/entries', sha256('x'), now() - $3::interval
      from generate_series(1, $4::int) n`,
      [person, prefix, age, count],
    );
  const countOld = async (person: string) => {
    const { rows } = await owner.query<{ old: number; recent: number }>(
      `select (count(*) filter (where key like 'old%'))::int as old, (count(*) filter (where key like 'recent%'))::int as recent
      from public.idempotency_keys where user_id = $1`,
      [person],
    );
    return rows[0];
  };
  await keep(alice.id, "old", "49 hours", 60);
  await keep(alice.id, "recent", "47 hours", 3);
  await keep(bob.id, "old", "49 hours", 3);
  await alice.post("/entries", { text: "after two days" }, keyed(randomUUID()));
  expect(await countOld(alice.id)).toEqual({ old: 10, recent: 3 });
  await Promise.all(
    [1, 2, 3, 4].map((n) => alice.post("/entries", { text: `after that ${n}` }, keyed(randomUUID()))),
  );
  expect(await countOld(alice.id)).toEqual({ old: 0, recent: 3 });
  expect(await countOld(bob.id)).toEqual({ old: 3, recent: 0 });
});

test("a hundred at once under one key write one entry, and every answer is about it", async () => {
  const { alice } = journal;
  const headers = keyed(randomUUID());
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      alice.post<CreatedEntry>("/entries", { text: "keyed at once" }, headers),
    ),
  );
  expect(await countOf("keyed at once")).toBe(1);
  const created = answers.filter((answer) => answer.status === 201);
  expect(new Set(created.map((answer) => answer.body.entry.id)).size).toBe(1);
  // Whoever met the first one under way may be asked to come again, and is told when.
  const others = answers.filter((answer) => answer.status !== 201);
  for (const answer of others) {
    expect([409, 503]).toContain(answer.status);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  }
});

test("bob's use of alice's key is his own", async () => {
  const { alice, bob } = journal;
  const headers = keyed(randomUUID());
  const hers = await alice.post<CreatedEntry>("/entries", { text: "keyed by two" }, headers);
  const his = await bob.post<CreatedEntry>("/entries", { text: "keyed by two" }, headers);
  expect([his.status, his.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  expect(his.body.entry.id).not.toBe(hers.body.entry.id);
});

test("a replay after a change shows the entry as it is now, and does not undo the change", async () => {
  const { alice } = journal;
  const headers = keyed(randomUUID());
  const first = await alice.post<CreatedEntry>("/entries", { text: "keyed then changed" }, headers);
  const { id } = first.body.entry;
  await alice.patch(`/entries/${id}`, { text: "changed since" });
  const again = await alice.post<CreatedEntry>("/entries", { text: "keyed then changed" }, headers);
  expect(again.status).toBe(201);
  expect(again.body.entry).toMatchObject({ id, text: "changed since", version: 2 });
  expect((await alice.get<Entry>(`/entries/${id}`)).body.text).toBe("changed since");
});

test("a replay after the entry was thrown away leaves it in the trash", async () => {
  const { alice } = journal;
  const headers = keyed(randomUUID());
  const first = await alice.post<CreatedEntry>("/entries", { text: "keyed then gone" }, headers);
  const { id } = first.body.entry;
  await alice.delete(`/entries/${id}`);
  expect((await alice.post("/entries", { text: "keyed then gone" }, headers)).status).toBe(201);
  expect((await alice.get(`/entries/${id}`)).status).toBe(404);
  expect(await countOf("keyed then gone")).toBe(1);
});

test("key and id together: the id still guards when the key is forgotten", async () => {
  const { alice } = journal;
  const body = { id: randomUUID(), text: "keyed and named" };
  expect((await alice.post("/entries", body, keyed(randomUUID()))).status).toBe(201);
  expect((await alice.post("/entries", body, keyed(randomUUID()))).status).toBe(200);
  expect((await alice.post("/entries", { ...body, text: "other" }, keyed(randomUUID()))).status).toBe(409);
  expect(await countOf("keyed and named")).toBe(1);
});

test("what is kept under a key is a digest and an id, never the text", async () => {
  const kept = await journal.owner.query("select * from public.idempotency_keys");
  expect(kept.rowCount).toBeGreaterThan(0);
  expect(JSON.stringify(kept.rows)).not.toContain("keyed");
});
