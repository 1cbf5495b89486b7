/**
 * Sentences that lean on nothing but the mood the writer marked: for texts whose language is not understood,
 * for unsure readings, and where words and mark disagree. The mark is the writer's own, so it may be named.
 */
import { type Sentence, under } from "./sentence.ts";

export const MOOD: readonly Sentence[] = [
  ...under(
    { mood: "low" },
    {
      "mood-001": "You marked it low. It is noted, with no questions asked.",
      "mood-002": "A hard one, by your own mark.",
      "mood-003": "The mark says it was not easy, and it is believed.",
      "mood-004": "Low pages get the same careful place as any others.",
      "mood-005": "You need no reasons for a low mark.",
      "mood-006": "It was marked as hard, and nothing more has to be said.",
      "mood-007": "This does not need to be better than it was.",
      "mood-008": "How it was is clear enough: not good. It is kept that way.",
      "mood-009": "A low point may be marked as one.",
      "mood-010": "The low mark stands here, and no one will argue it upwards.",
    },
  ),
  ...under(
    { mood: "mid" },
    {
      "mood-011": "Somewhere in the middle is a place, too.",
      "mood-012": "Neither up nor down, as you marked it.",
      "mood-013": "So-so is a full answer.",
      "mood-014": "The middle of the scale holds many different hours. This is one.",
      "mood-015": "You put it in the middle, and there it stays.",
    },
  ),
  ...under(
    { mood: "high" },
    {
      "mood-016": "You marked it good, and that is how it is remembered.",
      "mood-017": "By your own measure, this was a good one.",
      "mood-018": "Your mark leans to the brighter end, and it is noted.",
      "mood-019": "Let the mark speak: this was all right, or better.",
      "mood-020": "It was good enough to mark it so.",
      "mood-021": "What made it good can stay between you and your journal.",
    },
  ),
  ...under(
    {},
    {
      "mood-022": "Your own mark says what needs to be known.",
      "mood-023": "You said how it was with a single mark. That is enough.",
      "mood-024": "The mark you chose goes with these words.",
      "mood-025": "How you rated it is kept next to what you wrote.",
      "mood-026": "You know how it was, and you have marked it.",
    },
  ),
];
