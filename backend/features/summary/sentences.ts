/**
 * The writer's own sentences that stood out in a period: word for word, one an entry, bright and dark in turn.
 * Pure: what the engine hears in the texts is an argument.
 */
import { EMOTION_LABELS } from "@echo/contract/entries.ts";
import type { Summary } from "@echo/contract/summary.ts";
import type { Explanation } from "@echo/emotion/analyse.ts";
import type { Candidate } from "./queries.ts";

const MOST = 3;
/** Code units: shorter says little, longer is no quotation. */
const SHORTEST = 12;
const LONGEST = 240;
/** Below this a sentence does not stand out. */
const FAINTEST = 0.3;
const JOY = EMOTION_LABELS.indexOf("joy");
const HEAVY = (["anger", "disgust", "fear", "sadness"] as const).map((label) =>
  EMOTION_LABELS.indexOf(label),
);

export interface HeardCandidate {
  readonly candidate: Candidate;
  readonly explanation: Explanation | null;
}

interface Found {
  readonly candidate: Candidate;
  readonly text: string;
  /** Signed: how bright or dark the sentence is. */
  readonly strength: number;
}

export function outstandingSentences(heard: readonly HeardCandidate[]): Summary["sentences"] {
  const found = heard.flatMap((each) => {
    const sentence = strongestSentence(each);
    return sentence === undefined ? [] : [sentence];
  });
  const byStrength = found.toSorted((left, right) => Math.abs(right.strength) - Math.abs(left.strength));
  const bright = byStrength.filter(({ strength }) => strength > 0);
  const dark = byStrength.filter(({ strength }) => strength < 0);
  const chosen: Found[] = [];
  while (chosen.length < MOST && bright.length + dark.length > 0) {
    const next = (chosen.length % 2 === 0 ? bright.shift() : dark.shift()) ?? bright.shift() ?? dark.shift();
    if (next !== undefined && chosen.every(({ text }) => text !== next.text)) chosen.push(next);
  }
  return chosen
    .toSorted((left, right) => (left.candidate.local_date < right.candidate.local_date ? -1 : 1))
    .map(({ candidate, text }) => ({ entry_id: candidate.id, local_date: candidate.local_date, text }));
}

/** The sentence that says most clearly what the entry as a whole says. */
function strongestSentence({ candidate, explanation }: HeardCandidate): Found | undefined {
  const sign = Math.sign(candidate.sentiment);
  if (explanation === null) return firstSentence(candidate, sign);
  const whole = candidate.is_whole ? explanation.sentences : explanation.sentences.slice(0, -1);
  let best: Found | undefined;
  for (const { start, end, scores } of whole) {
    const text = candidate.text.slice(start, end).trim();
    const strength = (scores[JOY] ?? 0) - HEAVY.reduce((sum, label) => sum + (scores[label] ?? 0), 0);
    if (!isQuotable(text) || strength * sign < FAINTEST) continue;
    if (best === undefined || Math.abs(strength) > Math.abs(best.strength))
      best = { candidate, text, strength };
  }
  return best;
}

function isQuotable(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LONGEST;
}

/** Of a text in a language that the engine cannot read, whose feeling the writer has named. */
function firstSentence(candidate: Candidate, sign: number): Found | undefined {
  const segmenter = new Intl.Segmenter("und", { granularity: "sentence" });
  const sentences = Array.from(segmenter.segment(candidate.text), ({ segment }) => segment.trim());
  const text = (candidate.is_whole ? sentences : sentences.slice(0, -1)).find(isQuotable);
  return text === undefined ? undefined : { candidate, text, strength: sign * FAINTEST };
}
