/** Triggers: a person's own names for bundles of words, each made once, changed on the version seen, and theirs alone. */
import { randomUUID } from "node:crypto";
import type { Trigger, TriggerList } from "@echo/contract/triggers.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, type ProblemAnswer, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

let names = 0;
const aName = () => `Name ${(names += 1)}`;
const create = (fields: object = {}) =>
  journal.alice.post<Trigger>("/triggers", { name: aName(), words: ["boss"], ...fields });

describe("POST /triggers", () => {
  test("answers 201 with the trigger, its place and its version", async () => {
    const { alice } = journal;
    const answer = await create({ name: "  The  job ", words: [" Work", "night   shift", "仕事", "🍷"] });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ location: `/triggers/${answer.body.id}`, etag: '"1"' });
    expect(answer.body).toEqual({
      id: answer.body.id,
      name: "The job",
      words: ["Work", "night shift", "仕事", "🍷"],
      created_at: expect.stringMatching(/Z$/),
      updated_at: answer.body.created_at,
      version: 1,
    });
    const found = await alice.get<Trigger>(`/triggers/${answer.body.id}`);
    expect(found).toMatchObject({ status: 200, body: answer.body });
    expect(found.headers["etag"]).toBe('"1"');
  });

  test("with the same id and content again is 200 with the trigger as it is now, with other content 409", async () => {
    const { alice } = journal;
    const body = { id: randomUUID(), name: aName(), words: ["rain"] };
    expect((await alice.post("/triggers", body)).status).toBe(201);
    await alice.patch(`/triggers/${body.id}`, { words: ["rain", "storm"] });
    const again = await alice.post<Trigger>("/triggers", body);
    expect(again).toMatchObject({ status: 200, body: { version: 2, words: ["rain", "storm"] } });
    expect((await alice.post("/triggers", { ...body, words: ["snow"] })).status).toBe(409);
    expect((await alice.post("/triggers", { ...body, name: aName() })).status).toBe(409);
  });

  test("with a name that is taken is 409, whatever its case and width; bob may have it", async () => {
    const { alice, bob } = journal;
    const name = `Gym ${randomUUID()}`;
    expect((await alice.post("/triggers", { name, words: ["gym"] })).status).toBe(201);
    for (const other of [name, name.toUpperCase(), name.replace("Gym", "Ｇym")]) {
      const answer = await alice.post("/triggers", { name: other, words: ["sport"] });
      expect(answer.status).toBe(409);
      expect(answer.body.detail).not.toContain(name);
    }
    expect((await bob.post("/triggers", { name, words: ["gym"] })).status).toBe(201);
  });

  test("bob's id is free for alice, and what she makes under it is hers", async () => {
    const { alice, bob } = journal;
    const body = { id: randomUUID(), name: aName(), words: ["sea"] };
    await bob.post("/triggers", body);
    expect((await alice.post("/triggers", { ...body, words: ["lake"] })).status).toBe(201);
    expect((await bob.get<Trigger>(`/triggers/${body.id}`)).body.words).toEqual(["sea"]);
  });

  test.each([
    ["no words", { words: [] }, "/words"],
    ["eleven words", { words: Array.from({ length: 11 }, (_unused, index) => `w${index}`) }, "/words"],
    ["a word of 41 characters", { words: ["a".repeat(41)] }, "/words/0"],
    ["a word of punctuation", { words: ["ok", "?!"] }, "/words/1"],
    ["a word of blanks", { words: [" \u00a0"] }, "/words/0"],
    ["a word with a line end", { words: ["a\nb"] }, "/words/0"],
    ["a name of 61 characters", { name: "a".repeat(61) }, "/name"],
    ["a name that nobody sees", { name: "\u200b" }, "/name"],
    ["a name that turns direction", { name: "a\u202eb" }, "/name"],
    ["an owner", { user_id: randomUUID() }, "/user_id"],
  ])("is 422 for %s", async (_name, fields, pointer) => {
    const answer = await create(fields);
    expect(answer.status).toBe(422);
    expect(pointersIn(answer.body as unknown as ProblemAnswer)).toContain(pointer);
  });

  test("takes ten words of 40 characters in any script, each once", async () => {
    const words = Array.from({ length: 9 }, (_unused, index) => `${"界".repeat(39)}${index}`);
    const answer = await create({ words: [...words, ...words.slice(0, 1)] });
    expect(answer.body.words).toEqual(words);
  });

  test("the hundred-and-first is 409, and the hundredth still answers its repetition", async () => {
    const { bearer } = await journal.app.signUp("carol");
    const post = (body: object) => bearer.send({ method: "POST", url: "/triggers", body });
    const last = { id: randomUUID(), name: "n98", words: ["w"] };
    for (let index = 0; index < 99; index += 1) await post({ name: `n${index}`, words: ["w"] });
    expect((await post(last)).statusCode).toBe(409);
    expect((await post({ ...last, name: "n100" })).statusCode).toBe(201);
    expect((await post({ ...last, name: "n100" })).statusCode).toBe(200);
    expect((await post({ name: "n101", words: ["w"] })).statusCode).toBe(409);
    const list = await bearer.send({ method: "GET", url: "/triggers" });
    expect(list.json<TriggerList>().items).toHaveLength(100);
  });
});

