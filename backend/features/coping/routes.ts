/**
 * The coping kit over HTTP. There is one kit in reach, so there is no id in its path; an outcome names an
 * entry, and a missing, foreign or trashed one answers alike.
 */
import {
  CopingKit,
  CopingOutcome,
  CopingStatistics,
  RecordCopingOutcome,
  ReplaceCopingKit,
} from "@echo/contract/coping.ts";
import { Ref } from "@echo/contract/common.ts";
import type { Deps } from "#backend/deps.ts";
import { invalidInput, notFound, Problem } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { countOutcomes, findKit, replaceKit, upsertOutcome } from "./queries.ts";
import { checkActions, normalizeAction, summarise } from "./rules.ts";

const tags = ["coping"];

function addRoutes(app: App, { db }: Deps): void {
  addKit(app, db);
  app.post(
    "/coping/outcomes",
    {
      schema: {
        operationId: "coping.record_outcome",
        summary: "Say whether an action helped after an entry",
        description:
          "The action is one that was offered with the entry, or one of the kit. " +
          "201 for the first answer, 200 where it replaces a former one.",
        tags,
        body: Ref(RecordCopingOutcome),
        response: {
          200: Ref(CopingOutcome),
          201: Ref(CopingOutcome),
          ...problems(401, 403, 404, 413, 415, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const actor = request.requireActor();
      const { entry_id: entryId, helped } = request.body;
      const action = normalizeAction(request.body.action);
      const stored = await db.asUserOnce(actor, (tx) =>
        upsertOutcome(tx, { userId: actor.userId, entryId, action, helped }),
      );
      if (!stored.hasEntry) throw notFound();
      if (stored.outcome === undefined) {
        throw invalidInput({
          pointer: "/action",
          detail: "Give an action that was offered with this entry, or one of your kit.",
        });
      }
      reply.code(stored.isNew ? 201 : 200);
      return stored.outcome;
    },
  );
  app.get(
    "/coping/statistics",
    {
      schema: {
        operationId: "coping.statistics",
        summary: "What was offered, tried, and helped",
        tags,
        response: { 200: Ref(CopingStatistics), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      return summarise(await db.asUserOnce(actor, (tx) => countOutcomes(tx, actor.userId)));
    },
  );
}

function addKit(app: App, db: Deps["db"]): void {
  app.get(
    "/coping/kit",
    {
      schema: {
        operationId: "coping.get_kit",
        summary: "Read the own coping kit",
        tags,
        response: { 200: Ref(CopingKit), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      const kit = await db.asUserOnce(actor, (tx) => findKit(tx, actor.userId));
      return kit ?? { actions: [], updated_at: null };
    },
  );
  app.put(
    "/coping/kit",
    {
      schema: {
        operationId: "coping.replace_kit",
        summary: "Replace the own coping kit",
        tags,
        body: Ref(ReplaceCopingKit),
        response: { 200: Ref(CopingKit), ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      const actions = checkActions(request.body.actions);
      const kit = await db.asUserOnce(actor, (tx) => replaceKit(tx, actor.userId, actions));
      if (kit === undefined) throw new Problem("internal_error", "Something went wrong on our side.");
      return kit;
    },
  );
}

export const coping: Feature = {
  name: "coping",
  schemas: [CopingKit, ReplaceCopingKit, RecordCopingOutcome, CopingOutcome, CopingStatistics],
  routes: addRoutes,
};
