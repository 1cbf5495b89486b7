/**
 * Sentences about a chip or a frequent tag of the writer's own, fit for every label. A chip is a word that the
 * writer chose, so it may be named; a topic is only said to be there.
 */
import { type Sentence, under } from "./sentence.ts";

export const TAGS: readonly Sentence[] = [
  ...under(
    { tag: "calm" },
    {
      "tags-001": "Calm is the word you chose, and it is noted with the rest.",
      "tags-002": "You marked some calm here, and it has its place.",
      "tags-003": "If there was calm in it, that is remembered too.",
    },
  ),
  ...under(
    { tag: "anxious" },
    {
      "tags-004": "Anxious is the word you gave it, and it can be said plainly here.",
      "tags-005": "You named the anxiety yourself; it is taken as you said it.",
      "tags-006": "There is room here for being anxious.",
      "tags-007": "The worry has been written down too, next to everything else.",
    },
  ),
  ...under(
    { tag: "proud" },
    {
      "tags-008": "You marked this one Proud. It can stand there without modesty.",
      "tags-009": "Proud is a word worth writing down when it comes.",
      "tags-010": "Noted, with the word proud beside it, as you chose.",
    },
  ),
  ...under(
    { tag: "drained" },
    {
      "tags-011": "Drained is how you marked it; nothing more is asked of you here.",
      "tags-012": "There may not be much left over. This page needs nothing.",
      "tags-013": "Written on low strength, and kept like all the others.",
      "tags-014": "When one is worn out, a line is plenty.",
    },
  ),
  ...under(
    { tag: "grateful" },
    {
      "tags-015": "You put gratitude next to this, and it will be found there again.",
      "tags-016": "Grateful is the word you left here; it stays beside the rest.",
      "tags-017": "Whatever you are grateful for, it has been given a page.",
    },
  ),
  ...under(
    { tag: "frustrated" },
    {
      "tags-018": "Frustrated is the word, then. It can stand here unsoftened.",
      "tags-019": "The frustration is written as you marked it, with no need to polish it.",
      "tags-020": "Things that grate may be set down without smoothing.",
    },
  ),
  ...under(
    { tag: "focused" },
    {
      "tags-021": "You marked this as focused; the thread of it is kept.",
      "tags-022": "Focused, by your own account, and written down as such.",
      "tags-023": "Attention went somewhere, and you wrote down where.",
    },
  ),
  ...under(
    { tag: "work" },
    {
      "tags-024": "Work comes up here, the way you saw it.",
      "tags-025": "This is the side of work that only you see.",
      "tags-026": "What happened around work is told in your words.",
    },
  ),
  ...under(
    { tag: "family" },
    {
      "tags-027": "Family can be many things at once; all of them fit on paper.",
      "tags-028": "This is your side of a family story, kept as you tell it.",
      "tags-029": "Family is written into this one, just as you put it.",
    },
  ),
  ...under(
    { tag: "sleep" },
    {
      "tags-030": "Sleep, or the lack of it, colours a lot. It is noted here.",
      "tags-031": "How the nights go is worth writing down too.",
      "tags-032": "Nights and days lean on each other; some of both is on record here.",
    },
  ),
  ...under(
    { tag: "health" },
    {
      "tags-033": "What a body goes through has a place in a journal.",
      "tags-034": "Health is on your mind here, and your account of it is kept.",
      "tags-035": "Charts tell one side of health; this is the side you live.",
    },
  ),
  ...under(
    { tag: "friends" },
    {
      "tags-036": "The people in this are kept as you see them.",
      "tags-037": "Friendship is somewhere in this page, in your own words.",
      "tags-038": "What passes between friends can be hard to put in words; this much is here.",
    },
  ),
  ...under(
    { tag: "school" },
    {
      "tags-039": "This holds a piece of school that no report would mention.",
      "tags-040": "Learning, classes, or the people there: it is written as you lived it.",
      "tags-041": "School is in this one, told your way.",
    },
  ),
  ...under(
    { tag: "money" },
    {
      "tags-042": "Money gets into many corners of a life. This corner is written down.",
      "tags-043": "Numbers tell one side of money; you wrote another.",
      "tags-044": "What you write about money is nobody's business but yours.",
    },
  ),
  ...under(
    { tag: "love" },
    {
      "tags-045": "Love rarely fits in tidy words, and it does not have to.",
      "tags-046": "Something of the heart is in this, and it is yours to tell.",
      "tags-047": "Matters of the heart are kept as you wrote them.",
    },
  ),
  ...under(
    { tag: "pet" },
    {
      "tags-048": "The animals in a life leave their marks on its pages too.",
      "tags-049": "The animal in this is remembered as you describe it.",
      "tags-050": "Living alongside an animal leaves things worth writing down.",
    },
  ),
  ...under(
    { tag: "nature" },
    {
      "tags-051": "Something of outdoors is in these lines, as you saw it.",
      "tags-052": "The weather, the ground, the light: what you noticed is here.",
      "tags-053": "You brought a bit of the outside in, and it is kept.",
    },
  ),
  ...under(
    { tag: "food" },
    {
      "tags-054": "A table and what was on it can tell much of a day.",
      "tags-055": "Food is part of the story here, told as you wanted.",
      "tags-056": "You wrote about food in your own terms, and no one is counting.",
    },
  ),
  ...under(
    { tag: "travel" },
    {
      "tags-057": "Somewhere else is on this page, the way you met it.",
      "tags-058": "Being away, or on the way, is written down here.",
      "tags-059": "Places change in memory; this is how it was when you wrote.",
    },
  ),
];
