/**
 * Sentences for entries in which surprise was heard. The unexpected may be a gift or a death, so none of them
 * says which: they leave time and make no guess.
 */
import { type Sentence, under } from "./sentence.ts";

export const SURPRISE: readonly Sentence[] = [
  ...under(
    {},
    {
      "surprise-001": "That seems to have come unexpectedly.",
      "surprise-002": "Some things take a while to arrive in the mind.",
      "surprise-003": "It sounds as if this was not what you expected.",
      "surprise-004": "There is time for this to sink in.",
      "surprise-005": "You need not know yet what to make of it.",
      "surprise-006": "Something shifted here, it seems.",
      "surprise-007": "It came without warning, by the sound of it.",
      "surprise-008": "News of any kind takes time. This part of it is written.",
      "surprise-009": "First reactions are worth keeping as they are.",
      "surprise-010": "What it means can be found out later.",
      "surprise-011": "You wrote it before it became a story.",
      "surprise-012": "Sudden things can leave a person without words; you found some.",
      "surprise-013": "However it comes to look, this is how it looked at first.",
      "surprise-014": "It may take a second reading to believe it.",
      "surprise-015": "The unexpected has a page.",
      "surprise-016": "Things can turn in a single hour, and you noted the hour.",
      "surprise-017": "You may still be catching up with this.",
      "surprise-018": "Something seems to have broken the usual run of things.",
      "surprise-019": "One may feel two or three ways about it at first.",
      "surprise-020": "This was not in the plan, it seems.",
      "surprise-021": "A page written close to the moment is worth having later.",
      "surprise-022": "Not everything has to be understood at once.",
      "surprise-023": "It seems this caught you unprepared, and it is kept just as it came.",
      "surprise-024": "What happened and what it means can be two different pages.",
      "surprise-025": "There is a before and an after in this, perhaps.",
      "surprise-026": "It may feel a bit unreal. The plain words are here.",
      "surprise-027": "One does not get to prepare for some things.",
      "surprise-028": "Questions may come later. This is what you know so far.",
      "surprise-029": "This can be read again once the dust has settled.",
      "surprise-030": "The mind may go over this a few more times.",
      "surprise-031": "Taken down in the order it came to you.",
      "surprise-032": "It seems there is something to take in here.",
      "surprise-033": "You wrote it while it was new.",
      "surprise-034": "Whatever this changes or does not change, it is on record.",
      "surprise-035": "A turning, maybe, and you marked the spot.",
      "surprise-036": "No one expects you to have an opinion on it yet.",
      "surprise-037": "Some moments stop a person in the middle of things.",
      "surprise-038": "It may take some days to know how you feel about this.",
      "surprise-039": "Here it stands, perhaps still hard to believe.",
      "surprise-040": "Life did something unasked, it seems.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "surprise-041": "This seems to have come as quite a jolt.",
      "surprise-042": "It sounds as if everything stopped for a moment.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "surprise-043": "The usual course of things may have been interrupted here.",
      "surprise-044": "There may be something in this to think about twice.",
    },
  ),
  ...under(
    { tag: "anxious" },
    { "surprise-045": "Unexpected things can leave the nerves on edge for a while." },
  ),
  ...under({ tag: "drained" }, { "surprise-046": "Taking in something sudden is tiring." }),
  ...under(
    { tag: "focused" },
    { "surprise-047": "Something seems to have come into the middle of what held your attention." },
  ),
  ...under(
    { tag: "grateful" },
    { "surprise-048": "Some unexpected things leave thanks behind; you marked this one so." },
  ),
  ...under(
    { tag: "proud" },
    { "surprise-049": "You did not expect it, perhaps, and pride is marked beside it." },
  ),
  ...under(
    { tag: "work" },
    {
      "surprise-050": "Something at work seems to have taken an unexpected turn.",
      "surprise-051": "Changes at work take time to be understood from every side.",
    },
  ),
  ...under(
    { tag: "family" },
    { "surprise-052": "What is sudden in a family touches everyone differently; this is your page." },
  ),
  ...under({ tag: "health" }, { "surprise-053": "News about health needs time to land." }),
  ...under(
    { tag: "friends" },
    { "surprise-054": "Things between people can change in one conversation, or without one." },
  ),
  ...under(
    { tag: "school" },
    { "surprise-055": "Something at school seems to have gone differently than planned." },
  ),
  ...under({ tag: "money" }, { "surprise-056": "Sudden changes in money take a while to think through." }),
  ...under(
    { tag: "love" },
    { "surprise-057": "What the heart did not expect takes a little longer to take in." },
  ),
  ...under({ tag: "pet" }, { "surprise-058": "Life with an animal can change from one hour to the next." }),
  ...under(
    { tag: "nature" },
    { "surprise-059": "The world outside did something unexpected, it seems, and you saw it." },
  ),
  ...under(
    { tag: "travel" },
    { "surprise-060": "On the way, much goes differently than planned; this is what did happen." },
  ),
  ...under({ part: "morning" }, { "surprise-061": "The morning brought something unplanned, it seems." }),
  ...under({ part: "afternoon" }, { "surprise-062": "In the middle of the day, something changed course." }),
  ...under({ part: "evening" }, { "surprise-063": "The evening is different from the plan, perhaps." }),
  ...under(
    { part: "night" },
    { "surprise-064": "Sudden things echo longer at night. This one is written down." },
  ),
  ...under(
    { recent: "same" },
    {
      "surprise-065": "Several things have come unexpectedly lately; that is a lot to take in.",
      "surprise-066": "Another turn, it seems, in days that have had a few.",
    },
  ),
  ...under({ length: "short" }, { "surprise-067": "Few words, which is how sudden things often sound." }),
  ...under({ length: "long" }, { "surprise-068": "You followed it from the start, and each turn is here." }),
  ...under(
    { isBackdated: true },
    {
      "surprise-069": "Seen from some way off, it may look different, or not yet.",
      "surprise-070": "That day took a turn, and the turn is written.",
    },
  ),
];
