/**
 * Which methods a path offers. Consulted only when no route was found, to tell "no such address" (404)
 * from "not with this method" (405 with Allow).
 */
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
    const path = url.split("?", 1)[0] ?? url;
    const methods = new Set<string>();
    for (const known of this.#paths.values()) {
      if (known.pattern.test(path)) for (const method of known.methods) methods.add(method);
    }
    return methods.size === 0 ? undefined : [...methods].toSorted().join(", ");
  }
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
