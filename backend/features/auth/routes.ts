/**
 * Signing up, in and out. Browsers get their tokens as cookies and never see them; programs get them
 * in the body of `/auth/token` and never as cookies. What is wrong with an address or a password is said
 * in one text, so that nobody learns who has an account.
 */
import {
  Accepted,
  ChangePassword,
  ConfirmEmail,
  CsrfToken,
  ForgotPassword,
  Login,
  Logout,
  ResetPassword,
  Session,
  SignedIn,
  SignUp,
  TokenAnswer,
  TokenRequest,
  User,
} from "@echo/contract/auth.ts";
import { Ref } from "@echo/contract/common.ts";
import type { FastifyReply } from "fastify";
import type { Deps } from "#backend/deps.ts";
import { Problem } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import type { IdentitySession } from "#services/identity.ts";
import { endFormerLogin, endLogin, findUser } from "./actions.ts";
import { addPasswordRoutes } from "./password-routes.ts";
import { checkFullName, checkNewPassword, deliveryOf, open } from "./rules.ts";
import { toUser } from "./wire.ts";

const tags = ["auth"];
const NOTHING = { type: "null", description: "Done" };

function addRoutes(app: App, deps: Deps): void {
  addSignUp(app, deps);
  addSignIn(app, deps);
  addTokens(app, deps);
  addSession(app, deps);
  addLogout(app, deps);
  addPasswordRoutes(app, deps);
}

/** Signs a browser in. The token is verified before it is handed out: a wrong set-up shows here. */
async function signIn(deps: Deps, reply: FastifyReply, session: IdentitySession): Promise<SignedIn> {
  const { actor } = await deps.tokens.verify(session.accessToken);
  reply.setSessionCookies(session, reply.request.mintCsrfToken(actor.sessionId));
  return { user: toUser(session.user) };
}

