/**
 * Gives every route of a feature its guards, decided once when the route is added: private unless it says
 * otherwise, protected against forged requests where it changes something, and described as such in the
 * OpenAPI document.
 */
import type { FastifyInstance, FastifySchema, onRequestHookHandler, RouteOptions } from "fastify";
import type { Deps } from "#backend/deps.ts";
import { type Access, authenticateFor } from "./authenticate.ts";
import { csrfFor } from "./csrf.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Applies to the routes that are added to `app` afterwards. */
export function addGuards(app: FastifyInstance, deps: Deps): void {
  app.addHook("onRoute", (route) => {
    const { access = "user", csrf = "session", isSensitive = false } = route.config ?? {};
    const guards: onRequestHookHandler[] = [];
    if (access !== "public") guards.push(authenticateFor(access, isSensitive, deps));
    if (isUnsafe(route.method)) guards.push(csrfFor(csrf, deps));
    const present = route.onRequest ?? [];
    route.onRequest = [...guards, ...(Array.isArray(present) ? present : [present])];
    describe(route, access);
  });
}

function isUnsafe(method: RouteOptions["method"]): boolean {
  return (Array.isArray(method) ? method : [method]).some((name) => !SAFE_METHODS.has(name));
}

/** Who may call, for the OpenAPI document: an empty requirement stands for nobody in particular. */
function describe(route: RouteOptions, access: Access): void {
  const schema: FastifySchema & { security?: readonly Record<string, readonly string[]>[] } =
    (route.schema ??= {});
  const somebody = [{ bearer: [] }, { cookie: [] }];
  schema.security ??= access === "public" ? [] : access === "optional" ? [{}, ...somebody] : somebody;
}
