/** POST /token: signing in with a password, and the refresh grant. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type AuthContext, countRequest } from "./context.ts";
import type { Caller } from "./caller.ts";
import { AuthError, badRequest, invalidCredentials } from "./errors.ts";
import { asBody, readQuery, readText } from "./input.ts";
import { sendSession, startPasswordLogin } from "./login.ts";
import { refreshSession } from "./refresh.ts";
import { findUserByEmail } from "./users.ts";

export function addTokenRoutes(app: FastifyInstance, context: AuthContext): void {
  app.post("/token", async (request, reply) => {
    const caller = countRequest(context, request, "token");
    const grantType = readQuery(request.query, "grant_type");
    if (grantType === "password") return await grantPassword(context, request, reply, caller);
    if (grantType === "refresh_token") return await grantRefresh(context, request, reply, caller);
    if (grantType === "pkce") {
      // No flow state is ever made here, so none can be found.
      throw new AuthError(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
    }
    throw badRequest("unsupported_grant_type", "invalid_credentials");
  });
}

async function grantPassword(
  context: AuthContext,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
): Promise<FastifyReply> {
  const body = asBody(request.body);
  const email = (readText(body, "email") ?? "").toLowerCase();
  const password = readText(body, "password") ?? "";
  const user = await findUserByEmail(context.pool, email);
  const isMatch = await context.passwords.isMatch(password, user?.encryptedPassword ?? null);
  if (user === undefined || !isMatch) throw invalidCredentials();
  return await sendSession(context, reply, await startPasswordLogin(context, user, caller));
}

async function grantRefresh(
  context: AuthContext,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
): Promise<FastifyReply> {
  const { settings, pool } = context;
  const token = readText(asBody(request.body), "refresh_token");
  const refreshed = await refreshSession(
    { pool, jwtSecret: settings.jwtSecret },
    token,
    caller,
    settings.clock.now(),
  );
  const { reuseCauses } = refreshed;
  reply.header("sb-auth-refresh-token-reuse", String(reuseCauses.length > 0));
  if (reuseCauses.length > 0) reply.header("sb-auth-refresh-token-reuse-cause", reuseCauses.join(","));
  return await sendSession(context, reply, refreshed);
}
