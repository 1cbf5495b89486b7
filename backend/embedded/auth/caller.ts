/**
 * Who is calling, as far as the network tells: for limits and for the session list. A forwarded address
 * is believed only from a program that holds the secret key, because the gateway itself is reachable
 * from this machine alone and would else see one address for everybody.
 */
import { isIP, isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";
import type { ApiKeys } from "#embedded/api-keys.ts";

export interface Caller {
  readonly address: string;
  /** What limits count by: IPv6 callers own a /64 and are counted by it. */
  readonly limitKey: string;
  readonly userAgent: string | null;
}

const MAX_USER_AGENT_LENGTH = 512;
/** The hosted header first: a program that sends it works unchanged against both. */
const FORWARDED_HEADERS = ["sb-forwarded-for", "x-forwarded-for"];

export function readCaller(request: FastifyRequest, apiKeys: ApiKeys): Caller {
  const isTrusted = apiKeys.identify(readApiKey(request)) === "secret";
  const address = (isTrusted ? forwardedAddress(request) : undefined) ?? request.ip;
  const userAgent = request.headers["user-agent"]?.slice(0, MAX_USER_AGENT_LENGTH).toWellFormed();
  return { address, limitKey: toLimitKey(address), userAgent: userAgent ?? null };
}

/** The `apikey` header or query parameter. */
export function readApiKey(request: FastifyRequest): string | undefined {
  const header = request.headers.apikey;
  if (typeof header === "string" && header !== "") return header;
  const { apikey } = request.query as Record<string, unknown>;
  return typeof apikey === "string" ? apikey : undefined;
}

/** The last address of the list: the one that the trusted program itself added. */
function forwardedAddress(request: FastifyRequest): string | undefined {
  for (const name of FORWARDED_HEADERS) {
    const value = request.headers[name];
    const last = typeof value === "string" ? value.split(",").at(-1)?.trim() : undefined;
    if (last !== undefined && isIP(last) !== 0 && !last.includes("%")) return last;
  }
  return undefined;
}

export function toLimitKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const tailGroups = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Math.max(0, 8 - groups.length - tailGroups.length);
  const full = tail === undefined ? groups : [...groups, ...Array<string>(zeros).fill("0"), ...tailGroups];
  return `${full
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
