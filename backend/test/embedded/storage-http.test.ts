/** What the storage server promises on the wire beyond the official client: names, limits, and requests that make no sense. */
import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StorageServer, startStorageServer } from "./storage-server.ts";

const LIMIT_BYTES = 1_000_000;

let server: StorageServer;

beforeAll(async () => {
  server = await startStorageServer({
    sizeLimitBytes: LIMIT_BYTES,
    patience: { idleMs: 200, discardMs: 1_000 },
  });
  await server.addBucket("private");
  await server.call("POST", "/object/private/digits.txt", "0123456789");
});
afterAll(() => server.stop());

/** A request whose path leaves exactly as it is written: fetch would resolve its dots. */
function raw(method: string, path: string, body: string = ""): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: "127.0.0.1",
        port: server.port,
        method,
        path: `/storage/v1${path}`,
        headers: { authorization: `Bearer ${server.serviceToken}`, "content-length": body.length },
      },
      (response) => {
        response.setEncoding("utf8");
        let text = "";
        response.on("data", (piece: string) => (text += piece));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

describe("names that could leave the folder", () => {
  test.for([
    "../x",
    "..%2fx",
    "..%2f..%2f..%2fetc%2fpasswd",
    "a/../../x",
    "%2e%2e/x",
    "./x",
    "a/%2e%2e/b",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "a%00b",
    "a%5cb",
    "C:%5cx",
    "%c3%bc",
    `${"long/".repeat(520)}x`,
  ])("%.40s is refused for every method before the disk is touched", async (path) => {
    const before = await server.blobs();
    for (const method of ["POST", "PUT", "GET", "DELETE"]) {
      const { status, body } = await raw(
        method,
        `/object/private/${path}`,
        method.startsWith("P") ? "x" : "",
      );
      expect(status).toBe(400);
      expect(body).toContain("InvalidKey");
    }
    expect(await server.blobs()).toEqual(before);
  });

  test("a bucket is no path either", async () => {
    for (const name of ["..", ".", "a/b", "a\\b", "", " a"]) {
      const response = await server.call("POST", "/bucket", JSON.stringify({ name }), {
        "content-type": "application/json",
      });
      expect(await response.json()).toMatchObject({ statusCode: "400", code: "InvalidBucketName" });
    }
    expect((await raw("GET", "/object/%2e%2e/x")).body).toContain("InvalidBucketName");
  });
});

describe("size limits", () => {
  const tooMuch = { statusCode: "413", error: "Payload too large", code: "EntityTooLarge" };

  test("a declared size beyond the limit is refused, and the client hears so", async () => {
    const response = await server.call("POST", "/object/private/big.bin", randomBytes(20 * LIMIT_BYTES));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject(tooMuch);
  });

  test("a stream without a declared size is cut at the limit and leaves neither file nor row", async () => {
    const before = await server.blobs();
    const pieces = Array.from({ length: 40 }, () => randomBytes(LIMIT_BYTES / 20));
    const response = await server.call(
      "POST",
      "/object/private/stream.bin",
      Readable.toWeb(Readable.from(pieces)) as RequestInit["body"],
    );
    expect(await response.json()).toMatchObject(tooMuch);
    expect(await server.blobs()).toEqual(before);
    const rows = await server.sql("select from storage.objects where name in ('big.bin', 'stream.bin')");
    expect(rows).toEqual([]);
  });

  test("exactly the limit is accepted", async () => {
    const response = await server.call("POST", "/object/private/fits.bin", randomBytes(LIMIT_BYTES));
    expect(await response.json()).toMatchObject({ Key: "private/fits.bin" });
  });

  test("a bucket cannot allow more than the server", async () => {
    const body = JSON.stringify({ name: "greedy", file_size_limit: LIMIT_BYTES + 1 });
    const response = await server.call("POST", "/bucket", body, { "content-type": "application/json" });
    expect(await response.json()).toMatchObject({ statusCode: "413", code: "EntityTooLarge" });
  });
});

describe("requests that make no sense", () => {
  test("no Authorization header, and one that is no token", async () => {
    const without = await fetch(`${server.url}/bucket`);
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({
      statusCode: "400",
      message: "headers must have required property 'authorization'",
    });
    const broken = await fetch(`${server.url}/bucket`, { headers: { authorization: "Bearer nonsense" } });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({
      statusCode: "403",
      error: "Unauthorized",
      message: "Invalid Compact JWS",
      code: "AccessDenied",
    });
  });

  test("bodies of another shape are refused, not coerced", async () => {
    for (const body of [
      "{}",
      "null",
      "[]",
      '{"expiresIn":"60"}',
      '{"expiresIn":1.5}',
      '{"expiresIn":1e300}',
      "{",
    ]) {
      const response = await server.call("POST", "/object/sign/private/digits.txt", body, {
        "content-type": "application/json",
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ statusCode: "400", code: "InvalidRequest" });
    }
  });

  test("metadata that is not a JSON object is refused, and so is text that the database cannot hold", async () => {
    for (const text of ["no json", "[1]", "null", '"x"', '{"a":"\\u0000"}']) {
      const response = await server.call("POST", "/object/private/meta.txt", "x", {
        "x-metadata": Buffer.from(text).toString("base64"),
      });
      expect(await response.json()).toMatchObject({ statusCode: "400", code: "InvalidRequest" });
    }
  });

  test("a form without a file, and one that ends in the middle, store nothing", async () => {
    const before = await server.blobs();
    const head = '--b\r\ncontent-disposition: form-data; name=""; filename="x"\r\n\r\nhalf of a fi';
    for (const body of [
      "--b--\r\n",
      head,
      '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
    ]) {
      const response = await server.call("POST", "/object/private/form.txt", body, {
        "content-type": "multipart/form-data; boundary=b",
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ statusCode: "400", code: "InvalidRequest" });
    }
    expect(await server.blobs()).toEqual(before);
  });

  test("an unknown route is 404 in the same shape", async () => {
    const response = await server.call("GET", "/nothing");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ statusCode: "404" });
  });

  test("a cursor that was not made here is refused", async () => {
    for (const cursor of [
      "x",
      Buffer.from('["a","2026-01-01"]').toString("base64url"),
      Buffer.from("{}").toString("base64url"),
    ]) {
      const response = await server.call("POST", "/object/list-v2/private", JSON.stringify({ cursor }), {
        "content-type": "application/json",
      });
      expect(await response.json()).toMatchObject({ statusCode: "400" });
    }
  });
});

test("health asks the database; status and version do not", async () => {
  expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ healthy: true });
  expect(await (await fetch(`${server.url}/status`)).json()).toEqual({ healthy: true });
  expect((await fetch(`${server.url}/version`)).status).toBe(200);
});
