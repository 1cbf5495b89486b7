/**
 * Says which words a negation reaches and how much each half of "..., but ..." weighs. English rules, applied
 * alike in training and in reading.
 */
import { hashText } from "./hash.ts";
import { STOP, type Tokens, WORD } from "./tokens.ts";

/** How many words that carry meaning a negation reaches. */
const REACH = 3;
/** How many words of any kind it reaches. */
const LONGEST_REACH = 6;
/** What stands before "but" counts this much. */
const BEFORE_BUT_WEIGHT = 0.6;

function hashes(words: string): ReadonlySet<number> {
  return new Set(words.split(" ").map(hashText));
}

const NEGATORS = hashes(
  "no not never nobody nothing nowhere none neither nor without hardly barely scarcely cannot cant can't don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't werent won't wouldn't wouldnt couldn't couldnt shouldn't shouldnt haven't havent hasn't hasnt hadn't hadnt ain't aint needn't mustn't",
);
/** Contractions that, before a pronoun, ask for agreement: "isn't it lovely". */
const TAGS = hashes(
  "don't isn't aren't wasn't weren't doesn't didn't won't wouldn't couldn't shouldn't haven't hasn't why",
);
const PRONOUNS = hashes("it that this he she you they we i");
/** After these the negation is spent: "can't wait", "no wonder", "not only". */
const SPENT_AFTER = hashes(
  "wait believe help stop stand wonder doubt matter idea way problem only just but because though until than",
);
/** After these it turns into its opposite: "never been so happy", "couldn't be happier". */
const TURNED_BY = hashes("happier prouder better more so this such gladder luckier");
const TURNABLE = hashes("never couldn't couldnt cannot can't");
/** Small words that a negation passes through. */
const PASSED = hashes(
  "a an the very really so that to be been feel feeling felt am is are was were i i'm you it he she we they my any all even too quite being much of as have had",
);
const BUT = hashes("but");

/** What `findScopes` says about each token. Valid until the next call. */
export class Scopes {
  isNegated = new Uint8Array(256);
  weight = new Float32Array(256);

  reset(count: number): void {
    if (this.isNegated.length < count) {
      this.isNegated = new Uint8Array(count * 2);
      this.weight = new Float32Array(count * 2);
    }
    this.isNegated.fill(0, 0, count);
    this.weight.fill(1, 0, count);
  }
}

/** Fills `scopes` for the tokens from `from` to before `to`, which are one sentence. */
export function findScopes(tokens: Tokens, from: number, to: number, scopes: Scopes): void {
  const { kind, hash } = tokens;
  let lastBut = -1;
  for (let index = from; index < to; index += 1) {
    if (kind[index] !== WORD) continue;
    const word = hash[index] ?? 0;
    if (BUT.has(word) && index > from + 1) lastBut = index;
    if (NEGATORS.has(word)) markReach(tokens, index, to, scopes);
  }
  for (let index = from; index < lastBut; index += 1) scopes.weight[index] = BEFORE_BUT_WEIGHT;
}

function markReach(tokens: Tokens, negator: number, to: number, scopes: Scopes): void {
  const { kind, hash } = tokens;
  const negation = hash[negator] ?? 0;
  const canTurn = TURNABLE.has(negation);
  let reached = 0;
  for (
    let index = negator + 1;
    index < to && index <= negator + LONGEST_REACH && reached < REACH;
    index += 1
  ) {
    if (kind[index] === STOP) return;
    if (kind[index] !== WORD) continue;
    const word = hash[index] ?? 0;
    if (index === negator + 1 && PRONOUNS.has(word) && TAGS.has(negation)) return;
    if (canTurn && TURNED_BY.has(word)) {
      scopes.isNegated.fill(0, negator, index);
      return;
    }
    if (NEGATORS.has(word)) return;
    if (PASSED.has(word)) continue;
    scopes.isNegated[index] = 1;
    reached += 1;
    if (SPENT_AFTER.has(word)) return;
  }
}