describe("PATCH and DELETE /triggers/{id}", () => {
  test("changes what is named, on the version that was seen, and 412 after another change", async () => {
    const { alice } = journal;
    const { body: made } = await create({ words: ["dog"] });
    const url = `/triggers/${made.id}`;
    const renamed = await alice.patch<Trigger>(url, { name: "The dog" }, { "if-match": '"1"' });
    expect(renamed).toMatchObject({ status: 200, body: { name: "The dog", words: ["dog"], version: 2 } });
    expect(renamed.headers["etag"]).toBe('"2"');
    expect((await alice.patch(url, { name: "Dogs" }, { "if-match": '"1"' })).status).toBe(412);
    expect((await alice.patch(url, { name: "Dogs" }, { "if-match": "no tag" })).status).toBe(422);
    const same = await alice.patch<Trigger>(url, { name: "The dog" }, { "if-match": "*" });
    expect(same.body).toEqual(renamed.body);
    expect((await alice.patch(url, {})).status).toBe(422);
  });

  test("a name of another trigger is 409, one's own in another case is fine", async () => {
    const { alice } = journal;
    const { body: first } = await create();
    const { body: second } = await create();
    expect((await alice.patch(`/triggers/${second.id}`, { name: first.name })).status).toBe(409);
    const louder = await alice.patch<Trigger>(`/triggers/${first.id}`, { name: first.name.toUpperCase() });
    expect(louder).toMatchObject({ status: 200, body: { name: first.name.toUpperCase() } });
  });

  test("removes the trigger, and the second time there is none", async () => {
    const { alice } = journal;
    const { body: made } = await create();
    expect((await alice.delete(`/triggers/${made.id}`)).status).toBe(204);
    expect((await alice.delete(`/triggers/${made.id}`)).status).toBe(404);
    expect((await alice.get(`/triggers/${made.id}`)).status).toBe(404);
  });

  test("bob gets the 404 for alice's trigger that he gets for none, and it stays as it is", async () => {
    const { alice, bob } = journal;
    const { body: hers } = await create();
    const ask = async (id: string) => [
      await bob.get(`/triggers/${id}`),
      await bob.patch(`/triggers/${id}`, { name: "His" }),
      await bob.delete(`/triggers/${id}`),
    ];
    const plain = (answers: Awaited<ReturnType<typeof ask>>) =>
      answers.map(({ status, body }) => ({ status, body: { ...body, request_id: "" } }));
    const nobodys = plain(await ask(randomUUID()));
    expect(nobodys.map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect(plain(await ask(hers.id))).toEqual(nobodys);
    expect((await alice.get<Trigger>(`/triggers/${hers.id}`)).body).toEqual(hers);
  });
});

test("GET /triggers gives all of one's own, oldest first, and none of bob's", async () => {
  const { bearer } = await journal.app.signUp("dora");
  const list = async () => (await bearer.send({ method: "GET", url: "/triggers" })).json<TriggerList>().items;
  expect(await list()).toEqual([]);
  for (const name of ["b", "a", "c"]) {
    await bearer.send({ method: "POST", url: "/triggers", body: { name, words: [name] } });
  }
  await journal.bob.post("/triggers", { name: aName(), words: ["secret"] });
  expect((await list()).map((trigger) => trigger.name)).toEqual(["b", "a", "c"]);
});
