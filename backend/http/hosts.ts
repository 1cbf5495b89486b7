/**
 * Whom a request is addressed to, and that it says so only once: one Host header with a name that is
 * served here, an address in origin form, one Authorization header. What two readers could understand
 * differently is refused.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "#core/problem.ts";

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;

/** Headers that must not be repeated; Node would keep the first of each in silence. */
const SINGLE_HEADERS: Readonly<Record<string, () => Problem>> = {
  host: () => new Problem("invalid_host", "The request names more than one host."),
  authorization: () => new Problem("invalid_token", "Sign in to go on."),
  "content-type": () => new Problem("malformed_request", "The request names more than one content type."),
};
const SINGLE_HEADER_LENGTHS = new Set(Object.keys(SINGLE_HEADERS).map((name) => name.length));

/**
 * Refuses requests for other hosts.
 * @param trustedHosts lower-case names without a port; a leading `*.` stands for any subdomain
 */
export function addHostRules(app: FastifyInstance, trustedHosts: readonly string[]): void {
  const isTrusted = hostMatcher(trustedHosts);
  app.addHook("onRequest", (request, _reply, done) => {
    done(repeatedHeader(request.raw.rawHeaders) ?? addressProblem(request, isTrusted));
  });
}

function addressProblem(request: FastifyRequest, isTrusted: (host: string) => boolean): Problem | undefined {
  if (request.raw.url?.charCodeAt(0) !== 0x2f && request.raw.method !== "OPTIONS") {
    return new Problem("malformed_request", "The address of the request must start with a slash.");
  }
  return isTrusted(request.host)
    ? undefined
    : new Problem("invalid_host", "This host name is not served here.");
}

function repeatedHeader(rawHeaders: readonly string[]): Problem | undefined {
  let seen: Set<string> | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const raw = rawHeaders[index] ?? "";
    if (!SINGLE_HEADER_LENGTHS.has(raw.length)) continue;
    const name = raw.toLowerCase();
    const problem = SINGLE_HEADERS[name];
    if (problem === undefined) continue;
    if (seen?.has(name)) return problem();
    (seen ??= new Set()).add(name);
  }
  return undefined;
}

/** Whether a Host header names a trusted host, whatever its port. */
export function hostMatcher(trustedHosts: readonly string[]): (host: string) => boolean {
  const exact = new Set(trustedHosts.filter((host) => !host.startsWith("*.")));
  const suffixes = trustedHosts.filter((host) => host.startsWith("*.")).map((host) => host.slice(1));
  return (host) => {
    const name = HOST.exec(host)?.[1]?.toLowerCase();
    if (name === undefined) return false;
    return exact.has(name) || suffixes.some((suffix) => name.length > suffix.length && name.endsWith(suffix));
  };
}
