/** Reflections over HTTP. Where no model is set up, asking is 409 and nothing leaves this process. */
import { IdParams, Ref } from "@echo/contract/common.ts";
import { Reflection, ReflectionProvider } from "@echo/contract/reflections.ts";
import type { FastifyReply } from "fastify";
import type { Deps } from "#backend/deps.ts";
import { notFound } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { providerOf, reflect } from "./actions.ts";
import { deleteReflection, findReflection } from "./queries.ts";

const tags = ["reflections"];

function addRoutes(app: App, deps: Deps): void {
  app.get(
    "/reflections/provider",
    {
      schema: {
        operationId: "reflections.get_provider",
        summary: "Whether a language model can be asked, and where a text would go",
        tags,
        response: { 200: Ref(ReflectionProvider), ...problems(401, 422, 429) },
      },
    },
    (request) => {
      request.requireActor();
      return providerOf(deps);
    },
  );
  app.post(
    "/entries/:id/reflection",
    {
      schema: {
        operationId: "reflections.create",
        summary: "Send this entry to the language model, and keep what it says",
        description:
          "The text of this one entry goes to the destination of /reflections/provider, and nothing else does. " +
          "409 where there is no model, or for a text that asks for help. Takes up to a minute.",
        tags,
        params: IdParams,
        response: { 201: Ref(Reflection), ...problems(401, 403, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const reflection = await reflect(deps, request.requireActor(), request.params.id, goneSignal(reply));
      return reply.code(201).send(reflection);
    },
  );
  app.get(
    "/entries/:id/reflection",
    {
      schema: {
        operationId: "reflections.get",
        summary: "What the language model said about an entry",
        tags,
        params: IdParams,
        response: { 200: Ref(Reflection), ...problems(401, 404, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      const found = await deps.db.asUserOnce(actor, (tx) =>
        findReflection(tx, actor.userId, request.params.id),
      );
      if (found === undefined) throw notFound();
      return found;
    },
  );
  app.delete(
    "/entries/:id/reflection",
    {
      schema: {
        operationId: "reflections.delete",
        summary: "Throw a reflection away",
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
      const wasThere = await deps.db.asUserOnce(actor, (tx) =>
        deleteReflection(tx, actor.userId, request.params.id),
      );
      if (!wasThere) throw notFound();
      return reply.code(204).send(null);
    },
  );
}

/** Aborted when the connection closes before the answer was sent. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => gone.abort());
  return gone.signal;
}

export const reflections: Feature = {
  name: "reflections",
  schemas: [ReflectionProvider, Reflection],
  routes: addRoutes,
};
