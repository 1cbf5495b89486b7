/** What a reading is called, and the marking of reasons: the parts of a text are the text. */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import { describe, expect, it } from "vitest";
import { contactParts, safeAddress } from "../../src/features/emotion/contact-parts.ts";
import { heardIn, heardInBrief } from "../../src/features/emotion/heard.ts";
import { partsOf, passagesOf } from "../../src/features/emotion/reason-parts.ts";

type Model = EntryEmotion["model"];
type Reason = Model["reasons"][number];

const model: Model = {
  emotions: null,
  top: { label: "joy", score: 0.7 },
  sentiment: 0.5,
  language: "en",
  mixed: null,
  is_sure: true,
  reasons: [],
};
const emotion = (change: Partial<EntryEmotion>): EntryEmotion => ({
  label: "joy",
  source: "model",
  model,
  coping: null,
  support: null,
  ...change,
});

describe("what was heard", () => {
  it("is one feeling where the model is sure", () => {
    expect(heardIn(emotion({}))).toEqual({ kind: "one", label: "joy" });
  });

  it("is the writer's word before anything else, also where nothing was understood", () => {
    const own = emotion({
      label: "fear",
      source: "user",
      model: { ...model, top: null, mixed: ["joy", "fear"] },
    });
    expect(heardIn(own)).toEqual({ kind: "own", label: "fear" });
  });

  it("is two feelings where they are near each other", () => {
    const mixed = emotion({ model: { ...model, mixed: ["joy", "sadness"] } });
    expect(heardIn(mixed)).toEqual({ kind: "mixed", labels: ["joy", "sadness"] });
  });

  it("is not named where no score is high enough", () => {
    expect(heardIn(emotion({ model: { ...model, is_sure: false } }))).toEqual({ kind: "unsure" });
    expect(heardInBrief({ top_emotion: { label: "joy", score: 0.34 }, emotion_source: "model" })).toEqual({
      kind: "unsure",
    });
  });

  it("is never called neutral where the language is not understood", () => {
    expect(heardIn(emotion({ label: null, source: null, model: { ...model, top: null } }))).toEqual({
      kind: "not_understood",
    });
    expect(heardInBrief({ top_emotion: null, emotion_source: null })).toEqual({ kind: "not_understood" });
  });
});

const reason = (text: string, words: string, label: Reason["label"], weight = 0.5): Reason => {
  const start = text.indexOf(words);
  return { label, text: words, start, end: start + words.length, weight };
};
const joined = (parts: readonly { readonly text: string }[]) => parts.map(({ text }) => text).join("");

describe("the parts of a text", () => {
  it("give the text again, whatever it holds, with offsets in UTF-16", () => {
    const text = "  \u{1f327} so lonely\r\n\tso sad\u{1f327}\n";
    const parts = partsOf(text, [reason(text, "lonely", "sadness"), reason(text, "sad", "sadness")]);
    expect(joined(parts)).toBe(text);
    expect(parts.filter(({ label }) => label !== undefined).map((part) => part.text)).toEqual([
      "lonely",
      "sad",
    ]);
    for (const part of parts) expect(text.startsWith(part.text, part.start)).toBe(true);
  });

  it("leave overlapping words to the weightier reason, and never mark what is not there", () => {
    const text = "not happy at all";
    const parts = partsOf(text, [
      reason(text, "happy", "joy", 0.2),
      reason(text, "not happy", "sadness", 0.6),
      { label: "fear", text: "elsewhere", start: 10, end: 19, weight: 0.9 },
    ]);
    expect(joined(parts)).toBe(text);
    expect(parts.filter(({ label }) => label !== undefined)).toEqual([
      { start: 0, text: "not happy", label: "sadness" },
    ]);
  });

  it("of a long text keep the surroundings of each mark, verbatim", () => {
    const filler = "word after word after word. ".repeat(100);
    const text = `${filler}I was glad.${filler}I was angry.${filler}`;
    const passages = passagesOf(text, [reason(text, "glad", "joy"), reason(text, "angry", "anger")]);
    expect(passages).toHaveLength(2);
    for (const passage of passages) {
      expect(text.startsWith(joined(passage), passage[0]?.start)).toBe(true);
      expect(joined(passage).length).toBeLessThan(400);
    }
    expect(joined(passages[0] ?? [])).toContain("glad");
    expect(joined(passages[1] ?? [])).toContain("angry");
  });
});

describe("a contact", () => {
  it.each([
    ["988 (call or text)", ["tel:988"]],
    ["13 11 14, text 0477 13 11 14", ["tel:131114", "sms:0477131114"]],
    ["135 (Buenos Aires), (011) 5275-1135", ["tel:135", "tel:01152751135"]],
    ["text HOME to 741741", ["sms:741741"]],
    ["*4141", ["tel:*4141"]],
    ["+49 800 1110111", ["tel:+498001110111"]],
    ["findahelpline.com", []],
  ])("%s dials %j and keeps its words", (contact, hrefs) => {
    const parts = contactParts(contact);
    expect(parts.flatMap(({ href }) => (href === undefined ? [] : [href]))).toEqual(hrefs);
    expect(joined(parts)).toBe(contact);
  });

  it("opens https addresses only", () => {
    expect(safeAddress("https://example.org/help")).toBe("https://example.org/help");
    for (const url of ["http://example.org", "javascript:alert(1)", "example.org", null]) {
      expect(safeAddress(url)).toBeNull();
    }
  });
});