function addSignUp(app: App, deps: Deps): void {
  app.post(
    "/auth/signup",
    {
      config: open,
      schema: {
        operationId: "auth.signup",
        summary: "Open an account",
        description: "202 where the address must be confirmed first, also when there is an account with it.",
        tags,
        body: Ref(SignUp),
        response: { 201: Ref(SignedIn), 202: Ref(Accepted), ...problems(403, 409, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, full_name } = request.body;
      checkNewPassword(password, "/password");
      const fullName = checkFullName(full_name);
      const session = await deps.identity.signUp(request.ip, { email, password, fullName });
      if (session === undefined) {
        return reply.code(202).send({ status: "confirmation_required" as const, delivery: deliveryOf(deps) });
      }
      await endFormerLogin(deps, request.ip, request.readSessionCookies());
      return reply.code(201).send(await signIn(deps, reply, session));
    },
  );
  app.post(
    "/auth/confirm",
    {
      config: open,
      schema: {
        operationId: "auth.confirm",
        summary: "Confirm an address by the link of a mail",
        description: "202 where a second link, in the mail to the other address, must be opened as well.",
        tags,
        body: Ref(ConfirmEmail),
        response: { 200: Ref(SignedIn), 202: Ref(Accepted), ...problems(403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const session = await deps.identity.verify(request.ip, request.body.token_hash, request.body.type);
      if (session === undefined) {
        return reply.code(202).send({ status: "confirmation_required" as const, delivery: deliveryOf(deps) });
      }
      await endFormerLogin(deps, request.ip, request.readSessionCookies());
      return reply.code(200).send(await signIn(deps, reply, session));
    },
  );
}

function addSignIn(app: App, deps: Deps): void {
  app.post(
    "/auth/login",
    {
      config: open,
      schema: {
        operationId: "auth.login",
        summary: "Sign a browser in",
        tags,
        body: Ref(Login),
        response: { 200: Ref(SignedIn), ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const session = await deps.identity.signInWithPassword(request.ip, email, password);
      await endFormerLogin(deps, request.ip, request.readSessionCookies());
      return signIn(deps, reply, session);
    },
  );
  app.post(
    "/auth/refresh",
    {
      config: open,
      schema: {
        operationId: "auth.refresh",
        summary: "Renew the login of a browser",
        description:
          "Uses the refresh cookie. The cookies are cleared when it is refused, never in an outage.",
        tags,
        response: { 200: Ref(SignedIn), ...problems(401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const { refreshToken } = request.readSessionCookies();
      try {
        if (refreshToken === undefined) throw new Problem("invalid_token", "Sign in to go on.");
        return await signIn(deps, reply, await deps.identity.refresh(request.ip, refreshToken));
      } catch (error) {
        if (error instanceof Problem && error.problem === "invalid_token") reply.clearSessionCookies();
        throw error;
      }
    },
  );
}

function addTokens(app: App, deps: Deps): void {
  app.post(
    "/auth/token",
    {
      config: open,
      schema: {
        operationId: "auth.token",
        summary: "Get tokens for a program, by password or by refresh token",
        tags,
        body: Ref(TokenRequest),
        response: { 200: Ref(TokenAnswer), ...problems(401, 403, 409, 413, 415, 422, 429) },
      },
    },
    async (request) => {
      const { body, ip } = request;
      const session =
        body.grant_type === "password"
          ? await deps.identity.signInWithPassword(ip, body.email, body.password)
          : await deps.identity.refresh(ip, body.refresh_token);
      return {
        access_token: session.accessToken,
        refresh_token: session.refreshToken,
        token_type: "bearer" as const,
        expires_in: session.expiresInS,
        user: toUser(session.user),
      };
    },
  );
}

function addSession(app: App, deps: Deps): void {
  app.get(
    "/auth/session",
    {
      schema: {
        operationId: "auth.session",
        summary: "Who is signed in, and until when",
        description:
          "While Auth does not answer, what the access token says: `email_confirmed_at` and `created_at` are null then.",
        tags,
        response: { 200: Ref(Session), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const accessToken = request.requireAccessToken();
      const [user, { expiresAtS }] = await Promise.all([
        findUser(deps, request.ip, accessToken),
        deps.tokens.verify(accessToken),
      ]);
      return { user, expires_at: new Date(expiresAtS * 1000).toISOString() };
    },
  );
  app.get(
    "/auth/csrf",
    {
      schema: {
        operationId: "auth.csrf",
        summary: "A token that proves that a request comes from a page of Echo",
        tags,
        response: { 200: Ref(CsrfToken), ...problems(401, 422, 429) },
      },
    },
    (request, reply) => {
      const csrfToken = request.mintCsrfToken(request.requireActor().sessionId);
      reply.setCsrfCookie(csrfToken);
      reply.send({ csrf_token: csrfToken });
    },
  );
}

function addLogout(app: App, deps: Deps): void {
  app.post(
    "/auth/logout",
    {
      config: { access: "optional", isBodyOptional: true },
      schema: {
        operationId: "auth.logout",
        summary: "Sign out",
        description:
          "The cookies are cleared in any case. 202 where Auth does not answer: the login then ends when its " +
          "tokens do.",
        tags,
        body: Ref(Logout),
        response: { 202: Ref(Accepted), 204: NOTHING, ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      const held =
        request.authenticatedBy === "bearer"
          ? { accessToken: request.requireAccessToken(), refreshToken: undefined }
          : request.readSessionCookies();
      if (request.authenticatedBy !== "bearer") reply.clearSessionCookies();
      try {
        await endLogin(deps, request.ip, held, request.body.scope ?? "local");
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 503) throw error;
        deps.log.warn({ request_id: request.id }, "auth.logout_not_passed_on");
        return reply.code(202).send({ status: "accepted" as const });
      }
      return reply.code(204).send();
    },
  );
}

export const auth: Feature = {
  name: "auth",
  schemas: [
    User,
    SignUp,
    Login,
    TokenRequest,
    TokenAnswer,
    SignedIn,
    Accepted,
    Logout,
    Session,
    CsrfToken,
    ConfirmEmail,
    ForgotPassword,
    ResetPassword,
    ChangePassword,
  ],
  routes: addRoutes,
};
