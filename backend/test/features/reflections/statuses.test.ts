/** Every status that is promised for reflections is really answered, without a model and with one in a stand-in. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Stage, testPromises } from "#test/features/promised-statuses.ts";

async function newEntry({ echo }: Stage, text = "A quiet day."): Promise<string> {
  const answer = await echo.alice.bearer.send({ method: "POST", url: "/entries", body: { text } });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ entry: { id: string } }>().entry.id;
}

/** An entry with a reflection that a model wrote earlier. */
async function reflected(stage: Stage): Promise<string> {
  const id = await newEntry(stage);
  await stage.owner.query(
    `insert into public.entry_reflections (user_id, entry_id, text, model, host, is_this_machine, entry_version)
     values ($1, $2, 'Quiet.', 'm', '127.0.0.1', true, 1)`,
    [stage.echo.alice.id, id],
  );
  return id;
}

testPromises({
  paths: /^\/reflections\b|^\/entries\/\{id\}\/reflection$/,
  tables: ["entries", "entry_reflections"],
  withoutTables: ["reflections.get_provider"],
  options: {
    replace: () => ({
      languageModel: {
        destination: { model: "m", host: "127.0.0.1", isThisMachine: true },
        reflect: () => Promise.resolve("Quiet."),
      },
    }),
  },
  good: {
    "reflections.get_provider": async () => ({}),
    "reflections.create": async (stage) => ({ id: await newEntry(stage) }),
    "reflections.get": async (stage) => ({ id: await reflected(stage) }),
    "reflections.delete": async (stage) => ({ id: await reflected(stage) }),
  },
  special: {
    "reflections.create 404": async () => ({ id: randomUUID() }),
    "reflections.create 409": async (stage) => ({ id: await newEntry(stage, "I want to die.") }),
    "reflections.get 404": async () => ({ id: randomUUID() }),
    "reflections.delete 404": async () => ({ id: randomUUID() }),
  },
});
