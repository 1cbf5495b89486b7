/**
 * What is there before anybody has signed in: liveness, readiness, the security contact, the start page.
 * Liveness touches nothing; readiness asks whatever Echo stands on, side by side, within two seconds.
 */
import { Ref } from "@echo/contract/common.ts";
import { Health, Readiness } from "@echo/contract/platform.ts";
import { PROBLEMS, type ProblemName, problemType } from "@echo/contract/problem.ts";
import { Type } from "typebox";
import type { Deps } from "#backend/deps.ts";
import { notFound } from "#core/problem.ts";
import { type App, type Feature, problems } from "#features/feature.ts";

const CHECK_TIMEOUT_MS = 2_000;
/** RFC 9116, 2.5.5: a file that nobody renews should not be believed; less than a year is recommended. */
const CONTACT_LIFETIME_MS = 180 * 24 * 3600 * 1000;

const tags = ["platform"];
const config = { access: "public" } as const;
const PlainText = { content: { "text/plain": { schema: Type.String() } } };

const ProblemMeaning = Type.Object(
  { type: Type.String(), title: Type.String(), status: Type.Integer() },
  { additionalProperties: false },
);

function addRoutes(app: App, deps: Deps): void {
  addHealth(app, deps);
  app.get(
    "/.well-known/security.txt",
    {
      config,
      schema: {
        operationId: "platform.security_contact",
        summary: "Whom to tell about a weakness (RFC 9116)",
        tags,
        response: { 200: { description: "The contact", ...PlainText }, ...problems(404) },
      },
    },
    (_request, reply) => {
      if (deps.settings.securityContact === undefined) throw notFound();
      const expires = new Date(deps.clock.now().getTime() + CONTACT_LIFETIME_MS).toISOString();
      reply.type("text/plain; charset=utf-8");
      return [
        `Contact: ${deps.settings.securityContact}`,
        `Expires: ${expires}`,
        "Preferred-Languages: en",
        `Canonical: ${deps.settings.publicUrl}/.well-known/security.txt`,
        "",
      ].join("\n");
    },
  );
  app.get(
    "/problems/:name",
    {
      config,
      schema: {
        operationId: "platform.problem",
        summary: "What the type of a problem stands for",
        tags,
        params: Type.Object({ name: Type.String() }, { additionalProperties: false }),
        response: { 200: ProblemMeaning, ...problems(404) },
      },
    },
    (request) => {
      const type = `/problems/${request.params.name}`;
      const name = (Object.keys(PROBLEMS) as ProblemName[]).find((known) => problemType(known) === type);
      if (name === undefined) throw notFound();
      return { type, ...PROBLEMS[name] };
    },
  );
  app.get("/", { config, schema: { hide: true } }, (_request, reply) => reply.redirect("/app", 302));
  app.get("/robots.txt", { config, schema: { hide: true } }, (_request, reply) => {
    reply.type("text/plain; charset=utf-8");
    return "User-agent: *\nDisallow: /\n";
  });
}

function addHealth(app: App, deps: Deps): void {
  const health: Health = { status: "ok", version: deps.version };
  app.get(
    "/healthz",
    {
      config,
      schema: {
        operationId: "platform.health",
        summary: "Whether the process lives",
        tags,
        response: { 200: Ref(Health), ...problems() },
      },
    },
    (_request, reply) => {
      reply.send(health);
    },
  );
  app.get(
    "/readyz",
    {
      config,
      schema: {
        operationId: "platform.readiness",
        summary: "Whether everything that Echo stands on answers",
        tags,
        response: { 200: Ref(Readiness), ...problems(), 503: Ref(Readiness) },
      },
    },
    async (request, reply) => {
      const [database, auth, storage] = await Promise.all([
        checked(deps.db.ping(CHECK_TIMEOUT_MS)),
        checked(deps.identity.health(CHECK_TIMEOUT_MS)),
        checked(deps.storage.health(CHECK_TIMEOUT_MS)),
      ]);
      const checks = { database, auth, storage };
      const isReady = !request.server.isDraining && Object.values(checks).every((check) => check === "ok");
      if (isReady) return { status: "ok" as const, checks };
      return reply
        .code(503)
        .header("retry-after", "5")
        .send({ status: "degraded" as const, checks });
    },
  );
}

function checked(check: Promise<void>): Promise<"ok" | "failed"> {
  return check.then(
    () => "ok" as const,
    () => "failed" as const,
  );
}

export const platform: Feature = { name: "platform", schemas: [Health, Readiness], routes: addRoutes };
