/**
 * Sentences for entries whose feeling Echo did not understand or is not sure about. They speak of the entry
 * and of its being kept, name no feeling, and so fit every entry there is: each other group falls back on them.
 */
import { type Sentence, under } from "./sentence.ts";

export const UNSURE: readonly Sentence[] = [
  ...under(
    {},
    {
      "unsure-001": "Kept, just as you wrote it.",
      "unsure-002": "This is here now, and it stays yours.",
      "unsure-003": "Your words have a safe place here.",
      "unsure-004": "Written and kept; nothing else is needed.",
      "unsure-005": "It belongs here, whatever it turns out to mean.",
      "unsure-006": "No need to explain it any further.",
      "unsure-007": "Every word of this will be here when you come back.",
      "unsure-008": "Set down as it is, without any tidying.",
      "unsure-009": "Thank you for putting this down here.",
      "unsure-010": "This page asks nothing more of you.",
      "unsure-011": "You can leave it here for as long as you like.",
      "unsure-012": "Whatever this was, there is room for it.",
      "unsure-013": "Saved in your own words, which is how it should be.",
      "unsure-014": "It can stay here exactly as it came.",
      "unsure-015": "It now has its own place among your days.",
      "unsure-016": "Some things only need to be put somewhere, and this is somewhere.",
      "unsure-017": "You know best what this one means.",
      "unsure-018": "Not a letter of it has been changed.",
      "unsure-019": "You can return to this, or never look again. Both are fine.",
      "unsure-020": "This will wait for you without asking anything.",
      "unsure-021": "Here it is, outside of your head for a while.",
      "unsure-022": "Nothing about it needs to be decided here.",
      "unsure-023": "It was yours to say, and you said it.",
      "unsure-024": "Put away carefully, where you can find it again.",
      "unsure-025": "There is no wrong way to have written this.",
      "unsure-026": "It is written; it can rest here for now.",
      "unsure-027": "Let it stand the way it is.",
      "unsure-028": "Later on, your journal will remember how you put it.",
      "unsure-029": "One more page that belongs to you.",
      "unsure-030": "What you wrote is kept whole.",
      "unsure-031": "Taken in quietly, and held onto.",
      "unsure-032": "A journal can listen without saying much. This one does.",
      "unsure-033": "Noted with care, and left in your own words.",
      "unsure-034": "It can stay unfinished; unfinished pages are welcome too.",
      "unsure-035": "You alone know what this one is about.",
      "unsure-036": "You gave it words. The rest can wait.",
      "unsure-037": "This much is certain: it will not be lost.",
      "unsure-038": "You can come back to this at any hour.",
      "unsure-039": "It is written down, and it stays written down.",
      "unsure-040": "It arrived whole, and here it remains.",
      "unsure-041": "Held in full, with nothing added.",
      "unsure-042": "The next reader of this can be you, whenever you choose.",
      "unsure-043": "Received without judging, kept without changing.",
      "unsure-044": "You may add to it later, or leave it exactly so.",
      "unsure-045": "It wanted telling, and it has been told.",
      "unsure-046": "A piece of your time, written down.",
    },
  ),
  ...under(
    { length: "short" },
    {
      "unsure-047": "A few words are enough for a page.",
      "unsure-048": "Short entries count as much as long ones.",
      "unsure-049": "One line can hold a great deal.",
      "unsure-050": "Brief as it is, it is all here.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "unsure-051": "That was a lot to write down; all of it is here.",
      "unsure-052": "A long page, kept from its first word to its last.",
      "unsure-053": "You gave this plenty of room, and it has all of it.",
      "unsure-054": "There is much in here; it can be read again in pieces.",
    },
  ),
  ...under(
    { part: "morning" },
    {
      "unsure-055": "A page from the morning, kept for whenever you want it.",
      "unsure-056": "Written in the morning; what comes after can have its own page.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "unsure-057": "The afternoon can carry on; this part is written down.",
      "unsure-058": "From the middle of the day, kept as you left it.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "unsure-059": "Evening is a fair time to put things down, and this is put down.",
      "unsure-060": "This can stay on paper while the evening goes on.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "unsure-061": "These words will still be here in the morning.",
      "unsure-062": "Night pages are kept as carefully as any others.",
      "unsure-063": "Nothing more has to be worked out at this hour.",
    },
  ),
  ...under(
    { isBackdated: true },
    {
      "unsure-064": "That day has its page, even though the words came later.",
      "unsure-065": "Added to the day it belongs to.",
      "unsure-066": "Going back to write it down is writing it down.",
      "unsure-067": "An earlier day has been given some words.",
    },
  ),
];
