/** The coping kit: one's own few actions in one's own words, and what became of them, seen by nobody else. */
import { randomUUID } from "node:crypto";
import type { CopingKit, CopingOutcome, CopingStatistics } from "@echo/contract/coping.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal, type Writer } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

async function write(writer: Writer, fields: { feeling?: string; offered?: string } = {}): Promise<string> {
  const { body } = await writer.post<{ entry: { id: string } }>("/entries", { text: "A hard day." });
  await journal.owner.query(
    "update public.entries set emotion_user = $3, coping_action = $4 where user_id = $1 and id = $2",
    [writer.id, body.entry.id, fields.feeling ?? null, fields.offered ?? null],
  );
  return body.entry.id;
}

const setKit = (writer: Writer, actions: readonly string[]) =>
  writer.put<CopingKit>("/coping/kit", { actions });

describe("GET and PUT /coping/kit", () => {
  test("an untouched kit is empty and says that it was never changed", async () => {
    const { bob } = journal;
    expect(await bob.get("/coping/kit")).toMatchObject({
      status: 200,
      body: { actions: [], updated_at: null },
    });
  });

  test("keeps the person's order, trimmed and composed, and answers what a later GET answers", async () => {
    const { alice } = journal;
    const put = await setKit(alice, ["  Walk to the river ", "Cafe\u0301 with Mia", "散歩する"]);
    expect(put.status).toBe(200);
    expect(put.body.actions).toEqual(["Walk to the river", "Café with Mia", "散歩する"]);
    expect(put.body.updated_at).toMatch(/Z$/);
    expect((await alice.get<CopingKit>("/coping/kit")).body).toEqual(put.body);
    expect((await setKit(alice, put.body.actions)).body.updated_at).toBe(put.body.updated_at);
    expect((await setKit(alice, [])).body.actions).toEqual([]);
  });

  test.each([
    ["a control character", ["a\tb"], "/actions/0"],
    ["a mark that turns direction", ["ok", "a\u202eb"], "/actions/1"],
    ["nothing to be seen", ["\u00a0\u200b"], "/actions/0"],
    ["the same twice, whatever the case", ["Walk", "Sleep", " walk "], "/actions/2"],
    ["too long a text once composed", ["\u0958".repeat(80)], "/actions/0"],
    ["more than 80 characters", ["a".repeat(81)], "/actions/0"],
    ["an empty text", [""], "/actions/0"],
    ["four actions", ["a", "b", "c", "d"], "/actions"],
  ])("refuses %s and keeps what was there", async (_name, actions, pointer) => {
    const { alice } = journal;
    await setKit(alice, ["Breathe"]);
    const answer = await alice.put("/coping/kit", { actions });
    expect(answer.status).toBe(422);
    expect(pointersIn(answer.body)).toContain(pointer);
    expect((await alice.get<CopingKit>("/coping/kit")).body.actions).toEqual(["Breathe"]);
  });

  test("takes 80 characters of four bytes each", async () => {
    const actions = ["🌊".repeat(80)];
    expect((await setKit(journal.alice, actions)).body.actions).toEqual(actions);
  });

  test("the database itself refuses what the API would", async () => {
    for (const actions of ["{a,b,c,d}", "{a,a}", '{" a"}', '{""}', "{NULL}", "{{a},{b}}"]) {
      await expect(
        journal.owner.query("update public.coping_kits set actions = $1", [actions]),
      ).rejects.toMatchObject({ code: "23514" });
    }
  });

  test("bob neither reads nor changes alice's kit", async () => {
    const { alice, bob } = journal;
    await setKit(alice, ["Call my sister"]);
    expect((await bob.get<CopingKit>("/coping/kit")).body.actions).toEqual([]);
    await setKit(bob, ["Run"]);
    expect((await alice.get<CopingKit>("/coping/kit")).body.actions).toEqual(["Call my sister"]);
  });
});

