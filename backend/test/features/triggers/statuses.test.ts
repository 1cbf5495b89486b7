/** Every status that is promised for triggers is really answered. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Stage, testPromises } from "#test/features/promised-statuses.ts";

const content = () => ({ name: randomUUID(), words: ["work"] });

async function newTrigger({ echo }: Stage): Promise<{ readonly id: string; readonly name: string }> {
  const answer = await echo.alice.bearer.send({ method: "POST", url: "/triggers", body: content() });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string; name: string }>();
}

const existing = async (stage: Stage) => ({ id: (await newTrigger(stage)).id });
const missing = async () => ({ id: randomUUID() });

testPromises({
  paths: /^\/triggers\b/,
  tables: ["triggers", "trigger_matches", "entries"],
  good: {
    "triggers.list": async () => ({}),
    "triggers.create": async () => ({ body: content() }),
    "triggers.suggest": async () => ({}),
    "triggers.statistics": async () => ({}),
    "triggers.get": existing,
    "triggers.update": async (stage) => ({ ...(await existing(stage)), body: content() }),
    "triggers.delete": existing,
  },
  special: {
    "triggers.create 200": async ({ echo }) => {
      const body = { id: randomUUID(), ...content() };
      await echo.alice.bearer.send({ method: "POST", url: "/triggers", body });
      return { body };
    },
    "triggers.create 409": async (stage) => ({
      body: { ...content(), name: (await newTrigger(stage)).name },
    }),
    "triggers.update 409": async (stage) => ({
      ...(await existing(stage)),
      body: { name: (await newTrigger(stage)).name },
    }),
    "triggers.update 412": async (stage) => ({
      ...(await existing(stage)),
      body: content(),
      headers: { "if-match": '"7"' },
    }),
    "triggers.get 404": missing,
    "triggers.update 404": async () => ({ ...(await missing()), body: content() }),
    "triggers.delete 404": missing,
  },
});
