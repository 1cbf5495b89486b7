/**
 * The HTTP application: hooks in the order in which a request meets them, then the features. A request
 * is logged, given its headers, held to hosts and limits, known and trusted, in this order; whatever is
 * thrown on the way becomes problem+json in one place.
 */
import { ProblemBody } from "@echo/contract/problem.ts";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyInstance } from "fastify";
import type { Deps } from "#backend/deps.ts";
import type { Feature } from "#features/feature.ts";
import { features } from "#features/index.ts";
import { addAuthentication } from "#http/authenticate.ts";
import { addBodyRules } from "#http/body.ts";
import { addCookies } from "#http/cookies.ts";
import { addCors } from "#http/cors.ts";
import { addCsrf } from "#http/csrf.ts";
import { addDrain } from "#http/drain.ts";
import { addErrorHandler, answerClientError, answerFrameworkError } from "#http/error-handler.ts";
import { addGuards } from "#http/guard.ts";
import { addHeaders, securityHeaders } from "#http/headers.ts";
import { addHostRules } from "#http/hosts.ts";
import { addLimits, serverLimits } from "#http/limits.ts";
import { addMethodRules, MethodTable } from "#http/method-table.ts";
import { addOpenApi, addOpenApiRoutes } from "#http/openapi.ts";
import { addProblemResponses } from "#http/problem-responses.ts";
import { addRequestLog, requestIdOf } from "#http/request-log.ts";
import { AJV_OPTIONS, addQueryRules } from "#http/validation.ts";
import { addWebApp } from "#http/web-app.ts";

export interface AppOptions {
  /** The folder of the built web app. Without it `/app` says that it was not built. */
  readonly webDirectory?: string | undefined;
  /** All of Echo's unless a test brings its own. */
  readonly features?: readonly Feature[];
}

/** The application, ready to listen or to be injected into. Whoever calls this closes it. */
export async function createApp(deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const { settings, log } = deps;
  const headers = securityHeaders(settings);
  const app = Fastify({
    ...serverLimits(settings),
    logger: false,
    ajv: AJV_OPTIONS,
    genReqId: requestIdOf,
    requestIdHeader: false,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    // A connection that is open while Echo stops is served to its end, then closed.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError(log, headers),
    clientErrorHandler: answerClientError(log),
  });
  addDrain(app);
  const methods = new MethodTable();
  addErrorHandler(app, log, methods);
  addRequestLog(app, log);
  addHeaders(app, headers);
  addCors(app, settings);
  addHostRules(app, settings.trustedHosts);
  addMethodRules(app, methods);
  addLimits(app);
  addBodyRules(app);
  addCookies(app, settings);
  addAuthentication(app, settings);
  addCsrf(app, deps.keys);
  await addOpenApi(app, deps);
  app.addSchema(ProblemBody);
  await app.register(async (scope) => {
    addQueryRules(scope);
    addGuards(scope, deps);
    addProblemResponses(scope);
    for (const feature of options.features ?? features) {
      for (const schema of feature.schemas) scope.addSchema(schema);
      feature.routes(scope.withTypeProvider<TypeBoxTypeProvider>(), deps);
    }
  });
  await addOpenApiRoutes(app);
  await addWebApp(app, { directory: options.webDirectory, settings });
  await app.ready();
  return app;
}
