/**
 * Whether a writer is hard on themselves. The model hears anger in "I hate myself", and a sentence that grants
 * anger its words would agree with the writer: such an entry is answered as a sad one. English, like the replies.
 */
const SELF_CONTEMPT = [
  /\bi (?:really |just |so |still |fucking |truly |always )*(?:hate|hated|loathe|despise|can ?not stand|can'?t stand|am (?:so )?(?:sick of|disgusted (?:by|with)|ashamed of|angry (?:at|with)|mad at|furious with)) (?:myself|me|my body|my face|who i am|what i am)\b/u,
  /\b(?:i am|i'?m|im|i feel(?: like)?|makes? me feel|feeling)(?: (?:so|such|just|completely|totally|utterly|really|always|nothing but|like|a|an|the|total|complete|utter)){0,4} (?:worthless|useless|pathetic|unlovable|stupid|dumb|idiot|failure|loser|burden|fraud|monster|disgusting|disgrace|hopeless|broken|ugly|a mess|not (?:good )?enough|garbage|trash)\b/u,
  /\b(?:(?:it is|it'?s|its) all my (?:own )?fault|i ruin everything|i am the problem|i'?m the problem|i (?:can'?t|cannot|never) (?:do|get) anything right|everyone (?:hates|would hate) me|nobody (?:could|would|can) (?:ever )?(?:love|want) me)\b/u,
  /\b(?:told|tells|said|says|shouted|screamed|yelled)(?: at)? me (?:that )?(?:i am|i'?m|i was) (?:so |a |an |such a )*(?:worthless|useless|stupid|pathetic|failure|disgusting|idiot|burden|mistake|nothing)\b/u,
];
/** A rule looks this far, so that a long entry costs no more than a page. */
const LONGEST = 20_000;

export function isAgainstOneself(text: string): boolean {
  const plain = text.slice(0, LONGEST).toLowerCase().replaceAll("\u2019", "'");
  return SELF_CONTEMPT.some((pattern) => pattern.test(plain));
}
