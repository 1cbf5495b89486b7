/** Many requests for one key at once: every row has its whole file, and every file has its row. */
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StorageServer, startStorageServer } from "./storage-server.ts";

let server: StorageServer;

beforeAll(async () => {
  server = await startStorageServer();
  await server.addBucket("b");
  await server.addBucket("c");
});
afterAll(() => server.stop());

const upsert = { "x-upsert": "true" };

/** The wire's truth: HTTP says 400 for almost every refusal. */
async function outcomeOf(response: Promise<Response>): Promise<string> {
  const answer = await response;
  const body: unknown = await answer.json();
  return answer.ok ? "done" : String(Reflect.get(Object(body), "code"));
}

function countOf(outcomes: readonly string[], outcome: string): number {
  return outcomes.filter((other) => other === outcome).length;
}

async function expectFilesAndRowsToMatch(): Promise<void> {
  expect(await server.blobs()).toEqual(await server.versions());
}

test("of 20 uploads of one new key exactly one succeeds, and the others are conflicts", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      outcomeOf(server.call("POST", "/object/b/new", `content ${index}`)),
    ),
  );
  expect(countOf(outcomes, "done")).toBe(1);
  expect(countOf(outcomes, "KeyAlreadyExists")).toBe(19);
  await expectFilesAndRowsToMatch();
});

test("20 upserts of one key all succeed, and one whole content is left", async () => {
  const bodies = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(50_000));
  const outcomes = await Promise.all(
    bodies.map((body) => outcomeOf(server.call("POST", "/object/b/shared", body, upsert))),
  );
  expect(countOf(outcomes, "done")).toBe(20);
  expect(bodies).toContain(await (await server.call("GET", "/object/b/shared")).text());
  await expectFilesAndRowsToMatch();
});

test("a reader always gets one whole version, with its own tag and length, while the object is replaced", async () => {
  await server.call("POST", "/object/b/read", randomBytes(100_000), upsert);
  let isWriting = true;
  const write = async () => {
    for (let round = 0; round < 30; round++) {
      await server.call("POST", "/object/b/read", randomBytes(50_000 + round * 1_000), upsert);
    }
    isWriting = false;
  };
  const read = async () => {
    const tags = new Set<string>();
    while (isWriting) {
      const response = await server.call("GET", "/object/b/read");
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(200);
      expect(response.headers.get("etag")).toBe(`"${createHash("md5").update(bytes).digest("hex")}"`);
      tags.add(response.headers.get("etag") ?? "");
    }
    return tags.size;
  };
  const [, first, second] = await Promise.all([write(), read(), read()]);
  expect(Math.max(first, second)).toBeGreaterThan(1);
  await expectFilesAndRowsToMatch();
});

test("uploads, moves, copies and deletes of the same keys lose no file and leave none", async () => {
  const keys = ["x", "y", "z"];
  const pick = (index: number) => keys[index % keys.length] ?? "x";
  const json = { "content-type": "application/json" };
  const transfer = (index: number, destinationBucket: string) =>
    JSON.stringify({
      bucketId: "b",
      sourceKey: `race/${pick(index)}`,
      destinationBucket,
      destinationKey: `race/${pick(index + 1)}`,
    });
  const attempts = Array.from({ length: 90 }, (_, index) => {
    switch (index % 6) {
      case 0:
      case 1:
        return server.call("POST", `/object/b/race/${pick(index)}`, randomBytes(20_000), upsert);
      case 2:
        return server.call("POST", "/object/move", transfer(index, "b"), json);
      case 3:
        return server.call("POST", "/object/move", transfer(index, "c"), json);
      case 4:
        return server.call("POST", "/object/copy", transfer(index, "b"), { ...json, ...upsert });
      default:
        return server.call("DELETE", `/object/b/race/${pick(index)}`);
    }
  });
  const outcomes = await Promise.all(attempts.map(outcomeOf));
  expect(new Set(outcomes)).toContain("done");
  const allowed = ["done", "NoSuchKey", "KeyAlreadyExists", "ResourceLocked"];
  expect(outcomes.filter((outcome) => !allowed.includes(outcome))).toEqual([]);
  await expectFilesAndRowsToMatch();
  const rows = await server.sql<{ bucket_id: string; name: string; tag: string }>(
    `select bucket_id, name, metadata ->> 'eTag' as tag from storage.objects`,
  );
  for (const { bucket_id, name, tag } of rows) {
    const bytes = await (await server.call("GET", `/object/${bucket_id}/${name}`)).arrayBuffer();
    expect(`"${createHash("md5").update(new Uint8Array(bytes)).digest("hex")}"`).toBe(tag);
  }
});

test("a bucket that is deleted while it is filled is either gone and empty, or there with its object", async () => {
  for (let round = 0; round < 10; round++) {
    await server.addBucket(`short-${round}`);
    const [uploaded, deleted] = await Promise.all([
      outcomeOf(server.call("POST", `/object/short-${round}/a`, "content")),
      outcomeOf(server.call("DELETE", `/bucket/short-${round}`)),
    ]);
    expect([
      ["done", "ResourceNotEmpty"],
      ["NoSuchBucket", "done"],
    ]).toContainEqual([uploaded, deleted]);
  }
  await expectFilesAndRowsToMatch();
});
