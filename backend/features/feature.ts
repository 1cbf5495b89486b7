/**
 * What a feature is: its name, the schemas that it registers, and its routes. A feature never imports
 * another one; what they share lies in SQL or in this type.
 */
import { PROBLEMS } from "@echo/contract/problem.ts";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { TSchema } from "typebox";
import type { Deps } from "#backend/deps.ts";

/** A Fastify instance whose handlers are typed by the TypeBox schemas of their routes. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface Feature {
  /** One word, the same everywhere: URL, table prefix, contract, folder, page, test. */
  readonly name: string;
  /** Schemas with an `$id`, which routes refer to. */
  readonly schemas: readonly TSchema[];
  readonly routes: (app: App, deps: Deps) => void;
}

/** The statuses that every route may answer with. */
const ALWAYS = [400, 500, 503] as const;

/**
 * The problem answers of a route, for its `response` schema: `...problems(404, 422)`. 400, 500 and 503
 * are always there.
 */
export function problems(...statuses: readonly number[]) {
  const all = [...new Set([...ALWAYS, ...statuses])].toSorted((left, right) => left - right);
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: titleOf(status),
        content: { "application/problem+json": { schema: { $ref: "Problem#" } } },
      },
    ]),
  );
}

function titleOf(status: number): string {
  return Object.values(PROBLEMS).find((problem) => problem.status === status)?.title ?? "Problem";
}
