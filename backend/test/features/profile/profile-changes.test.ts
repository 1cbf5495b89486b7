/** Changing the profile one field at a time, by two people and by several devices at once. */
import type { Profile, UpdateProfile } from "@echo/contract/profile.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const get = (client: Client) => client.send({ method: "GET", url: "/profile" });
const patch = (client: Client, body: unknown) => client.send({ method: "PATCH", url: "/profile", body });

test.each<[keyof UpdateProfile, unknown, unknown]>([
  ["full_name", "Ada", "Ada"],
  ["full_name", "e\u0301ve", "\u00e9ve"],
  ["full_name", null, null],
  ["timezone", "Asia/Kathmandu", "Asia/Kathmandu"],
  ["timezone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["locale", "zh-Hant-TW", "zh-Hant-TW"],
  ["locale", "PT-br", "pt-BR"],
  ["week_start", 1, 1],
  ["week_start", 7, 7],
])("%s alone can become %j; every other field, and all of bob's, stays", async (field, value, kept) => {
  const [before, bobs] = [(await get(alice)).json<Profile>(), (await get(bob)).json<Profile>()];
  const changed = await patch(alice, { [field]: value });
  expect(changed.statusCode).toBe(200);
  const expected = { ...before, [field]: kept, updated_at: expect.any(String) };
  expect(changed.json<Profile>()).toEqual(expected);
  expect((await get(alice)).json<Profile>()).toEqual(expected);
  expect((await get(bob)).json<Profile>()).toEqual(bobs);
});

test("a browser and a phone that change different fields at once both succeed", async () => {
  await Promise.all([
    ...Array.from({ length: 10 }, () => patch(alice, { full_name: "Both" })),
    ...Array.from({ length: 10 }, () => patch(echo.alice.browser, { week_start: 4 })),
    ...Array.from({ length: 10 }, () => patch(bob, { locale: "fi" })),
  ]).then((answers) => {
    for (const answer of answers) expect(answer.statusCode).toBe(200);
  });
  expect((await get(alice)).json<Profile>()).toMatchObject({ full_name: "Both", week_start: 4 });
  expect((await get(bob)).json<Profile>()).toMatchObject({ full_name: null, locale: "fi" });
});

test.each([
  ["CR LF", "Ada\r\nBcc: all@example.org"],
  ["a line end at its edge", "Ada\n"],
  ["a line separator", "Ada\u2028x"],
  ["an escape", "Ada\u001b[0m"],
  ["a C1 control", "Ada\u0085"],
  ["an isolate", "\u2067Ada"],
  ["half a surrogate pair", "Ada\ud800"],
])("a name with %s is refused by its place and repeated nowhere", async (_name, full_name) => {
  const before = (await get(alice)).json<Profile>();
  const refused = await patch(alice, { full_name });
  expect(refused.statusCode).toBe(422);
  expect(refused.json<{ errors: unknown }>().errors).toMatchObject([{ pointer: "/full_name" }]);
  expect(refused.body).not.toContain("Ada");
  expect((await get(alice)).json<Profile>()).toEqual(before);
});

test("name, zone and locale that are wrong together are named together, and nothing is changed", async () => {
  const before = (await get(alice)).json<Profile>();
  const refused = await patch(alice, { full_name: "\u3000", timezone: "Mars/Olympus", week_start: 2 });
  const { errors } = refused.json<{ errors: { pointer: string }[] }>();
  expect([refused.statusCode, errors.map((error) => error.pointer).toSorted()]).toEqual([
    422,
    ["/full_name", "/timezone"],
  ]);
  expect((await get(alice)).json<Profile>()).toEqual(before);
});
