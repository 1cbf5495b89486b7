/**
 * When an entry was written: the instant comes back the same however it was spelled, the day is the one the
 * writer lived, and the limits are exact, by a clock that stands still.
 */
import type { CreatedEntry, Entry, EntryPage } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, startTestApp, type TestApp } from "#test/setup/app.ts";

const HOUR_MS = 3_600_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const after = (ms: number) => new Date(now.getTime() + ms).toISOString();

let echo: TestApp;
let alice: Client;
let bob: Client;
beforeAll(async () => {
  echo = await startTestApp({ clock: { now: () => now } });
  alice = echo.alice.bearer;
  bob = echo.bob.bearer;
});
afterAll(() => echo.stop());

const post = (client: Client, body: object) =>
  client.send({ method: "POST", url: "/entries", body: { text: "a", ...body } });

async function write(body: object, client: Client = alice): Promise<Entry> {
  const answer = await post(client, body);
  expect([answer.statusCode, answer.statusCode === 201 ? "" : answer.body]).toEqual([201, ""]);
  return answer.json<CreatedEntry>().entry;
}

describe("the limits", () => {
  test.each([
    ["the first instant of 1900", "1900-01-01T00:00:00Z"],
    ["the same, said elsewhere", "1899-12-31T14:00:00-10:00"],
    ["24 hours from now", after(24 * HOUR_MS)],
  ])("%s is taken, new or changed", async (_name, writtenAt) => {
    const entry = await write({});
    const url = `/entries/${entry.id}`;
    const changed = await alice.send({ method: "PATCH", url, body: { written_at: writtenAt } });
    expect(changed.statusCode).toBe(200);
    for (const { written_at } of [await write({ written_at: writtenAt }), changed.json<Entry>()]) {
      expect(Date.parse(written_at)).toBe(Date.parse(writtenAt));
    }
  });

  test.each([
    ["a microsecond before 1900", "1899-12-31T23:59:59.999999Z"],
    ["1900 in a zone where it began earlier", "1900-01-01T00:00:00+00:01"],
    ["a millisecond after 24 hours from now", after(24 * HOUR_MS + 1)],
    ["the end of what a date can be", "9999-12-31T23:59:59Z"],
  ])("%s is refused, new or changed", async (_name, writtenAt) => {
    const entry = await write({});
    const url = `/entries/${entry.id}`;
    for (const answer of [
      await post(alice, { written_at: writtenAt }),
      await alice.send({ method: "PATCH", url, body: { written_at: writtenAt } }),
    ]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json<{ errors: unknown }>().errors).toMatchObject([{ pointer: "/written_at" }]);
    }
    expect((await alice.send({ method: "GET", url })).json<Entry>()).toEqual(entry);
  });
});

describe("the spelling", () => {
  test.each([
    ["2026-03-01T08:30:00+01:00", "2026-03-01T07:30:00Z"],
    ["2026-03-01T00:15:00+05:45", "2026-02-28T18:30:00Z"],
    ["2026-02-28T23:30:00.5-09:30", "2026-03-01T09:00:00.5Z"],
    ["2026-03-01T08:30:00-00:00", "2026-03-01T08:30:00Z"],
    ["2026-03-01t08:30:00z", "2026-03-01T08:30:00Z"],
    ["2026-03-01T08:30:00.000001Z", "2026-03-01T08:30:00.000001Z"],
    ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"],
  ])("%s is the instant %s", async (given, instant) => {
    const { id, written_at } = await write({ written_at: given });
    // To the microsecond, which is more than a Date can hold.
    const digits = (text: string) => (/\.(\d+)Z$/.exec(text)?.[1] ?? "").replace(/0+$/, "");
    expect([Date.parse(written_at), digits(written_at)]).toEqual([Date.parse(instant), digits(instant)]);
    const listed = await alice.send({ method: "GET", url: `/entries?from=${encodeURIComponent(given)}` });
    expect(listed.json<EntryPage>().items.map((item) => item.id)).toContain(id);
  });

  test.each([
    "2026-02-29T12:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T08:30Z",
    "2026-03-01T08:30:00",
    "2026-03-01T08:30:00+24:00",
    "2026-03-01T08:30:00+0100",
    "+002026-03-01T08:30:00Z",
    "-0001-03-01T08:30:00Z",
    "infinity",
    "now",
    "1772353800",
    "",
  ])("%j is no instant", async (given) => {
    const answer = await post(alice, { written_at: given });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ errors: unknown }>().errors).toMatchObject([{ pointer: "/written_at" }]);
  });
});

describe("the day", () => {
  test("in spring loses an hour and no entry: what was written on both sides of the gap is one day", async () => {
    const timezone = "Europe/Berlin";
    // 02:00 to 03:00 does not exist there on this night.
    for (const written_at of ["2026-03-29T00:59:59.999999Z", "2026-03-29T01:00:00Z"]) {
      const entry = await write({ written_at, timezone, tags: ["gap"] });
      expect([entry.written_at, entry.local_date]).toEqual([written_at, "2026-03-29"]);
    }
  });

  test("in autumn has one hour twice: both are kept apart, in order, on one day", async () => {
    const timezone = "Europe/Berlin";
    // 02:30 in summer time, then 02:30 again in winter time.
    for (const written_at of ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]) {
      await write({ text: written_at, written_at, timezone, tags: ["fold"] });
    }
    const url = "/entries?tag=fold&from=2026-10-25&to=2026-10-25";
    const { items } = (await alice.send({ method: "GET", url })).json<EntryPage>();
    expect(items.map((item) => [item.text, item.written_at])).toEqual([
      ["2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"],
      ["2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"],
    ]);
    expect((await bob.send({ method: "GET", url })).json<EntryPage>().items).toEqual([]);
  });

  test("of a journey belongs to each place: one evening flight west stays on its day", async () => {
    const home = await write({ written_at: "2026-06-10T22:30:00+09:00", timezone: "Asia/Tokyo" });
    const away = await write({ written_at: "2026-06-10T16:00:00-10:00", timezone: "Pacific/Honolulu" });
    expect([home.local_date, away.local_date]).toEqual(["2026-06-10", "2026-06-10"]);
    expect(away.written_at > home.written_at).toBe(true);
  });

  test("differs on the two sides of the date line at one instant", async () => {
    const written_at = "2026-06-10T10:30:00Z";
    const days = [];
    for (const timezone of ["Pacific/Pago_Pago", "UTC", "Pacific/Kiritimati"]) {
      days.push((await write({ written_at, timezone })).local_date);
    }
    expect(days).toEqual(["2026-06-09", "2026-06-10", "2026-06-11"]);
  });

  test("stays what it was when alice moves home, and bob's home is not hers", async () => {
    const move = (timezone: string) => alice.send({ method: "PATCH", url: "/profile", body: { timezone } });
    const written_at = "2026-06-10T20:00:00Z";
    expect((await move("Asia/Tokyo")).statusCode).toBe(200);
    const before = await write({ written_at });
    expect((await move("America/New_York")).statusCode).toBe(200);
    const since = await write({ written_at });
    expect([before.timezone, before.local_date]).toEqual(["Asia/Tokyo", "2026-06-11"]);
    expect([since.timezone, since.local_date]).toEqual(["America/New_York", "2026-06-10"]);
    const still = await alice.send({ method: "GET", url: `/entries/${before.id}` });
    expect(still.json<Entry>()).toEqual(before);
    expect((await write({ written_at }, bob)).timezone).toBe("UTC");
  });
});
