/**
 * How requests are checked against their schemas: nothing is dropped, and nothing is coerced but whole
 * numbers in a query, which has no other way to carry them. An error names the place and what is
 * expected there, never what was found.
 */
import type {
  FastifyInstance,
  FastifyRequest,
  FastifySchemaValidationError,
  preValidationHookHandler,
  RouteOptions,
} from "fastify";
import { type FieldError, Problem } from "#core/problem.ts";
import { escapePointer, isStorableText, UNSTORABLE_DETAIL, unstorableText } from "./json-text.ts";

/** Options of Ajv, for bodies, queries, parameters and headers alike. */
export const AJV_OPTIONS = {
  customOptions: {
    coerceTypes: false as const,
    removeAdditional: false as const,
    useDefaults: true,
    // One error is enough to refuse; collecting all lets a large body buy a lot of work.
    allErrors: false,
    allowUnionTypes: true,
  },
};

const INTEGER = /^-?(0|[1-9]\d{0,14})$/;

/** Makes every route refuse query parameters that it does not name, and read whole numbers where it names them. */
export function addQueryRules(app: FastifyInstance): void {
  app.addHook("preValidation", refuseBrokenQuery);
  app.addHook("onRoute", (route) => {
    const schema = (route.schema ??= {});
    schema.querystring ??= { type: "object", properties: {}, additionalProperties: false };
    const integers = integerNames(schema.querystring);
    if (integers.length > 0) route.preValidation = withHook(route, readIntegers(integers));
  });
}

function withHook(route: RouteOptions, hook: preValidationHookHandler) {
  const present = route.preValidation;
  return present === undefined ? [hook] : [hook, ...(Array.isArray(present) ? present : [present])];
}

function integerNames(querystring: unknown): readonly string[] {
  const properties = (querystring as { properties?: Record<string, { type?: unknown }> }).properties ?? {};
  return Object.entries(properties)
    .filter(([, property]) => property.type === "integer")
    .map(([name]) => name);
}

/** What is not a plain whole number stays text, and the schema refuses it. */
function readIntegers(names: readonly string[]): preValidationHookHandler {
  return (request, _reply, done) => {
    const query = request.query as Record<string, unknown>;
    for (const name of names) {
      const value = query[name];
      if (typeof value === "string" && INTEGER.test(value)) query[name] = Number(value);
    }
    done();
  };
}

function refuseBrokenQuery(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
  const url = request.raw.url ?? "";
  const start = url.indexOf("?");
  if (start === -1 || url.indexOf("%", start) === -1) {
    done();
    return;
  }
  try {
    decodeURIComponent(url.slice(start + 1));
  } catch {
    done(new Problem("malformed_request", "The query of the address is not valid."));
    return;
  }
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    const texts = [name, ...(Array.isArray(value) ? value : [value])];
    if (!texts.every((text) => typeof text !== "string" || isStorableText(text))) {
      errors.push({ pointer: `/query/${escapePointer(name)}`, detail: UNSTORABLE_DETAIL });
    }
  }
  done(errors.length > 0 ? unstorableText(errors) : undefined);
}

/** What Ajv found, as errors of the wire. */
export function fieldErrors(
  found: readonly FastifySchemaValidationError[],
  context: string,
): readonly FieldError[] {
  const prefix = context === "body" ? "" : `/${context === "querystring" ? "query" : context}`;
  // Of a union every branch reports; only the last error speaks of the union as a whole.
  const last = found.at(-1);
  const shown = last !== undefined && (last.keyword === "anyOf" || last.keyword === "oneOf") ? [last] : found;
  return shown.map((error) => ({ pointer: prefix + pointerOf(error), detail: detailOf(error) }));
}

function pointerOf(error: FastifySchemaValidationError): string {
  const path = error.instancePath
    .split("/")
    .map((part, index) =>
      index === 0 ? part : escapePointer(part.replaceAll("~1", "/").replaceAll("~0", "~")),
    )
    .join("/");
  const name = error.params.missingProperty ?? error.params.additionalProperty;
  return typeof name === "string" ? `${path}/${escapePointer(name)}` : path;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function detailOf(error: FastifySchemaValidationError): string {
  const { limit, allowedValues, format } = error.params as {
    limit?: number;
    allowedValues?: readonly unknown[];
    format?: string;
  };
  switch (error.keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
      return "is not known here";
    case "type":
      return `must be ${typeNames(error.params.type)}`;
    case "minLength":
      return limit === 1 ? "must not be empty" : `must have at least ${limit} characters`;
    case "maxLength":
      return `must have at most ${limit} characters`;
    case "minItems":
      return `must have at least ${limit} items`;
    case "maxItems":
      return `must have at most ${limit} items`;
    case "minProperties":
      return "must name at least one field";
    case "minimum":
      return `must be at least ${limit}`;
    case "maximum":
      return `must be at most ${limit}`;
    case "enum":
      return `must be one of ${(allowedValues ?? []).map(String).join(", ")}`;
    case "format":
      return format === "email" ? "must be an e-mail address" : `must be a ${format}`;
    case "pattern":
      return "does not have the expected form";
    default:
      return "is not valid";
  }
}

function typeNames(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(",");
  return types.map((name) => TYPE_NAMES[String(name)] ?? String(name)).join(" or ");
}
