/** What a trigger may be, beyond its shape on the wire. Pure. */
import { createHash } from "node:crypto";
import { type CreateTrigger, TRIGGER_LIMITS, type UpdateTrigger } from "@echo/contract/triggers.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";

/** Checked content: null where the request says nothing. */
export interface TriggerContent {
  readonly name: string | null;
  readonly words: readonly string[] | null;
}

/** Controls and line ends, and the marks that turn the direction of everything after them. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;
/** What a text can be searched for: a letter, a digit or a picture. */
const FINDABLE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** The content of a request, or a Problem that names every fault. */
export function checkTrigger(body: CreateTrigger | UpdateTrigger): TriggerContent {
  const faults: FieldError[] = [];
  const name = body.name === undefined ? null : checkName(body.name, faults);
  const words = body.words === undefined ? null : checkWords(body.words, faults);
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return { name, words };
}

/** The one form in which names and words are stored: NFC, one blank between words, none around them. */
function normalize(text: string): string {
  return text.normalize("NFC").trim().replaceAll(/\s+/gu, " ");
}

function checkName(given: string, faults: FieldError[]): string {
  const name = normalize(given);
  const pointer = "/name";
  if (NOT_IN_A_LINE.test(given)) {
    faults.push({ pointer, detail: "A name is one line without control characters." });
  } else if (INVISIBLE.test(name)) {
    faults.push({ pointer, detail: "A name needs at least one visible character." });
  } else if (Array.from(name).length > TRIGGER_LIMITS.nameLength) {
    // A few characters become longer by normalisation.
    faults.push({ pointer, detail: `A name has at most ${TRIGGER_LIMITS.nameLength} characters.` });
  }
  return name;
}

/** Normalised, each once, in the order given. */
function checkWords(given: readonly string[], faults: FieldError[]): readonly string[] {
  const words = new Set<string>();
  for (const [index, text] of given.entries()) {
    const word = normalize(text);
    const pointer = `/words/${index}`;
    if (NOT_IN_A_LINE.test(text)) {
      faults.push({ pointer, detail: "A word is one line without control characters." });
    } else if (!FINDABLE.test(word)) {
      faults.push({ pointer, detail: "A word needs at least one letter, digit or emoji." });
    } else if (Array.from(word).length > TRIGGER_LIMITS.wordLength) {
      faults.push({ pointer, detail: `A word has at most ${TRIGGER_LIMITS.wordLength} characters.` });
    }
    words.add(word);
  }
  return [...words];
}

/** SHA-256 of what a create asks for, without the id: two requests with the same digest want the same trigger. */
export function createDigest({ name, words }: TriggerContent): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(["trigger/1", name, words]))
    .digest();
}
