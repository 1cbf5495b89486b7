/**
 * Reads what the model learns from and is measured on: the GoEmotions files (TSV with 28 labels, folded to
 * seven by Ekman's mapping that comes with them), the seed sentences and labelled probes.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LABELS } from "../labels.ts";

export interface Example {
  readonly text: string;
  /** Indexes of LABELS; usually one. */
  readonly labels: readonly number[];
}

export type Split = "train" | "dev" | "test";

const SEEDS_FOLDER = join(import.meta.dirname, "seeds");

/** Reads one split. Throws an Error with one sentence when the folder does not hold GoEmotions. */
export function readGoEmotions(folder: string, split: Split): Example[] {
  const names = ["emotions.txt", "ekman_mapping.json", `${split}.tsv`];
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    throw new Error(
      `GoEmotions was not found in "${folder}" (missing: ${missing.join(", ")}); name its folder with --data.`,
    );
  }
  const fine = readFileSync(join(folder, "emotions.txt"), "utf8").trim().split(/\r?\n/);
  const mapping = JSON.parse(readFileSync(join(folder, "ekman_mapping.json"), "utf8")) as Record<
    string,
    string[]
  >;
  const folded = fine.map((name) => {
    const group = Object.entries(mapping).find(([, members]) => members.includes(name))?.[0] ?? name;
    return labelIndex(group, "ekman_mapping.json");
  });
  return readFileSync(join(folder, `${split}.tsv`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [text = "", numbers = ""] = line.split("\t");
      const labels = numbers.split(",").map((number) => folded[Number(number)] ?? -1);
      if (labels.includes(-1))
        throw new Error(`${split}.tsv holds a line without known labels: ${line.slice(0, 80)}`);
      return { text, labels: [...new Set(labels)] };
    });
}

/** All seed sentences, file by file in the order of their names. */
export function readSeeds(): Example[] {
  return readdirSync(SEEDS_FOLDER)
    .filter((name) => name.endsWith(".tsv"))
    .toSorted()
    .flatMap((name) => readLabelled(join(SEEDS_FOLDER, name)));
}

/** Lines of `labels<TAB>text`; lines that begin with # are comments. */
export function readLabelled(file: string): Example[] {
  return readRows(file).map(([labels, text]) => ({
    text,
    labels: labels.split(",").map((label) => labelIndex(label, file)),
  }));
}

/** Lines of `expected<TAB>text`, as they stand. */
export function readRows(file: string): Array<readonly [string, string]> {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const tab = line.indexOf("\t");
      if (tab < 1) throw new Error(`${file} holds a line without a tab: ${line.slice(0, 80)}`);
      return [line.slice(0, tab), line.slice(tab + 1)] as const;
    });
}

function labelIndex(label: string, file: string): number {
  const index = (LABELS as readonly string[]).indexOf(label);
  if (index < 0)
    throw new Error(`${file} names the label "${label}", which is none of ${LABELS.join(", ")}.`);
  return index;
}

/** SHA-256 of each file that training reads, by name. */
export function hashSources(folder: string, others: readonly string[]): Record<string, string> {
  const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
  const sources: Record<string, string> = {};
  for (const name of ["train.tsv", "dev.tsv", "emotions.txt", "ekman_mapping.json"]) {
    sources[`goemotions/${name}`] = digest(join(folder, name));
  }
  for (const name of readdirSync(SEEDS_FOLDER)
    .filter((name) => name.endsWith(".tsv"))
    .toSorted()) {
    sources[`seeds/${name}`] = digest(join(SEEDS_FOLDER, name));
  }
  for (const file of others) sources[file.slice(file.lastIndexOf("/") + 1)] = digest(file);
  return sources;
}
