/** Row-level security through the official client: two people, one policy by folder, and every call tried as the other. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownFolderPolicy } from "#test/embedded/storage-server.ts";
import { type Person, type StorageTarget, startStorageTarget } from "./storage-target.ts";

let target: StorageTarget;
let bucket: string;
let alice: Person;
let bob: Person;
let diary: string;

beforeAll(async () => {
  target = await startStorageTarget();
  bucket = await target.createBucket();
  await target.sql(ownFolderPolicy(bucket));
  alice = await target.signIn();
  bob = await target.signIn();
  diary = `${bob.id}/diary.txt`;
  const { error } = await bob.storage.from(bucket).upload(diary, "bob's own words");
  if (error !== null) throw error;
});
afterAll(async () => {
  await target.sql(`drop policy if exists "own folder ${bucket}" on storage.objects`);
  await target.stop();
});

const asAlice = () => alice.storage.from(bucket);
const asBob = () => bob.storage.from(bucket);
/** What alice hears about one path, whatever she tries. */
const answersTo = async (path: string) => [
  (await asAlice().download(path)).error,
  (await asAlice().info(path)).error,
  (await asAlice().createSignedUrl(path, 60)).error,
  (await asAlice().copy(path, `${alice.id}/stolen.txt`)).error,
  (await asAlice().move(path, `${alice.id}/stolen.txt`)).error,
];
const hidden = { status: 400, statusCode: "404", message: "Object not found" };

describe("one's own folder", () => {
  test("is written, read, listed, replaced, moved, copied, signed and emptied by its owner", async () => {
    const mine = `${alice.id}/page.txt`;
    expect((await asAlice().upload(mine, "hers")).error).toBeNull();
    expect((await asAlice().upload(mine, "hers again", { upsert: true })).error).toBeNull();
    expect(await (await asAlice().download(mine)).data?.text()).toBe("hers again");
    expect((await asAlice().list(alice.id)).data?.map(({ name }) => name)).toEqual(["page.txt"]);
    expect((await asAlice().copy(mine, `${alice.id}/copy.txt`)).error).toBeNull();
    expect((await asAlice().move(mine, `${alice.id}/moved.txt`)).error).toBeNull();
    const { data: signed } = await asAlice().createSignedUrl(`${alice.id}/moved.txt`, 60);
    expect(await (await fetch(signed?.signedUrl ?? "")).text()).toBe("hers again");
    const { data: removed } = await asAlice().remove([`${alice.id}/copy.txt`, `${alice.id}/moved.txt`]);
    expect(removed).toHaveLength(2);
  });
});

describe("another's folder", () => {
  test("cannot be written into, whether the name is free or taken", async () => {
    for (const path of [`${bob.id}/planted.txt`, diary]) {
      for (const upsert of [false, true]) {
        const { error } = await asAlice().upload(path, "planted", { upsert });
        expect(error).toMatchObject({
          status: 400,
          statusCode: "403",
          message: "new row violates row-level security policy",
        });
      }
    }
    expect(await (await asBob().download(diary)).data?.text()).toBe("bob's own words");
  });

  test("reads, info, signing, copy and move answer as if there were nothing", async () => {
    const taken = await answersTo(diary);
    expect(taken).toEqual(await answersTo(`${bob.id}/never-written.txt`));
    for (const error of taken) expect(error).toMatchObject(hidden);
  });

  test("is empty in every list", async () => {
    expect((await asAlice().list(bob.id)).data).toEqual([]);
    const { data: root } = await asAlice().list();
    expect(root?.map(({ name }) => name)).not.toContain(bob.id);
    const { data: page } = await asAlice().listV2({ prefix: `${bob.id}/` });
    expect(page).toMatchObject({ objects: [], folders: [], hasNext: false });
  });

  test("loses nothing to remove, and the answer names nothing", async () => {
    expect((await asAlice().remove([diary])).data).toEqual([]);
    expect(await (await asBob().download(diary)).data?.text()).toBe("bob's own words");
  });

  test("cannot be moved into, not even one's own file", async () => {
    const mine = `${alice.id}/gift.txt`;
    await asAlice().upload(mine, "gift");
    expect((await asAlice().move(mine, `${bob.id}/gift.txt`)).error).toMatchObject({ statusCode: "403" });
    expect((await asAlice().copy(mine, `${bob.id}/gift.txt`)).error).toMatchObject({ statusCode: "403" });
    expect((await asAlice().createSignedUploadUrl(`${bob.id}/gift.txt`)).error).toMatchObject({
      statusCode: "403",
    });
    expect((await asBob().list(bob.id)).data?.map(({ name }) => name)).toEqual(["diary.txt"]);
  });
});

describe("buckets and people without rights", () => {
  test("a person sees no bucket, and can make, change, empty and delete none", async () => {
    expect((await alice.storage.listBuckets()).data).toEqual([]);
    expect((await alice.storage.getBucket(bucket)).error).toMatchObject({ statusCode: "404" });
    expect((await alice.storage.createBucket("hers")).error).toMatchObject({ statusCode: "403" });
    expect((await alice.storage.updateBucket(bucket, { public: true })).error).not.toBeNull();
    expect((await alice.storage.emptyBucket(bucket)).error).not.toBeNull();
    expect((await alice.storage.deleteBucket(bucket)).error).not.toBeNull();
    expect((await target.service.getBucket(bucket)).data).toMatchObject({ public: false });
    expect(await (await asBob().download(diary)).data?.text()).toBe("bob's own words");
  });

  test("the publishable key alone reads and writes nothing", async () => {
    const anonymous = target.anonymous.from(bucket);
    expect((await anonymous.download(diary)).error).toMatchObject({ status: 400, statusCode: "404" });
    expect((await anonymous.list(bob.id)).data).toEqual([]);
    expect((await anonymous.upload("a.txt", "x")).error).toMatchObject({ statusCode: "403" });
    expect((await anonymous.remove([diary])).data).toEqual([]);
  });

  test("a broken token is refused with 403 under HTTP 400, and never taken for nobody", async () => {
    const headers = {
      ...target.serviceHeaders,
      authorization: `Bearer ${alice.accessToken.slice(0, -8)}AAAAAAAA`,
    };
    const response = await fetch(`${target.url}/object/list/${bucket}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ prefix: "" }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ statusCode: "403", error: "Unauthorized" });
  });
});

describe("the shape of errors", () => {
  test("every error has statusCode, error and message, and HTTP 400 stands for nearly all", async () => {
    const response = await fetch(`${target.url}/object/${bucket}/none.txt`, {
      headers: target.serviceHeaders,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      statusCode: "404",
      error: "not_found",
      message: "Object not found",
    });
  });

  test("a key outside the allowed characters is refused by name", async () => {
    for (const path of ["ümlaut.txt", "日記.txt", "a%b", "a\\b", "a\tb", "a#b"]) {
      const response = await fetch(`${target.url}/object/${bucket}/${encodeURIComponent(path)}`, {
        method: "POST",
        headers: { ...target.serviceHeaders, "content-type": "text/plain" },
        body: "x",
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ statusCode: "400", error: "InvalidKey" });
    }
  });
});
