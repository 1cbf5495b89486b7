/**
 * Where a link may lead back to: the site itself and nothing else, so that a mailed link cannot carry a
 * login to a foreign page.
 */
import type { FastifyRequest } from "fastify";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The first of the requested address, the Referer and the site that is allowed.
 * @param siteUrl Echo's own address; on loopback any port of the same host counts as the site
 */
export function chooseRedirect(
  siteUrl: string,
  requested: string | undefined,
  request: FastifyRequest,
): string {
  const candidates = [requested, request.headers.referer];
  return candidates.find((candidate) => candidate !== undefined && isOnSite(siteUrl, candidate)) ?? siteUrl;
}

export function isOnSite(siteUrl: string, candidate: string): boolean {
  const site = URL.parse(siteUrl);
  const target = URL.parse(candidate);
  if (site === null || target === null) return false;
  if (target.username !== "" || target.password !== "") return false;
  if (target.origin === site.origin) return true;
  return (
    target.protocol === site.protocol &&
    target.hostname === site.hostname &&
    LOOPBACK_HOSTS.includes(site.hostname)
  );
}

/** `target` with `members` as its fragment, which browsers send to nobody. */
export function withFragment(target: string, members: Readonly<Record<string, string>>): string {
  const url = new URL(target);
  url.hash = new URLSearchParams(members).toString();
  return url.href;
}
