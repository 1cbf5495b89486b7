/**
 * The training sentences and the probes keep the form that the trainer and the probe command read, are as many as the
 * model card says, and stay apart: no probe may ever be learned by heart.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LABELS } from "#emotion/labels.ts";

interface Line {
  readonly expected: string;
  readonly text: string;
}

const PROBES = ["negation", "emoji", "mixed", "language", "journal"] as const;
const EMOJI = /\p{Extended_Pictographic}/gu;
const names: readonly string[] = LABELS;

const rawOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const rowsOf = (raw: string) =>
  raw
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("# "));

/** Label before the first tab, text after it. A line without a tab has an empty text, which the form tests refuse. */
function linesOf(path: string): readonly Line[] {
  return rowsOf(rawOf(path)).map((row) => {
    const [expected = "", ...rest] = row.split("\t");
    return { expected, text: rest.join("\t") };
  });
}

/** What makes two texts the same to a reader: letters and digits in lower case; texts without any stay as they are. */
function sameness(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, " ")
    .trim();
  return words.length > 2 ? words : text;
}

const isPair = (expected: string) => {
  const [first = "", second = "", ...more] = expected.split(",");
  const areFeelings = [first, second].every((name) => names.includes(name) && name !== "neutral");
  return more.length === 0 && areFeelings && names.indexOf(first) < names.indexOf(second);
};

const seeds = new Map([...LABELS, "mixed"].map((name) => [name, linesOf(`../train/seeds/${name}.tsv`)]));
const allSeeds = [...seeds.values()].flat();
const probes = new Map(PROBES.map((name) => [name, linesOf(`../probes/${name}.tsv`)]));
const allProbes = [...probes.values()].flat();

describe("seed sentences", () => {
  test.each([...LABELS])("%s has at least 400 lines, all with that label", (label) => {
    const lines = seeds.get(label) ?? [];
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(lines.filter((line) => line.expected !== label)).toEqual([]);
  });

  test("mixed ones name two different feelings in alphabetical order", () => {
    const lines = seeds.get("mixed") ?? [];
    expect(lines.length).toBeGreaterThanOrEqual(120);
    expect(lines.filter((line) => !isPair(line.expected))).toEqual([]);
  });

  test("none stands there twice", () => {
    const seen = new Map<string, string>();
    const repeated = allSeeds.filter(({ text }) => {
      const key = sameness(text);
      const isRepeated = seen.has(key);
      seen.set(key, text);
      return isRepeated;
    });
    expect(repeated).toEqual([]);
  });

  test("at least 70 emoji occur twice or more", () => {
    const counts = new Map<string, number>();
    for (const { text } of allSeeds)
      for (const emoji of new Set(text.match(EMOJI))) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
    expect([...counts.values()].filter((count) => count >= 2).length).toBeGreaterThanOrEqual(70);
  });

  test("the counts in their README are the counts of the files", () => {
    const readme = rawOf("../train/seeds/README.md");
    for (const [name, lines] of seeds) expect(readme).toContain(`| ${name}.tsv | ${lines.length} |`);
    expect(readme).toContain(`| total | ${allSeeds.length.toLocaleString("en")} |`);
  });
});

describe("probes", () => {
  test.each([...PROBES])("%s opens with its format, and has at least 30 lines, none twice", (name) => {
    const lines = probes.get(name) ?? [];
    expect(rawOf(`../probes/${name}.tsv`)).toMatch(/^# expected<TAB>text|^# label<TAB>text/);
    expect(lines.length).toBeGreaterThanOrEqual(30);
    expect(new Set(lines.map((line) => line.text)).size).toBe(lines.length);
  });

  test("expectations are ones that the probe command can judge", () => {
    const wrong = (name: (typeof PROBES)[number], isRight: (expected: string) => boolean) =>
      (probes.get(name) ?? []).filter((line) => !isRight(line.expected));
    const areLabels = (expected: string) => expected.split(",").every((label) => names.includes(label));
    expect(wrong("negation", (it) => areLabels(it.replace(/^!/, "")))).toEqual([]);
    expect(wrong("emoji", (it) => names.includes(it))).toEqual([]);
    expect(wrong("mixed", isPair)).toEqual([]);
    expect(wrong("language", (it) => it === "null" || it === "en")).toEqual([]);
    expect(wrong("journal", (it) => names.includes(it))).toEqual([]);
  });

  test("the journal has at least 24 paragraphs of each label", () => {
    const journal = probes.get("journal") ?? [];
    const few = LABELS.filter((label) => journal.filter((line) => line.expected === label).length < 24);
    expect(few).toEqual([]);
  });

  test("none is among the seeds", () => {
    const learned = new Set(allSeeds.map((line) => sameness(line.text)));
    expect(allProbes.filter((line) => learned.has(sameness(line.text)))).toEqual([]);
  });
});

test("every line of seeds and probes is one trimmed text in composed Unicode, without tabs and stray characters", () => {
  const isClean = ({ text }: Line) =>
    text.trim() === text && text !== "" && !text.includes("\t") && text.normalize("NFC") === text;
  expect([...allSeeds, ...allProbes].filter((line) => !isClean(line))).toEqual([]);
  expect([...allSeeds, ...allProbes].filter(({ text }) => /[\p{Cc}\u{fffd}\u{feff}]/u.test(text))).toEqual(
    [],
  );
});
