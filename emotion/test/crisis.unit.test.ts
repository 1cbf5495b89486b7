/**
 * Crisis language is found, everyday language is left alone, and no text can make the search slow. The probes are
 * sentences with the answer that people would want; the table that this prints is the one in crisis/README.md.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createEngine } from "#emotion/analyse.ts";
import { findCrisis, VEILED_FEELING } from "#emotion/crisis.ts";
import { en } from "#emotion/crisis/en.ts";
import { foldEnglish } from "#emotion/crisis/en-words.ts";
import { compilePhrases } from "#emotion/crisis/phrase.ts";
import { LABELS } from "#emotion/labels.ts";
import { readWeights } from "#emotion/model/load-node.ts";

interface Probe {
  readonly isOffer: boolean;
  readonly kind: string;
  readonly text: string;
}

const KINDS = [
  "explicit",
  "veiled",
  "negated",
  "idiom",
  "third_person",
  "quote",
  "media",
  "past",
  "ordinary",
];
const HARD = new Set(["idiom", "third_person", "quote", "media", "past"]);
const SAD = { sadness: 0.6, fear: 0.1 };
const CALM = { sadness: 0.01, fear: 0.01 };

const probes: readonly Probe[] = readFileSync(new URL("../probes/crisis.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [expected = "", kind = "", text = ""] = line.split("\t");
    return { isOffer: expected === "offer", kind, text };
  });

/** Veiled signs are tried beside sadness; everything else must not depend on feelings, so sadness tries it hardest. */
const isOffered = (probe: Probe) => findCrisis(probe.text, SAD) !== null;
const isOfferedWhateverIsFelt = (probe: Probe) =>
  [SAD, CALM, null].some((feelings) => findCrisis(probe.text, feelings) !== null);

/** With what the shipped engine hears in the sentence, as a request does it. */
const engine = createEngine(readWeights());
function isOfferedAsHeard({ text }: Probe): boolean {
  const scores = engine.read(text)?.scores;
  const score = (label: (typeof LABELS)[number]) => scores?.[LABELS.indexOf(label)] ?? 0;
  return (
    findCrisis(text, scores === undefined ? null : { sadness: score("sadness"), fear: score("fear") }) !==
    null
  );
}

const positives = (kind: string) => probes.filter((probe) => probe.isOffer && probe.kind === kind);
const recall = (kind: string) => positives(kind).filter(isOffered).length / positives(kind).length;

test("the probes are many, of every kind, and none stands there twice", () => {
  expect(probes.filter((probe) => probe.isOffer).length).toBeGreaterThanOrEqual(80);
  expect(probes.filter((probe) => HARD.has(probe.kind)).length).toBeGreaterThanOrEqual(150);
  expect([...new Set(probes.map((probe) => probe.kind))].toSorted()).toEqual(KINDS.toSorted());
  expect(new Set(probes.map((probe) => probe.text)).size).toBe(probes.length);
  expect(probes.filter((probe) => probe.text.trim() === "")).toEqual([]);
});

test("explicit crisis language is found, and everyday language is not taken for it", () => {
  const rows = KINDS.map((kind) => {
    const own = probes.filter((probe) => probe.kind === kind);
    const offered = own.filter(isOffered);
    const right = offered.filter((probe) => probe.isOffer).length;
    const wanted = own.filter((probe) => probe.isOffer).length;
    return {
      kind,
      probes: own.length,
      offers: offered.length,
      as_heard: own.filter(isOfferedAsHeard).length,
      recall: wanted === 0 ? "-" : (right / wanted).toFixed(3),
      precision: offered.length === 0 ? "-" : (right / offered.length).toFixed(3),
    };
  });
  console.table(rows);
  const hard = probes.filter((probe) => HARD.has(probe.kind));
  const ordinary = probes.filter((probe) => probe.kind === "ordinary");
  expect(recall("explicit"), "recall on explicit").toBeGreaterThanOrEqual(0.95);
  expect(recall("negated"), "recall on negated").toBeGreaterThanOrEqual(0.95);
  expect(recall("veiled"), "recall on veiled").toBeGreaterThanOrEqual(0.9);
  expect(hard.filter(isOfferedWhateverIsFelt).length / hard.length, "false offers, hard").toBeLessThanOrEqual(
    0.02,
  );
  expect(
    ordinary.filter(isOfferedWhateverIsFelt).length / ordinary.length,
    "false offers, ordinary",
  ).toBeLessThanOrEqual(0.005);
});

test("beside what the shipped engine hears, most single veiled signs still count and no everyday sentence does", () => {
  const veiled = positives("veiled");
  expect(veiled.filter(isOfferedAsHeard).length / veiled.length).toBeGreaterThanOrEqual(0.8);
  expect(probes.filter((probe) => !probe.isOffer && isOfferedAsHeard(probe))).toEqual([]);
});

