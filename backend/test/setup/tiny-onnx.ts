/**
 * A text classifier of a few hundred bytes in the real ONNX format, with its tokenizer, laid out as exporters
 * do: each word it knows votes for one label, and the votes are averaged. Field numbers are those of
 * onnx.proto (ONNX 1.8, opset 13).
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface TinyModel {
  readonly labels: readonly string[];
  /** Which label a word votes for. */
  readonly words: Readonly<Record<string, string>>;
  /** More of config.json. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Writes model.onnx, config.json, tokenizer.json and tokenizer_config.json into `directory`. */
export async function writeTinyModel(
  directory: string,
  { labels, words, config = {} }: TinyModel,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const known = Object.keys(words);
  const vocabulary = Object.fromEntries(["[UNK]", ...known].map((word, id) => [word, id]));
  const votes = [
    labels.map(() => 0),
    ...known.map((word) => labels.map((label) => (label === words[word] ? VOTE : 0))),
  ];
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: { type: "Lowercase" },
    pre_tokenizer: { type: "Whitespace" },
    post_processor: null,
    decoder: null,
    model: { type: "WordLevel", vocab: vocabulary, unk_token: "[UNK]" },
  };
  const files = {
    "config.json": JSON.stringify({
      model_type: "tiny",
      id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
      ...config,
    }),
    "tokenizer.json": JSON.stringify(tokenizer),
    "tokenizer_config.json": JSON.stringify({
      tokenizer_class: "PreTrainedTokenizerFast",
      unk_token: "[UNK]",
    }),
    "model.onnx": averageOfVotes(votes, labels.length),
  };
  await Promise.all(
    Object.entries(files).map(([name, content]) => writeFile(join(directory, name), content)),
  );
}

/** A word's vote as a logit: large enough to decide, small enough to leave the others something. */
const VOTE = 6;
const INT64 = 7;
const FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** logits = mean over the words of votes[input_ids]. */
function averageOfVotes(votes: readonly (readonly number[])[], labelCount: number): Buffer {
  const gather = node("Gather", ["votes", "input_ids"], ["chosen"]);
  const mean = node("ReduceMean", ["chosen"], ["logits"], [ints("axes", [1]), int("keepdims", 0)]);
  const graph = Buffer.concat([
    field(1, gather),
    field(1, mean),
    field(2, Buffer.from("tiny")),
    field(5, floatTensor("votes", [votes.length, labelCount], votes.flat())),
    field(11, valueOf("input_ids", INT64, ["batch", "words"])),
    field(11, valueOf("attention_mask", INT64, ["batch", "words"])),
    field(12, valueOf("logits", FLOAT, ["batch", labelCount])),
  ]);
  const opset = Buffer.concat([field(1, Buffer.alloc(0)), number(2, 13)]);
  return Buffer.concat([number(1, 8), field(8, opset), field(7, graph)]);
}

function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Buffer[] = [],
): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => field(1, Buffer.from(name))),
    ...outputs.map((name) => field(2, Buffer.from(name))),
    field(4, Buffer.from(operator)),
    ...attributes.map((attribute) => field(5, attribute)),
  ]);
}

function ints(name: string, values: readonly number[]): Buffer {
  return Buffer.concat([
    field(1, Buffer.from(name)),
    ...values.map((value) => number(8, value)),
    number(20, ATTRIBUTE_INTS),
  ]);
}

function int(name: string, value: number): Buffer {
  return Buffer.concat([field(1, Buffer.from(name)), number(3, value), number(20, ATTRIBUTE_INT)]);
}

function floatTensor(name: string, dimensions: readonly number[], values: readonly number[]): Buffer {
  return Buffer.concat([
    ...dimensions.map((dimension) => number(1, dimension)),
    number(2, FLOAT),
    field(8, Buffer.from(name)),
    field(9, Buffer.from(Float32Array.from(values).buffer)),
  ]);
}

function valueOf(name: string, elementType: number, dimensions: readonly (string | number)[]): Buffer {
  const shape = Buffer.concat(
    dimensions.map((dimension) =>
      field(1, typeof dimension === "string" ? field(2, Buffer.from(dimension)) : number(1, dimension)),
    ),
  );
  const tensor = Buffer.concat([number(1, elementType), field(2, shape)]);
  return Buffer.concat([field(1, Buffer.from(name)), field(2, field(1, tensor))]);
}

/** A length-delimited field of Protocol Buffers. */
function field(id: number, content: Buffer): Buffer {
  return Buffer.concat([varint((id << 3) | 2), varint(content.length), content]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}
