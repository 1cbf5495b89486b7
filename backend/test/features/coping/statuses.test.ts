/** Every status that is promised for the coping kit is really answered. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Stage, testPromises } from "#test/features/promised-statuses.ts";
import type { Person } from "#test/setup/app.ts";

async function newEntry({ bearer }: Person): Promise<string> {
  const answer = await bearer.send({ method: "POST", url: "/entries", body: { text: "A hard day." } });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ entry: { id: string } }>().entry.id;
}

async function outcome({ echo }: Stage, entryId?: string) {
  await echo.alice.bearer.send({ method: "PUT", url: "/coping/kit", body: { actions: ["Walk"] } });
  return { entry_id: entryId ?? (await newEntry(echo.alice)), action: "Walk", helped: true };
}

testPromises({
  paths: /^\/coping\b/,
  tables: ["coping_kits", "coping_outcomes"],
  good: {
    "coping.get_kit": async () => ({}),
    "coping.replace_kit": async () => ({ body: { actions: ["Walk"] } }),
    "coping.record_outcome": async (stage) => ({ body: await outcome(stage) }),
    "coping.statistics": async () => ({}),
  },
  special: {
    "coping.record_outcome 200": async (stage) => {
      const body = await outcome(stage);
      await stage.echo.alice.bearer.send({ method: "POST", url: "/coping/outcomes", body });
      return { body };
    },
    "coping.record_outcome 404": async (stage) => ({ body: await outcome(stage, randomUUID()) }),
  },
});
