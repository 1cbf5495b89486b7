/**
 * The API describes itself: OpenAPI 3.1 at `/openapi.json`, made from the schemas that requests are
 * checked against, and a page to browse it at `/docs`, under the same strict policy as everything else.
 */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { Deps } from "#backend/deps.ts";
import { cookieNames } from "./cookies.ts";
import { documentedResponses } from "./problem-responses.ts";

type OpenApiDeps = Pick<Deps, "settings" | "version">;

/** Call it before the routes are added. */
export async function addOpenApi(app: FastifyInstance, { settings, version }: OpenApiDeps): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Echo",
        version,
        description:
          "An emotional journal that keeps every word. Errors are problem details (RFC 9457). Unknown fields " +
          "are refused, instants are RFC 3339 in UTC, ids are lower-case UUIDs.",
        license: { name: "MIT", identifier: "MIT" },
      },
      tags: [
        { name: "platform", description: "Liveness and readiness" },
        { name: "auth", description: "Signing up, in and out; passwords" },
        { name: "entries", description: "What was written" },
        { name: "profile", description: "The person's own settings" },
      ],
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            bearerFormat: "JWT",
            description: "A Supabase access token, for API and mobile clients",
          },
          cookie: {
            type: "apiKey",
            in: "cookie",
            name: cookieNames(settings).session,
            description: `For browsers; methods that change something need an allowed Origin and the header ${settings.csrfHeaderName}`,
          },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const response = documentedResponses(route);
      return { schema: response === undefined ? schema : { ...schema, response }, url };
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === "string" ? json.$id : `Schema${index}`,
    },
  });
}

/** Adds the document and its page; call it after the routes were added. */
export async function addOpenApiRoutes(app: FastifyInstance): Promise<void> {
  let text: string | undefined;
  const querystring = { type: "object", properties: {}, additionalProperties: false };
  app.get("/openapi.json", { schema: { hide: true, querystring } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    reply.type("application/json; charset=utf-8").header("cache-control", "public, max-age=300").send(text);
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    // The strict policy stays: Echo's own header is not replaced by one of the plugin.
    staticCSP: false,
    indexPrefix: "",
    theme: { title: "Echo API" },
    uiConfig: { layout: "BaseLayout", deepLinking: true, displayRequestDuration: true, validatorUrl: null },
  });
}
