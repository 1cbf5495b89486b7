/** Passwords that are forgotten or changed. Whatever the way, every other login of the person ends with it. */
import { Accepted, ChangePassword, ForgotPassword, ResetPassword } from "@echo/contract/auth.ts";
import { Ref } from "@echo/contract/common.ts";
import type { Deps } from "#backend/deps.ts";
import { type App, problems } from "#features/feature.ts";
import { changePassword, resetPassword } from "./actions.ts";
import { checkNewPassword, deliveryOf, open } from "./rules.ts";

const tags = ["auth"];
const NOTHING = { type: "null", description: "Done" };

export function addPasswordRoutes(app: App, deps: Deps): void {
  addForgottenPassword(app, deps);
  addChangedPassword(app, deps);
}

function addForgottenPassword(app: App, deps: Deps): void {
  app.post(
    "/auth/password/forgot",
    {
      config: open,
      schema: {
        operationId: "auth.password_forgot",
        summary: "Ask for a link to choose a new password",
        description: "The same answer whether there is such an account or not.",
        tags,
        body: Ref(ForgotPassword),
        response: { 202: Ref(Accepted), ...problems(403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      await deps.identity.recover(request.ip, request.body.email);
      return reply.code(202).send({ status: "accepted" as const, delivery: deliveryOf(deps) });
    },
  );
  app.post(
    "/auth/password/reset",
    {
      config: open,
      schema: {
        operationId: "auth.password_reset",
        summary: "Choose a new password by the link of a mail",
        description: "Every login of the person ends.",
        tags,
        body: Ref(ResetPassword),
        response: { 204: NOTHING, ...problems(403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      checkNewPassword(request.body.password, "/password");
      await resetPassword(deps, request.ip, request.body.token_hash, request.body.password);
      return reply.code(204).send();
    },
  );
}

function addChangedPassword(app: App, deps: Deps): void {
  app.post(
    "/auth/password/change",
    {
      config: { isSensitive: true },
      schema: {
        operationId: "auth.password_change",
        summary: "Change the own password",
        description: "Needs the current one. Every other login of the person ends.",
        tags,
        body: Ref(ChangePassword),
        response: { 204: NOTHING, ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const { current_password: current, new_password: next } = request.body;
      checkNewPassword(next, "/new_password");
      const accessToken = request.requireAccessToken();
      await changePassword(deps, request.ip, request.requireActor(), accessToken, { current, next });
      return reply.code(204).send();
    },
  );
}
