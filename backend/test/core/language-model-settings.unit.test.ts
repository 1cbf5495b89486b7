/** Which language model a text may go to: one at most, named, and never in the clear over a public network. */
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "#core/settings.ts";

const read = (environment: Record<string, string>) => readSettings(environment, "/srv/echo").languageModel;

function faultsOf(environment: Record<string, string>): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults.map(({ name, message }) => `${name}: ${message}`);
    throw error;
  }
}

describe("the language model", () => {
  it("is none unless an operator names one", () => {
    expect(read({})).toBeUndefined();
    expect(read({ REFLECTION_MODEL: "m", REFLECTION_API_KEY: "k" })).toBeUndefined();
  });

  it.each([
    ["http://127.0.0.1:11434", "http://127.0.0.1:11434", "127.0.0.1:11434", true],
    ["http://localhost:11434/", "http://localhost:11434", "localhost:11434", true],
    ["http://[::1]:11434", "http://[::1]:11434", "[::1]:11434", true],
    ["http://192.168.1.7:11434", "http://192.168.1.7:11434", "192.168.1.7:11434", false],
    ["http://[fd00::7]/", "http://[fd00::7]", "[fd00::7]", false],
    ["http://ollama:11434", "http://ollama:11434", "ollama:11434", false],
    ["https://models.example/base/", "https://models.example/base", "models.example", false],
  ])("%s is understood", (url, expected, host, isThisMachine) => {
    expect(read({ OLLAMA_URL: url, REFLECTION_MODEL: "m" })).toMatchObject({
      protocol: "ollama",
      url: expected,
      host,
      isThisMachine,
      model: "m",
    });
  });

  it.each([
    "http://models.example",
    "http://8.8.8.8:11434",
    "http://172.32.0.1",
    "http://10.example.com",
    "http://user:password@127.0.0.1",
    "https://models.example?key=secret",
    "ftp://127.0.0.1",
    "not a url",
  ])("%s is refused", (url) => {
    const [fault = ""] = faultsOf({ REFLECTION_API_URL: url, REFLECTION_MODEL: "m" });
    expect(fault).toMatch(/^REFLECTION_API_URL: .*expected an https URL/);
  });

  it("two of them, or one without a name, are faults", () => {
    expect(
      faultsOf({ OLLAMA_URL: "http://127.0.0.1:1", REFLECTION_API_URL: "https://a.example" }).map(
        (fault) => fault.split(":")[0],
      ),
    ).toEqual(["REFLECTION_API_URL", "REFLECTION_MODEL"]);
  });

  it("its key is a secret", () => {
    const settings = read({
      REFLECTION_API_URL: "https://a.example/v1",
      REFLECTION_MODEL: "m",
      REFLECTION_API_KEY: "sk-canary",
    });
    expect(settings?.protocol).toBe("openai");
    expect(JSON.stringify(settings)).not.toContain("canary");
    expect(faultsOf({ REFLECTION_API_KEY: "with blank canary" }).join("\n")).not.toContain("canary");
  });
});
