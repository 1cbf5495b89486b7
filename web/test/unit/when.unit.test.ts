import { describe, expect, it } from "vitest";
import { fullDay, localDay, timeOfDay } from "../../src/features/entries/when.ts";

describe("the local day of an instant", () => {
  it("is the day of its zone, also around midnight and summer time", () => {
    const instant = new Date("2026-03-28T23:30:00Z");
    expect(localDay(instant, "Europe/Berlin")).toBe("2026-03-29");
    expect(localDay(instant, "UTC")).toBe("2026-03-28");
    expect(localDay(instant, "America/Los_Angeles")).toBe("2026-03-28");
    expect(localDay(instant, "Asia/Tokyo")).toBe("2026-03-29");
  });
});

describe("a day by its date", () => {
  it("never moves with the reader's zone", () => {
    expect(fullDay("2026-03-01", "de")).toBe("Sonntag, 1. März 2026");
  });
});

describe("the time of an entry", () => {
  it("is that of the zone it was written in", () => {
    expect(timeOfDay("2026-03-01T21:40:00Z", "Asia/Tokyo", "en-GB")).toBe("06:40");
  });
});
