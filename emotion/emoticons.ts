/** Faces made of punctuation, and the plain form under which each is known to the model. */
import { hashText } from "./hash.ts";

/** Faces made of punctuation, longest first per first sign. */
const EMOTICONS: ReadonlyArray<readonly [string, string]> = [
  [":'(", ":'("],
  [":-(", ":("],
  [":-)", ":)"],
  [":-D", ":D"],
  [":-/", ":/"],
  [":-|", ":|"],
  [":-P", ":P"],
  [":((", ":("],
  [":))", ":)"],
  [";-)", ";)"],
  ["=)", ":)"],
  ["=(", ":("],
  [":)", ":)"],
  [":(", ":("],
  [":D", ":D"],
  [":/", ":/"],
  [":|", ":|"],
  [":P", ":P"],
  [":p", ":P"],
  [":O", ":O"],
  [":o", ":O"],
  [":3", ":)"],
  [";)", ";)"],
  ["<3", "<3"],
  ["</3", "</3"],
  ["^_^", ":)"],
  ["-_-", "-_-"],
  ["T_T", ":'("],
  [">:(", ">:("],
  ["D:", "D:"],
  ["xD", ":D"],
  ["XD", ":D"],
];

/** Faces by their first code unit, longest first, with the hash of their plain form. */
export const EMOTICONS_BY_FIRST_UNIT = new Map<
  number,
  Array<{ readonly text: string; readonly hash: number }>
>();
for (const [text, canonical] of [...EMOTICONS].toSorted((left, right) => right[0].length - left[0].length)) {
  const first = text.charCodeAt(0);
  const known = EMOTICONS_BY_FIRST_UNIT.get(first) ?? [];
  EMOTICONS_BY_FIRST_UNIT.set(first, [...known, { text, hash: hashText(canonical) }]);
}
