/**
 * Counts in how many English texts each word and two-word phrase occurs, and writes the most frequent ones to
 * `backend/features/triggers/english-background.ts`: counts, no text. Run it as
 * `node scripts/english-background.ts <folder of GoEmotions>`; the same texts always give the same file.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { phrasesOf } from "../backend/features/triggers/phrases.ts";
import { contentTerms } from "../emotion/terms.ts";

const FILE = join(import.meta.dirname, "..", "backend", "features", "triggers", "english-background.ts");
/** At most so many, none of which occurs less often than the least. */
const WORDS = 8000;
const PHRASES = 3000;
const LEAST = 3;
/** What the publishers of the texts put in the place of names. */
const PLACEHOLDER = /\[(?:NAME|RELIGION)\]/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

interface Counts {
  readonly words: Map<string, number>;
  readonly phrases: Map<string, number>;
  texts: number;
  /** All words, stop words too. */
  tokens: number;
}

function count(texts: readonly string[]): Counts {
  const counts: Counts = { words: new Map(), phrases: new Map(), texts: 0, tokens: 0 };
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const text of texts) {
    // A full stop in its place keeps words apart that were not neighbours.
    const plain = text.replaceAll(PLACEHOLDER, ".");
    const terms = contentTerms(plain);
    counts.texts += 1;
    counts.tokens += plain.match(WORD)?.length ?? 0;
    for (const term of terms) add(counts.words, term);
    for (const phrase of phrasesOf(plain, new Set(terms))) add(counts.phrases, phrase);
  }
  return counts;
}

/** The most frequent ones, grouped by their count: `12 word word`, a line for each count. */
function lines(map: ReadonlyMap<string, number>, atMost: number, separator: string): string {
  const plain = [...map].filter(([key, times]) => times >= LEAST && /^[a-z0-9 ]+$/.test(key));
  const most = plain
    .toSorted(([left, some], [right, others]) => others - some || (left < right ? -1 : 1))
    .slice(0, atMost);
  const groups = Map.groupBy(most, ([, times]) => times);
  return [...groups]
    .map(
      ([times, group]) =>
        `${times} ${group
          .map(([key]) => key)
          .toSorted()
          .join(separator)}`,
    )
    .join("\n");
}

async function main(folder: string): Promise<void> {
  const rows = (await readFile(join(folder, "train.tsv"), "utf8")).split("\n").filter((row) => row !== "");
  const counts = count(rows.map((row) => row.split("\t")[0] ?? ""));
  const source = `/**
 * How common words and two-word phrases are in everyday English: in how many of the texts each one occurs. Made by
 * scripts/english-background.ts; it holds counts and no text. Counted in the training texts of GoEmotions
 * (Demszky et al. 2020, "GoEmotions: A Dataset of Fine-Grained Emotions", ACL; Apache License 2.0).
 */

/** All words of the ${counts.texts} texts, stop words too. */
export const BACKGROUND_TOKENS = ${counts.tokens};

/** A line for each count: the count, then the content words that occur in so many texts. */
export const BACKGROUND_WORDS = \`${lines(counts.words, WORDS, " ")}\`;

/** A line for each count: the count, then the phrases, with commas between them. */
export const BACKGROUND_PHRASES = \`${lines(counts.phrases, PHRASES, ",")}\`;
`;
  await writeFile(FILE, source);
  console.log(`${counts.texts} texts, ${counts.tokens} words, ${source.length} characters`);
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("Give the folder of GoEmotions: node scripts/english-background.ts <folder>");
  process.exit(2);
}
await main(folder);