describe("POST /coping/outcomes", () => {
  const record = (writer: Writer, entryId: string, action: string, helped: boolean) =>
    writer.post<CopingOutcome>("/coping/outcomes", { entry_id: entryId, action, helped });

  test("is 201 at first and 200 where it replaces the answer for the same entry and action", async () => {
    const { alice } = journal;
    await setKit(alice, ["Walk"]);
    const id = await write(alice);
    const first = await record(alice, id, " Walk ", true);
    expect(first).toMatchObject({ status: 201, body: { entry_id: id, action: "Walk", helped: true } });
    const second = await record(alice, id, "Walk", false);
    expect(second).toMatchObject({
      status: 200,
      body: { helped: false, created_at: first.body.created_at },
    });
    const stored = await journal.owner.query(
      "select helped from public.coping_outcomes where entry_id = $1",
      [id],
    );
    expect(stored.rows).toEqual([{ helped: false }]);
  });

  test("takes an action that was offered with the entry although it has left the kit", async () => {
    const { alice } = journal;
    await setKit(alice, ["Walk"]);
    const offered = await write(alice, { offered: "Swim" });
    expect((await record(alice, offered, "Swim", true)).status).toBe(201);
    const other = await write(alice);
    const answer = await alice.post("/coping/outcomes", { entry_id: other, action: "Swim", helped: true });
    expect(answer.status).toBe(422);
    expect(pointersIn(answer.body)).toEqual(["/action"]);
  });

  test("an action of bob's kit is none for alice", async () => {
    const { alice, bob } = journal;
    await setKit(alice, ["Walk"]);
    await setKit(bob, ["Dance"]);
    expect((await record(alice, await write(alice), "Dance", true)).status).toBe(422);
  });

  test("bob gets for alice's entry the 404 that he gets for none, and so does alice for a trashed one", async () => {
    const { alice, bob } = journal;
    await setKit(alice, ["Walk"]);
    await setKit(bob, ["Walk"]);
    const id = await write(alice, { offered: "Walk" });
    const hers = await bob.post("/coping/outcomes", { entry_id: id, action: "Walk", helped: true });
    const nobodys = await bob.post("/coping/outcomes", {
      entry_id: randomUUID(),
      action: "Walk",
      helped: true,
    });
    expect(hers.status).toBe(404);
    expect({ ...hers.body, request_id: "" }).toEqual({ ...nobodys.body, request_id: "" });
    await alice.delete(`/entries/${id}`);
    expect((await record(alice, id, "Walk", true)).status).toBe(404);
  });

  test.each([
    ["helped is missing", { action: "Walk" }],
    ["helped is a text", { action: "Walk", helped: "yes" }],
    ["a person is named", { action: "Walk", helped: true, user_id: randomUUID() }],
  ])("is 422 where %s", async (_name, body) => {
    const { alice } = journal;
    const answer = await alice.post("/coping/outcomes", { entry_id: randomUUID(), ...body });
    expect(answer.status).toBe(422);
  });
});

describe("GET /coping/statistics", () => {
  test("counts by action and feeling, follows corrections, and gives a share once there is enough", async () => {
    const { bearer, id: userId } = await journal.app.signUp("carol");
    const carol = { ...journal.alice, id: userId } satisfies Writer;
    const send = async (method: "GET" | "PUT" | "POST" | "DELETE", url: string, body?: unknown) => {
      const answer = await bearer.send({ method, url, ...(body === undefined ? {} : { body }) });
      return answer.body === "" ? {} : answer.json<Record<string, unknown>>();
    };
    const statistics = async () => (await send("GET", "/coping/statistics")) as unknown as CopingStatistics;
    expect(await statistics()).toEqual({ actions: [], minimum: 5 });

    await send("PUT", "/coping/kit", { actions: ["Walk", "Sleep"] });
    const ids: string[] = [];
    for (const [feeling, helped] of [
      ["sadness", true],
      ["sadness", true],
      ["fear", false],
      ["sadness", true],
      [null, false],
    ] as const) {
      const made = (await send("POST", "/entries", { text: "Hard." })) as { entry: { id: string } };
      const { id } = made.entry;
      ids.push(id);
      await journal.owner.query(
        `update public.entries set emotion_user = $2, coping_action = 'Walk',
           emotion_scores = case when $2::text is not null then emotion_scores end
         where user_id = $3 and id = $1`,
        [id, feeling, carol.id],
      );
      const { actions } = await statistics();
      expect(actions[0]?.share).toBeNull();
      await send("POST", "/coping/outcomes", { entry_id: id, action: "Walk", helped });
    }
    const first = ids[0] ?? "";
    await send("POST", "/coping/outcomes", { entry_id: first, action: "Sleep", helped: true });
    const { actions } = await statistics();
    expect(actions).toEqual([
      {
        action: "Walk",
        in_kit: true,
        offered: 5,
        tried: 5,
        helped: 3,
        share: 0.6,
        low: expect.closeTo(0.2307, 3),
        high: expect.closeTo(0.8824, 3),
        by_feeling: [
          { label: "sadness", tried: 3, helped: 3 },
          { label: "fear", tried: 1, helped: 0 },
          { label: null, tried: 1, helped: 0 },
        ],
      },
      {
        action: "Sleep",
        in_kit: true,
        offered: 0,
        tried: 1,
        helped: 1,
        share: null,
        low: null,
        high: null,
        by_feeling: [{ label: "sadness", tried: 1, helped: 1 }],
      },
    ]);

    await journal.owner.query(
      "update public.entries set emotion_user = 'fear' where user_id = $2 and id = $1",
      [first, carol.id],
    );
    await send("DELETE", `/entries/${ids[4]}`);
    await send("PUT", "/coping/kit", { actions: ["Sleep"] });
    const after = (await statistics()).actions;
    expect(after.map(({ action, in_kit }) => [action, in_kit])).toEqual([
      ["Sleep", true],
      ["Walk", false],
    ]);
    expect(after[1]).toMatchObject({
      offered: 4,
      tried: 4,
      helped: 3,
      share: null,
      by_feeling: [
        { label: "fear", tried: 2, helped: 1 },
        { label: "sadness", tried: 2, helped: 2 },
      ],
    });
  });

  test("bob's statistics hold nothing of alice's", async () => {
    const { alice, bob } = journal;
    await setKit(alice, ["Alice's own thing"]);
    const id = await write(alice);
    await alice.post("/coping/outcomes", { entry_id: id, action: "Alice's own thing", helped: true });
    const { body } = await bob.get<CopingStatistics>("/coping/statistics");
    expect(JSON.stringify(body)).not.toContain("Alice");
  });
});
