/** The official client's buckets and objects: what is stored comes back, byte for byte, and where it was put. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StorageTarget, startStorageTarget } from "./storage-target.ts";

let target: StorageTarget;
let bucket: string;

beforeAll(async () => {
  target = await startStorageTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.stop());

const files = (name: string = bucket) => target.service.from(name);

async function bytesOf(path: string, name: string = bucket): Promise<Buffer> {
  const { data, error } = await files(name).download(path);
  if (error !== null) throw error;
  return Buffer.from(await data.arrayBuffer());
}

describe("buckets", () => {
  test("a bucket is created, read, listed, changed and deleted", async () => {
    const name = await target.createBucket({ fileSizeLimit: "10MB", allowedMimeTypes: ["image/*"] });
    const { data: created } = await target.service.getBucket(name);
    expect(created).toMatchObject({ id: name, name, public: false, file_size_limit: 10_000_000 });
    expect(created).toMatchObject({ allowed_mime_types: ["image/*"] });

    const { data: changed } = await target.service.updateBucket(name, { public: true, fileSizeLimit: 4096 });
    expect(changed).toEqual({ message: "Successfully updated" });
    const { data: listed } = await target.service.listBuckets();
    expect(listed?.find(({ id }) => id === name)).toMatchObject({ public: true, file_size_limit: 4096 });

    const { data: deleted } = await target.service.deleteBucket(name);
    expect(deleted).toEqual({ message: "Successfully deleted" });
    const { error } = await target.service.getBucket(name);
    expect(error).toMatchObject({ status: 400, statusCode: "404", code: "NoSuchBucket" });
  });

  test("a second bucket of the same name is a conflict", async () => {
    const { error } = await target.service.createBucket(bucket);
    expect(error).toMatchObject({ status: 400, statusCode: "409", message: "The resource already exists" });
  });

  test("a bucket with objects is not deleted until it was emptied", async () => {
    const name = await target.createBucket();
    await files(name).upload("a/b.txt", "content");
    const { error } = await target.service.deleteBucket(name);
    expect(error).toMatchObject({ status: 400, statusCode: "409", code: "ResourceNotEmpty" });
    expect((await target.service.emptyBucket(name)).error).toBeNull();
    await expect.poll(async () => (await files(name).list("a")).data).toEqual([]);
    expect((await target.service.deleteBucket(name)).error).toBeNull();
  });
});

describe("upload and download", () => {
  test.for([
    ["a Buffer", (bytes: Buffer) => bytes],
    ["a Blob, sent as a form", (bytes: Buffer) => new Blob([new Uint8Array(bytes)])],
    ["an ArrayBuffer", (bytes: Buffer) => new Uint8Array(bytes).buffer],
    ["a stream of unknown length", (bytes: Buffer) => Readable.from([bytes])],
  ] as const)("5 MB of binary content come back byte for byte from %s", async ([name, wrap]) => {
    const bytes = randomBytes(5_000_000);
    const path = `binary/${name.replaceAll(/[^a-z]/gi, "")}`;
    const { data, error } = await files().upload(path, wrap(bytes), { contentType: "image/png" });
    expect(error).toBeNull();
    expect(data).toMatchObject({ path, fullPath: `${bucket}/${path}` });
    expect((await bytesOf(path)).equals(bytes)).toBe(true);
  });

  test("an empty file stays an empty file", async () => {
    expect((await files().upload("empty.txt", Buffer.alloc(0))).error).toBeNull();
    expect(await bytesOf("empty.txt")).toHaveLength(0);
  });

  test("a key of every allowed character names its object", async () => {
    const path = "deep/a b/!-_.*'()&$@=;:+,/x.txt";
    expect((await files().upload(path, "here")).error).toBeNull();
    expect((await bytesOf(path)).toString()).toBe("here");
  });

  test("a second upload is a conflict and leaves the first content", async () => {
    await files().upload("once.txt", "first");
    const { error } = await files().upload("once.txt", "second");
    expect(error).toMatchObject({ status: 400, statusCode: "409", message: "The resource already exists" });
    expect((await bytesOf("once.txt")).toString()).toBe("first");
  });

  test("an upsert and an update replace the content and keep the object's id", async () => {
    const { data: first } = await files().upload("twice.txt", "first");
    const { data: second } = await files().upload("twice.txt", "second", { upsert: true });
    expect((await bytesOf("twice.txt")).toString()).toBe("second");
    await files().update("twice.txt", "third");
    expect((await bytesOf("twice.txt")).toString()).toBe("third");
    expect(second?.id).toBe(first?.id);
  });

  test("info tells size, type, cache time, tag and the metadata of the owner", async () => {
    const metadata = { mood: "calm", nested: { page: 3 } };
    await files().upload("info.txt", "twelve bytes", {
      contentType: "text/plain",
      cacheControl: "120",
      metadata,
    });
    const { data } = await files().info("info.txt");
    expect(data).toMatchObject({ name: "info.txt", bucketId: bucket, size: 12, metadata });
    expect(data).toMatchObject({ contentType: "text/plain", cacheControl: "max-age=120" });
    expect(data?.etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect((await files().exists("info.txt")).data).toBe(true);
    expect((await files().exists("none.txt")).data).toBe(false);
  });

  test("what is not there is 404 NoSuchKey under HTTP 400", async () => {
    const { error } = await files().download("none.txt");
    expect(error).toMatchObject({ status: 400, statusCode: "404", message: "Object not found" });
    const absent = await target.service.from("no-such-bucket").download("none.txt");
    expect(absent.error).toMatchObject({ status: 400, statusCode: "404", message: "Bucket not found" });
  });
});

describe("limits of a bucket", () => {
  test("a type that the bucket does not allow is refused, whatever the content is", async () => {
    const name = await target.createBucket({ allowedMimeTypes: ["image/*", "application/pdf"] });
    const { error } = await files(name).upload("a.txt", "text", { contentType: "text/plain" });
    expect(error).toMatchObject({ status: 400, statusCode: "415" });
    expect((await files(name).upload("a.png", "x", { contentType: "image/png" })).error).toBeNull();
    expect((await files(name).upload("a.pdf", "x", { contentType: "application/pdf" })).error).toBeNull();
  });

  test("a file over the bucket's size is refused and leaves nothing", async () => {
    const name = await target.createBucket({ fileSizeLimit: 1000 });
    for (const body of [randomBytes(1001), new Blob([new Uint8Array(1001)])]) {
      const { error } = await files(name).upload("big", body);
      expect(error).toMatchObject({ status: 400, statusCode: "413" });
    }
    expect((await files(name).list()).data).toEqual([]);
    expect((await files(name).upload("fits", randomBytes(1000))).error).toBeNull();
  });
});

describe("move, copy and remove", () => {
  test("a move takes the content along and leaves nothing behind", async () => {
    await files().upload("from.txt", "moving");
    const { data } = await files().move("from.txt", "to/there.txt");
    expect(data).toMatchObject({ message: "Successfully moved" });
    expect((await bytesOf("to/there.txt")).toString()).toBe("moving");
    expect((await files().exists("from.txt")).data).toBe(false);
  });

  test("a move into another bucket takes the content along", async () => {
    const name = await target.createBucket();
    await files().upload("across.txt", "moving");
    const { error } = await files().move("across.txt", "across.txt", { destinationBucket: name });
    expect(error).toBeNull();
    expect((await bytesOf("across.txt", name)).toString()).toBe("moving");
    expect((await files().exists("across.txt")).data).toBe(false);
  });

  test("a move or copy onto another object is a conflict and changes neither", async () => {
    await files().upload("one.txt", "one");
    await files().upload("two.txt", "two");
    expect((await files().move("one.txt", "two.txt")).error).toMatchObject({ statusCode: "409" });
    expect((await files().copy("one.txt", "two.txt")).error).toMatchObject({ statusCode: "409" });
    expect((await bytesOf("one.txt")).toString()).toBe("one");
    expect((await bytesOf("two.txt")).toString()).toBe("two");
  });

  test("a copy lives on when its source is replaced and removed", async () => {
    await files().upload("source.txt", "original");
    const { data } = await files().copy("source.txt", "copy.txt");
    expect(data?.path).toBe(`${bucket}/copy.txt`);
    await files().update("source.txt", "changed");
    await files().remove(["source.txt"]);
    expect((await bytesOf("copy.txt")).toString()).toBe("original");
  });

  test("moving and copying what is not there is 404", async () => {
    expect((await files().move("none.txt", "a.txt")).error).toMatchObject({ statusCode: "404" });
    expect((await files().copy("none.txt", "a.txt")).error).toMatchObject({ statusCode: "404" });
  });

  test("remove gives the rows that it deleted and is silent about names without an object", async () => {
    await files().upload("gone-1.txt", "1");
    await files().upload("gone-2.txt", "2");
    const { data } = await files().remove(["gone-1.txt", "gone-2.txt", "never.txt"]);
    expect(data?.map(({ name }) => name).toSorted()).toEqual(["gone-1.txt", "gone-2.txt"]);
    expect((await files().exists("gone-1.txt")).data).toBe(false);
    expect((await files().remove(["never.txt"])).data).toEqual([]);
  });
});
