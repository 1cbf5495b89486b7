/**
 * The operator's own list of crisis resources, a JSON file that is read once at start. A list with a fault is never
 * used in part: every fault is named at once, like those of other settings.
 */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { CrisisResource } from "@echo/contract/crisis.ts";
import { type CrisisResources, INTERNATIONAL } from "./crisis-resources.ts";
import type { EnvironmentReader } from "./environment.ts";

const NAME = "CRISIS_RESOURCES_FILE";
const FILE_LIMIT_BYTES = 1_048_576;
const LIST_LIMIT = 10;
/** Characters of one value. */
const LIMITS: Readonly<Record<keyof CrisisResource, number>> = {
  name: 120,
  contact: 200,
  hours: 120,
  url: 500,
};
const FIELDS = Object.keys(LIMITS) as Array<keyof CrisisResource>;

/**
 * Reads the file that the variable names. Faults go to `read`.
 * @param workingDirectory what a relative path is relative to
 */
export function readCrisisResources(
  read: EnvironmentReader,
  workingDirectory: string,
): CrisisResources | undefined {
  const named = read.text(NAME);
  if (named === undefined) return undefined;
  const text = readText(resolve(workingDirectory, named));
  const { resources, faults } =
    "fault" in text ? { resources: {}, faults: [text.fault] } : parseCrisisResources(text.text);
  for (const fault of faults) read.fault(NAME, `${named.slice(0, 200)}: ${fault}`);
  return faults.length === 0 ? resources : undefined;
}

function readText(path: string): { readonly text: string } | { readonly fault: string } {
  try {
    const { size } = statSync(path);
    if (size > FILE_LIMIT_BYTES) return { fault: `is larger than ${FILE_LIMIT_BYTES} bytes` };
    return { text: readFileSync(path, "utf8") };
  } catch (error) {
    return { fault: `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
}

/** The list in a JSON text, and a sentence for everything that is wrong with it. */
export function parseCrisisResources(text: string): { resources: CrisisResources; faults: string[] } {
  const faults: string[] = [];
  const resources: Record<string, readonly CrisisResource[]> = {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { resources, faults: ["is not JSON"] };
  }
  if (!isObject(parsed)) return { resources, faults: ["expected an object of countries"] };
  for (const [country, list] of Object.entries(parsed)) {
    if (country !== INTERNATIONAL && !isCountry(country)) {
      faults.push(
        `"${country.slice(0, 40)}" is not a country, expected an ISO 3166-1 code such as GB, or "${INTERNATIONAL}"`,
      );
    } else if (!Array.isArray(list) || list.length === 0 || list.length > LIST_LIMIT) {
      faults.push(`${country}: expected a list of 1 to ${LIST_LIMIT} resources`);
    } else {
      resources[country] = list.map((entry, index) =>
        readResource(entry, `${country}, entry ${index + 1}`, faults),
      );
    }
  }
  return { resources, faults };
}

function readResource(entry: unknown, where: string, faults: string[]): CrisisResource {
  const resource: CrisisResource = { name: "", contact: "", hours: null, url: null };
  if (!isObject(entry)) {
    faults.push(`${where}: expected an object with name and contact`);
    return resource;
  }
  for (const field of Object.keys(entry).filter((name) => !FIELDS.some((known) => known === name))) {
    faults.push(`${where}: "${field.slice(0, 40)}" is unknown, expected ${FIELDS.join(", ")}`);
  }
  for (const field of FIELDS) {
    const value = entry[field] ?? null;
    const isRequired = field === "name" || field === "contact";
    if (value === null && !isRequired) continue;
    if (value === null) faults.push(`${where}: ${field} is not set`);
    else if (!isLine(value, LIMITS[field])) {
      faults.push(`${where}: ${field} is not one line of 1 to ${LIMITS[field]} characters`);
    } else if (field === "url" && !isHttps(value)) faults.push(`${where}: url is not an https address`);
    else resource[field] = value.trim();
  }
  return resource;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLine(value: unknown, limit: number): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= limit && !/\p{Cc}/u.test(value);
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === "https:";
}

/** Codes that the region names of Unicode know and that are no countries. */
const NO_COUNTRIES = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** A code that names a country today: `UK` does not, `GB` does. */
function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.has(code)) return false;
  const region = new Intl.Locale(`und-${code}`).region;
  return (
    region === code &&
    new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code) !== undefined
  );
}
