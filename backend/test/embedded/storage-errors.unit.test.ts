import { expect, test } from "vitest";
import { noSuchKey, toStorageError } from "#embedded/storage/errors.ts";

const failure = (code: string, message: string = "private text") =>
  Object.assign(new Error(message), { code });

test.for([
  ["42501", 403, "AccessDenied", 400],
  ["23505", 409, "KeyAlreadyExists", 400],
  ["23503", 404, "NoSuchBucket", 400],
  ["55P03", 423, "ResourceLocked", 400],
  ["57014", 544, "DatabaseTimeout", 544],
  ["ECONNREFUSED", 544, "DatabaseTimeout", 544],
  ["53300", 429, "SlowDown", 429],
  ["25006", 503, "DatabaseReadOnly", 400],
  ["22021", 400, "InvalidRequest", 400],
  ["22023", 500, "DatabaseError", 500],
  ["ENOSPC", 507, "StorageFull", 507],
  ["53100", 507, "StorageFull", 507],
  ["EACCES", 500, "InternalError", 500],
] as const)("%s is %i %s under HTTP %i, and its text stays private", ([code, status, name, httpStatus]) => {
  const error = toStorageError(failure(code));
  expect([error.status, error.code, error.httpStatus]).toEqual([status, name, httpStatus]);
  expect(error.toBody().statusCode).toBe(String(status));
  expect(JSON.stringify(error.toBody())).not.toContain("private text");
});

test("the driver's own time limits are database timeouts", () => {
  for (const text of ["Query read timeout", "timeout exceeded when trying to connect"]) {
    expect(toStorageError(new Error(text)).code).toBe("DatabaseTimeout");
  }
});

test("a storage error stays itself, and anything else is a 500 without its text", () => {
  const known = noSuchKey();
  expect(toStorageError(known)).toBe(known);
  for (const thrown of [new Error("private text"), "private text", undefined, null]) {
    expect(toStorageError(thrown).toBody()).toMatchObject({
      statusCode: "500",
      message: "Internal server error",
    });
  }
});
