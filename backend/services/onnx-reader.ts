/**
 * A foreign classifier as a reader of entries: the language gate and the joining of sentences are Echo's own, so
 * that another model changes what is heard and nothing else.
 */
import type { Engine } from "@echo/emotion/analyse.ts";
import { joinReadings } from "@echo/emotion/join.ts";
import type { ForeignModel } from "./emotion.ts";
import type { OnnxModel } from "./onnx-model.ts";

/** A text is read up to this many sentences, which is what the time limit has room for. */
const MOST_SENTENCES = 400;

/** `builtIn` finds the language, and reads what has no words. */
export function createOnnxReader(model: OnnxModel, builtIn: Engine): ForeignModel {
  return {
    version: model.version,
    ready: () => model.ready(),
    async read(text) {
      const language = builtIn.detectLanguage(text);
      if (language === EMOJI_ONLY) return builtIn.read(text);
      if (language === null || !model.languages.includes(language)) return null;
      const sentences = sentencesOf(text, language);
      return sentences.length === 0 ? null : joinReadings(language, await model.classify(sentences));
    },
    close: () => model.close(),
  };
}

const EMOJI_ONLY = "zxx";

function sentencesOf(text: string, language: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
    const sentence = segment.trim();
    if (sentence !== "") sentences.push(sentence);
    if (sentences.length === MOST_SENTENCES) break;
  }
  return sentences;
}
