/**
 * The language model that may write reflections: off unless an operator names one. What a person writes goes
 * there, so an unencrypted way is accepted within the own machine or network only.
 */
import { isIPv6 } from "node:net";
import type { EnvironmentReader } from "./environment.ts";
import type { Secret } from "./secret.ts";
import { hasProtocol, headerKey } from "./setting-values.ts";

export interface LanguageModelSettings {
  readonly protocol: "ollama" | "openai";
  /** Without a trailing slash. */
  readonly url: string;
  readonly apiKey: Secret | undefined;
  readonly model: string;
  /** Where the text goes, as the writer is told. */
  readonly host: string;
  readonly isThisMachine: boolean;
}

const EXPECTED_URL =
  "an https URL, or an http URL on this machine or in a private network, without user, query and fragment";

/** `OLLAMA_URL` or `REFLECTION_API_URL` with `REFLECTION_MODEL`; undefined where neither is set. */
export function readLanguageModel(read: EnvironmentReader): LanguageModelSettings | undefined {
  const ollama = read.parsed<string | undefined>("OLLAMA_URL", undefined, EXPECTED_URL, modelUrl);
  const openai = read.parsed<string | undefined>("REFLECTION_API_URL", undefined, EXPECTED_URL, modelUrl);
  const apiKey = headerKey(read, "REFLECTION_API_KEY");
  const model = read.text("REFLECTION_MODEL");
  const isAsked = read.raw("OLLAMA_URL") !== undefined || read.raw("REFLECTION_API_URL") !== undefined;
  if (ollama !== undefined && openai !== undefined)
    read.fault("REFLECTION_API_URL", "set together with OLLAMA_URL; expected one of the two");
  if (isAsked && model === undefined)
    read.fault("REFLECTION_MODEL", "not set; expected the name of the model that writes reflections");
  const url = ollama ?? openai;
  if (url === undefined || model === undefined) return undefined;
  const { host, hostname } = new URL(url);
  return {
    protocol: ollama === undefined ? "openai" : "ollama",
    url,
    apiKey,
    model,
    host,
    isThisMachine: isLoopback(hostname),
  };
}

function modelUrl(value: string): string | undefined {
  if (!hasProtocol(value, ["http:", "https:"])) return undefined;
  const url = new URL(value);
  const isBare = url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  if (!isBare || (url.protocol === "http:" && !isNear(url.hostname))) return undefined;
  return url.href.replace(/\/+$/, "");
}

/** `hostname` as a URL has it: IPv6 in brackets, IPv4 normalised, lower case. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** This machine, a private address (RFC 1918, RFC 4193, link-local), or a name without a public domain. */
function isNear(hostname: string): boolean {
  if (isLoopback(hostname)) return true;
  if (/^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(hostname)) return true;
  if (isIPv6(hostname.slice(1, -1))) return /^\[f(c|d|e[89ab])/.test(hostname);
  return /^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(hostname) || /\.(local|internal|lan|home\.arpa)$/.test(hostname);
}
