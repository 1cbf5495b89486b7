/** Who is hard on themselves gets no sentence that agrees with it. */
import { isAgainstOneself } from "#emotion/reply/against-oneself.ts";
import { chooseReply } from "#emotion/reply/choose.ts";
import { expect, test } from "vitest";
import { BARE } from "./reply-contexts.ts";

test.each([
  "I hate myself",
  "I hate myself so much. I am worthless.",
  "I’m such a failure.",
  "I feel like a burden to everyone",
  "Mum shouted at me that I am useless",
  "He told me I was a mistake.",
  "It's all my fault.",
  "I can't stand myself today.",
  "i am so stupid",
])("hears it in: %s", (text) => {
  expect(isAgainstOneself(text)).toBe(true);
});

test.each([
  "I hate my job.",
  "I hate the way he talks to me.",
  "That was a stupid film.",
  "I made myself a cake and it was a failure.",
  "She is useless at maps.",
  "I am proud of myself.",
  "The broken lamp is my fault.",
])("does not hear it in: %s", (text) => {
  expect(isAgainstOneself(text)).toBe(false);
});

test("answers as to sadness, whatever the model hears", () => {
  for (let entry = 0; entry < 300; entry += 1) {
    const context = { ...BARE, seed: `entry-${entry}`, top: "anger", isSure: true } as const;
    const { key } = chooseReply({ ...context, isAgainstOneself: true }, []);
    expect(key).not.toMatch(/^(anger|mixed|tags)-/);
  }
});

test("is quick on the longest texts", () => {
  const startedAt = performance.now();
  isAgainstOneself("i am so such just completely totally ".repeat(2_000));
  isAgainstOneself("i really ".repeat(6_000));
  expect(performance.now() - startedAt).toBeLessThan(500);
});
