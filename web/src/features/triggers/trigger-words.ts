/** The words of a trigger as a person types them, checked as the server checks them. */
export interface TypedTrigger {
  readonly name: string;
  /** With commas between them. */
  readonly words: string;
}

export interface TriggerFaults {
  readonly name?: "missing" | "too_long";
  readonly words?: "missing" | "too_many" | "too_long";
}

const NAME_LENGTH = 60;
const WORD_COUNT = 10;
const WORD_LENGTH = 40;

/** Each word once, whatever its case. */
export function splitWords(typed: string): readonly string[] {
  const seen = new Map<string, string>();
  for (const part of typed.split(/[,，、\n]/u)) {
    const word = part.trim().replaceAll(/\s+/gu, " ");
    const key = word.toLowerCase();
    if (word !== "" && !seen.has(key)) seen.set(key, word);
  }
  return [...seen.values()];
}

export function triggerFaults({ name, words }: TypedTrigger): TriggerFaults {
  const split = splitWords(words);
  const length = (text: string) => Array.from(text).length;
  const nameFault =
    name.trim() === "" ? "missing" : length(name.trim()) > NAME_LENGTH ? "too_long" : undefined;
  const wordsFault =
    split.length === 0
      ? "missing"
      : split.length > WORD_COUNT
        ? "too_many"
        : split.some((word) => length(word) > WORD_LENGTH)
          ? "too_long"
          : undefined;
  return {
    ...(nameFault === undefined ? {} : { name: nameFault }),
    ...(wordsFault === undefined ? {} : { words: wordsFault }),
  };
}
