/**
 * A text-classification model of the operator's own (EMOTION_MODEL_DIR) in the place of the built-in engine.
 * It runs in a thread of its own, which is started with the first text and ended when it does not answer in
 * time; the folder is the only place it is loaded from, and nothing is ever fetched.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";
import { ModelFault } from "./model-fault.ts";
import type { OnnxAnswer, OnnxQuestion, OnnxWorkerData } from "./onnx-worker.ts";

/** Names of the weights, as exporters lay them out; the first that is there is used. */
const WEIGHT_FILES = [
  "model.onnx",
  "onnx/model.onnx",
  "model_quantized.onnx",
  "onnx/model_quantized.onnx",
] as const;
const CONFIG_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json"] as const;

/** Loading hundreds of megabytes takes a while; who asks meanwhile is refused at once, and falls back. */
const LOAD_LIMIT_MS = 60_000;
const READ_LIMIT_MS = 2_000;
/** After a failure the model is left alone for this long. */
const RETRY_AFTER_MS = 60_000;
const FINGERPRINT_TAIL_BYTES = 65_536;

export interface OnnxModelOptions {
  readonly directory: string;
  readonly readLimitMs?: number;
  /** Milliseconds that pass monotonically. */
  readonly now?: () => number;
}

/** Seven probabilities for each text, in the order of Echo's labels, and the languages that the model speaks. */
export interface OnnxModel {
  /** Begins to load; resolves when texts can be read, rejects when they cannot or it takes too long. */
  ready(): Promise<void>;
  /** Changes with the weights and their settings. */
  readonly version: string;
  /** BCP 47 tags of the languages it is for: `echo_languages` of its config.json, otherwise English alone. */
  readonly languages: readonly string[];
  /** Rejects at once while the model is not loaded, and when it fails or takes longer than the limit. */
  classify(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

/** Looks at the folder; the model itself is loaded with the first text. @throws ModelFault naming what is missing */
export function openOnnxModel({
  directory,
  readLimitMs = READ_LIMIT_MS,
  now = () => performance.now(),
}: OnnxModelOptions): OnnxModel {
  const weightsFile = WEIGHT_FILES.map((name) => join(directory, name)).find((path) => existsSync(path));
  const missing: string[] = CONFIG_FILES.filter((name) => !existsSync(join(directory, name)));
  if (weightsFile === undefined || missing.length > 0) {
    const absent = weightsFile === undefined ? [WEIGHT_FILES[0], ...missing] : missing;
    throw new ModelFault(`EMOTION_MODEL_DIR lacks ${absent.join(", ")}.`);
  }
  const configText = readFileSync(join(directory, "config.json"), "utf8");
  let loading: Promise<Thread> | undefined;
  let loaded: Thread | undefined;
  let restUntilMs = 0;

  const rest = (thread: Thread) => {
    restUntilMs = now() + RETRY_AFTER_MS;
    loading = undefined;
    loaded = undefined;
    // Nobody waits for a thread that does not answer.
    void thread.end();
  };
  const open = (): Promise<Thread> => {
    if (now() < restUntilMs) return Promise.reject(new ModelFault("The model rests after a failure."));
    loading ??= load();
    return loading;
  };
  const load = async (): Promise<Thread> => {
    const thread = new Thread({ directory, weightsFile });
    try {
      await thread.ask([], LOAD_LIMIT_MS);
    } catch (error) {
      rest(thread);
      throw error;
    }
    loaded = thread;
    return thread;
  };

  return {
    version: versionOf(directory, configText, weightsFile),
    languages: languagesOf(configText),
    ready: () => open().then(() => {}),
    async classify(texts) {
      const asked = open();
      asked.catch(() => {});
      if (loaded === undefined) throw new ModelFault("The model is being loaded.");
      const reader = loaded;
      try {
        return await reader.ask(texts, readLimitMs);
      } catch (error) {
        rest(reader);
        throw error;
      }
    },
    async close() {
      const open = loaded;
      const opening = loading;
      loading = undefined;
      loaded = undefined;
      await open?.end();
      if (open === undefined) void opening?.then((thread) => thread.end()).catch(() => {});
    },
  };
}

/** Enough of the folder to tell one model from another without reading all of it. */
function versionOf(directory: string, configText: string, weightsFile: string): string {
  const hash = createHash("sha256")
    .update(configText)
    .update(readFileSync(join(directory, "tokenizer.json")));
  const file = openSync(weightsFile, "r");
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, FINGERPRINT_TAIL_BYTES));
    readSync(file, tail, 0, tail.length, size - tail.length);
    hash.update(String(size)).update(tail);
  } finally {
    closeSync(file);
  }
  const name = basename(directory)
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .slice(0, 40);
  return `onnx-${name}:${hash.digest("hex").slice(0, 8)}`;
}

function languagesOf(configText: string): readonly string[] {
  const { echo_languages: listed } = JSON.parse(configText) as { echo_languages?: unknown };
  const isList = Array.isArray(listed) && listed.every((language) => typeof language === "string");
  return isList && listed.length > 0 ? listed : ["en"];
}

/** The worker and the questions that it has not answered yet. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: OnnxAnswer) => void; reject: (error: Error) => void }
  >();
  #lastId = 0;

  constructor(workerData: OnnxWorkerData) {
    this.#worker = new Worker(new URL("./onnx-worker.ts", import.meta.url), { workerData });
    this.#worker.unref();
    this.#worker.on("message", (answer: OnnxAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
    });
    this.#worker.on("error", () => this.#fail("The model's thread failed."));
    this.#worker.on("exit", () => this.#fail("The model's thread ended."));
  }

  async ask(texts: readonly string[], limitMs: number): Promise<readonly (readonly number[])[]> {
    const id = (this.#lastId += 1);
    const answer = await new Promise<OnnxAnswer>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new ModelFault(`The model took longer than ${limitMs} ms.`)),
        limitMs,
      );
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          this.#waiting.delete(id);
          done(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#worker.postMessage({ id, texts } satisfies OnnxQuestion);
    });
    if (answer.error !== undefined) throw new ModelFault(answer.error);
    return answer.probabilities;
  }

  async end(): Promise<void> {
    this.#fail("The model was stopped.");
    await this.#worker.terminate();
  }

  #fail(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new ModelFault(message));
  }
}
