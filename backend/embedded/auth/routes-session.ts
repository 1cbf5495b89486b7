/** POST /logout and GET /user: the login that the access token belongs to. */
import type { FastifyInstance } from "fastify";
import { recordAudit } from "./audit.ts";
import { requireUser } from "./authenticate.ts";
import { readCaller } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { badRequest } from "./errors.ts";
import { readQuery } from "./input.ts";
import { deleteSession, deleteSessionsOf } from "./sessions.ts";
import { inTransaction } from "./transaction.ts";
import { toUserObject } from "./user-object.ts";
import { lockUser } from "./users.ts";

export function addSessionRoutes(app: FastifyInstance, context: AuthContext): void {
  app.get("/user", async (request) => toUserObject((await requireUser(context, request)).user));

  app.post("/logout", async (request, reply) => {
    const scope = readQuery(request.query, "scope") ?? "global";
    if (scope !== "global" && scope !== "local" && scope !== "others") {
      throw badRequest(`Unsupported logout scope "${scope.slice(0, 20)}"`);
    }
    const { user, session } = await requireUser(context, request);
    const now = context.settings.clock.now();
    await inTransaction(context.pool, async (tx) => {
      // One after another for each person, so that two sign-outs never wait for each other's rows.
      await lockUser(tx, user.id);
      if (scope === "local") await deleteSession(tx, session.id);
      else await deleteSessionsOf(tx, user.id, scope === "others" ? session.id : undefined);
      await recordAudit(tx, "logout", user.id, readCaller(request, context.apiKeys), now);
    });
    return reply.code(204).send();
  });
}
