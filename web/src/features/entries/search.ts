/** What a person types into the search box: words, or a tag as `#tag`, or both. */

export interface Search {
  /** Empty: any text. */
  readonly q: string;
  /** Empty: any tag. */
  readonly tag: string;
}

const SEARCH_LENGTH: typeof import("@echo/contract/entries.ts").ENTRY_LIMITS.searchLength = 200;
const TAG_LENGTH: typeof import("@echo/contract/entries.ts").ENTRY_LIMITS.tagLength = 32;

/**
 * Reads a search. A tag that is known may have blanks, and is found in whatever case it was typed.
 * @param tag the tag that is chosen already and stays, unless another one is typed
 */
export function parseSearch(typed: string, knownTags: readonly string[], tag: string): Search {
  const text = typed.normalize("NFC").trim();
  if (!text.startsWith("#")) return { q: limit(text, SEARCH_LENGTH), tag };
  const rest = text.slice(1).trimStart();
  const known = knownTags
    .filter((each) => isSameTag(each, rest.slice(0, each.length)) && /^(\s|$)/u.test(rest.slice(each.length)))
    .toSorted(
      (one, other) =>
        other.length - one.length || Number(rest.startsWith(other)) - Number(rest.startsWith(one)),
    )[0];
  const found = known ?? limit(rest.split(/\s/u, 1)[0] ?? "", TAG_LENGTH);
  const words = rest.slice((known ?? rest.split(/\s/u, 1)[0] ?? "").length).trim();
  return { q: limit(words, SEARCH_LENGTH), tag: found === "" ? tag : found };
}

/** The known tag that a search without a match may have meant. */
export function findTag(searched: string, knownTags: readonly string[]): string | undefined {
  return knownTags.find((each) => isSameTag(each, searched));
}

function isSameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** At most this many code points. */
function limit(text: string, length: number): string {
  return text.length <= length ? text : Array.from(text).slice(0, length).join("").trim();
}
