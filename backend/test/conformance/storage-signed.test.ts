/** Signed URLs of the official client: good for one path, one purpose and a limited time, and for nothing else. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StorageTarget, startStorageTarget } from "./storage-target.ts";

let target: StorageTarget;
let bucket: string;

beforeAll(async () => {
  target = await startStorageTarget();
  bucket = await target.createBucket();
  for (const path of ["letter.txt", "secret.txt", "two words/page 1.txt"]) {
    await target.service.from(bucket).upload(path, `content of ${path}`);
  }
});
afterAll(() => target.stop());

const files = () => target.service.from(bucket);

async function signedUrl(path: string, expiresIn: number = 60, download?: string): Promise<string> {
  const { data, error } = await files().createSignedUrl(
    path,
    expiresIn,
    download === undefined ? {} : { download },
  );
  if (error !== null) throw error;
  return data.signedUrl;
}

async function errorOf(response: Response): Promise<unknown> {
  return { status: response.status, body: await response.json() };
}

describe("reading by a signed URL", () => {
  test("gives the content without any other credential, and says until when", async () => {
    const response = await fetch(await signedUrl("letter.txt"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("content of letter.txt");
    expect(Date.parse(response.headers.get("expires") ?? "")).toBeGreaterThan(Date.now());
  });

  test("works for names with spaces", async () => {
    const response = await fetch(await signedUrl("two words/page 1.txt"));
    expect(await response.text()).toBe("content of two words/page 1.txt");
  });

  test("download makes it a file with that name", async () => {
    const response = await fetch(await signedUrl("letter.txt", 60, "my letter.txt"));
    expect(response.headers.get("content-disposition")).toMatch(/^attachment;.*my%20letter\.txt/);
  });

  test("dies when its time is over", async () => {
    const url = await signedUrl("letter.txt", 1);
    await expect.poll(async () => (await fetch(url)).status, { timeout: 5_000, interval: 200 }).toBe(400);
    expect(await errorOf(await fetch(url))).toMatchObject({
      status: 400,
      body: { statusCode: "400", code: "InvalidJWT", message: '"exp" claim timestamp check failed' },
    });
  });

  test("opens no other path", async () => {
    const url = (await signedUrl("letter.txt")).replace("letter.txt", "secret.txt");
    expect(await errorOf(await fetch(url))).toMatchObject({
      status: 400,
      body: { statusCode: "400", code: "InvalidSignature" },
    });
  });

  test("is refused when its token was changed or is missing", async () => {
    const url = new URL(await signedUrl("letter.txt"));
    const [header, payload, signature] = (url.searchParams.get("token") ?? "").split(".");
    const tampered = Buffer.from(payload ?? "", "base64url")
      .toString()
      .replace("letter", "secret");
    for (const token of [
      `${header}.${Buffer.from(tampered).toString("base64url")}.${signature}`,
      `${header}.${payload}.`,
      "x",
      "",
    ]) {
      url.searchParams.set("token", token);
      expect(await errorOf(await fetch(url))).toMatchObject({ status: 400, body: { statusCode: "400" } });
    }
    url.searchParams.delete("token");
    expect(await errorOf(await fetch(url))).toMatchObject({ status: 400, body: { statusCode: "400" } });
  });

  test("many are signed at once, and a missing object is named without a URL", async () => {
    const { data } = await files().createSignedUrls(["letter.txt", "none.txt"], 60);
    expect(data?.[0]).toMatchObject({ path: "letter.txt", error: null });
    expect(data?.[1]).toMatchObject({ path: "none.txt", signedURL: null, error: expect.any(String) });
    expect(await (await fetch(data?.[0]?.signedUrl ?? "")).text()).toBe("content of letter.txt");
  });

  test("is not made for what is not there, nor without a lifetime", async () => {
    const absent = await files().createSignedUrl("none.txt", 60);
    expect(absent.error).toMatchObject({ status: 400, statusCode: "404" });
    const timeless = await files().createSignedUrl("letter.txt", 0);
    expect(timeless.error).toMatchObject({ status: 400, statusCode: "400" });
  });
});

describe("uploading by a signed URL", () => {
  test("stores the content in the name of the one who signed", async () => {
    const { data: grant } = await files().createSignedUploadUrl("inbox/new.txt");
    const { data, error } = await target.anonymous
      .from(bucket)
      .uploadToSignedUrl("inbox/new.txt", grant?.token ?? "", "arrived");
    expect(error).toBeNull();
    expect(data?.fullPath).toBe(`${bucket}/inbox/new.txt`);
    expect(await (await files().download("inbox/new.txt")).data?.text()).toBe("arrived");
  });

  test("takes a form as well as raw bytes", async () => {
    const { data: grant } = await files().createSignedUploadUrl("inbox/form.txt");
    const { error } = await target.anonymous
      .from(bucket)
      .uploadToSignedUrl("inbox/form.txt", grant?.token ?? "", new Blob(["as a form"]));
    expect(error).toBeNull();
    expect(await (await files().download("inbox/form.txt")).data?.text()).toBe("as a form");
  });

  test("is refused for another path, for a token that only reads, and for an object that is there", async () => {
    const { data: grant } = await files().createSignedUploadUrl("inbox/a.txt");
    const anonymous = target.anonymous.from(bucket);
    const elsewhere = await anonymous.uploadToSignedUrl("inbox/b.txt", grant?.token ?? "", "x");
    expect(elsewhere.error).toMatchObject({ status: 400, statusCode: "400" });
    const reading = new URL(await signedUrl("letter.txt")).searchParams.get("token") ?? "";
    const written = await anonymous.uploadToSignedUrl("letter.txt", reading, "x");
    expect(written.error).toMatchObject({ status: 400, statusCode: "400" });
    await files().upload("inbox/a.txt", "first");
    const second = await anonymous.uploadToSignedUrl("inbox/a.txt", grant?.token ?? "", "x");
    expect(second.error).toMatchObject({ status: 400, statusCode: "409" });
    expect(await (await files().download("inbox/a.txt")).data?.text()).toBe("first");
  });

  test("replaces an object only when it was signed for that", async () => {
    await files().upload("inbox/replace.txt", "old");
    expect((await files().createSignedUploadUrl("inbox/replace.txt")).error).toMatchObject({
      statusCode: "409",
    });
    const { data: grant } = await files().createSignedUploadUrl("inbox/replace.txt", { upsert: true });
    const { error } = await target.anonymous
      .from(bucket)
      .uploadToSignedUrl("inbox/replace.txt", grant?.token ?? "", "new");
    expect(error).toBeNull();
    expect(await (await files().download("inbox/replace.txt")).data?.text()).toBe("new");
  });
});
