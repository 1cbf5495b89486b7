/**
 * The thread in which a foreign model lives: loads it once from its folder and answers question by question
 * with seven probabilities for each text. Its packages are optional and loaded here only.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { LABELS } from "@echo/emotion/labels.ts";
import { ModelFault } from "./model-fault.ts";
import { placesOf } from "./onnx-labels.ts";

export interface OnnxWorkerData {
  readonly directory: string;
  readonly weightsFile: string;
}

export interface OnnxQuestion {
  readonly id: number;
  readonly texts: readonly string[];
}

export type OnnxAnswer =
  | {
      readonly id: number;
      readonly probabilities: readonly (readonly number[])[];
      readonly error?: undefined;
    }
  | { readonly id: number; readonly error: string };

/** What Echo reads of a model's config.json. */
interface ModelConfig {
  readonly id2label?: Readonly<Record<string, string>>;
  readonly problem_type?: string;
  readonly max_position_embeddings?: number;
  readonly pad_token_id?: number;
}

/** Texts of one run: more only make its matrices larger. */
const BATCH_TEXTS = 16;
const LONGEST_TOKENS = 512;

type Classify = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;

async function load({ directory, weightsFile }: OnnxWorkerData): Promise<Classify> {
  const [{ InferenceSession, Tensor, env }, { Tokenizer }] = await importPackages();
  const [config, tokenizerFile, tokenizerConfig] = await Promise.all(
    ["config.json", "tokenizer.json", "tokenizer_config.json"].map(async (name) =>
      JSON.parse(await readFile(join(directory, name), "utf8")),
    ),
  );
  const { id2label, problem_type: problemType, max_position_embeddings: positions } = config as ModelConfig;
  if (id2label === undefined) throw new ModelFault("The model's config.json has no id2label.");
  const places = placesOf(id2label);
  const isMultiLabel = problemType === "multi_label_classification";
  const padId = (config as ModelConfig).pad_token_id ?? 0;
  // RoBERTa numbers its positions from the padding id on.
  const longest = Math.max(8, Math.min(LONGEST_TOKENS, (positions ?? LONGEST_TOKENS) - padId - 1));
  const tokenizer = new Tokenizer(tokenizerFile, tokenizerConfig);
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(await readFile(weightsFile), {
    executionProviders: ["wasm"],
  });
  const outputName = session.outputNames[0];
  if (outputName === undefined) throw new ModelFault("The model has no output.");

  const encode = (text: string): number[] => {
    const { ids } = tokenizer.encode(text);
    // What is too long loses its middle part's end: the last token closes the text in every architecture.
    const last = ids.at(-1);
    return ids.length <= longest || last === undefined ? ids : [...ids.slice(0, longest - 1), last];
  };

  const runBatch = async (texts: readonly string[]): Promise<number[][]> => {
    const encoded = texts.map(encode);
    const width = Math.max(1, ...encoded.map((ids) => ids.length));
    const size = encoded.length * width;
    const ids = new BigInt64Array(size).fill(BigInt(padId));
    const mask = new BigInt64Array(size);
    for (const [row, rowIds] of encoded.entries()) {
      for (const [column, id] of rowIds.entries()) {
        ids[row * width + column] = BigInt(id);
        mask[row * width + column] = 1n;
      }
    }
    const shape = [encoded.length, width];
    const inputs: Record<string, InstanceType<typeof Tensor>> = {
      input_ids: new Tensor("int64", ids, shape),
      attention_mask: new Tensor("int64", mask, shape),
      token_type_ids: new Tensor("int64", new BigInt64Array(size), shape),
    };
    const feeds = Object.fromEntries(
      session.inputNames.map((name) => {
        const input = inputs[name];
        if (input === undefined)
          throw new ModelFault(`The model asks for "${name}", which Echo does not have.`);
        return [name, input];
      }),
    );
    const output = (await session.run(feeds))[outputName];
    const logits = output?.data;
    if (!(logits instanceof Float32Array) || logits.length !== encoded.length * places.length) {
      throw new ModelFault(`The model's output is not one number for each of its ${places.length} labels.`);
    }
    return encoded.map((_, row) =>
      toSeven(logits.subarray(row * places.length, (row + 1) * places.length), places, isMultiLabel),
    );
  };

  return async (texts) => {
    const probabilities: number[][] = [];
    for (let start = 0; start < texts.length; start += BATCH_TEXTS) {
      probabilities.push(...(await runBatch(texts.slice(start, start + BATCH_TEXTS))));
    }
    return probabilities;
  };
}

/** Softmax, or for several labels at once sigmoids that are then shared out; summed into Echo's labels. */
function toSeven(logits: Float32Array, places: readonly number[], isMultiLabel: boolean): number[] {
  const highest = Math.max(...logits);
  const weights = Array.from(logits, (logit) =>
    isMultiLabel ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit - highest),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || !Number.isFinite(total)) throw new ModelFault("The model's output is not a number.");
  const seven = LABELS.map(() => 0);
  for (const [index, weight] of weights.entries()) {
    const place = places[index] ?? 0;
    seven[place] = (seven[place] ?? 0) + weight / total;
  }
  return seven;
}

async function importPackages() {
  try {
    return await Promise.all([import("onnxruntime-web"), import("@huggingface/tokenizers")]);
  } catch {
    throw new ModelFault(
      "EMOTION_MODEL_DIR needs two packages that are not installed: npm install onnxruntime-web @huggingface/tokenizers",
    );
  }
}

const loading = load(workerData as OnnxWorkerData);
// A failure reaches whoever asks.
loading.catch(() => {});
parentPort?.on("message", (question: OnnxQuestion) => void answer(question));

async function answer({ id, texts }: OnnxQuestion): Promise<void> {
  try {
    const classify = await loading;
    parentPort?.postMessage({ id, probabilities: await classify(texts) } satisfies OnnxAnswer);
  } catch (error) {
    const message = error instanceof ModelFault ? error.message : `The model failed (${nameOf(error)}).`;
    parentPort?.postMessage({ id, error: message } satisfies OnnxAnswer);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
