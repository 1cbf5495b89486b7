/**
 * Sentences for entries in which disgust was heard. They keep a middle weight: fit for spoiled food and for a
 * wrong done to someone, never blaming the writer and never dwelling on the thing itself.
 */
import { type Sentence, under } from "./sentence.ts";

export const DISGUST: readonly Sentence[] = [
  ...under(
    {},
    {
      "disgust-001": "Something here seems to have been hard to stomach.",
      "disgust-002": "One would rather keep away from a thing like this.",
      "disgust-003": "You can turn away from it; the words stay here.",
      "disgust-004": "Some things repel us, and it may be written that they do.",
      "disgust-005": "It went against the grain, by the sound of it.",
      "disgust-006": "No need to look at it longer than you wish.",
      "disgust-007": "It seems something here felt wrong to you.",
      "disgust-008": "It can be on paper and need not be on your mind.",
      "disgust-009": "You do not have to find it acceptable.",
      "disgust-010": "The unpleasant may be written down as well.",
      "disgust-011": "That sounds like something one would rather not have met.",
      "disgust-012": "These lines seem to turn away from something.",
      "disgust-013": "It is kept, and you need not read it again.",
      "disgust-014": "Recoiling from something is an answer too.",
      "disgust-015": "What turned you away is written down, and that is plenty.",
      "disgust-016": "There seems to be distaste in this, and it may be said.",
      "disgust-017": "Some words are only there to be rid of something.",
      "disgust-018": "This can be left behind here.",
      "disgust-019": "Something seems to have offended your sense of how things should be.",
      "disgust-020": "A journal can be closed after a thing like this.",
      "disgust-021": "You named what put you off; nothing more has to be said about it.",
      "disgust-022": "Wanting distance from it, whatever it was, is understandable.",
      "disgust-023": "Let these lines be the ones to hold it.",
      "disgust-024": "Something about this would not sit right.",
      "disgust-025": "That seems to have come closer than you wanted.",
      "disgust-026": "Ugly things may be written in ugly words.",
      "disgust-027": "You can mention it again, or never.",
      "disgust-028": "It is written, and it can stay at arm's length.",
      "disgust-029": "The aversion in this is heard.",
      "disgust-030": "Being put off by something does not need defending.",
      "disgust-031": "What was hard to look at has been looked at once.",
      "disgust-032": "It sounds as if you would have liked to be elsewhere.",
      "disgust-033": "Nothing about it has to be made presentable.",
      "disgust-034": "Words may keep it at a distance.",
      "disgust-035": "Something jarred. It is told here as it was.",
      "disgust-036": "There is room here for what is hard to tell.",
      "disgust-037": "It can be said once, and then you may rest from it.",
      "disgust-038": "Your sense that something was off is on record.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "disgust-039": "Some things are very hard to meet; this sounds like one.",
      "disgust-040": "A strong recoil seems to be in this, and it is understood as that.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "disgust-041": "Something seems a bit off here, and you noticed.",
      "disgust-042": "Some reluctance, perhaps, between the lines.",
    },
  ),
  ...under(
    { tag: "drained" },
    { "disgust-043": "Being near such things is tiring. Nothing more is needed here." },
  ),
  ...under({ tag: "frustrated" }, { "disgust-044": "Put off and fed up can be written in one line." }),
  ...under(
    { tag: "anxious" },
    { "disgust-045": "Unease and aversion are close neighbours; both may be told." },
  ),
  ...under(
    { tag: "work" },
    {
      "disgust-046": "Something at work did not sit well, it seems.",
      "disgust-047": "One can do the work and still dislike what comes with it.",
    },
  ),
  ...under(
    { tag: "family" },
    { "disgust-048": "When something in a family feels wrong, it is hard to say. Here it is said." },
  ),
  ...under(
    { tag: "friends" },
    { "disgust-049": "Among friends, too, a thing can feel wrong, and it seems one did." },
  ),
  ...under(
    { tag: "health" },
    { "disgust-050": "Bodies can be hard to live with, and it may be written so." },
  ),
  ...under({ tag: "food" }, { "disgust-051": "Not everything that is served has to be liked." }),
  ...under(
    { tag: "love" },
    { "disgust-052": "What is between two people can feel wrong. It seems so here." },
  ),
  ...under(
    { tag: "money" },
    { "disgust-053": "Money can leave a bad taste, and it may be written that it did." },
  ),
  ...under({ tag: "school" }, { "disgust-054": "What went on at school seems to have put you off." }),
  ...under({ tag: "travel" }, { "disgust-055": "Not every place is one to remember fondly." }),
  ...under({ part: "morning" }, { "disgust-056": "Hard to meet such a thing in the morning, it seems." }),
  ...under({ part: "afternoon" }, { "disgust-057": "The afternoon may move on from it; the words remain." }),
  ...under(
    { part: "evening" },
    { "disgust-058": "The evening can be about something else; this is kept here." },
  ),
  ...under({ part: "night" }, { "disgust-059": "It can be shut between these pages for the night." }),
  ...under(
    { recent: "same" },
    {
      "disgust-060": "Something seems to have felt wrong more than once lately. It is all on record.",
      "disgust-061": "Once more there is something you would rather not have near.",
    },
  ),
  ...under(
    { recent: "light" },
    { "disgust-062": "Something jarring seems to have come between the easier pages." },
  ),
  ...under({ length: "short" }, { "disgust-063": "A thing like this needs no more words than that." }),
  ...under(
    { length: "long" },
    { "disgust-064": "You wrote down the whole unpleasant length of it, and it is here." },
  ),
  ...under(
    { isBackdated: true },
    { "disgust-065": "Some things are easier to write about with days in between." },
  ),
  ...under(
    { mood: "high" },
    {
      "disgust-066": "You marked it good, and something in the words still recoils. Both are kept.",
      "disgust-067": "Something unpleasant can sit inside a good mark.",
    },
  ),
];
