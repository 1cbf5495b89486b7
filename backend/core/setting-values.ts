/** The shapes of single settings: URLs, origins, address ranges. */
import { isIP } from "node:net";
import type { EnvironmentReader } from "./environment.ts";
import { Secret } from "./secret.ts";

export function secretUrl(
  read: EnvironmentReader,
  name: string,
  protocols: readonly string[],
): Secret | undefined {
  const expected = `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
  return read.parsed<Secret | undefined>(
    name,
    undefined,
    expected,
    (value) => (hasProtocol(value, protocols) ? new Secret(value) : undefined),
    {
      isSecret: true,
    },
  );
}

export function postgresUrl(read: EnvironmentReader, name: string): Secret | undefined {
  return read.parsed<Secret | undefined>(
    name,
    undefined,
    "a URL such as postgresql://login:password@host:5432/database",
    (value) => (isPostgresUrl(value) ? new Secret(value) : undefined),
    { isSecret: true },
  );
}

/** Without a host the driver would go to one of its own choice; a folder of a socket stands in `?host=`. */
function isPostgresUrl(value: string): boolean {
  if (!hasProtocol(value, ["postgres:", "postgresql:"])) return false;
  const { hostname, searchParams } = new URL(value);
  return hostname !== "" || (searchParams.get("host") ?? "") !== "";
}

/** A key that travels in a header: visible ASCII, without blanks. */
export function headerKey(read: EnvironmentReader, name: string): Secret | undefined {
  return read.parsed<Secret | undefined>(
    name,
    undefined,
    "a key of visible ASCII characters",
    (value) => (/^[\x21-\x7e]+$/.test(value) ? new Secret(value) : undefined),
    { isSecret: true },
  );
}

export function hasProtocol(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** A base URL without a trailing slash, or undefined. */
export function baseUrl(value: string): string | undefined {
  if (!hasProtocol(value, ["http:", "https:"])) return undefined;
  const url = new URL(value);
  const isBare =
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "" &&
    url.password === "";
  return isBare ? url.origin : undefined;
}

export function isOrigin(value: string): boolean {
  return hasProtocol(value, ["http:", "https:"]) && new URL(value).origin === value;
}

export function isCidr(value: string): boolean {
  const [address = "", bits, ...rest] = value.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
