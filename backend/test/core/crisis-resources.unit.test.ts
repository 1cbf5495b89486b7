/** Whom a writer can turn to: the right country, the operator's list before the shipped one, and words without harm. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CrisisSupport } from "@echo/contract/crisis.ts";
import { Value } from "typebox/value";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_RESOURCES, INTERNATIONAL_RESOURCES } from "#core/crisis-resources-defaults.ts";
import { parseCrisisResources } from "#core/crisis-resources-file.ts";
import { findCountryOfZone } from "#core/crisis-resources-zones.ts";
import { type CrisisResources, supportFor } from "#core/crisis-resources.ts";
import { readSettings, SettingsError } from "#core/settings.ts";

const SEEDS = Array.from(
  { length: 60 },
  (_, index) => `0190f3c2-0000-7000-8000-${index.toString().padStart(12, "0")}`,
);
const ask = (locale: string, timezone: string, custom?: CrisisResources, seed = "seed") =>
  supportFor({ locale, timezone, custom, seed });
const contacts = (locale: string, timezone: string, custom?: CrisisResources) =>
  ask(locale, timezone, custom).resources.map((resource) => resource.contact);
const GENERAL = "findahelpline.com";

describe("the country", () => {
  it("is that of the locale's region, in any way of writing it", () => {
    for (const locale of ["de-AT", "de-at", "en-AT", "de-Latn-AT"])
      expect(contacts(locale, "Europe/Vienna")).toEqual(["142", GENERAL]);
    expect(contacts("zh-Hant-TW", "Asia/Taipei")).toEqual(["1925", GENERAL]);
    expect(contacts("en-US", "UTC")[0]).toBe("988 (call or text)");
  });

  it("is that of the time zone where the locale has no region", () => {
    expect(contacts("en", "Asia/Kolkata")).toEqual(["14416, 1800 891 4416", GENERAL]);
    expect(contacts("en", "Asia/Calcutta")).toEqual(contacts("en", "Asia/Kolkata"));
    expect(contacts("en", "America/Indiana/Knox")[0]).toBe("988 (call or text)");
    expect(contacts("es-419", "America/Mexico_City")).toEqual(["800 911 2000", GENERAL]);
  });

  it("is both where they differ, the locale's first, because abroad only the local number may answer", () => {
    expect(contacts("sv-SE", "Europe/Paris")).toEqual(["90101", "3114", GENERAL]);
  });

  it("is none where neither is known, and the international entry is offered", () => {
    for (const [locale, timezone] of [
      ["en", "UTC"],
      ["fr-SN", "Africa/Dakar"],
      ["not a tag", "Mars/Base"],
      ["", ""],
      ["constructor", "__proto__"],
    ]) {
      expect(contacts(locale ?? "", timezone ?? "")).toEqual([GENERAL]);
    }
  });
});

describe("the shipped list", () => {
  it("has at least 25 countries, each reached by its locale and by a time zone", () => {
    const countries = Object.keys(DEFAULT_RESOURCES);
    expect(countries.length).toBeGreaterThanOrEqual(25);
    const zones = Intl.supportedValuesOf("timeZone");
    for (const country of countries) {
      expect(ask(`en-${country}`, "UTC").resources[0], country).toEqual(DEFAULT_RESOURCES[country]?.[0]);
      expect(
        zones.some((zone) => findCountryOfZone(zone) === country),
        country,
      ).toBe(true);
    }
    for (const country of [
      "US",
      "CA",
      "GB",
      "IE",
      "DE",
      "AT",
      "CH",
      "FR",
      "ES",
      "IT",
      "NL",
      "BE",
      "PT",
      "PL",
      "SE",
      "NO",
      "DK",
      "FI",
      "AU",
      "NZ",
      "IN",
      "JP",
      "KR",
      "BR",
      "MX",
      "AR",
      "ZA",
      "IL",
      "SG",
    ]) {
      expect(countries).toContain(country);
    }
  });

  it("passes the check that an operator's file must pass", () => {
    const text = JSON.stringify({ ...DEFAULT_RESOURCES, international: INTERNATIONAL_RESOURCES });
    expect(parseCrisisResources(text).faults).toEqual([]);
  });

  it("names at most three services a country", () => {
    for (const list of Object.values(DEFAULT_RESOURCES)) expect(list.length).toBeLessThanOrEqual(3);
  });
});

describe("the message", () => {
  const messages = new Set(SEEDS.map((seed) => ask("en", "UTC", undefined, seed).message));

  it("is the same for the same entry and one of a few for others, in every language", () => {
    for (const seed of SEEDS)
      expect(ask("en", "UTC", undefined, seed)).toEqual(ask("en", "UTC", undefined, seed));
    expect(messages.size).toBe(3);
    expect(messages).toContain(ask("ja-JP", "Asia/Tokyo").message);
  });

  it("neither cheers nor commands, names no illness and claims no feeling", () => {
    for (const message of messages) {
      expect(message).not.toMatch(
        /!|\b(police|emergency|must|should|suicid\w*|depress\w*|disorder|illness|crisis|diagnos\w*|great|cheer|at least|everything will|bright side)\b/i,
      );
      expect(message.length).toBeLessThanOrEqual(160);
      expect(message).toMatch(/\.$/);
    }
  });

  it("and the resources are what the contract says", () => {
    for (const country of Object.keys(DEFAULT_RESOURCES)) {
      expect(Value.Check(CrisisSupport, ask(`en-${country}`, "UTC")), country).toBe(true);
    }
  });
});

describe("the operator's own list", () => {
  const line = (name: string) => ({ name, contact: `${name} 123`, hours: null, url: null });

  it("replaces a country, adds one, leaves the others, and may replace the international entry", () => {
    const custom = { GB: [line("Local")], SN: [line("Dakar")], international: [line("World")] };
    expect(contacts("en-GB", "UTC", custom)).toEqual(["Local 123", "World 123"]);
    expect(contacts("fr-SN", "UTC", custom)).toEqual(["Dakar 123", "World 123"]);
    expect(contacts("de-DE", "Europe/London", custom)).toEqual([
      DEFAULT_RESOURCES["DE"]?.[0]?.contact,
      "Local 123",
      "World 123",
    ]);
  });

  it("cannot be changed by who asks", () => {
    const answer = ask("en-GB", "UTC");
    const first = answer.resources[0];
    if (first !== undefined) first.contact = "changed";
    expect(contacts("en-GB", "UTC")[0]).toBe("116 123");
  });
});

describe("CRISIS_RESOURCES_FILE", () => {
  const folder = mkdtempSync(join(tmpdir(), "echo-crisis-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const settingsWith = (text: string) => {
    writeFileSync(join(folder, "resources.json"), text);
    return readSettings({ CRISIS_RESOURCES_FILE: "resources.json" }, folder);
  };
  const faultsOf = (text: string) => {
    try {
      settingsWith(text);
    } catch (error) {
      if (error instanceof SettingsError)
        return error.faults.map((fault) => `${fault.name}: ${fault.message}`);
      throw error;
    }
    return [];
  };

  it("is not needed", () => {
    expect(readSettings({}, folder).crisisResources).toBeUndefined();
  });

  it("is read at start, from a path relative to where Echo starts; hours and url may be absent", () => {
    const settings = settingsWith(
      '{"GB": [{"name": " Local line ", "contact": "0800 1", "url": "https://local.example"}]}',
    );
    expect(settings.crisisResources).toEqual({
      GB: [{ name: "Local line", contact: "0800 1", hours: null, url: "https://local.example" }],
    });
  });

  it("stops the start with every fault at once, each with its place", () => {
    const faults = faultsOf(
      JSON.stringify({
        UK: [{ name: "A", contact: "1" }],
        DE: [{ contact: "1" }, { name: "B", contact: "1", phone: "2" }, "text"],
        FR: [],
        IT: [{ name: "C\nD", contact: "1", url: "http://plain.example", hours: 24 }],
      }),
    );
    const file = "CRISIS_RESOURCES_FILE: resources.json:";
    expect(faults).toEqual([
      `${file} "UK" is not a country, expected an ISO 3166-1 code such as GB, or "international"`,
      `${file} DE, entry 1: name is not set`,
      `${file} DE, entry 2: "phone" is unknown, expected name, contact, hours, url`,
      `${file} DE, entry 3: expected an object with name and contact`,
      `${file} FR: expected a list of 1 to 10 resources`,
      `${file} IT, entry 1: name is not one line of 1 to 120 characters`,
      `${file} IT, entry 1: hours is not one line of 1 to 120 characters`,
      `${file} IT, entry 1: url is not an https address`,
    ]);
  });

  it("says so when it is missing, no JSON, no object, or far too large", () => {
    expect(() => readSettings({ CRISIS_RESOURCES_FILE: "absent.json" }, folder)).toThrow(
      "absent.json: cannot be read (ENOENT)",
    );
    expect(() => readSettings({ CRISIS_RESOURCES_FILE: "." }, folder)).toThrow("cannot be read (EISDIR)");
    expect(faultsOf("{")).toEqual([expect.stringContaining("is not JSON")]);
    expect(faultsOf("[]")).toEqual([expect.stringContaining("expected an object of countries")]);
    expect(faultsOf(" ".repeat(1_048_577))).toEqual([
      expect.stringContaining("is larger than 1048576 bytes"),
    ]);
    for (const key of ["__proto__", "constructor", "EU", "ZZ", "gb"]) {
      expect(faultsOf(`{"${key}": [{"name": "A", "contact": "1"}]}`), key).toHaveLength(1);
    }
  });
});
