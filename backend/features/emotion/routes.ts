/** Emotions over HTTP: of a text that is not kept, and of an entry, where the writer has the last word. */
import { IdParams, Ref } from "@echo/contract/common.ts";
import { AnalyzeText, CorrectEmotion, EntryEmotion, TextAnalysis } from "@echo/contract/emotion.ts";
import { Entry, type EmotionLabel } from "@echo/contract/entries.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { notFound } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { analyzeText, explainEntry } from "./actions.ts";
import { updateCorrection } from "./queries.ts";

const tags = ["emotion"];

function addRoutes(app: App, deps: Deps): void {
  app.post(
    "/analyze",
    {
      schema: {
        operationId: "emotion.analyze",
        summary: "Hear what a text feels like",
        description: "Nothing is stored. A language that is not understood gives null, never neutral.",
        tags,
        body: Ref(AnalyzeText),
        response: { 200: Ref(TextAnalysis), ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    (request) => analyzeText(deps, request.requireActor(), request.body.text),
  );
  app.get(
    "/entries/:id/emotion",
    {
      schema: {
        operationId: "emotion.get",
        summary: "What was heard in an entry, and the words behind it",
        tags,
        params: IdParams,
        response: { 200: Ref(EntryEmotion), ...problems(401, 404, 422, 429) },
      },
    },
    (request) => explainEntry(deps, request.requireActor(), request.params.id),
  );
  app.put(
    "/entries/:id/emotion",
    {
      schema: {
        operationId: "emotion.correct",
        summary: "Say what an entry really felt like",
        description: "Holds in every statistic, whatever the model says now or later. The version stays.",
        tags,
        params: IdParams,
        body: Ref(CorrectEmotion),
        response: { 200: Ref(Entry), ...problems(401, 403, 404, 413, 415, 422, 429) },
      },
    },
    (request) => correct(deps, request.requireActor(), request.params.id, request.body.label),
  );
  app.delete(
    "/entries/:id/emotion",
    {
      schema: {
        operationId: "emotion.delete_correction",
        summary: "Go back to what the model heard",
        tags,
        params: IdParams,
        response: { 200: Ref(Entry), ...problems(401, 403, 404, 422, 429) },
      },
    },
    (request) => correct(deps, request.requireActor(), request.params.id, null),
  );
}

async function correct(
  { db }: Pick<Deps, "db">,
  actor: Actor,
  id: string,
  label: EmotionLabel | null,
): Promise<Entry> {
  const entry = await db.asUserOnce(actor, (tx) => updateCorrection(tx, actor.userId, id, label));
  if (entry === undefined) throw notFound();
  return entry;
}

export const emotion: Feature = {
  name: "emotion",
  schemas: [AnalyzeText, TextAnalysis, CorrectEmotion, EntryEmotion],
  routes: addRoutes,
};
