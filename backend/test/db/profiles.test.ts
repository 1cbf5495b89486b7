/** Everybody has a profile from the first moment, within the contract's limits. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROFILE_LIMITS } from "@echo/contract/profile.ts";
import type { Actor } from "#core/actor.ts";
import { constraintOf } from "#db/errors.ts";
import { type Db, statement } from "#db/scope.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { createPerson, openDb } from "./people.ts";

let database: TestDatabase;
let db: Db;
let alice: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database);
  alice = await createPerson(database);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe("profiles", () => {
  const PROFILE = statement<{
    full_name: string | null;
    timezone: string;
    locale: string;
    week_start: number;
  }>("test.profiles.find", "select full_name, timezone, locale, week_start from public.profiles");

  it.each<[string, unknown, string | null]>([
    ["a name", "  Ada Lovelace ", "Ada Lovelace"],
    ["no name", undefined, null],
    ["a name that is not text", { first: "Ada" }, null],
    ["a blank name", "   ", null],
    ["a name with a line break", "Ada\r\nBcc: x", null],
    ["a name that is too long", "x".repeat(PROFILE_LIMITS.fullNameLength + 1), null],
  ])("everybody has one from the first moment: %s", async (_name, fullName, expected) => {
    const person = await createPerson(database, { metadata: { full_name: fullName } });
    const rows = await db.asUserOnce(person, (tx) => tx.query(PROFILE, []));
    expect(rows).toEqual([{ full_name: expected, timezone: "UTC", locale: "en", week_start: 1 }]);
  });

  it.each<[string, string, unknown, string]>([
    ["full_name", "profiles_full_name_length", "", "invalid_input"],
    [
      "full_name",
      "profiles_full_name_length",
      "x".repeat(PROFILE_LIMITS.fullNameLength + 1),
      "invalid_input",
    ],
    ["locale", "profiles_locale_shape", "not a locale", "invalid_input"],
    ["week_start", "profiles_week_start_range", 0, "invalid_input"],
    ["week_start", "profiles_week_start_range", 8, "invalid_input"],
    ["timezone", "profiles_timezone_shape", "<x>+3", "invalid_input"],
  ])("%s is refused by %s", async (column, constraint, value, problem) => {
    const change = statement(`test.profiles.${column}`, `update public.profiles set ${column} = $1`);
    const refused = db.asUserOnce(alice, (tx) => tx.query(change, [value]));
    await expect(refused).rejects.toMatchObject({ problem });
    expect(constraintOf(await refused.catch((error: unknown) => error))).toBe(constraint);
  });
});
