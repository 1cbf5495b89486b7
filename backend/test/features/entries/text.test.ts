/**
 * Words in every place where they can be read again: as answered, read, listed, searched, thrown away,
 * brought back and kept as a former wording they are the bytes that were sent. Only tags have one form.
 */
import type { CreatedEntry, Entry, EntryPage, EntryVersions, TrashPage } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
let alice: Client;
let bob: Client;
beforeAll(async () => {
  echo = await startTestApp();
  alice = echo.alice.bearer;
  bob = echo.bob.bearer;
});
afterAll(() => echo.stop());

const write = (client: Client, body: unknown) => client.send({ method: "POST", url: "/entries", body });
const read = (client: Client, url: string) => client.send({ method: "GET", url });
const pointersOf = (answer: { body: string }) =>
  (JSON.parse(answer.body) as { errors?: { pointer: string }[] }).errors?.map((error) => error.pointer);

const TEXTS: readonly (readonly [string, string])[] = [
  ["Japanese", "\u3000今日は猫と遊んだ。ﾊﾝｶｸ が\u3099"],
  ["Hebrew", "שָׁלוֹם \u05d0\u05bc עוֹלָם"],
  ["combining marks in no canonical order", "q\u0307\u0323 q\u0323\u0307 \u212b \ufb01 e\u0301"],
  ["a family", "👨‍👩‍👧‍👦"],
  ["bidi controls", "\u202e\u2067abc\u2069\u202c\u200f"],
  ["line ends of every kind", "a\r\nb\rc\nd\u2028e\u2029f\u0085g"],
  ["tabs and trailing blanks", "\ta\t \n  b   \t\r\n "],
];

test.each(TEXTS)(
  "%s comes back to the byte wherever it can be read, and to alice only",
  async (_name, text) => {
    const bytes = Buffer.from(text);
    const created = await write(alice, { text });
    expect(created.statusCode).toBe(201);
    const { entry } = created.json<CreatedEntry>();
    const url = `/entries/${entry.id}`;
    const copies: [string, string | undefined][] = [["created", entry.text]];
    copies.push(["read", (await read(alice, url)).json<Entry>().text]);
    copies.push(["listed", (await read(alice, "/entries?limit=1")).json<EntryPage>().items[0]?.text]);

    await alice.send({ method: "PATCH", url, body: { text: "other words" } });
    const { items: versions } = (await read(alice, `${url}/versions`)).json<EntryVersions>();
    copies.push(["kept as a version", versions[0]?.text]);
    const back = await alice.send({ method: "PATCH", url, body: { text } });
    copies.push(["changed", back.json<Entry>().text]);

    await alice.send({ method: "DELETE", url });
    copies.push([
      "thrown away",
      (await read(alice, "/entries/trash?limit=1")).json<TrashPage>().items[0]?.text,
    ]);
    const restored = await alice.send({ method: "POST", url: `${url}/restore` });
    copies.push(["restored", restored.json<Entry>().text]);

    for (const [place, copy] of copies) expect([place, Buffer.from(copy ?? "")]).toEqual([place, bytes]);
    for (const place of [url, `${url}/versions`]) expect((await read(bob, place)).statusCode).toBe(404);
    for (const list of ["/entries", "/entries/trash"]) {
      expect((await read(bob, list)).json<EntryPage>().items).toEqual([]);
    }
  },
);

describe("what nobody could see", () => {
  test.each([
    ["a blank", " "],
    ["an ideographic space", "\u3000\u3000"],
    ["a byte-order mark", "\ufeff"],
    ["blanks of many widths", "\u00a0\u2003\u202f\u205f\u1680"],
    ["line ends", "\r\n\t\u2028\u0085"],
    ["joiners and bidi controls", "\u200d\u200c\u2060\u202e\u2066"],
    ["an empty Hangul filler", "\u3164\uffa0"],
  ])("%s alone is refused as a text and as a tag, new or changed", async (_name, blank) => {
    const { entry } = (await write(alice, { text: "seen" })).json<CreatedEntry>();
    const patch = (body: unknown) => alice.send({ method: "PATCH", url: `/entries/${entry.id}`, body });
    for (const [answer, pointer] of [
      [await write(alice, { text: blank }), "/text"],
      [await patch({ text: blank }), "/text"],
      [await write(alice, { text: "a", tags: [blank] }), "/tags/0"],
      [await patch({ tags: ["ok", blank] }), "/tags/1"],
    ] as const) {
      expect([answer.statusCode, pointersOf(answer)]).toEqual([422, [pointer]]);
    }
    expect((await read(alice, `/entries/${entry.id}`)).json<Entry>()).toEqual(entry);
  });

  test("around something visible is kept", async () => {
    const text = "\ufeff\u3000.\u200d ";
    expect((await write(alice, { text })).json<CreatedEntry>().entry.text).toBe(text);
  });
});

describe("tags", () => {
  const tagsOf = async (tags: readonly string[]) => {
    const answer = await write(alice, { text: "a", tags });
    expect([answer.statusCode, answer.statusCode === 201 ? "" : answer.body]).toEqual([201, ""]);
    return answer.json<CreatedEntry>().entry.tags;
  };

  test("are composed, trimmed of every blank, and each there once, in the order given", async () => {
    expect(await tagsOf(["b", "\u3000cafe\u0301 ", "caf\u00e9", "a", "\tb\n", "\ufeffb"])).toEqual([
      "b",
      "caf\u00e9",
      "a",
    ]);
  });

  test("differ by case and by width", async () => {
    expect(await tagsOf(["Work", "work", "ＷＯＲＫ"])).toEqual(["Work", "work", "ＷＯＲＫ"]);
  });

  test("may have 32 characters of any size, ten of them", async () => {
    const longest = Array.from({ length: 10 }, (_, index) => `${"😀".repeat(31)}${index}`);
    expect(await tagsOf(longest)).toEqual(longest);
  });

  test("that grow beyond 32 characters when composed, or hold a control, are refused by their place", async () => {
    // U+0958 is two characters in every normal form.
    for (const tag of ["\u0958".repeat(17), "a\nb", "a\u0007b"]) {
      const answer = await write(alice, { text: "a", tags: ["ok", tag] });
      expect([answer.statusCode, pointersOf(answer)]).toEqual([422, ["/tags/1"]]);
    }
  });

  test("are changed as a whole, and an empty list takes them away", async () => {
    const { entry } = (await write(alice, { text: "a", tags: ["x", "y"] })).json<CreatedEntry>();
    const url = `/entries/${entry.id}`;
    const patch = async (tags: string[]) =>
      (await alice.send({ method: "PATCH", url, body: { tags } })).json<Entry>().tags;
    expect(await patch(["z"])).toEqual(["z"]);
    expect(await patch([])).toEqual([]);
    const bobs = await bob.send({ method: "PATCH", url, body: { tags: ["bob"] } });
    expect([bobs.statusCode, (await read(alice, url)).json<Entry>().tags]).toEqual([404, []]);
  });
});

test("every fault of a body is named at once", async () => {
  const answer = await write(alice, {
    text: "\u3000",
    tags: [" ", "a\u0007"],
    timezone: "Mars/Olympus",
    written_at: "1800-01-01T00:00:00Z",
  });
  expect(pointersOf(answer)?.toSorted()).toEqual(["/tags/0", "/tags/1", "/text", "/timezone", "/written_at"]);
});
