/**
 * Who is asking: a Bearer token, or the session cookie where there is none. A bad Bearer token never
 * falls back to the cookie. A verified token is believed only while its login lives.
 */
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from "fastify";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { Problem } from "#core/problem.ts";
import { cookieNames, readSessionCookie } from "./cookies.ts";

/**
 * - `public`: nobody is asked who they are;
 * - `optional`: whoever is signed in is known, a browser that is not may come in all the same;
 * - `user`: somebody must be signed in; the default;
 * - `admin`: somebody with the role admin must be signed in.
 */
export type Access = "public" | "optional" | "user" | "admin";

declare module "fastify" {
  interface FastifyRequest {
    actor: Actor | null;
    authenticatedBy: "bearer" | "cookie" | null;
    /** The person who asks. @throws Problem 401 where nobody is signed in */
    requireActor(): Actor;
    /** The access token that the person was known by. @throws Problem 401 where nobody is signed in */
    requireAccessToken(): string;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** The database is asked about the login at every call, and where it cannot answer the call fails. */
    isSensitive?: boolean;
  }
}

interface Credential {
  readonly kind: "bearer" | "cookie";
  readonly token: string;
}

type AuthenticateDeps = Pick<Deps, "settings" | "tokens" | "loginSessions" | "log">;

const BEARER = /^Bearer +(\S+) *$/i;

export function addAuthentication(app: FastifyInstance, settings: Deps["settings"]): void {
  const names = cookieNames(settings);
  app.decorateRequest("actor", null);
  app.decorateRequest("authenticatedBy", null);
  app.decorateRequest("requireActor", function requireActor() {
    if (this.actor === null) throw signIn();
    return this.actor;
  });
  app.decorateRequest("requireAccessToken", function requireAccessToken() {
    const credential = this.actor === null ? undefined : readCredential(this, names.session);
    if (credential === undefined || credential === null) throw signIn();
    return credential.token;
  });
}

/** The hook of one route. Everything that is already known is decided without waiting. */
export function authenticateFor(
  access: Exclude<Access, "public">,
  isSensitive: boolean,
  deps: AuthenticateDeps,
): onRequestHookHandler {
  const { session } = cookieNames(deps.settings);
  const { tokens, loginSessions } = deps;
  return (request, _reply, done) => {
    const credential = readCredential(request, session);
    if (credential === undefined || credential === null) {
      done(access === "optional" && credential === undefined ? undefined : signIn());
      return;
    }
    const known = tokens.findVerified(credential.token)?.actor;
    if (known !== undefined && !isSensitive && loginSessions.peek(known.sessionId) === true) {
      done(accept(request, credential, known, access));
      return;
    }
    void decideLater(request, credential, done);
  };

  async function decideLater(
    request: FastifyRequest,
    credential: Credential,
    done: (problem?: Error) => void,
  ): Promise<void> {
    let problem: Error | undefined;
    try {
      const actor = await findActor(deps, credential.token, isSensitive, isRead(request));
      problem = accept(request, credential, actor, access);
    } catch (error) {
      problem = isOptional(access, credential, error) ? undefined : (error as Error);
    }
    done(problem);
  }
}

async function findActor(
  deps: AuthenticateDeps,
  token: string,
  isSensitive: boolean,
  mayFailOpen: boolean,
): Promise<Actor> {
  const { actor } = await deps.tokens.verify(token);
  const isAlive =
    (isSensitive ? undefined : deps.loginSessions.peek(actor.sessionId)) ??
    (await deps.loginSessions.check(actor).catch((error: unknown) => {
      // A reading that the database can serve is not refused because this one question failed; a question that
      // will never be answered is a fault, and nobody is let in by it.
      const isPassing = error instanceof Problem && error.status === 503;
      if (!isPassing) throw livenessBroken(error);
      if (isSensitive || !mayFailOpen) throw error;
      deps.log.warn({ error: error instanceof Error ? error.name : "unknown" }, "auth.liveness_unknown");
      return true;
    }));
  if (!isAlive) throw signIn();
  return actor;
}

function livenessBroken(cause: unknown): Problem {
  return new Problem("internal_error", "Something went wrong on our side.", { cause });
}

function accept(
  request: FastifyRequest,
  credential: Credential,
  actor: Actor,
  access: Access,
): Problem | undefined {
  if (access === "admin" && actor.role !== "admin") {
    return new Problem("forbidden", "This is for administrators.");
  }
  request.actor = actor;
  request.authenticatedBy = credential.kind;
  return undefined;
}

/** A browser with a worn-out cookie is nobody; a program with a bad token is told so. */
function isOptional(access: Access, credential: Credential, error: unknown): boolean {
  return (
    access === "optional" &&
    credential.kind === "cookie" &&
    error instanceof Problem &&
    error.problem === "invalid_token"
  );
}

/** undefined: nobody says who they are; null: it is not clear what they say. */
function readCredential(request: FastifyRequest, sessionCookie: string): Credential | undefined | null {
  const { authorization, cookie } = request.raw.headers;
  if (authorization !== undefined) {
    const token = BEARER.exec(authorization)?.[1];
    return token === undefined ? null : { kind: "bearer", token };
  }
  const token = readSessionCookie(cookie, sessionCookie);
  if (token === undefined || token === "") return undefined;
  return token === null ? null : { kind: "cookie", token };
}

function isRead(request: FastifyRequest): boolean {
  return request.raw.method === "GET" || request.raw.method === "HEAD";
}

function signIn(): Problem {
  return new Problem("invalid_token", "Sign in to go on.");
}
