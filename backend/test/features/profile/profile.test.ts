/** The profile: one's own and nobody else's, with values that mails and calendars can rely on. */
import type { Profile } from "@echo/contract/profile.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Journal, pointersIn, startJournal } from "#test/features/journal.ts";

let journal: Journal;
beforeAll(async () => {
  journal = await startJournal();
});
afterAll(() => journal.stop());

describe("GET /profile", () => {
  test("is there from the first moment, with defaults", async () => {
    const { bob } = journal;
    const { status, body } = await bob.get<Profile>("/profile");
    expect(status).toBe(200);
    expect(body).toEqual({
      id: bob.id,
      email: bob.email,
      full_name: null,
      timezone: "UTC",
      locale: "en",
      week_start: 1,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
  });

  test("that is missing is made with defaults, by its owner only, whether it is read or changed first", async () => {
    const { app, bob, owner } = journal;
    const profileOf = (id: string) => owner.query("select from public.profiles where user_id = $1", [id]);
    for (const method of ["GET", "PATCH"] as const) {
      const { id, bearer } = await app.signUp("carol");
      await owner.query("delete from public.profiles where user_id = $1", [id]);
      await bob.get("/profile");
      expect((await profileOf(id)).rowCount).toBe(0);
      const body = method === "GET" ? {} : { body: { week_start: 7 } };
      const answer = await bearer.send({ method, url: "/profile", ...body });
      expect(answer.statusCode).toBe(200);
      expect(answer.json<Profile>()).toMatchObject({
        id,
        full_name: null,
        timezone: "UTC",
        locale: "en",
        week_start: method === "GET" ? 1 : 7,
      });
      expect((await profileOf(id)).rowCount).toBe(1);
    }
  });

  test("refuses a query, and 401 for nobody", async () => {
    expect((await journal.alice.get("/profile?user_id=1")).status).toBe(422);
    expect((await journal.app.nobody.send({ method: "GET", url: "/profile" })).statusCode).toBe(401);
  });
});

describe("PATCH /profile", () => {
  test("changes what is given, keeps the rest, and leaves bob's alone", async () => {
    const { alice, bob } = journal;
    const before = (await bob.get<Profile>("/profile")).body;
    const first = await alice.patch<Profile>("/profile", {
      full_name: " Ada  Lovelace ",
      timezone: "Asia/Tokyo",
      locale: "de-at",
      week_start: 7,
    });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      full_name: "Ada  Lovelace",
      timezone: "Asia/Tokyo",
      locale: "de-AT",
      week_start: 7,
    });
    const second = await alice.patch<Profile>("/profile", { full_name: null });
    expect(second.body).toMatchObject({ full_name: null, timezone: "Asia/Tokyo", week_start: 7 });
    expect((await alice.get<Profile>("/profile")).body).toEqual(second.body);
    expect((await bob.get<Profile>("/profile")).body).toEqual(before);
  });

  test.each(["أحمد", "山田太郎", "O'Neil-Smith <b>", "👩‍🚀 Z", "x".repeat(200), "𝒳".repeat(200)])(
    "takes the name %s as it is",
    async (name) => {
      const answer = await journal.alice.patch<Profile>("/profile", { full_name: name });
      expect([answer.status, answer.body.full_name]).toEqual([200, name]);
    },
  );

  test.each([
    [{}, ""],
    [{ full_name: "" }, "/full_name"],
    [{ full_name: "  \u200b" }, "/full_name"],
    [{ full_name: "Ada\r\nBcc: all@example.org" }, "/full_name"],
    [{ full_name: "Ada\u202eevil" }, "/full_name"],
    [{ full_name: "a\u0000b" }, "/full_name"],
    [{ full_name: "x".repeat(201) }, "/full_name"],
    [{ full_name: 5 }, "/full_name"],
    [{ timezone: "Mars/Olympus" }, "/timezone"],
    [{ timezone: "../../etc/passwd" }, "/timezone"],
    [{ timezone: null }, "/timezone"],
    [{ locale: "not a locale" }, "/locale"],
    [{ locale: "" }, "/locale"],
    [{ week_start: 0 }, "/week_start"],
    [{ week_start: 8 }, "/week_start"],
    [{ week_start: "1" }, "/week_start"],
    [{ email: "new@example.org" }, "/email"],
    [{ id: "11111111-1111-4111-8111-111111111111" }, "/id"],
    [{ role: "admin" }, "/role"],
  ])("refuses %j by its place", async (body, pointer) => {
    const before = (await journal.alice.get<Profile>("/profile")).body;
    const refused = await journal.alice.patch("/profile", body);
    expect([refused.status, pointersIn(refused.body)]).toEqual([422, [pointer]]);
    expect((await journal.alice.get<Profile>("/profile")).body).toEqual(before);
  });

  test("names every fault at once", async () => {
    const refused = await journal.alice.patch("/profile", {
      timezone: "Nowhere",
      locale: "xx-yy-zz-abcdefghi",
    });
    expect(refused.status).toBe(422);
    expect(pointersIn(refused.body)).toContain("/locale");
  });
});
