/** Listing through the official client: folders, search, order and paging, in both forms of the API. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StorageTarget, startStorageTarget } from "./storage-target.ts";

const PATHS = ["b.txt", "a.txt", "Summer.txt", "winter/one.txt", "winter/two.txt", "winter/deep/three.txt"];

let target: StorageTarget;
let bucket: string;

beforeAll(async () => {
  target = await startStorageTarget();
  bucket = await target.createBucket();
  for (const path of PATHS) {
    const { error } = await target.service.from(bucket).upload(path, path, { contentType: "text/plain" });
    if (error !== null) throw error;
  }
});
afterAll(() => target.stop());

const files = () => target.service.from(bucket);

async function namesBy(column: string, order: string) {
  const { data } = await files().list("winter", { sortBy: { column, order } });
  return data?.filter(({ id }) => id !== null).map(({ name }) => name);
}

describe("list", () => {
  test("shows one level: files with their metadata, folders with nulls", async () => {
    const { data } = await files().list();
    expect(data?.map(({ name }) => name).toSorted()).toEqual(["Summer.txt", "a.txt", "b.txt", "winter"]);
    expect(data?.find(({ name }) => name === "winter")).toMatchObject({ id: null, metadata: null });
    expect(data?.find(({ name }) => name === "a.txt")).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      metadata: { size: 5, mimetype: "text/plain", contentLength: 5, httpStatusCode: 200 },
    });
  });

  test("names are relative to the folder, with or without its closing slash", async () => {
    for (const folder of ["winter", "winter/"]) {
      const { data } = await files().list(folder);
      expect(data?.map(({ name }) => name).toSorted()).toEqual(["deep", "one.txt", "two.txt"]);
    }
    expect((await files().list("spring")).data).toEqual([]);
  });

  test("search finds names by their beginning, in any case", async () => {
    const { data } = await files().list("", { search: "sum" });
    expect(data?.map(({ name }) => name)).toEqual(["Summer.txt"]);
    const { data: inside } = await files().list("winter", { search: "tw" });
    expect(inside?.map(({ name }) => name)).toEqual(["two.txt"]);
  });

  test("sorts by name and by time, in both directions", async () => {
    expect(await namesBy("name", "asc")).toEqual(["one.txt", "two.txt"]);
    expect(await namesBy("name", "desc")).toEqual(["two.txt", "one.txt"]);
    expect(await namesBy("created_at", "asc")).toEqual(["one.txt", "two.txt"]);
    expect(await namesBy("created_at", "desc")).toEqual(["two.txt", "one.txt"]);
  });

  test("pages by limit and offset without a gap or a repetition", async () => {
    const pages: string[] = [];
    for (const offset of [0, 2]) {
      const { data } = await files().list("", { limit: 2, offset });
      expect(data).toHaveLength(2);
      pages.push(...(data ?? []).map(({ name }) => name));
    }
    expect(pages.toSorted()).toEqual(["Summer.txt", "a.txt", "b.txt", "winter"]);
    expect((await files().list("", { limit: 2, offset: 4 })).data).toEqual([]);
  });

  test("a limit below one is refused", async () => {
    expect((await files().list("", { limit: 0 })).error).toMatchObject({ status: 400, statusCode: "400" });
  });
});

describe("listV2", () => {
  type Options = NonNullable<Parameters<ReturnType<typeof files>["listV2"]>[0]>;

  async function collect(options: Options) {
    const objects: string[] = [];
    const folders: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, error } = await files().listV2({ ...options, ...(cursor ? { cursor } : {}) });
      if (error !== null) throw error;
      objects.push(...data.objects.map(({ name }) => name));
      folders.push(...data.folders.map(({ name }) => name));
      expect(data.hasNext).toBe(data.nextCursor !== undefined);
      cursor = data.nextCursor;
    } while (cursor !== undefined);
    return { objects, folders };
  }

  test("without a delimiter it gives full names in the order of their bytes", async () => {
    const byBytes = PATHS.toSorted();
    expect(await collect({ limit: 2 })).toEqual({ objects: byBytes, folders: [] });
    expect(await collect({ limit: 2, sortBy: { column: "name", order: "desc" } })).toEqual({
      objects: byBytes.toReversed(),
      folders: [],
    });
  });

  test("with a delimiter it folds what lies deeper into folders", async () => {
    expect(await collect({ limit: 2, with_delimiter: true })).toEqual({
      objects: ["Summer.txt", "a.txt", "b.txt"],
      folders: ["winter/"],
    });
    expect(await collect({ limit: 1, with_delimiter: true, prefix: "winter/" })).toEqual({
      objects: ["winter/one.txt", "winter/two.txt"],
      folders: ["winter/deep/"],
    });
  });

  test("by time it gives the order of the uploads, across pages", async () => {
    for (const column of ["created_at", "updated_at"] as const) {
      expect((await collect({ limit: 4, sortBy: { column, order: "asc" } })).objects).toEqual(PATHS);
      expect((await collect({ limit: 1, sortBy: { column, order: "desc" } })).objects).toEqual(
        PATHS.toReversed(),
      );
    }
  });

  test("a prefix need not end at a folder", async () => {
    expect((await collect({ prefix: "winter/t" })).objects).toEqual(["winter/two.txt"]);
  });
});
