/** A model of the operator's own, in the real format, through the code that would load a large one. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LABELS } from "@echo/emotion/labels.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmotion } from "#backend/deps.ts";
import { createLog } from "#core/log.ts";
import { openOnnxModel, type OnnxModel } from "#services/onnx-model.ts";
import { writeTinyModel } from "#test/setup/tiny-onnx.ts";

let directory: string;
let model: OnnxModel | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "echo-onnx-"));
});
afterEach(async () => {
  await model?.close();
  model = undefined;
  await rm(directory, { recursive: true });
});

const WORDS = { sun: "joy", rain: "sadness", storm: "fear" };
const LABELS_OF_MODEL = ["sadness", "joy", "fear", "anger", "disgust", "neutral", "surprise"];

const topOf = (scores: readonly number[] = []) => LABELS[scores.indexOf(Math.max(...scores))];

test("a classifier's labels are brought into Echo's order, text by text, and sum to one", async () => {
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
  model = openOnnxModel({ directory });
  await model.ready();
  const texts = ["Sun and more sun, sun sun", "rain rain", "storm"];
  const answers = await model.classify(texts);
  expect(answers.map(topOf)).toEqual(["joy", "sadness", "fear"]);
  for (const scores of answers) {
    expect(scores).toHaveLength(7);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 5);
  }
  expect(model.languages).toEqual(["en"]);
});

test("labels of GoEmotions are summed into the seven, and several at once are shared out", async () => {
  await writeTinyModel(directory, {
    labels: ["gratitude", "pride", "grief", "nervousness", "curiosity", "annoyance", "neutral"],
    words: { thanks: "gratitude", loss: "grief" },
    config: { problem_type: "multi_label_classification", echo_languages: ["en", "de"] },
  });
  model = openOnnxModel({ directory });
  await model.ready();
  const [scores] = await model.classify(["thanks thanks"]);
  expect(topOf(scores)).toBe("joy");
  // Six labels at one half each and one near one: gratitude and pride together.
  expect(scores?.[LABELS.indexOf("joy")]).toBeCloseTo((0.9975 + 0.5) / (0.9975 + 6 * 0.5), 2);
  expect(model.languages).toEqual(["en", "de"]);
});

test("a very long text, an empty one and forty at once are answered", async () => {
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
  model = openOnnxModel({ directory });
  await model.ready();
  const answers = await model.classify([
    "sun ".repeat(20_000),
    "",
    ...Array.from({ length: 40 }, () => "rain"),
  ]);
  expect(answers).toHaveLength(42);
  expect(topOf(answers[0])).toBe("joy");
  expect(topOf(answers[41])).toBe("sadness");
});

test("the version changes with the weights, the tokenizer and the settings", async () => {
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
  const versionOf = () => openOnnxModel({ directory }).version;
  const first = versionOf();
  expect(first).toMatch(/^onnx-[\w.-]+:[0-9a-f]{8}$/);
  expect(versionOf()).toBe(first);
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: { ...WORDS, storm: "anger" } });
  const second = versionOf();
  expect(second).not.toBe(first);
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: { ...WORDS, gale: "anger" } });
  expect(versionOf()).not.toBe(second);
});

test.each([
  [
    "an unknown label",
    async () => writeTinyModel(directory, { labels: ["cromulent"], words: {} }),
    /cromulent/,
  ],
  [
    "weights that are none",
    async () => {
      await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
      await writeFile(join(directory, "model.onnx"), "not a model");
    },
    /^The model failed \(\w+\)\.$/,
  ],
])("%s is refused, and the model is then left alone for a minute", async (_, prepare, message) => {
  await prepare();
  let nowMs = 0;
  model = openOnnxModel({ directory, now: () => nowMs });
  await expect(model.ready()).rejects.toThrow(message);
  await expect(model.ready()).rejects.toThrow("rests");
  await expect(model.classify(["sun"])).rejects.toThrow("being loaded");
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
  nowMs = 60_001;
  await model.ready();
  expect((await model.classify(["sun"])).map(topOf)).toEqual(["joy"]);
});

test("a model that takes too long is given up, and its thread ended", async () => {
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: WORDS });
  model = openOnnxModel({ directory, readLimitMs: 1 });
  await model.ready();
  await expect(
    model.classify(Array.from({ length: 5_000 }, () => "sun rain storm ".repeat(100))),
  ).rejects.toThrow("longer than 1 ms");
});

test("hears entries in the place of the built-in engine, whose gate for languages stays, and gives way to it", async () => {
  await writeTinyModel(directory, { labels: LABELS_OF_MODEL, words: { ...WORDS, happy: "disgust" } });
  const lines: string[] = [];
  const log = createLog("debug", (line) => void lines.push(line));
  const emotion = openEmotion({ emotionModelDir: directory }, log);
  try {
    // Nobody waits for the model: until it is loaded the built-in engine answers.
    expect((await emotion.hear("I was so happy today.")).engine).toMatch(/^echo-1:/);
    await emotion.ready();
    lines.length = 0;
    const heard = await emotion.hear("I was so happy today. We were all happy about it.");
    expect(heard).toMatchObject({ engine: emotion.version, reading: { top: "disgust", language: "en" } });
    expect(emotion.version).toMatch(/^onnx-/);
    expect(heard.reading?.scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
    expect(
      (await emotion.hear("Je suis très triste ce soir, et je ne sais pas pourquoi.")).reading,
    ).toBeNull();
    expect((await emotion.hear("😢")).reading).toMatchObject({ language: "zxx" });
    expect(lines).toEqual([]);
  } finally {
    await emotion.close();
  }
  await rm(join(directory, "config.json"));
  const withoutModel = openEmotion({ emotionModelDir: directory }, log);
  expect((await withoutModel.hear("I was so happy today.")).reading?.top).toBe("joy");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("lacks config.json");
});

test("a folder that lacks a file is named at once", async () => {
  expect(() => openOnnxModel({ directory })).toThrow(
    "EMOTION_MODEL_DIR lacks model.onnx, config.json, tokenizer.json, tokenizer_config.json.",
  );
});
