/**
 * The emotion engine as Echo uses it: one look at a text says what it feels like, whether help should be
 * offered, and which words it is about. Nothing here ever throws or hangs: what cannot be heard is null and
 * one line in the log, because a journal is kept whether it is understood or not.
 */
import { contentTerms } from "@echo/emotion/terms.ts";
import { type CrisisFinding, findCrisis } from "@echo/emotion/crisis.ts";
import { createEngine, type Engine, type Explanation, type Reading } from "@echo/emotion/analyse.ts";
import { LABELS } from "@echo/emotion/labels.ts";
import { isAgainstOneself } from "@echo/emotion/reply/against-oneself.ts";
import { chooseReply, type ReplyCandidate, type ReplyContext } from "@echo/emotion/reply/choose.ts";
import type { Log } from "#core/log.ts";
import { ModelFault } from "./model-fault.ts";

/** What one look at a text finds. */
export interface Heard {
  /** The version of the engine that looked; null where it failed, so that a later look is made. */
  readonly engine: string | null;
  /** null: the language is not understood, or the engine failed. */
  readonly reading: Reading | null;
  /** Whether the text asks for help to be offered. It is never stored. */
  readonly crisis: CrisisFinding | null;
  /** Whether the writer is hard on themselves, which asks for another answer. */
  readonly isAgainstOneself: boolean;
  /** The different words that carry content. */
  readonly terms: readonly string[];
}

/** Another model in the place of the built-in one; null where it does not understand the text. */
export interface ForeignModel {
  readonly version: string;
  /** Resolves when it can be asked; rejects when it cannot be loaded. */
  ready(): Promise<void>;
  /** Rejects where it is not ready, fails or takes too long. */
  read(text: string): Promise<Reading | null>;
  close(): Promise<void>;
}

export interface Emotion {
  /** Which engine looks at texts now. */
  readonly version: string;
  hear(text: string): Promise<Heard>;
  /** What the built-in engine hears, with the words behind it; null where it does not understand or fails. */
  explain(text: string): Promise<Explanation | null>;
  /** A sentence of the collection for what was heard, other than the recent ones. */
  reply(context: ReplyContext, recentKeys: readonly string[]): ReplyCandidate | null;
  /** Resolves when the engine that the settings ask for reads texts, or has failed to. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface EmotionOptions {
  /** The weights of the built-in engine. */
  readonly readWeights: () => Uint8Array;
  readonly log: Log;
  /** Makes another model over the built-in engine; throws where it cannot be opened. */
  readonly openForeign?: ((builtIn: Engine) => ForeignModel) | undefined;
}

/** Ready at once: the weights are read here. Damaged ones leave a service that hears nothing, and a log line. */
export function createEmotion({ readWeights, log, openForeign }: EmotionOptions): Emotion {
  const attempt = <T>(part: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      // Neither the message nor the stack: either could hold words of the text.
      log.error({ part, error: errorName(error), reason: reasonOf(error) }, "emotion.failed");
      return undefined;
    }
  };
  const engine: Engine | undefined = attempt("weights", () => createEngine(readWeights()));
  const foreign = engine && openForeign && attempt("model", () => openForeign(engine));
  const version = foreign?.version ?? engine?.version ?? "none";

  let isForeignDown = false;
  const read = async (text: string): Promise<{ reading: Reading | null; engine: string | null }> => {
    if (foreign !== undefined) {
      try {
        const reading = await foreign.read(text);
        isForeignDown = false;
        return { reading, engine: foreign.version };
      } catch (error) {
        // Once, until it has worked again: it would be one line for every entry.
        if (!isForeignDown)
          log.warn({ error: errorName(error), reason: reasonOf(error) }, "emotion.model_failed");
        isForeignDown = true;
      }
    }
    const reading = engine && attempt("read", () => engine.read(text));
    return reading === undefined || engine === undefined
      ? { reading: null, engine: null }
      : { reading, engine: engine.version };
  };

  return {
    version,
    async hear(text) {
      const { reading, engine: readBy } = await read(text);
      const feelings = reading && { sadness: scoreOf(reading, "sadness"), fear: scoreOf(reading, "fear") };
      return {
        reading,
        engine: readBy,
        crisis: attempt("crisis", () => findCrisis(text, feelings)) ?? null,
        isAgainstOneself: attempt("reply", () => isAgainstOneself(text)) ?? false,
        terms: attempt("terms", () => contentTerms(text)) ?? [],
      };
    },
    explain: async (text) => (engine && attempt("explain", () => engine.explain(text))) ?? null,
    reply: (context, recentKeys) => attempt("reply", () => chooseReply(context, recentKeys)) ?? null,
    ready: async () => foreign?.ready().catch(() => {}),
    close: async () => foreign?.close(),
  };
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

/** Only what is known to hold no word of a text. */
function reasonOf(error: unknown): string | undefined {
  return error instanceof ModelFault ? error.message : undefined;
}

function scoreOf(reading: Reading, label: Reading["top"]): number {
  return reading.scores[LABELS.indexOf(label)] ?? 0;
}
