/**
 * Problem answers are written by the error handler alone, so they need no serializer of their own: about
 * two hundred of them would be compiled at every start and never used. They are taken out of a route
 * before Fastify reads it, and put back where the API describes itself.
 */
import type { FastifyInstance, RouteOptions } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** By status; the part of the response schema that describes problems. */
    problemResponses?: Readonly<Record<string, unknown>>;
  }
}

const PROBLEM_JSON = "application/problem+json";

/** Applies to the routes that are added to `app` afterwards. */
export function addProblemResponses(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const responses = route.schema?.response as Readonly<Record<string, unknown>> | undefined;
    if (route.schema === undefined || responses === undefined) return;
    const entries = Object.entries(responses);
    route.schema = {
      ...route.schema,
      response: Object.fromEntries(entries.filter((entry) => !isProblem(entry))),
    };
    route.config = { ...route.config, problemResponses: Object.fromEntries(entries.filter(isProblem)) };
  });
}

/** The response schema of a route with its problems, in the order of their statuses. */
export function documentedResponses(route: RouteOptions): Readonly<Record<string, unknown>> | undefined {
  const own = route.schema?.response as Readonly<Record<string, unknown>> | undefined;
  return own === undefined ? undefined : { ...own, ...route.config?.problemResponses };
}

function isProblem([, response]: readonly [string, unknown]): boolean {
  const content = (response as { content?: Readonly<Record<string, unknown>> }).content;
  return content?.[PROBLEM_JSON] !== undefined;
}
