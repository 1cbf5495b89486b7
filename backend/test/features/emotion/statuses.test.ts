/** Every status that is promised for emotions is really answered. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Stage, testPromises } from "#test/features/promised-statuses.ts";

async function newEntry({ echo }: Stage): Promise<string> {
  const answer = await echo.alice.bearer.send({
    method: "POST",
    url: "/entries",
    body: { text: "A hard day." },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ entry: { id: string } }>().entry.id;
}

testPromises({
  paths: /^\/analyze$|^\/entries\/\{id\}\/emotion$/,
  tables: ["entries", "profiles"],
  good: {
    // Asks for help, which is looked for in the writer's country.
    "emotion.analyze": async () => ({ body: { text: "I want to die." } }),
    "emotion.get": async (stage) => ({ id: await newEntry(stage) }),
    "emotion.correct": async (stage) => ({ id: await newEntry(stage), body: { label: "joy" } }),
    "emotion.delete_correction": async (stage) => ({ id: await newEntry(stage) }),
  },
  special: {
    "emotion.get 404": async () => ({ id: randomUUID() }),
    "emotion.correct 404": async () => ({ id: randomUUID(), body: { label: "joy" } }),
    "emotion.delete_correction 404": async () => ({ id: randomUUID() }),
  },
});
