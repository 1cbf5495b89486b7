/**
 * The one place where what was thrown becomes an answer: problem+json (RFC 9457) with a sentence for a
 * person. What went wrong inside goes to the log by name, code and stack only, because messages of
 * libraries may quote what somebody wrote.
 */
import type { Socket } from "node:net";
import { PROBLEMS, type ProblemName } from "@echo/contract/problem.ts";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { newId } from "#core/ids.ts";
import type { Log } from "#core/log.ts";
import { notFound, Problem } from "#core/problem.ts";
import { methodNotAllowed, type MethodTable } from "./method-table.ts";
import { isNavigation, PROBLEM_PAGE_HEADERS, problemPage } from "./problem-page.ts";
import { logRequest } from "./request-log.ts";
import { fieldErrors } from "./validation.ts";

const PROBLEM_JSON = "application/problem+json";

/** What Fastify itself refuses, by its error code. */
const FRAMEWORK_PROBLEMS: Readonly<Record<string, readonly [ProblemName, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["too_large", "The request is larger than Echo accepts."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["unsupported_media_type", "Send the body as application/json in UTF-8."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    "malformed_request",
    "The body is not as long as its Content-Length says.",
  ],
  FST_ERR_BAD_URL: ["malformed_request", "The address of the request is not valid."],
  FST_ERR_MAX_PARAM_LENGTH: ["not_found", notFound().message],
};

/** Registers the handlers for errors and for what no route serves; `onRoute` teaches `methods` what each path offers. */
export function addErrorHandler(app: FastifyInstance, log: Log, methods: MethodTable): void {
  app.addHook("onRoute", (route) => methods.add(route.url, route.method));
  app.setErrorHandler((error: unknown, request, reply) => {
    const problem = toProblem(error, request, log);
    // No page of Echo can be shown under a name that is not served, so this says so by itself.
    if (problem.problem === "invalid_host" && isNavigation(request)) sendProblemPage(reply, problem);
    else sendProblem(reply, problem, request.id);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.find(request.raw.url ?? "/");
    // A route that offers the method and came here all the same has found nothing, such as a missing file.
    if (allowed === undefined || allowed.split(", ").includes(request.method)) {
      if (isNavigation(request)) sendProblemPage(reply, notFound());
      else sendProblem(reply, notFound(), request.id);
      return;
    }
    reply.header("allow", allowed);
    sendProblem(reply, methodNotAllowed(), request.id);
  });
}

/** Answers what the router refuses before any hook has run. */
export function answerFrameworkError(log: Log, headers: Readonly<Record<string, string>>) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = toProblem(error, request, log);
    reply.headers(headers);
    sendProblem(reply, problem, request.id);
    logRequest(log, request, problem.status);
  };
}

/** Answers what Node's HTTP parser refuses: there is no request object, only a socket. */
export function answerClientError(log: Log) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = parserProblem(error.code);
    const requestId = newId();
    const body = JSON.stringify(problem.toBody(requestId));
    log.info(
      { request_id: requestId, status_code: problem.status, client: socket.remoteAddress ?? null },
      "request.unreadable",
    );
    socket.end(
      `HTTP/1.1 ${problem.status} ${REASONS[problem.status] ?? "Bad Request"}\r\n` +
        `Content-Type: ${PROBLEM_JSON}; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Request-ID: ${requestId}\r\n` +
        `Connection: close\r\n\r\n${body}`,
    );
  };
}

const REASONS: Readonly<Record<number, string>> = {
  413: "Content Too Large",
  431: "Request Header Fields Too Large",
};

/** What Node's parser refuses, by its error code. */
const PARSER_PROBLEMS: Readonly<Record<string, readonly [ProblemName, string]>> = {
  HPE_HEADER_OVERFLOW: ["headers_too_large", "The headers of the request are larger than Echo accepts."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["too_large", "The request is larger than Echo accepts."],
  ERR_HTTP_REQUEST_TIMEOUT: ["malformed_request", "The request did not arrive in time."],
};

function parserProblem(code: string | undefined): Problem {
  return new Problem(
    ...(PARSER_PROBLEMS[code ?? ""] ?? ["malformed_request", "The request could not be read as HTTP."]),
  );
}

function sendProblemPage(reply: FastifyReply, problem: Problem): void {
  reply.code(problem.status).headers({ ...PROBLEM_PAGE_HEADERS, "cache-control": "no-store" });
  reply.send(problemPage(problem));
}

function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  reply.code(problem.status).headers({
    "content-type": PROBLEM_JSON,
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (problem.status === 401) reply.header("www-authenticate", challengeOf(problem.problem));
  const retryAfterS = problem.retryAfterS ?? (problem.status === 503 ? 5 : undefined);
  if (retryAfterS !== undefined) reply.header("retry-after", String(Math.max(1, Math.ceil(retryAfterS))));
  reply.send(JSON.stringify(problem.toBody(requestId)));
}

/** RFC 6750: one challenge for every kind of bad token, so that nobody learns which check failed. */
function challengeOf(name: ProblemName): string {
  return name === "invalid_token" ? 'Bearer error="invalid_token"' : "Bearer";
}

function toProblem(error: unknown, request: FastifyRequest, log: Log): Problem {
  if (error instanceof Problem) {
    if (error.status >= 500) logFailure(log, "warn", error, request);
    return error;
  }
  const known = error as Partial<FastifyError>;
  if (known.validation !== undefined && known.validationContext !== undefined) {
    return validationProblem(known as FastifyError, request);
  }
  const framework = FRAMEWORK_PROBLEMS[known.code ?? ""];
  if (framework !== undefined) return new Problem(...framework);
  const status = known.statusCode ?? 500;
  // A file outside the web app's folder: nobody need know that there is one.
  if (status === 403) return notFound();
  if (status >= 400 && status < 500) {
    return new Problem(nameForStatus(status), "The request could not be read.", { cause: error });
  }
  logFailure(log, "error", error, request);
  return new Problem("internal_error", "Something went wrong on our side. Trying again may help.");
}

function validationProblem(error: FastifyError, request: FastifyRequest): Problem {
  if (error.validationContext === "body" && request.body === undefined) {
    return new Problem("malformed_request", "The request needs a JSON body.");
  }
  return new Problem("invalid_input", "Some of what was sent is not valid.", {
    errors: fieldErrors(error.validation ?? [], error.validationContext ?? "body"),
  });
}

function nameForStatus(status: number): ProblemName {
  const names = Object.keys(PROBLEMS) as ProblemName[];
  return names.find((name) => PROBLEMS[name].status === status) ?? "malformed_request";
}

function logFailure(log: Log, level: "warn" | "error", error: unknown, request: FastifyRequest): void {
  const cause = error instanceof Problem && error.cause !== undefined ? error.cause : error;
  const named = cause as { name?: unknown; code?: unknown; stack?: unknown };
  log[level](
    {
      request_id: request.id,
      route: request.routeOptions.url ?? null,
      problem: error instanceof Problem ? error.problem : "internal_error",
      error: typeof named.name === "string" ? named.name : typeof cause,
      code: typeof named.code === "string" ? named.code : null,
      stack: framesOf(named.stack),
    },
    "request.failed",
  );
}

/** The frames of a stack without its first lines, which repeat the message. */
function framesOf(stack: unknown): string | null {
  if (typeof stack !== "string") return null;
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim())
    .join(" | ");
}
