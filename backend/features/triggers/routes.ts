/**
 * Triggers over HTTP. Bodies already match the contract when a handler runs; what lies beyond their shape is
 * checked in rules. Missing and foreign triggers answer alike.
 */
import { IdParams, Ref } from "@echo/contract/common.ts";
import {
  CreateTrigger,
  Trigger,
  TriggerList,
  TriggerStatistics,
  TriggerStatisticsQuery,
  TriggerSuggestions,
  UpdateTrigger,
} from "@echo/contract/triggers.ts";
import { Type } from "typebox";
import type { Deps } from "#backend/deps.ts";
import { entityTagOf, requiredVersion } from "#core/entity-tag.ts";
import { notFound } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { changeTrigger, createTrigger } from "./actions.ts";
import { deleteTrigger, findTrigger, listTriggers } from "./queries.ts";
import { compareTriggers } from "./statistics.ts";
import { sumDays } from "./statistics-queries.ts";
import { findRecentWords } from "./suggestion-queries.ts";
import { suggestTriggers } from "./suggestions.ts";

const tags = ["triggers"];
const DEFAULT_DAYS = 365;

const IfMatch = Type.Object({
  "if-match": Type.Optional(
    Type.String({ description: 'The ETag that the change was made on, such as "3"; * or nothing for any' }),
  ),
});

function addRoutes(app: App, deps: Deps): void {
  addMany(app, deps);
  addSingle(app, deps);
  app.get(
    "/triggers/suggestions",
    {
      schema: {
        operationId: "triggers.suggest",
        summary: "Words and phrases that recur for this person more than their language makes common",
        description: "From the newest entries, on at least four days. What is a trigger already is left out.",
        tags,
        response: { 200: Ref(TriggerSuggestions), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      return suggestTriggers(await deps.db.asUser(actor, (tx) => findRecentWords(tx, actor.userId)));
    },
  );
  app.get(
    "/triggers/statistics",
    {
      schema: {
        operationId: "triggers.statistics",
        summary: "How entries with a trigger differ from those without",
        description:
          "For the last days, the writer's today included. A trigger's own entries are not in its baseline.",
        tags,
        querystring: TriggerStatisticsQuery,
        response: { 200: Ref(TriggerStatistics), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      const { days = DEFAULT_DAYS } = request.query;
      const now = deps.clock.now();
      const sums = await deps.db.asUserOnce(actor, (tx) => sumDays(tx, actor.userId, now, days));
      return compareTriggers(sums, days);
    },
  );
}

function addMany(app: App, deps: Deps): void {
  app.get(
    "/triggers",
    {
      schema: {
        operationId: "triggers.list",
        summary: "All triggers, oldest first",
        tags,
        response: { 200: Ref(TriggerList), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      return { items: await deps.db.asUserOnce(actor, (tx) => listTriggers(tx, actor.userId)) };
    },
  );
  app.post(
    "/triggers",
    {
      schema: {
        operationId: "triggers.create",
        summary: "Make a trigger",
        description:
          "Safe to repeat with the same id: 201 with Location and ETag, 200 where the same trigger was there " +
          "before. 409 for other content under this id, for a name that is taken, and above 100 triggers.",
        tags,
        body: Ref(CreateTrigger),
        response: { 200: Ref(Trigger), 201: Ref(Trigger), ...problems(401, 403, 409, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const { status, trigger } = await createTrigger(deps, request.requireActor(), request.body);
      reply.code(status).header("location", `/triggers/${trigger.id}`).header("etag", entityTagOf(trigger));
      return trigger;
    },
  );
}

function addSingle(app: App, deps: Deps): void {
  app.get(
    "/triggers/:id",
    {
      schema: {
        operationId: "triggers.get",
        summary: "Read a trigger",
        description: "The ETag is the version, for If-Match.",
        tags,
        params: IdParams,
        response: { 200: Ref(Trigger), ...problems(401, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      const actor = request.requireActor();
      const { id } = request.params;
      const trigger = await deps.db.asUserOnce(actor, (tx) => findTrigger(tx, actor.userId, id));
      if (trigger === undefined) throw notFound();
      reply.header("etag", entityTagOf(trigger));
      return trigger;
    },
  );
  app.patch(
    "/triggers/:id",
    {
      schema: {
        operationId: "triggers.update",
        summary: "Rename a trigger, or change its words",
        description: "With If-Match, 412 where it has changed since.",
        tags,
        params: IdParams,
        headers: IfMatch,
        body: Ref(UpdateTrigger),
        response: { 200: Ref(Trigger), ...problems(401, 403, 404, 409, 412, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const version = requiredVersion(request.headers["if-match"]);
      const { id } = request.params;
      const trigger = await changeTrigger(deps, request.requireActor(), id, request.body, version);
      reply.header("etag", entityTagOf(trigger));
      return trigger;
    },
  );
  app.delete(
    "/triggers/:id",
    {
      schema: {
        operationId: "triggers.delete",
        summary: "Remove a trigger",
        description: "The entries that speak of it stay as they are.",
        tags,
        params: IdParams,
        response: {
          204: { type: "null", description: "It is gone" },
          ...problems(401, 403, 404, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const actor = request.requireActor();
      const { id } = request.params;
      if (!(await deps.db.asUserOnce(actor, (tx) => deleteTrigger(tx, actor.userId, id)))) throw notFound();
      return reply.code(204).send(null);
    },
  );
}

export const triggers: Feature = {
  name: "triggers",
  schemas: [Trigger, CreateTrigger, UpdateTrigger, TriggerList, TriggerSuggestions, TriggerStatistics],
  routes: addRoutes,
};
