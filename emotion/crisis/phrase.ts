/**
 * A small language in which rules are written, so that people who speak a language can read and review them:
 * words between blanks, `a|b+c` alternatives (`+` is a blank in one), `word?` optional, `word*` any ending, `~3` up to
 * three words, `_` up to two words that change nothing, `{name}` a named set of phrases, `^` and `$` start and end of a
 * clause, `.` the end of the sentence. What it compiles to has bounded gaps only, so that matching stays linear.
 */

export interface Vocabulary {
  /** Named sets for `{name}`. */
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** Single words that change the tone of a phrase and not its meaning: the words of `_`. */
  readonly fillers: ReadonlySet<string>;
}

/** Stands before a filler, in sentences and in what phrases compile to, so that `_` need not list them all again. */
const FILLER_MARK = "~";

/** A folded word as it stands in a RuleSentence. */
export function markFiller(word: string, vocabulary: Vocabulary): string {
  return vocabulary.fillers.has(word) ? FILLER_MARK + word : word;
}

/** Finds any of `phrases`, again and again; undefined where there are none. */
export function compilePhrases(phrases: readonly string[], vocabulary: Vocabulary): RegExp | undefined {
  return phrases.length === 0 ? undefined : new RegExp(`${anyOf(phrases, vocabulary)}(?= )`, "g");
}

function anyOf(phrases: readonly string[], vocabulary: Vocabulary): string {
  return `(?:${phrases.map((phrase) => onePhrase(phrase, vocabulary)).join("|")})`;
}

function onePhrase(phrase: string, vocabulary: Vocabulary): string {
  return phrase
    .split(" ")
    .map((token) => oneToken(token, vocabulary))
    .join("");
}

function oneToken(token: string, vocabulary: Vocabulary): string {
  if (token === "^") return '(?<=^|[,"])';
  if (token === ".") return "(?= $)";
  if (token === "$") return '(?= (?:[,"#]|$))';
  if (token === "_") return `(?: (?:${FILLER_MARK}[^ ]+|,)){0,2}`;
  if (/^~\d$/.test(token)) return `(?: [^ ]+){0,${token[1]}}?`;
  if (token.endsWith("?")) return `(?:${oneToken(token.slice(0, -1), vocabulary)})?`;
  if (token.startsWith("{") && token.endsWith("}")) {
    const set = vocabulary.sets[token.slice(1, -1)];
    if (set === undefined) throw new Error(`There is no set of phrases named ${token}.`);
    return anyOf(set, vocabulary);
  }
  if (!/^[\p{L}\p{N},"#][\p{L}\p{M}\p{N}|+*,"#]*$/u.test(token))
    throw new Error(`"${token}" is not part of a phrase.`);
  return ` (?:${token
    .split("|")
    .map((words) =>
      words
        .split("+")
        .map((word) => markFiller(word, vocabulary))
        .join(" "),
    )
    .join("|")
    .replaceAll("*", "[^ ]*")})`;
}
