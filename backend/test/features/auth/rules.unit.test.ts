/** Whom people are told to ask for a mail. */
import { expect, it } from "vitest";
import { readSettings } from "#core/settings.ts";
import { deliveryOf } from "#features/auth/rules.ts";

const SUPABASE = {
  SUPABASE_URL: "https://ref.supabase.example",
  SUPABASE_SERVICE_ROLE_KEY: "sb_secret_value",
  DATABASE_URL: "postgresql://echo_api:pw@db.example:5432/postgres",
};

it.each([
  ["an embedded Echo says that its mails are files", {}, "folder"],
  ["with a Supabase they are mails", SUPABASE, "mail"],
])("%s", (_name, environment, expected) => {
  const settings = readSettings(environment, "/srv/echo");
  expect(deliveryOf({ settings })).toBe(expected);
});
