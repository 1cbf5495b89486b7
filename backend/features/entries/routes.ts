/**
 * The journal over HTTP. Bodies and queries already match the contract when a handler runs; what lies
 * beyond their shape is checked in rules. Missing, foreign and trashed entries answer alike.
 */
import {
  CreatedEntry,
  CreateEntry,
  Entry,
  EntryPage,
  EntryVersion,
  EntryVersions,
  ListEntriesQuery,
  ListTrashQuery,
  ListVersionsQuery,
  TrashedEntry,
  TrashPage,
  UpdateEntry,
} from "@echo/contract/entries.ts";
import { IdParams, Ref } from "@echo/contract/common.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "#backend/deps.ts";
import { entityTagOf, requiredVersion } from "#core/entity-tag.ts";
import { notFound } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { changeEntry, createEntry, restore, trash } from "./actions.ts";
import { getTimelinePage, getTrashPage, getVersionsPage } from "./lists.ts";
import { findEntry } from "./queries.ts";
import { checkIdempotencyKey } from "./rules.ts";

const tags = ["entries"];

const IfMatch = Type.Object({
  "if-match": Type.Optional(
    Type.String({ description: 'The ETag that the change was made on, such as "3"; * or nothing for any' }),
  ),
});

const IdempotencyKey = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      description: "16 to 64 letters, digits, hyphens or underscores; repeat it with the same body",
    }),
  ),
});

function addRoutes(app: App, deps: Deps): void {
  addLists(app, deps);
  addSingle(app, deps);
  app.post(
    "/entries",
    {
      schema: {
        operationId: "entries.create",
        summary: "Write an entry",
        description:
          "Safe to repeat: with the same id, or under the same Idempotency-Key, an entry is written once. " +
          "Answers 201 with Location and ETag, 200 where the same entry was there before.",
        tags,
        headers: IdempotencyKey,
        body: Ref(CreateEntry),
        response: {
          200: Ref(CreatedEntry),
          201: Ref(CreatedEntry),
          ...problems(401, 403, 409, 413, 415, 422, 429),
        },
      },
    },
    async (request, reply) => {
      const { status, entry, isReplayed, oneLiner, coping, support } = await createEntry(
        deps,
        request.requireActor(),
        {
          body: request.body,
          defaultSource: request.authenticatedBy === "cookie" ? "web" : "api",
          idempotencyKey: checkIdempotencyKey(request.headers["idempotency-key"]),
        },
      );
      reply.code(status).header("location", `/entries/${entry.id}`).header("etag", entityTagOf(entry));
      if (isReplayed) reply.header("idempotency-replayed", "true");
      return { entry, one_liner: oneLiner, coping, support };
    },
  );
}

function addLists(app: App, deps: Deps): void {
  app.get(
    "/entries",
    {
      schema: {
        operationId: "entries.list",
        summary: "The timeline, newest first",
        description:
          "Filters by time, tag, emotion and literal text (in any script, whatever the case). " +
          "A cursor goes on with the same filters.",
        tags,
        querystring: ListEntriesQuery,
        response: { 200: Ref(EntryPage), ...problems(401, 422, 429) },
      },
    },
    (request) => getTimelinePage(deps, request.requireActor(), request.query),
  );
  app.get(
    "/entries/trash",
    {
      schema: {
        operationId: "entries.list_trash",
        summary: "The trash, last thrown away first",
        tags,
        querystring: ListTrashQuery,
        response: { 200: Ref(TrashPage), ...problems(401, 422, 429) },
      },
    },
    (request) => getTrashPage(deps, request.requireActor(), request.query),
  );
  app.get(
    "/entries/:id/versions",
    {
      schema: {
        operationId: "entries.list_versions",
        summary: "What an entry said before, newest first",
        tags,
        params: IdParams,
        querystring: ListVersionsQuery,
        response: { 200: Ref(EntryVersions), ...problems(401, 404, 422, 429) },
      },
    },
    (request) => getVersionsPage(deps, request.requireActor(), request.params.id, request.query),
  );
}

function addSingle(app: App, deps: Deps): void {
  app.get(
    "/entries/:id",
    {
      schema: {
        operationId: "entries.get",
        summary: "Read an entry",
        description: "The ETag is the version, for If-Match.",
        tags,
        params: IdParams,
        response: { 200: Ref(Entry), ...problems(401, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      const actor = request.requireActor();
      const entry = await deps.db.asUserOnce(actor, (tx) => findEntry(tx, actor.userId, request.params.id));
      if (entry === undefined) throw notFound();
      return withEtag(reply, entry);
    },
  );
  app.patch(
    "/entries/:id",
    {
      schema: {
        operationId: "entries.update",
        summary: "Change an entry",
        description:
          "What it said before stays in its versions. With If-Match, 412 where it has changed since.",
        tags,
        params: IdParams,
        headers: IfMatch,
        body: Ref(UpdateEntry),
        response: { 200: Ref(Entry), ...problems(401, 403, 404, 409, 412, 413, 415, 422, 429) },
      },
    },
    async (request, reply) =>
      withEtag(
        reply,
        await changeEntry(deps, request.requireActor(), request.params.id, request.body, requiredBy(request)),
      ),
  );
  app.delete(
    "/entries/:id",
    {
      schema: {
        operationId: "entries.delete",
        summary: "Throw an entry into the trash",
        tags,
        params: IdParams,
        headers: IfMatch,
        response: {
          204: { type: "null", description: "It lies in the trash" },
          ...problems(401, 403, 404, 409, 412, 422, 429),
        },
      },
    },
    async (request, reply) => {
      await trash(deps, request.requireActor(), request.params.id, requiredBy(request));
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/entries/:id/restore",
    {
      schema: {
        operationId: "entries.restore",
        summary: "Take an entry out of the trash",
        tags,
        params: IdParams,
        response: { 200: Ref(Entry), ...problems(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => withEtag(reply, await restore(deps, request.requireActor(), request.params.id)),
  );
}

function requiredBy(request: Pick<FastifyRequest, "headers">): number | null {
  return requiredVersion(request.headers["if-match"]);
}

function withEtag(reply: FastifyReply, entry: Entry): Entry {
  reply.header("etag", entityTagOf(entry));
  return entry;
}

export const entries: Feature = {
  name: "entries",
  schemas: [
    Entry,
    TrashedEntry,
    CreateEntry,
    UpdateEntry,
    CreatedEntry,
    EntryPage,
    TrashPage,
    EntryVersion,
    EntryVersions,
  ],
  routes: addRoutes,
};