test("explicit language counts whatever the engine felt, or when it felt nothing", () => {
  for (const feelings of [SAD, CALM, null]) {
    const found = positives("explicit").filter(
      (probe) => findCrisis(probe.text, feelings)?.tier === "explicit",
    );
    expect(found.length / positives("explicit").length).toBeGreaterThanOrEqual(0.95);
  }
});

test("one veiled sign counts from the stated feeling on, and without feelings two must meet", () => {
  const one = "There's no way out for me.";
  expect(findCrisis(one, { sadness: VEILED_FEELING / 2, fear: VEILED_FEELING / 2 })?.tier).toBe("veiled");
  expect(findCrisis(one, { sadness: VEILED_FEELING / 2, fear: 0 })).toBeNull();
  expect(findCrisis(one, null)).toBeNull();
  expect(findCrisis(`${one} I want to disappear forever.`, null)?.tier).toBe("veiled");
  expect(findCrisis("No way out for me, so alone and worthless.", null)?.tier).toBe("veiled");
  expect(findCrisis("So alone and worthless.", null)).toBeNull();
});

test("the way a phrase is typed does not hide it", () => {
  const plain = "I don't want to live";
  const typed = [
    "I don’t want to live",
    "i dont want to live",
    "I DON'T WANT TO LIVE",
    "I don`t  want\u00a0to   live",
    "I do\u200bn't want to li\u200bve",
    "I don't want... to live",
    "i don't want\nto live",
    "I don't wanna liiiive",
    "Ｉ ｄｏｎ＇ｔ ｗａｎｔ ｔｏ ｌｉｖｅ",
  ];
  for (const text of [plain, ...typed]) expect(findCrisis(text, null), text).not.toBeNull();
  for (const text of [
    "suicde",
    "siucide",
    "suiccide",
    "suicidl",
    "su1cide",
    "s*uicide",
    "#suicide",
    "SUICIDE",
  ]) {
    expect(findCrisis(`I keep thinking about ${text}`, null), text).not.toBeNull();
  }
});

test("a cry in the middle of a long ordinary text is found, and an idiom beside it silences nothing", () => {
  const day = "We walked by the river and my feet were killing me, so we had tea. ";
  expect(findCrisis(day.repeat(300), CALM)).toBeNull();
  expect(findCrisis(`${day.repeat(150)}I want to die. ${day.repeat(150)}`, CALM)?.tier).toBe("explicit");
  expect(findCrisis(`${"and then we went on and on ".repeat(300)} i want to kill myself`, CALM)?.tier).toBe(
    "explicit",
  );
  expect(findCrisis("My feet are killing me and I want to kill myself", CALM)?.tier).toBe("explicit");
  expect(findCrisis('She said "I want to die." I feel the same, I want to kill myself.', CALM)?.tier).toBe(
    "explicit",
  );
});

test("50,000 code points take milliseconds, whatever they are", () => {
  const length = 50_000;
  const fill = (part: string) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  const texts = [
    fill("I want to "),
    fill("kill "),
    fill("not want to not want to "),
    fill("she said i want to die "),
    fill('"'),
    fill("' "),
    fill("a"),
    fill("e\u0301\u0323"),
    fill("\u0301\u0323"),
    fill("k "),
    fill("wish wish wish i "),
    fill(", "),
    fill("...\n"),
    fill("can not just really just really "),
    fill("in the game i kill myself "),
    fill("*"),
    fill("i'i'i'i'"),
    fill("\u{1f600}"),
    fill("everyone would would would would be "),
    fill("ﷺ"),
  ];
  findCrisis(fill("warm up, I want to go "), null);
  for (const text of texts) {
    const start = performance.now();
    findCrisis(text, null);
    expect(performance.now() - start, JSON.stringify(text.slice(0, 30))).toBeLessThan(2000);
  }
});

test("the same text gets the same answer again", () => {
  for (const probe of probes) expect(findCrisis(probe.text, SAD)).toEqual(findCrisis(probe.text, SAD));
});

test("every phrase of the English rules is well formed", () => {
  const phrases = [
    ...[...en.explicit, ...en.veiled].flatMap((rule) => rule.phrases.concat(rule.unless ?? [])),
    ...Object.values(en.vocabulary.sets).flat(),
  ];
  for (const phrase of phrases) expect(() => compilePhrases([phrase], en.vocabulary), phrase).not.toThrow();
  expect(() => compilePhrases(["live|$"], en.vocabulary)).toThrow('"live|$" is not part of a phrase.');
  expect(() => compilePhrases(["{unknown}"], en.vocabulary)).toThrow(
    "There is no set of phrases named {unknown}.",
  );
});

test("real words are not mended into words of the rules", () => {
  for (const word of [
    "filling",
    "calling",
    "willing",
    "season",
    "poison",
    "person",
    "hunting",
    "putting",
    "within",
    "suit",
  ]) {
    expect(foldEnglish(word)).toBe(word);
  }
});
