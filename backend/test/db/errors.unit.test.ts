/** From SQLSTATE to what a person reads: which problem, and never a word of the server. */
import { describe, expect, it } from "vitest";
import type { ProblemName } from "@echo/contract/problem.ts";
import { Problem } from "#core/problem.ts";
import { constraintOf, outcomeUnknown, sqlStateOf, toFault, toProblem } from "#db/errors.ts";

const fault = (code: string) =>
  toFault(Object.assign(new Error("quotes 'a secret'"), { code, detail: "Key (text)=(a secret)" }));

describe("every kind of fault has its problem", () => {
  it.each<[string, string, ProblemName]>([
    ["08006", "connection failure", "unavailable"],
    ["57P01", "administrator's shutdown", "unavailable"],
    ["57P03", "still starting", "unavailable"],
    ["28P01", "password in rotation", "unavailable"],
    ["25006", "read-only replica", "unavailable"],
    ["53300", "too many connections", "unavailable"],
    ["53100", "disk full", "unavailable"],
    ["55P03", "lock not available", "unavailable"],
    ["40001", "serialisation failure", "unavailable"],
    ["40P01", "deadlock", "unavailable"],
    ["ECONNREFUSED", "nobody listens", "unavailable"],
    ["57014", "statement timeout", "timed_out"],
    ["CLIENT_TIMEOUT", "no answer at all", "timed_out"],
    ["22021", "NUL in text", "invalid_input"],
    ["22P02", "not a uuid", "invalid_input"],
    ["23514", "check", "invalid_input"],
    ["54000", "row too large", "invalid_input"],
    ["23505", "duplicate", "conflict"],
    ["42501", "policy or grant", "forbidden"],
    ["42P01", "no such table", "internal_error"],
    ["XX000", "bug", "internal_error"],
  ])("%s, %s: %s", (code, _meaning, problem) => {
    expect(toProblem(fault(code)).problem).toBe(problem);
  });

  it("whatever is unavailable says when to try again", () => {
    for (const code of ["08006", "53300", "40001", "ECONNREFUSED"]) {
      expect(toProblem(fault(code)).retryAfterS).toBeGreaterThan(0);
    }
    expect(outcomeUnknown(fault("ECONNRESET")).retryAfterS).toBeGreaterThan(0);
  });
});

it("an error without a code is a lost connection", () => {
  expect(toFault(new Error("Connection terminated unexpectedly")).code).toBe("CONNECTION_LOST");
  expect(toFault(undefined).code).toBe("CONNECTION_LOST");
});

it("neither problem nor cause repeats what the server said", () => {
  const problem = toProblem(fault("23505"));
  const seen = [
    problem.message,
    JSON.stringify(problem.toBody("request-id")),
    String(problem.cause),
    JSON.stringify(problem.cause),
  ];
  expect(seen.join()).not.toContain("secret");
});

it("SQLSTATE and constraint can be asked for, and are absent where there are none", () => {
  const problem = toProblem(
    toFault(Object.assign(new Error("x"), { code: "23505", constraint: "entries_pkey" })),
  );
  expect([sqlStateOf(problem), constraintOf(problem)]).toEqual(["23505", "entries_pkey"]);
  expect(sqlStateOf(toProblem(fault("ECONNRESET")))).toBeUndefined();
  expect([sqlStateOf(new Problem("not_found", "x")), constraintOf(new Error("x"))]).toEqual([
    undefined,
    undefined,
  ]);
});
