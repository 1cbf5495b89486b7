/** What a download says about itself: headers, conditions, ranges, and who may read without a token. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StorageServer, startStorageServer } from "./storage-server.ts";

let server: StorageServer;

beforeAll(async () => {
  server = await startStorageServer();
  await server.addBucket("private");
  await server.addBucket("open", true);
  await put("private", "digits.txt", "0123456789", {
    "content-type": "text/plain",
    "cache-control": "max-age=60",
  });
});
afterAll(() => server.stop());

async function put(bucket: string, key: string, body: string, headers: Record<string, string> = {}) {
  const response = await server.call("POST", `/object/${bucket}/${key}`, body, headers);
  expect(await response.json()).toMatchObject({ Key: `${bucket}/${key}` });
}

describe("headers of a download", () => {
  test("carry tag, time, size, cache time, and forbid sniffing and indexing", async () => {
    const response = await server.call("GET", "/object/private/digits.txt");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": "10",
      "cache-control": "max-age=60",
      "accept-ranges": "bytes",
      "x-robots-tag": "none",
      "x-content-type-options": "nosniff",
      etag: '"781e5e245d69b566979b86e28d23f2c7"',
    });
    expect(Date.parse(response.headers.get("last-modified") ?? "")).toBeGreaterThan(0);
    expect(response.headers.get("content-disposition")).toBeNull();
  });

  test("HTML is served as plain text, and documents that could run scripts are locked in", async () => {
    await put("private", "page.html", "<script>alert(1)</script>", {
      "content-type": "text/html; charset=utf-8",
    });
    await put("private", "image.svg", "<svg onload='alert(1)'/>", { "content-type": "image/svg+xml" });
    const page = await server.call("GET", "/object/private/page.html");
    expect(page.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const image = await server.call("GET", "/object/private/image.svg");
    expect(image.headers.get("content-security-policy")).toContain("sandbox");
  });

  test.for([
    ["?download", "attachment"],
    ["?download=", "attachment"],
    ["?download=a.txt", `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
    [
      `?download=${encodeURIComponent('日\r\n"x".txt')}`,
      `attachment; filename="____x_.txt"; filename*=UTF-8''%E6%97%A5%0D%0A%22x%22.txt`,
    ],
  ] as const)("%s names the file safely", async ([query, expected]) => {
    const response = await server.call("GET", `/object/private/digits.txt${query}`);
    expect(response.headers.get("content-disposition")).toBe(expected);
  });

  test("HEAD has the headers of GET and no body, and 400 for what is hidden", async () => {
    for (const path of ["/object/private/digits.txt", "/object/authenticated/private/digits.txt"]) {
      const response = await server.call("HEAD", path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-length")).toBe("10");
      expect(response.headers.get("etag")).toMatch(/^"/);
    }
    const absent = await server.call("HEAD", "/object/private/none.txt");
    expect([absent.status, await absent.text()]).toEqual([400, ""]);
  });

  test("a content that the client has is 304 without a body", async () => {
    const first = await server.call("GET", "/object/private/digits.txt");
    const etag = first.headers.get("etag") ?? "";
    const second = await server.call("GET", "/object/private/digits.txt", null, { "if-none-match": etag });
    expect([second.status, await second.text(), second.headers.get("etag")]).toEqual([304, "", etag]);
    const other = await server.call("GET", "/object/private/digits.txt", null, {
      "if-none-match": '"other"',
    });
    expect(other.status).toBe(200);
  });
});

describe("ranges", () => {
  test.for([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-2", "89", "bytes 8-9/10"],
    ["bytes=8-100", "89", "bytes 8-9/10"],
  ] as const)("%s gives these bytes alone", async ([range, text, contentRange]) => {
    const response = await server.call("GET", "/object/private/digits.txt", null, { range });
    expect([response.status, await response.text()]).toEqual([206, text]);
    expect(response.headers.get("content-range")).toBe(contentRange);
    expect(response.headers.get("content-length")).toBe(String(text.length));
  });

  test("one beyond the end is 416 and says how long the content is", async () => {
    const response = await server.call("GET", "/object/private/digits.txt", null, { range: "bytes=10-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */10");
    expect(await response.json()).toMatchObject({ statusCode: "416", code: "InvalidRange" });
  });

  test("several, malformed or outdated ones give the whole content", async () => {
    for (const headers of [
      { range: "bytes=0-1,4-5" },
      { range: "lines=1-2" },
      { range: "bytes=0-1", "if-range": '"old"' },
    ]) {
      const response = await server.call("GET", "/object/private/digits.txt", null, headers);
      expect([response.status, await response.text()]).toEqual([200, "0123456789"]);
    }
  });
});

describe("public buckets", () => {
  test("are read by anybody, and private ones by nobody without a token", async () => {
    await put("open", "a.txt", "for all");
    for (const path of ["/object/open/a.txt", "/object/public/open/a.txt"]) {
      const response = await fetch(`${server.url}${path}`);
      expect(await response.text()).toBe("for all");
    }
    for (const path of ["/object/private/digits.txt", "/object/public/private/digits.txt"]) {
      const response = await fetch(`${server.url}${path}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ statusCode: "404", code: "NoSuchBucket" });
    }
  });
});
