/**
 * The routes that Echo documents, as the tests of whole groups of attacks see them: what the OpenAPI
 * document lists is covered by them, so a new route is covered by being there.
 */
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Call } from "#test/setup/app.ts";

export interface DocumentedRoute {
  readonly operationId: string;
  readonly method: Call["method"];
  /** With `{name}` for parameters. */
  readonly template: string;
  readonly statuses: readonly number[];
  readonly isPrivate: boolean;
  /** Somebody who is not signed in may call it, somebody who is is known. */
  readonly isOptional: boolean;
  readonly changesSomething: boolean;
  readonly hasBody: boolean;
  readonly needsBody: boolean;
  readonly hasId: boolean;
}

interface Operation {
  readonly operationId?: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly requestBody?: unknown;
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
/** Routes that may be called without the body that they describe. */
const BODY_IS_OPTIONAL = new Set(["auth.logout"]);

export function documentedRoutes(app: FastifyInstance): readonly DocumentedRoute[] {
  const paths = app.swagger().paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return Object.entries(paths).flatMap(([template, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method];
      return operation === undefined ? [] : [describeRoute(template, method, operation)];
    }),
  );
}

function describeRoute(
  template: string,
  method: (typeof METHODS)[number],
  operation: Operation,
): DocumentedRoute {
  const { operationId = `${method} ${template}`, security = [], responses } = operation;
  const isOptional = security.some((requirement) => Object.keys(requirement).length === 0);
  const hasBody = operation.requestBody !== undefined;
  return {
    operationId,
    method: method.toUpperCase() as Call["method"],
    template,
    statuses: Object.keys(responses).map(Number),
    isPrivate: security.length > 0 && !isOptional,
    isOptional,
    changesSomething: method !== "get",
    hasBody,
    needsBody: hasBody && !BODY_IS_OPTIONAL.has(operationId),
    hasId: template.includes("{"),
  };
}

/** The address of a route with an id in every place for one. */
export function urlOf(route: DocumentedRoute, id: string = randomUUID()): string {
  return route.template.replaceAll(/\{[^}]+\}/g, id);
}
