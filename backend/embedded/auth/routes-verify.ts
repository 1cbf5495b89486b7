/**
 * POST /verify, which the web app calls with the token of a mailed link, and GET /verify, which a browser
 * follows and which leads back to the site with the login in the fragment.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type AuthContext, countRequest } from "./context.ts";
import { AuthError, badRequest } from "./errors.ts";
import { asBody, readEmail, readQuery, readText } from "./input.ts";
import { sendSession, type StartedLogin, toSessionObject } from "./login.ts";
import { chooseRedirect, withFragment } from "./redirects.ts";
import type { TokenProof } from "./one-time-tokens.ts";
import { FIRST_HALF_MESSAGE, useToken } from "./verify.ts";

export function addVerifyRoutes(app: FastifyInstance, context: AuthContext): void {
  app.post("/verify", async (request, reply) => {
    const caller = countRequest(context, request, "verify");
    const body = asBody(request.body);
    const login = await useToken(context, readText(body, "type") ?? "", readProof(request), caller);
    if (login === undefined) return { msg: FIRST_HALF_MESSAGE, code: "200" };
    return await sendSession(context, reply, login);
  });

  app.get("/verify", async (request, reply) => {
    const target = chooseRedirect(context.settings.siteUrl, readQuery(request.query, "redirect_to"), request);
    const fragment = await followLink(context, request);
    return reply.header("cache-control", "no-store").redirect(withFragment(target, fragment), 303);
  });
}

/** Either `token_hash`, or `email` with the code in `token`: neither both nor none. */
function readProof(request: FastifyRequest): TokenProof {
  const body = asBody(request.body);
  const linkToken = readText(body, "token_hash") ?? "";
  const code = (readText(body, "token") ?? "").replaceAll("-", "");
  if ((linkToken === "") === (code === "")) {
    throw badRequest("Verify requires either a token or a token hash");
  }
  return linkToken === "" ? { email: readEmail(body), code } : { linkToken };
}

async function followLink(
  context: AuthContext,
  request: FastifyRequest,
): Promise<Readonly<Record<string, string>>> {
  const type = readQuery(request.query, "type") ?? "";
  try {
    const caller = countRequest(context, request, "verify");
    const linkToken = readQuery(request.query, "token") ?? "";
    const login = await useToken(context, type, { linkToken }, caller);
    return login === undefined
      ? { message: FIRST_HALF_MESSAGE, sb: "" }
      : await toFragment(context, login, type);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return {
      error: error.status >= 500 ? "server_error" : "access_denied",
      error_code: error.code,
      error_description: error.message,
      sb: "",
    };
  }
}

async function toFragment(
  context: AuthContext,
  login: StartedLogin,
  type: string,
): Promise<Readonly<Record<string, string>>> {
  const session = await toSessionObject(context, login);
  return {
    access_token: String(session.access_token),
    expires_at: String(session.expires_at),
    expires_in: String(session.expires_in),
    refresh_token: String(session.refresh_token),
    sb: "",
    token_type: "bearer",
    type,
  };
}
