/**
 * Which methods a path offers, to tell "no such address" (404) from "not with this method" (405 with
 * Allow). A path that is written out in a template, such as `/entries/trash`, is no `/entries/:id`.
 */
import type { FastifyInstance } from "fastify";
import { Problem } from "#core/problem.ts";

interface PathMethods {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

export class MethodTable {
  readonly #paths = new Map<string, PathMethods>();

  /** `url` is a route template: `:name` stands for one segment, a closing `*` for the rest. */
  add(url: string, methods: string | readonly string[]): void {
    // The catch-all of CORS preflights says nothing about what exists.
    if (url === "*" || url === "/*") return;
    const known = this.#paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const method of typeof methods === "string" ? [methods] : methods) known.methods.add(method);
    this.#paths.set(url, known);
  }

  /** The value of Allow for a path that exists, undefined for one that does not. */
  find(url: string): string | undefined {
    const path = pathOf(url);
    const methods = new Set<string>();
    for (const known of this.#paths.values()) {
      if (known.pattern.test(path)) for (const method of known.methods) methods.add(method);
    }
    return this.findWrittenOut(path) ?? (methods.size === 0 ? undefined : inOrder(methods));
  }

  /** The value of Allow for a path that is itself a template, undefined for any other. */
  findWrittenOut(url: string): string | undefined {
    const known = this.#paths.get(pathOf(url));
    return known === undefined ? undefined : inOrder(known.methods);
  }
}

/** The answer to a method that an address does not offer; the caller sends Allow with it. */
export function methodNotAllowed(): Problem {
  return new Problem("method_not_allowed", "This address does not offer that method.");
}

/**
 * Keeps the router from taking a word for an id: with `GET /entries/trash` and `DELETE /entries/:id` it would
 * look for an entry called trash.
 */
export function addMethodRules(app: FastifyInstance, methods: MethodTable): void {
  app.addHook("onRequest", (request, reply, done) => {
    const isByParameter = request.routeOptions.url?.includes(":") === true;
    const allowed = isByParameter ? methods.findWrittenOut(request.raw.url ?? "/") : undefined;
    if (allowed !== undefined) reply.header("allow", allowed);
    done(allowed === undefined ? undefined : methodNotAllowed());
  });
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}

function inOrder(methods: ReadonlySet<string>): string {
  return [...methods].toSorted().join(", ");
}

function patternOf(url: string): RegExp {
  const source = url
    .split("/")
    .map((segment) =>
      segment === "*"
        ? ".*"
        : segment.startsWith(":")
          ? "[^/]+"
          : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("/");
  return new RegExp(`^${source}$`);
}
