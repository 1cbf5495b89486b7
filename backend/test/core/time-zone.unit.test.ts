/** Time zones by name: any case is understood, and one spelling is kept. */
import { describe, expect, test } from "vitest";
import { canonicalTimeZone } from "#core/time-zone.ts";
import { TIME_ZONE_LINKS } from "#core/time-zone-links.ts";

describe("a zone", () => {
  test.each([
    ["europe/berlin", "Europe/Berlin"],
    ["AMERICA/PORT-AU-PRINCE", "America/Port-au-Prince"],
    ["antarctica/dumontdurville", "Antarctica/DumontDUrville"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["ASIA/CALCUTTA", "Asia/Calcutta"],
    ["Europe/kyiv", "Europe/Kyiv"],
    ["utc", "UTC"],
    ["etc/utc", "Etc/UTC"],
    ["etc/gmt+5", "Etc/GMT+5"],
    ["gb-eire", "GB-Eire"],
    ["us/pacific", "US/Pacific"],
  ])("%s is kept as %s", (given, kept) => {
    expect(canonicalTimeZone(given)).toBe(kept);
    expect(canonicalTimeZone(kept)).toBe(kept);
  });

  test("of the system and every link is its own spelling, in any case", () => {
    for (const name of [...Intl.supportedValuesOf("timeZone"), ...TIME_ZONE_LINKS]) {
      expect(canonicalTimeZone(name)).toBe(name);
      expect(canonicalTimeZone(name.toUpperCase())).toBe(name);
    }
  });
});

test.each([
  "",
  "+01:00",
  "GMT+25:00",
  "Mars/Olympus",
  "../../etc/passwd",
  "Europe/Berlin ",
  "Etc/GMT+99",
  "a".repeat(65),
])("%j is no zone", (name) => {
  expect(canonicalTimeZone(name)).toBeUndefined();
});
