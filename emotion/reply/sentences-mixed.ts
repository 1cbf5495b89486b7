/**
 * Sentences for entries in which two feelings lie near each other. The general ones name neither; the others
 * belong to one pair, in whichever order it was heard.
 */
import { type Sentence, under } from "./sentence.ts";

export const MIXED: readonly Sentence[] = [
  ...under(
    {},
    {
      "mixed-001": "More than one thing seems to be going on here.",
      "mixed-002": "Two feelings can share a page without taking turns.",
      "mixed-003": "This sounds mixed, and it need not be sorted out.",
      "mixed-004": "It can be both.",
      "mixed-005": "Feelings do not have to agree with each other.",
      "mixed-006": "There seem to be several notes in this, all of them kept.",
      "mixed-007": "You do not have to choose which one is the real one.",
      "mixed-008": "Some things pull in two directions. This sounds like one.",
      "mixed-009": "Paper is wide enough for a contradiction.",
      "mixed-010": "One feeling does not cancel the other.",
      "mixed-011": "Not clear-cut, by the sound of it, and it may stay that way.",
      "mixed-012": "You wrote down more than one side of it.",
      "mixed-013": "No need to boil it down to one word.",
      "mixed-014": "It seems there is more than one answer to how this was.",
      "mixed-015": "Whatever comes first, the other is still there. It is all kept.",
      "mixed-016": "Layers like these do not show at first glance; they are all here.",
      "mixed-017": "It would be simpler if it were one thing. It seems it is not.",
      "mixed-018": "A page can lean two ways at once.",
      "mixed-019": "Perhaps this will look different depending on the day you read it.",
      "mixed-020": "There seems to be an 'and' in this, rather than an 'or'.",
      "mixed-021": "What does not fit together may lie side by side here.",
      "mixed-022": "It may be complicated, and you need not make it simple.",
      "mixed-023": "These lines hold more than one weather.",
      "mixed-024": "It does not have to add up.",
      "mixed-025": "The contrast is kept as you drew it.",
      "mixed-026": "Feeling several things at once can be tiring.",
    },
  ),
  ...under(
    { pair: ["joy", "sadness"] },
    {
      "mixed-027": "Warmth and sorrow seem to sit close together here.",
      "mixed-028": "It can be good and hurt a little, or hurt and be good.",
      "mixed-029": "Some of the warmth in this seems to have an ache in it.",
      "mixed-030": "You can miss something and be thankful for it.",
      "mixed-031": "Light and heavy have both left marks on this, it seems.",
      "mixed-032": "What was good about it may be part of why it hurts.",
    },
  ),
  ...under(
    { pair: ["joy", "fear"] },
    {
      "mixed-033": "Looking forward and being nervous often arrive together.",
      "mixed-034": "There seems to be hope in this, and some worry about it.",
      "mixed-035": "Something can look good and still make a person uneasy.",
      "mixed-036": "Something to want and something to fear: both seem to be here.",
    },
  ),
  ...under(
    { pair: ["joy", "anger"] },
    {
      "mixed-037": "Some of it seems to have been good, and some of it grated.",
      "mixed-038": "One can be pleased and angry within the same hour.",
      "mixed-039": "There seems to be warmth here, and some heat as well.",
    },
  ),
  ...under(
    { pair: ["joy", "surprise"] },
    {
      "mixed-040": "Something unexpected seems to have had some warmth in it.",
      "mixed-041": "It came unannounced, and something in it may have been kind.",
      "mixed-042": "This seems to have gone differently than expected, and some of it kindly.",
    },
  ),
  ...under(
    { pair: ["joy", "disgust"] },
    {
      "mixed-043": "Part of it drew you in and part of it put you off, it seems.",
      "mixed-044": "Something to like and something to turn from, in one page.",
    },
  ),
  ...under(
    { pair: ["sadness", "anger"] },
    {
      "mixed-045": "There seems to be hurt under the heat, or heat over the hurt.",
      "mixed-046": "It sounds sad and it sounds angry, and it may be both.",
      "mixed-047": "Something hurt, it seems, and something made you angry.",
      "mixed-048": "It is possible to grieve something and be furious about it.",
    },
  ),
  ...under(
    { pair: ["sadness", "fear"] },
    {
      "mixed-049": "Sadness about what is and worry about what may come can weigh together.",
      "mixed-050": "It sounds heavy and uncertain at once.",
      "mixed-051": "Fear and sorrow seem to lean on each other here.",
      "mixed-052": "Some of this hurts already, it seems, and some of it is still open.",
    },
  ),
  ...under(
    { pair: ["sadness", "surprise"] },
    {
      "mixed-053": "This seems to have come out of nowhere and hurt.",
      "mixed-054": "There was no time to prepare for this, it seems, and it weighs.",
      "mixed-055": "Bad news, if that is what it was, takes time to become real.",
      "mixed-056": "You can take your time with this; no answer is due.",
    },
  ),
  ...under(
    { pair: ["sadness", "disgust"] },
    {
      "mixed-057": "It seems to hurt, and to be repellent as well.",
      "mixed-058": "Something here sounds sad and wrong together.",
    },
  ),
  ...under(
    { pair: ["anger", "fear"] },
    {
      "mixed-059": "Anger and fear can be hard to tell apart from inside.",
      "mixed-060": "It sounds alarming and infuriating at once.",
      "mixed-061": "Part of this sounds like alarm and part of it like anger.",
    },
  ),
  ...under(
    { pair: ["anger", "disgust"] },
    {
      "mixed-062": "This seems to have angered you and turned you away in one.",
      "mixed-063": "Some things are both infuriating and hard to look at.",
      "mixed-064": "Anger and aversion seem to point the same way here.",
    },
  ),
  ...under(
    { pair: ["anger", "surprise"] },
    {
      "mixed-065": "It seems you did not see this coming, and it stung.",
      "mixed-066": "Caught off guard and angry about it, by the sound of this.",
    },
  ),
  ...under(
    { pair: ["fear", "disgust"] },
    {
      "mixed-067": "Something here seems both frightening and repellent.",
      "mixed-068": "Wanting to get away from it may have more than one cause.",
    },
  ),
  ...under(
    { pair: ["fear", "surprise"] },
    {
      "mixed-069": "Something sudden seems to have given you a fright.",
      "mixed-070": "It is unsettling when things change without notice.",
    },
  ),
  ...under(
    { pair: ["disgust", "surprise"] },
    {
      "mixed-071": "You did not expect to meet something like this, it seems.",
      "mixed-072": "What one was not prepared for can be the hardest to look at.",
    },
  ),
];
